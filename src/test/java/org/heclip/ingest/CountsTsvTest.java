package org.heclip.ingest;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.BufferedWriter;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.heclip.error.InputException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class CountsTsvTest {
    @TempDir
    Path dir;

    private Counts read(String text) throws IOException {
        return CountsTsv.read(Files.writeString(dir.resolve("counts.tsv"), text));
    }

    private String problem(String text) {
        return assertThrows(InputException.class, () -> read(text)).getMessage();
    }

    @Test
    void quotedCommaAndRStyleTablesAreTheSame() throws IOException {
        Counts plain = read("\tA\tB\n1x2\t0\t3\n2x2\t5\t0\n");
        assertEquals(plain, read("\"\",\"A\",\"B\"\r\n\"1x2\",0,3\r\n\"2x2\",5.0,0\r\n"));
        assertEquals(plain, read("A\tB\n1x2\t0\t3\n2x2\t5\t0"));
        assertEquals(List.of("A", "B"), plain.symbols());
        assertEquals(3, plain.matrix().get(0, 1));
    }

    @Test
    void repeatedGenesAreKeptForNumbering() throws IOException {
        assertEquals(List.of("A", "A"), read("\tA\tA\n1x2\t0\t3\n").symbols());
    }

    @Test
    void moreGenesThanACsvReaderExpectsAreRead() throws IOException {
        Path file = dir.resolve("wide.tsv");
        int genes = 60_000;
        try (BufferedWriter out = Files.newBufferedWriter(file)) {
            for (int g = 0; g < genes; g++) {
                out.write("\tGENE" + g);
            }
            for (int s = 0; s < 20; s++) {
                out.write("\n" + s + "x1");
                for (int g = 0; g < genes; g++) {
                    out.write(g % 1000 == s ? "\t7" : "\t0");
                }
            }
        }
        Counts counts = CountsTsv.read(file);
        assertEquals(genes, counts.matrix().cols());
        assertEquals(20 * 60, counts.matrix().stored());
        assertEquals(7, counts.matrix().get(19, 59_019));
    }

    @Test
    void rowAndColumnOfAProblemAreNamed() {
        assertTrue(problem("\tA\tB\n1x2\t0\tx\n").contains("row 2, column 3 (B): found 'x', expected a raw count"));
        assertTrue(problem("\tA\tB\n1x2\t0\t-3\n").contains("row 2, column 3 (B): found '-3'"));
        assertTrue(problem("\tA\tB\n1x2\t0\t1\n\n1x2\t0\t1\n")
                .contains("row 4, column 1: found spot '1x2' of row 2 again"));
        assertTrue(problem("\tA\tB\n1x2\t0\t1\n2x2\t0\n").contains("row 3: found 2 fields, expected 3"));
        assertTrue(problem("\tA\t\n1x2\t0\t1\n").contains("row 1, column 3: found a blank, expected a gene name"));
    }
}
