package org.heclip.simulate;

import java.util.ArrayList;
import java.util.List;
import org.apache.commons.math3.random.RandomGenerator;
import org.apache.commons.math3.random.Well19937c;

/**
 * A gene and what drives it.
 *
 * @param feature index into {@link Morphology#FEATURES}; -1 for a null gene, which no morphology drives
 * @param effect change of the log rate for one standard deviation of the feature
 * @param isPatchy a null gene whose rate has patches of its own, new ones in each section; else it is the same everywhere
 * @param weight share of counts before they are scaled to their sum
 */
record SimulatedGene(String symbol, String id, int feature, double effect, boolean isPatchy, double weight) {
    static final int NULL_FEATURE = -1;

    private static final int NULL_GENES = 340;
    private static final List<List<String>> PLANTED = List.of(
            List.of(
                    "MKI67 TOP2A PCNA CCNB1 CDK1 AURKA BUB1 CENPF TYMS RRM2 MCM2 MCM5 PTPRC CD3D CD3E CD2 CD79A MS4A1 LTB CCL5"
                            .split(" ")),
            List.of(
                    "EPCAM KRT8 KRT18 KRT19 KRT7 MUC1 CDH1 CLDN3 CLDN4 CLDN7 ELF3 SPINT2 TACSTD2 AGR2 AGR3 ERBB2 ERBB3 GRB7 XBP1 FOXA1"
                            .split(" ")),
            List.of(
                    "COL1A1 COL1A2 COL3A1 COL5A1 COL6A1 COL6A2 COL6A3 FN1 SPARC LUM DCN POSTN FAP THY1 PDGFRB ACTA2 TAGLN MYL9 VIM BGN"
                            .split(" ")));
    private static final List<String> MITOCHONDRIAL =
            List.of("ND1 ND2 CO1 CO2 ATP8 ATP6 CO3 ND3 ND4L ND4 ND5 ND6 CYB".split(" "));

    boolean isPlanted() {
        return feature != NULL_FEATURE;
    }

    /** 60 planted genes, 20 for each feature and half of them falling with it, and 340 null genes. */
    static List<SimulatedGene> all(long seed) {
        RandomGenerator random = new Well19937c(Noise.seed(seed, "genes", 0));
        List<SimulatedGene> genes = new ArrayList<>();
        for (int feature = 0; feature < PLANTED.size(); feature++) {
            List<String> symbols = PLANTED.get(feature);
            for (int i = 0; i < symbols.size(); i++) {
                double effect = (i % 2 == 0 ? 1 : -1) * (0.6 + 0.4 * random.nextDouble());
                double weight = Math.exp(0.5 * random.nextGaussian());
                genes.add(new SimulatedGene(symbols.get(i), id(genes), feature, effect, false, weight));
            }
        }
        for (String symbol : nullSymbols()) {
            double weight = Math.exp(1.2 * random.nextGaussian() + (symbol.startsWith("MT-") ? 1.5 : 0));
            boolean isPatchy = genes.size() % 2 == 0;
            genes.add(new SimulatedGene(symbol, id(genes), NULL_FEATURE, 0, isPatchy, weight));
        }
        return List.copyOf(genes);
    }

    private static List<String> nullSymbols() {
        List<String> symbols = new ArrayList<>();
        MITOCHONDRIAL.forEach(name -> symbols.add("MT-" + name));
        for (int i = 3; i <= 41; i++) {
            symbols.add("RPL" + i);
        }
        for (int i = 2; i <= 29; i++) {
            symbols.add("RPS" + i);
        }
        for (int i = 10; symbols.size() < NULL_GENES; i++) {
            symbols.add("ZNF" + i);
        }
        return symbols;
    }

    /** Numbers of its own: an Ensembl number would claim to be that gene. */
    private static String id(List<SimulatedGene> before) {
        return "SIMG%08d".formatted(before.size() + 1);
    }
}
