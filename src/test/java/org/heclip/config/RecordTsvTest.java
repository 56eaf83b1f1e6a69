package org.heclip.config;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.heclip.error.InputException;
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

    @Test
    void rowsThatAreCutOffAreNotFilledUp() throws IOException {
        for (String row : List.of("z", "z\t0.5", "z\t0.5\t", "z\t0.5\t1\t2", "z\tx\t1")) {
            Path file = Files.writeString(dir.resolve("cut.tsv"), "zebra\tmiddle_figure\tapple\n" + row);
            String problem = assertThrows(InputException.class, () -> RecordTsv.read(file, Row.class))
                    .getMessage();
            assertTrue(problem.startsWith(file + ": table of Row: found what cannot be read: "), problem);
            assertTrue(problem.contains("(line 2)") && !problem.contains("Source"), problem);
            assertThrows(InputException.class, () -> RecordTsv.forEach(file, Row.class, r -> {}));
        }
    }

    @Test
    void anotherHeaderIsNotATableWithoutRows() throws IOException {
        String header = "zebra\tmiddle_figure\tapple";
        assertEquals(List.of(), RecordTsv.read(Files.writeString(dir.resolve("none.tsv"), header), Row.class));
        for (String text :
                List.of("", "hello world\nthis is text\n", header.substring(0, 12), header + "\tmore\n", "\n")) {
            Path file = Files.writeString(dir.resolve("other.tsv"), text);
            String problem = assertThrows(InputException.class, () -> RecordTsv.read(file, Row.class), text)
                    .getMessage();
            assertTrue(problem.startsWith(file + ": header: found "), problem);
            assertTrue(problem.endsWith("expected zebra middle_figure apple"), problem);
        }
        Files.write(dir.resolve("bytes.tsv"), new byte[] {(byte) 0x89, 'H', (byte) 0xff, '\n'});
        assertThrows(InputException.class, () -> RecordTsv.read(dir.resolve("bytes.tsv"), Row.class));
    }

    @Test
    void whatIsNoFileIsNamed() {
        assertEquals(
                dir + ": table of Row: found a folder, expected a file",
                assertThrows(InputException.class, () -> RecordTsv.read(dir, Row.class))
                        .getMessage());
        Path none = dir.resolve("none.tsv");
        assertEquals(
                none + ": table of Row: found none, expected it to exist",
                assertThrows(InputException.class, () -> RecordTsv.read(none, Row.class))
                        .getMessage());
    }

    @Test
    void outputThatCannotBeIsBadInput() throws IOException {
        Path file = Files.writeString(dir.resolve("file"), "text");
        for (Path output : List.of(file.resolve("rows.tsv"), dir)) {
            String problem = assertThrows(
                            InputException.class,
                            () -> RecordTsv.write(output, Row.class, List.of(new Row("z", 1.0, 1))))
                    .getMessage();
            assertTrue(problem.startsWith(output + ": output: found "), problem);
        }
        assertEquals(List.of("file"), List.of(dir.toFile().list()));
    }
}
