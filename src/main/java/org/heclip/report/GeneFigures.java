package org.heclip.report;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.IntStream;
import org.heclip.evaluate.GeneScore;

/**
 * The figures of all genes as far as the report shows them: the PCC of each model, gene and section, four bytes each, and sums of the
 * rest. Rows of {@code genes.tsv} are handed over one after the other and not kept: there can be tens of millions.
 */
public final class GeneFigures {
    private static final double SIGNIFICANT = 0.05;
    /** Where a section has no such gene; NaN is an undefined PCC. */
    private static final float ABSENT = Float.POSITIVE_INFINITY;

    private final Map<Models.Key, Map<String, Gene>> models = new HashMap<>();
    private final Map<String, Integer> sections = new LinkedHashMap<>();
    private final Set<String> markers = new LinkedHashSet<>();

    public static GeneFigures of(Iterable<GeneScore> rows) {
        GeneFigures figures = new GeneFigures();
        rows.forEach(figures::add);
        return figures;
    }

    /** One gene as one model predicts it. */
    static final class Gene {
        private final String name;
        private float[] pcc = new float[0];
        private final Tally spearman = new Tally();
        private final Tally rmse = new Tally();
        private final Tally ssim = new Tally();
        private final Tally moransMeasured = new Tally();
        private final Tally moransPredicted = new Tally();
        private int significant;

        Gene(String name) {
            this.name = name;
        }

        String name() {
            return name;
        }

        Tally spearman() {
            return spearman;
        }

        Tally rmse() {
            return rmse;
        }

        Tally ssim() {
            return ssim;
        }

        Tally moransMeasured() {
            return moransMeasured;
        }

        Tally moransPredicted() {
            return moransPredicted;
        }

        /** Sections where the correlation is positive and its q-value below 0.05. */
        int significant() {
            return significant;
        }

        /** Sections that have the gene. */
        int rows() {
            return (int)
                    IntStream.range(0, pcc.length).filter(i -> pcc[i] != ABSENT).count();
        }

        /** Over the sections; undefined ones count as 0. */
        double meanPcc() {
            return IntStream.range(0, pcc.length)
                    .filter(i -> pcc[i] != ABSENT)
                    .mapToDouble(i -> Float.isNaN(pcc[i]) ? 0 : pcc[i])
                    .average()
                    .orElse(0);
        }

        /** The defined ones. */
        double[] defined() {
            return IntStream.range(0, pcc.length)
                    .filter(i -> pcc[i] != ABSENT && !Float.isNaN(pcc[i]))
                    .mapToDouble(i -> decimal(pcc[i]))
                    .toArray();
        }

        private void add(GeneScore row, int section) {
            if (section >= pcc.length) {
                int before = pcc.length;
                pcc = Arrays.copyOf(pcc, Math.max(section + 1, before + before / 2));
                Arrays.fill(pcc, before, pcc.length, ABSENT);
            }
            pcc[section] = row.pcc() == null ? Float.NaN : row.pcc().floatValue();
            spearman.add(row.spearman());
            rmse.add(row.rmse());
            ssim.add(row.ssim());
            moransMeasured.add(row.moransIMeasured());
            moransPredicted.add(row.moransIPredicted());
            if (row.qValue() != null && row.qValue() < SIGNIFICANT && row.pcc() > 0) {
                significant++;
            }
        }
    }

    /** Of the sections where a figure is defined. */
    static final class Tally {
        private double sum;
        private int n;

        private void add(Double value) {
            if (value != null) {
                sum += value;
                n++;
            }
        }

        /** Null without any. */
        Double mean() {
            return n == 0 ? null : (Double) (sum / n);
        }
    }

    public void add(GeneScore row) {
        if (row.marker()) {
            markers.add(row.gene());
        }
        int section = sections.computeIfAbsent(row.section(), name -> sections.size());
        models.computeIfAbsent(new Models.Key(row.model(), row.protocol()), key -> new TreeMap<>())
                .computeIfAbsent(row.gene(), Gene::new)
                .add(row, section);
    }

    /** Genes on the list of markers, in the order in which they came. */
    Set<String> markers() {
        return markers;
    }

    /** By name. */
    List<Gene> genes(Models.Key model) {
        return List.copyOf(models.getOrDefault(model, Map.of()).values());
    }

    /** By falling mean PCC. */
    List<Gene> bestFirst(Models.Key model) {
        Map<Gene, Double> means = new HashMap<>();
        List<Gene> genes = new ArrayList<>(genes(model));
        genes.forEach(gene -> means.put(gene, gene.meanPcc()));
        genes.sort(Comparator.comparingDouble(gene -> -means.get(gene)));
        return genes;
    }

    /** The mean PCC of a gene, undefined ones as 0; null when it is defined nowhere. */
    Double meanPcc(Models.Key model, String name) {
        Gene gene = models.getOrDefault(model, Map.of()).get(name);
        return gene == null || gene.defined().length == 0 ? null : (Double) gene.meanPcc();
    }

    /** Null when it is undefined or there is none. */
    public Double pcc(String model, String protocol, String section, String name) {
        Gene gene =
                models.getOrDefault(new Models.Key(model, protocol), Map.of()).get(name);
        Integer at = sections.get(section);
        return gene == null || at == null || at >= gene.pcc.length ? null : defined(gene.pcc[at]);
    }

    /**
     * A gene's PCC on a section; of a section cut into blocks the mean over its blocks, undefined ones as 0.
     *
     * @param pcc null when undefined
     */
    record OnSection(String section, Double pcc) {
        double orZero() {
            return pcc == null ? 0 : pcc;
        }
    }

    /** In the order in which sections came. */
    List<OnSection> bySection(Gene gene, Blocks blocks) {
        Map<String, List<Float>> parts = new LinkedHashMap<>();
        sections.forEach((section, at) -> {
            if (at < gene.pcc.length && gene.pcc[at] != ABSENT) {
                parts.computeIfAbsent(blocks.section(section), name -> new ArrayList<>(1))
                        .add(gene.pcc[at]);
            }
        });
        List<OnSection> bySection = new ArrayList<>();
        parts.forEach((section, values) -> bySection.add(new OnSection(section, mean(values))));
        return bySection;
    }

    private static Double mean(List<Float> values) {
        List<Double> defined = values.stream()
                .map(GeneFigures::defined)
                .filter(Objects::nonNull)
                .toList();
        double sum = defined.stream().mapToDouble(Double::doubleValue).sum();
        return defined.isEmpty() ? null : (Double) (sum / values.size());
    }

    private static Double defined(float value) {
        return value == ABSENT || Float.isNaN(value) ? null : (Double) decimal(value);
    }

    /** Figures have six digits, which a float holds: this gives them back without the noise of its binary fraction. */
    private static double decimal(float value) {
        return Double.parseDouble(Float.toString(value));
    }
}
