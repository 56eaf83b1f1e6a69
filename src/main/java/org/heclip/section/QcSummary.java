package org.heclip.section;

/**
 * What quality control made of one section: a row of the QC summary.
 *
 * @param passed whether the section goes on
 * @param reason why it does not; null when it passed
 * @param medianCounts over the spots kept; null when there are none
 * @param medianGenes genes found per spot, over the spots kept; null when there are none
 */
public record QcSummary(
        String section,
        String patient,
        boolean passed,
        String reason,
        int spotsBefore,
        int spotsAfter,
        int genesBefore,
        int genesAfter,
        Double medianCounts,
        Double medianGenes) {}
