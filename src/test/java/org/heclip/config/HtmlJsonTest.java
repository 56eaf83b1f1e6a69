package org.heclip.config;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.heclip.error.InputException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class HtmlJsonTest {
    private record Named(String name, double value) {}

    @Test
    void textThatCouldEndAScriptElementIsEscapedAndReadsTheSame() throws IOException {
        String hostile = "</script><!-- & 'quoted' \"twice\" \u2028 \ud83e\uddec ../";

        String json = HtmlJson.of(new Named(hostile, 1.5));

        assertFalse(json.matches("(?s).*[<>&'\u2028].*"), json);
        assertEquals(Map.of("name", hostile, "value", 1.5), new ObjectMapper().readValue(json, Map.class));
    }

    @Test
    void numbersThatJsonLacksBecomeTexts() {
        assertTrue(HtmlJson.of(new Named("", Double.NaN)).contains("\"NaN\""));
    }

    @Test
    void tableIsReadAsItIs(@TempDir Path folder) throws IOException {
        Path file = folder.resolve("audit.tsv");
        Files.writeString(file, "fold\tdetail\nP1\t\"a \"\"quoted\"\" tab\tinside\"\nP2\t\n");

        TextTable table = TextTable.read(file);

        assertEquals(List.of("fold", "detail"), table.header());
        assertEquals(List.of(List.of("P1", "a \"quoted\" tab\tinside"), List.of("P2", "")), table.rows());
    }

    @Test
    void tableWithARowOfAnotherWidthIsRefused(@TempDir Path folder) throws IOException {
        Path file = folder.resolve("audit.tsv");
        Files.writeString(file, "fold\tdetail\nP1\n");

        String message =
                assertThrows(InputException.class, () -> TextTable.read(file)).getMessage();

        assertTrue(message.contains("line 2") && message.contains("found 1 fields, expected 2"), message);
        Files.writeString(file, "");
        assertThrows(InputException.class, () -> TextTable.read(file));
    }
}
