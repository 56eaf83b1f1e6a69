package org.heclip.ingest;

import java.nio.file.Path;
import java.util.List;
import org.heclip.error.InputException;
import org.heclip.section.Barcode;
import org.heclip.section.Spot;

/**
 * Space Ranger's positions: barcode, in_tissue, array_row, array_col, pxl_row_in_fullres (y), pxl_col_in_fullres (x); with a
 * header since version 2.
 */
final class TissuePositionsLayout implements PositionsText.Layout {
    private static final List<String> HEADER =
            List.of("barcode", "in_tissue", "array_row", "array_col", "pxl_row_in_fullres", "pxl_col_in_fullres");

    TissuePositionsLayout(Path file, DelimitedText.Line first) {
        if (PositionRow.isHeader(first) && !first.fields().equals(HEADER)) {
            throw new InputException(
                    file,
                    "row " + first.line(),
                    "found header " + String.join(",", first.fields()) + ", expected " + String.join(",", HEADER));
        }
    }

    /** Whether a first row is of this layout: its header, or six fields that start with a barcode. */
    static boolean accepts(DelimitedText.Line first) {
        return first.fields().contains("pxl_row_in_fullres")
                || first.fields().size() == HEADER.size()
                        && !PositionRow.isHeader(first)
                        && Double.isNaN(Numbers.parse(first.fields().get(0)))
                        && ArrayCoordinate.parse(first.fields().get(0)).isEmpty();
    }

    @Override
    public boolean byArrayCoordinate() {
        return false;
    }

    @Override
    public int columns() {
        return HEADER.size();
    }

    @Override
    public Spot spot(PositionRow row) {
        return new Spot(
                new Barcode(row.text(0, "a barcode")),
                row.flag(1, "in_tissue"),
                row.index(2, "array_row"),
                row.index(3, "array_col"),
                row.pixel(5, "pxl_col_in_fullres"),
                row.pixel(4, "pxl_row_in_fullres"));
    }
}
