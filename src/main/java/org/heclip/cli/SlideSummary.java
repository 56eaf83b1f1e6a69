package org.heclip.cli;

import java.util.List;

/**
 * {@code <section>.summary.yml}: how far a slide's prediction can be trusted.
 *
 * @param mpp um per full-resolution pixel
 * @param inDomain positions that resemble training tiles
 * @param verdict {@code in_domain}, {@code partly_in_domain} or {@code out_of_domain}
 * @param measured whether the slide has measured expression too
 * @param warnings for the reader, a sentence each
 */
record SlideSummary(
        String section,
        String bundle,
        String model,
        double mpp,
        int positions,
        int inDomain,
        String verdict,
        boolean measured,
        int genes,
        int reliableGenes,
        List<String> warnings) {
    static final String OUT_OF_DOMAIN = "out_of_domain";
    private static final double MOST = 0.9;
    private static final double HALF = 0.5;

    /** @param looksOtherwise the stain or the light is not that of H&amp;E */
    static String verdict(int inDomain, int positions, boolean looksOtherwise) {
        if (looksOtherwise || inDomain < HALF * positions) {
            return OUT_OF_DOMAIN;
        }
        return inDomain < MOST * positions ? "partly_in_domain" : "in_domain";
    }
}
