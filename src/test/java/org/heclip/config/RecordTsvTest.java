package org.heclip.config;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class RecordTsvTest {
    record Row(String zebra, Double middleFigure, int apple) {}

    @TempDir
    Path dir;

    @Test
    void columnsComeInTheOrderOfTheComponentsAndNullIsEmpty() throws IOException {
        Path file = dir.resolve("rows.tsv");
        List<Row> rows = List.of(new Row("z", null, 1), new Row("y", 0.5, 2));
        RecordTsv.write(file, Row.class, rows);
        assertEquals("zebra\tmiddle_figure\tapple\nz\t\t1\ny\t0.5\t2\n", Files.readString(file));
        assertEquals(rows, RecordTsv.read(file, Row.class));
    }
}
