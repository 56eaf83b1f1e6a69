package org.heclip.evaluate;

/**
 * Row of {@code summary.tsv}.
 *
 * @param level {@code section:<id>}, {@code fold:<id>} or {@code overall}
 * @param mean of the PCC over the panel's genes (undefined as 0), then over the level's sections
 * @param ciLow of the 95 % interval over resampled spots; null without resamples
 * @param n genes of the panel, summed over the level's sections
 * @param undefined those of them without a PCC
 * @param sections of the level, each counting the same
 * @param sectionCiLow of the 95 % interval over resampled sections; null for fewer than five
 */
public record SummaryScore(
        String model,
        String protocol,
        String panel,
        String level,
        Double mean,
        Double ciLow,
        Double ciHigh,
        int n,
        int undefined,
        int sections,
        Double sectionCiLow,
        Double sectionCiHigh) {}
