package org.heclip.ingest;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.heclip.error.InputException;
import org.heclip.section.Barcode;
import org.heclip.section.Spot;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class PositionsTextTest {
    private static final Spot LEGACY = new Spot(new Barcode("25x13"), true, 13, 25, 6930.58, 3510.24);

    @TempDir
    Path dir;

    private Positions read(String text) throws IOException {
        return PositionsText.read(Files.writeString(dir.resolve("positions.txt"), text));
    }

    private String problem(String text) {
        return assertThrows(InputException.class, () -> read(text)).getMessage();
    }

    @Test
    void spaceRangerWithAndWithoutHeaderAreTheSame() throws IOException {
        Positions plain = read("AC-1,1,3,5,100,200.5\r\nAG-1,0,4,4,110,210\r\n");
        Positions headed = read("barcode,in_tissue,array_row,array_col,pxl_row_in_fullres,pxl_col_in_fullres\n"
                + "AC-1,1,3,5,100,200.5\nAG-1,0,4,4,110,210\n");
        assertEquals(plain, headed);
        assertEquals(
                new Spot(new Barcode("AC-1"), true, 3, 5, 200.5, 100),
                plain.spots().get(0));
        assertFalse(plain.byArrayCoordinate());
    }

    @Test
    void selectionTablesAreTheSameWithHeaderWithoutAndByName() throws IOException {
        List<String> tables = List.of(
                "x\ty\tnew_x\tnew_y\tpixel_x\tpixel_y\tselected\n25\t13\t24.914\t13.042\t6930.58\t3510.24\t1\n",
                "25\t13\t24.914\t13.042\t6930.58\t3510.24\t1\n",
                "25\t13\t24.914\t13.042\t6930.58\t3510.24\n",
                "\uFEFFpixel_y,pixel_x,y,x\n3510.24,6930.58,13,25\n",
                "spot\tpixel_x\tpixel_y\n24.914x13.042\t6930.58\t3510.24\n");
        for (String table : tables) {
            assertEquals(new Positions(List.of(LEGACY), true), read(table), table);
        }
    }

    @Test
    void anUnselectedSpotLiesOffTissue() throws IOException {
        assertFalse(read("1\t2\t1\t2\t10\t20\t0\n").spots().get(0).inTissue());
    }

    @Test
    void rowAndColumnOfAProblemAreNamed() {
        String header = "x\ty\tnew_x\tnew_y\tpixel_x\tpixel_y\tselected\n";
        assertTrue(problem(header + "1\t2\t1\t2\tNaN\t20\t1\n")
                .contains("row 2, column 5: found 'NaN', expected pixel_x"));
        assertTrue(problem(header + "1\t2\t1\t2\t10\t20\tyes\n").contains("row 2, column 7: found 'yes'"));
        assertTrue(problem(header + "1.5\t2\t1\t2\t10\t20\t1\n").contains("row 2, column 1: found '1.5'"));
        assertTrue(problem(header + "1\t2\t1\t2\t10\t20\t1\n\n1\t2\t1\t2\t10\t20\t1\n")
                .contains("row 4: found spot 1x2 of row 2"));
        assertTrue(problem("AC-1,1,3,5,100,1e9\n").contains("row 1, column 6"));
        assertTrue(problem("AC-1,2,3,5,100,100\n").contains("row 1, column 2: found '2', expected in_tissue"));
        assertTrue(problem("AC-1,1,3,5,100,100\nAG-1,1,3\n").contains("row 2: found 3 fields, expected 6"));
    }
}
