package org.heclip.ingest;

import java.util.List;
import java.util.Locale;
import java.util.Optional;
import org.heclip.section.Spot;

/** How a section was measured: what is known of its array. */
public enum Technology {
    /** 10x Visium: spots of 55 um in a hexagonal grid, 100 um between centres. */
    VISIUM,
    /** 10x Visium HD: square bins without gaps. */
    VISIUM_HD,
    /** Legacy Spatial Transcriptomics: spots of 100 um in a square grid, 200 um between centres. */
    ST,
    UNKNOWN;

    /** Neighbours on the array, as (rows, columns) between them, and their distance. */
    record Lattice(double pitchUm, List<int[]> steps) {}

    /** As {@code uns["heclip"]["technology"]} says it. */
    public String label() {
        return name().toLowerCase(Locale.ROOT);
    }

    Optional<Lattice> lattice() {
        return switch (this) {
            case VISIUM ->
                Optional.of(new Lattice(100, List.of(new int[] {0, 2}, new int[] {1, 1}, new int[] {1, -1})));
            case ST -> Optional.of(new Lattice(200, List.of(new int[] {0, 1}, new int[] {1, 0})));
            case VISIUM_HD, UNKNOWN -> Optional.empty();
        };
    }

    /** Visium numbers the columns of its hexagonal grid by half steps, so that row + column is even for each spot. */
    public static boolean hasVisiumParity(List<Spot> spots) {
        return spots.size() > 1 && spots.stream().allMatch(s -> (s.arrayRow() + s.arrayCol()) % 2 == 0);
    }
}
