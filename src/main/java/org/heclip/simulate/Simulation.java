package org.heclip.simulate;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.function.IntConsumer;

/**
 * Sections with known truth: images like H&amp;E whose nuclei, glands and stroma drive planted genes, among null genes that no
 * image explains. Odd patients come as Space Ranger outputs, even ones as legacy Spatial Transcriptomics. The same seed gives
 * the same bytes.
 *
 * @param patients number of patients
 * @param sections of each patient
 * @param spotsPerSide along a side of the array
 */
public record Simulation(long seed, int patients, int sections, int spotsPerSide) {
    private static final int MAX_SECTIONS = 100;
    private static final int LEAST_SPOTS = 6;
    private static final int MOST_SPOTS = 40;
    private static final String HEADER = "section,patient,spaceranger,counts,positions,image,scalefactors,h5ad,mpp\n";

    /** @throws IllegalArgumentException for sizes that make no sections, or too large ones */
    public Simulation {
        require("patients", patients, 1, MAX_SECTIONS);
        require("sections", sections, 1, MAX_SECTIONS);
        require("spots-per-side", spotsPerSide, LEAST_SPOTS, MOST_SPOTS);
    }

    /** A gene as {@code truth.tsv} lists it; {@code feature} is null for a null gene. */
    public record Truth(String gene, String kind, String feature) {}

    /** What was planted, gene by gene. */
    public List<Truth> truth() {
        List<Truth> truth = new ArrayList<>();
        for (SimulatedGene gene : SimulatedGene.all(seed)) {
            truth.add(
                    gene.isPlanted()
                            ? new Truth(gene.symbol(), "planted", Morphology.FEATURES.get(gene.feature()))
                            : new Truth(gene.symbol(), "null", null));
        }
        return truth;
    }

    /**
     * Writes the sections and {@code samplesheet.csv}, whose paths are relative to it.
     *
     * @param done told the number of sections that are ready
     * @throws IOException when the folder cannot be written
     */
    public void write(Path folder, IntConsumer done) throws IOException {
        List<SimulatedGene> genes = SimulatedGene.all(seed);
        StringBuilder sheet = new StringBuilder(HEADER);
        int ready = 0;
        for (int patient = 1; patient <= patients; patient++) {
            for (int section = 1; section <= sections; section++) {
                SimulatedSection made = SimulatedSection.of(seed, genes, patient, section, spotsPerSide);
                sheet.append(write(folder, made));
                done.accept(++ready);
            }
        }
        Files.writeString(folder.resolve("samplesheet.csv"), sheet);
    }

    private static String write(Path folder, SimulatedSection made) throws IOException {
        String name = made.name();
        String start = name + "," + made.patient() + ",";
        if (made.isVisium()) {
            SectionWriter.writeSpaceRanger(folder.resolve(name), made);
            return start + name + "/outs,,," + name + "/image.png,,,\n";
        }
        SectionWriter.writeLegacy(folder.resolve(name), made);
        return String.format(
                Locale.ROOT,
                "%s,%s/counts.tsv.gz,%s/selection.tsv,%s/image.jpg,,,%s\n",
                start,
                name,
                name,
                name,
                made.mpp());
    }

    private static void require(String name, int value, int least, int most) {
        if (value < least || value > most) {
            throw new IllegalArgumentException(name + " is " + value + ", expected " + least + " to " + most);
        }
    }
}
