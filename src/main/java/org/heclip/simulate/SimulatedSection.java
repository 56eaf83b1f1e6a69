package org.heclip.simulate;

import java.awt.image.BufferedImage;
import java.util.ArrayList;
import java.util.List;
import org.heclip.section.Spot;

/**
 * One simulated section.
 *
 * @param name of the section
 * @param patient it comes from
 * @param isVisium Visium, else legacy Spatial Transcriptomics
 * @param mpp um per pixel of the image
 * @param spots the whole array, those beside the tissue too
 * @param genes columns of the counts
 * @param counts {@code [spot][gene]} of the spots in tissue, in their order
 * @param morphology of the spots in tissue, in their order
 */
record SimulatedSection(
        String name,
        String patient,
        boolean isVisium,
        double mpp,
        BufferedImage image,
        List<Spot> spots,
        List<SimulatedGene> genes,
        int[][] counts,
        List<Morphology> morphology) {
    private static final double VISIUM_MPP = 0.8;
    private static final double ST_MPP = 1.0;
    private static final double MARGIN_UM = 140;
    private static final double WINDOW_UM = 112;
    private static final double VISIUM_LIBRARY = 6000;
    private static final double ST_LIBRARY = 5000;

    /**
     * @param patient from 1; odd ones are Visium
     * @param section from 1
     * @param perSide spots along a side of the array
     */
    static SimulatedSection of(long seed, List<SimulatedGene> genes, int patient, int section, int perSide) {
        boolean isVisium = patient % 2 == 1;
        double mpp = isVisium ? VISIUM_MPP : ST_MPP;
        double sideUm = perSide * (isVisium ? SpotGrid.VISIUM_PITCH_UM : SpotGrid.ST_PITCH_UM);
        long own = Noise.seed(seed, "section of " + patient, section);
        Tissue tissue = new Tissue(own, sideUm, MARGIN_UM);
        int sizePx = (int) Math.ceil((sideUm + 2 * MARGIN_UM) / mpp);
        List<Spot> spots = isVisium
                ? SpotGrid.visium(tissue, own, perSide, MARGIN_UM, mpp)
                : SpotGrid.legacy(tissue, perSide, MARGIN_UM, mpp);
        List<Spot> covered = spots.stream().filter(Spot::inTissue).toList();
        List<Morphology> morphology = morphology(tissue, covered, mpp, sizePx * mpp);
        int[][] counts = new CountSampler(genes, seed, patient, isVisium ? VISIUM_LIBRARY : ST_LIBRARY)
                .sample(section, covered, Morphology.standardised(morphology), mpp);
        return new SimulatedSection(
                "P" + patient + "S" + section,
                "P" + patient,
                isVisium,
                mpp,
                TissuePainter.paint(tissue, Stain.of(seed, patient, section), own, sizePx, mpp),
                spots,
                genes,
                counts,
                morphology);
    }

    /** The spots that the counts belong to. */
    List<Spot> covered() {
        return spots.stream().filter(Spot::inTissue).toList();
    }

    private static List<Morphology> morphology(Tissue tissue, List<Spot> spots, double mpp, double extentUm) {
        GlandIndex glands = new GlandIndex(tissue.glands(), extentUm);
        List<Morphology> morphology = new ArrayList<>();
        for (Spot spot : spots) {
            morphology.add(
                    Morphology.measure(tissue, glands, spot.xFullResPx() * mpp, spot.yFullResPx() * mpp, WINDOW_UM));
        }
        return morphology;
    }
}
