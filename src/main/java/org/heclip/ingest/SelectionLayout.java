package org.heclip.ingest;

import java.nio.file.Path;
import java.util.List;
import org.heclip.error.InputException;
import org.heclip.section.Barcode;
import org.heclip.section.Spot;

/**
 * Positions of legacy Spatial Transcriptomics as its spot detector writes them: {@code x y new_x new_y pixel_x pixel_y
 * [selected]}, with that header or without. Also taken: any header with {@code pixel_x}, {@code pixel_y} and either {@code x},
 * {@code y} or a first column of {@code XxY} names. Without {@code selected} all spots lie in tissue. Array column is x, array
 * row is y.
 */
final class SelectionLayout implements PositionsText.Layout {
    private static final List<String> STANDARD = List.of("x", "y", "new_x", "new_y", "pixel_x", "pixel_y", "selected");
    private static final String EXPECTED = "expected x y new_x new_y pixel_x pixel_y [selected] of legacy ST, or Space"
            + " Ranger's barcode,in_tissue,array_row,array_col,pxl_row_in_fullres,pxl_col_in_fullres";

    private final List<String> header;
    private final boolean named;
    private final int pixelX;
    private final int pixelY;
    private final int selected;

    /** @throws InputException when the first row belongs to no layout that is known */
    SelectionLayout(Path file, DelimitedText.Line first) {
        boolean given = PositionRow.isHeader(first);
        int width = first.fields().size();
        if (!given && width != STANDARD.size() && width != STANDARD.size() - 1) {
            throw new InputException(
                    file, "row " + first.line(), "found no header and " + width + " fields, " + EXPECTED);
        }
        header = given ? first.fields() : STANDARD.subList(0, width);
        named = !header.contains("x") || !header.contains("y");
        pixelX = header.indexOf("pixel_x");
        pixelY = header.indexOf("pixel_y");
        selected = header.indexOf("selected");
        boolean twice = header.stream().filter(STANDARD::contains).distinct().count()
                != header.stream().filter(STANDARD::contains).count();
        if (pixelX < 0 || pixelY < 0 || named && Math.min(pixelX, pixelY) == 0 || twice) {
            throw new InputException(
                    file, "row " + first.line(), "found header " + String.join(" ", header) + ", " + EXPECTED);
        }
    }

    @Override
    public boolean byArrayCoordinate() {
        return true;
    }

    @Override
    public int columns() {
        return header.size();
    }

    @Override
    public Spot spot(PositionRow row) {
        ArrayCoordinate at = named
                ? ArrayCoordinate.parse(row.line().fields().get(0))
                        .orElseThrow(() -> row.problem(0, "an array position such as 10x21"))
                : new ArrayCoordinate(row.index(header.indexOf("x"), "x"), row.index(header.indexOf("y"), "y"));
        return new Spot(
                new Barcode(at.toString()),
                selected < 0 || row.flag(selected, "selected"),
                at.y(),
                at.x(),
                row.pixel(pixelX, "pixel_x"),
                row.pixel(pixelY, "pixel_y"));
    }
}
