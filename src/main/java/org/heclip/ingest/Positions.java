package org.heclip.ingest;

import java.util.List;
import org.heclip.section.Spot;

/**
 * Where the spots of an array lie.
 *
 * @param spots barcodes unique
 * @param byArrayCoordinate the spots' names are {@code XxY} of their array position (legacy ST), so counts are matched by
 *     rounded coordinates; else by barcode
 */
public record Positions(List<Spot> spots, boolean byArrayCoordinate) {
    public Positions {
        spots = List.copyOf(spots);
    }
}
