package org.heclip.ingest;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.heclip.error.InputException;
import org.heclip.section.Spot;

/** Positions of spots as text, of Space Ranger or of legacy Spatial Transcriptomics; the first row tells which. */
public final class PositionsText {
    /** Turns the data rows of one layout into spots. */
    interface Layout {
        boolean byArrayCoordinate();

        int columns();

        Spot spot(PositionRow row);
    }

    private final Path file;
    private final List<Spot> spots = new ArrayList<>();
    private final Map<String, Long> lineOfSpot = new HashMap<>();
    private Layout layout;

    private PositionsText(Path file) {
        this.file = file;
    }

    /**
     * Reads {@code tissue_positions.parquet} (Visium HD), {@code tissue_positions_list.csv} (Space Ranger 1, no header), {@code tissue_positions.csv} (Space Ranger 2 and
     * later, header) or a selection table of legacy ST (see {@link SelectionLayout}).
     *
     * @throws InputException naming row and column of what is no such table
     */
    public static Positions read(Path file) {
        if (file.toString().toLowerCase(Locale.ROOT).endsWith(".parquet")) {
            return PositionsParquet.read(file);
        }
        PositionsText table = new PositionsText(file);
        DelimitedText.forEach(file, table::accept);
        if (table.spots.isEmpty()) {
            throw new InputException(file, "table", "found no spot, expected a row per spot");
        }
        return new Positions(table.spots, table.layout.byArrayCoordinate());
    }

    private void accept(DelimitedText.Line line) {
        if (layout == null) {
            boolean header = PositionRow.isHeader(line);
            layout = TissuePositionsLayout.accepts(line)
                    ? new TissuePositionsLayout(file, line)
                    : new SelectionLayout(file, line);
            if (header) {
                return;
            }
        }
        if (line.fields().size() != layout.columns()) {
            throw new InputException(
                    file,
                    "row " + line.line(),
                    "found " + line.fields().size() + " fields, expected " + layout.columns());
        }
        Spot spot = layout.spot(new PositionRow(file, line));
        Long earlier = lineOfSpot.putIfAbsent(spot.barcode().value(), line.line());
        if (earlier != null) {
            throw new InputException(
                    file,
                    "row " + line.line(),
                    "found spot " + spot.barcode() + " of row " + earlier + " again, expected it once");
        }
        spots.add(spot);
    }
}
