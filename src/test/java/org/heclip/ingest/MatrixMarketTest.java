package org.heclip.ingest;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import java.util.zip.GZIPOutputStream;
import org.heclip.error.InputException;
import org.heclip.expression.DenseMatrix;
import org.heclip.expression.ExpressionMatrix;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class MatrixMarketTest {
    private static final String BANNER = "%%MatrixMarket matrix coordinate integer general\n";

    @TempDir
    Path dir;

    private ExpressionMatrix read(String text) throws IOException {
        return MatrixMarket.readTransposed(Files.writeString(dir.resolve("m.mtx"), text));
    }

    private String problem(String text) {
        return assertThrows(InputException.class, () -> read(text)).getMessage();
    }

    @Test
    void entriesOfAnyOrderMakeTheSameMatrix() throws IOException {
        Random random = new Random(3);
        DenseMatrix truth = DenseMatrix.zeros(7, 11);
        List<String> entries = new ArrayList<>();
        for (int s = 0; s < 7; s++) {
            for (int g = 0; g < 11; g++) {
                if (random.nextInt(3) == 0 && s != 4) {
                    int count = 1 + random.nextInt(9);
                    truth.values()[s * 11 + g] = count;
                    entries.add((g + 1) + " " + (s + 1) + " " + count);
                }
            }
        }
        String size = "11 7 " + entries.size() + "\n";
        for (int i = 0; i < 5; i++) {
            Collections.shuffle(entries, random);
            assertEquals(ExpressionMatrix.of(truth), read(BANNER + "% note\n" + size + String.join("\n", entries)));
        }
    }

    @Test
    void gzippedRealNumbersAreRead() throws IOException {
        Path file = dir.resolve("m.mtx.gz");
        try (OutputStream out = new GZIPOutputStream(Files.newOutputStream(file))) {
            out.write("%%MatrixMarket matrix coordinate real general\r\n2 1 2\r\n2 1 3.0\r\n1 1 0\r\n"
                    .getBytes(StandardCharsets.UTF_8));
        }
        assertArrayEquals(
                new float[] {0, 3}, MatrixMarket.readTransposed(file).dense().values());
    }

    @Test
    void aMatrixWithoutEntriesIsRead() throws IOException {
        assertEquals(0, read(BANNER + "2 3 0\n").stored());
    }

    @Test
    void theLineOfAProblemIsNamed() {
        assertTrue(problem(BANNER + "2 1 1\n3 1 1\n").contains("line 3: found '3', expected a feature from 1 to 2"));
        assertTrue(problem(BANNER + "2 1 1\n1 0 1\n").contains("expected a barcode from 1 to 1"));
        assertTrue(problem(BANNER + "2 1 1\n1 1 -1\n").contains("line 3: found '-1'"));
        assertTrue(problem(BANNER + "2 1\n").contains("line 2"));
        assertTrue(problem("2 1 1\n").contains("line 1"));
        assertTrue(problem("").contains("line 1: found the end of the file"));
    }

    @Test
    void entriesAreCounted() {
        assertTrue(problem(BANNER + "2 1 2\n1 1 1\n").contains("found 1, expected 2"));
        assertTrue(problem(BANNER + "2 1 1\n1 1 1\n2 1 1\n").contains("no more than 1 entries"));
        assertTrue(problem(BANNER + "2 1 2\n1 1 1\n1 1 1\n").contains("found two entries"));
    }

    @Test
    void aSizeThatLiesTakesNoMemory() {
        assertTrue(
                problem(BANNER + "2000000000 2000000000 2000000000\n1 1 1\n").contains("found 1, expected 2000000000"));
    }
}
