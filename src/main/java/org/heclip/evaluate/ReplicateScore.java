package org.heclip.evaluate;

/** Row of {@code replicates.tsv}: mean PCC of a panel when the section's spots are resampled. */
public record ReplicateScore(
        String model, String protocol, String fold, String section, String panel, int replicate, Double mean) {}
