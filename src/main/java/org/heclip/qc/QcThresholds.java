package org.heclip.qc;

import java.util.OptionalDouble;

/**
 * What spots, genes and sections must have to be kept.
 *
 * @param minCounts least total counts of a spot
 * @param minGenes least number of genes found in a spot
 * @param minCells least number of kept spots in which a gene is found (scanpy's name)
 * @param maxPctMt highest share of mitochondrial counts of a spot, in per cent
 * @param minSpots least number of kept spots of a section
 * @param nmads how many median absolute deviations a spot may lie from its section's median; empty: any number
 */
public record QcThresholds(
        int minCounts, int minGenes, int minCells, double maxPctMt, int minSpots, OptionalDouble nmads) {
    /** @throws IllegalArgumentException for a threshold that cannot be meant */
    public QcThresholds {
        require("min-counts", minCounts);
        require("min-genes", minGenes);
        require("min-cells", minCells);
        require("min-spots", minSpots);
        if (!(maxPctMt >= 0 && maxPctMt <= 100)) {
            throw new IllegalArgumentException("max-pct-mt is " + maxPctMt + ", expected 0 to 100");
        }
        if (nmads.isPresent() && !(nmads.getAsDouble() > 0 && Double.isFinite(nmads.getAsDouble()))) {
            throw new IllegalArgumentException("nmads is " + nmads.getAsDouble() + ", expected above 0");
        }
    }

    private static void require(String name, int value) {
        if (value < 0) {
            throw new IllegalArgumentException(name + " is " + value + ", expected 0 or more");
        }
    }
}
