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

class RecordYamlTest {
    record Card(String name, List<Integer> numbers) {}

    @TempDir
    Path dir;

    @Test
    void whatIsWrittenIsRead() {
        Card card = new Card("on", List.of(1, 2));
        RecordYaml.write(dir.resolve("card.yml"), card);
        assertEquals(card, RecordYaml.read(dir.resolve("card.yml"), Card.class));
    }

    @Test
    void whatIsNoCardIsBadInputInOneLine() throws IOException {
        for (String text :
                List.of("", "null", "---", "name: [", "name: a\nmore: 1", "numbers: [x]", "just text", "- 1")) {
            Path file = Files.writeString(dir.resolve("card.yml"), text);
            String problem = assertThrows(InputException.class, () -> RecordYaml.read(file, Card.class), text)
                    .getMessage();
            assertTrue(problem.startsWith(file + ": Card: found "), problem);
            assertTrue(!problem.contains("Source") && problem.lines().count() == 1, problem);
        }
    }
}
