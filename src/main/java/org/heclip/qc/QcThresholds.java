package org.heclip.qc;

/**
 * What spots, genes and sections must have to be kept.
 *
 * @param minCounts least total counts of a spot
 * @param minGenes least number of genes found in a spot
 * @param minCells least number of kept spots in which a gene is found (scanpy's name)
 * @param maxPctMt highest share of mitochondrial counts of a spot, in per cent
 * @param minSpots least number of kept spots of a section
 */
public record QcThresholds(int minCounts, int minGenes, int minCells, double maxPctMt, int minSpots) {
    /** @throws IllegalArgumentException for a threshold that cannot be meant */
    public QcThresholds {
        require("min-counts", minCounts);
        require("min-genes", minGenes);
        require("min-cells", minCells);
        require("min-spots", minSpots);
        if (!(maxPctMt >= 0 && maxPctMt <= 100)) {
            throw new IllegalArgumentException("max-pct-mt is " + maxPctMt + ", expected 0 to 100");
        }
    }

    private static void require(String name, int value) {
        if (value < 0) {
            throw new IllegalArgumentException(name + " is " + value + ", expected 0 or more");
        }
    }
}
