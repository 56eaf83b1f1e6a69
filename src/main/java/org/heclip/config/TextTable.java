package org.heclip.config;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.MappingIterator;
import com.fasterxml.jackson.dataformat.csv.CsvMapper;
import com.fasterxml.jackson.dataformat.csv.CsvParser;
import com.fasterxml.jackson.dataformat.csv.CsvSchema;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import org.heclip.error.InputException;

/**
 * A table shown as it is, whatever its columns.
 *
 * @param rows as wide as the header
 */
public record TextTable(List<String> header, List<List<String>> rows) {
    public TextTable {
        header = List.copyOf(header);
        rows = rows.stream().map(List::copyOf).toList();
    }

    /**
     * @param file tab-separated, with a header
     * @throws InputException for a file without header or with a row of another width
     */
    public static TextTable read(Path file) {
        CsvMapper mapper = CsvMapper.builder()
                .enable(CsvParser.Feature.WRAP_AS_ARRAY)
                .enable(CsvParser.Feature.SKIP_EMPTY_LINES)
                .build();
        CsvSchema schema = CsvSchema.emptySchema().withColumnSeparator('\t');
        List<List<String>> lines;
        try (MappingIterator<List<String>> read =
                mapper.readerForListOf(String.class).with(schema).readValues(file.toFile())) {
            lines = read.readAll();
        } catch (JsonProcessingException e) {
            throw new InputException(file, "table", "found " + e.getOriginalMessage(), e);
        } catch (IOException | RuntimeException e) {
            throw new InputException(file, "table", "found no readable table: " + e.getMessage(), e);
        }
        if (lines.isEmpty()) {
            throw new InputException(file, "header", "found nothing, expected the names of the columns");
        }
        int width = lines.get(0).size();
        for (int line = 1; line < lines.size(); line++) {
            if (lines.get(line).size() != width) {
                throw new InputException(
                        file, "line " + (line + 1), "found " + lines.get(line).size() + " fields, expected " + width);
            }
        }
        return new TextTable(lines.get(0), lines.subList(1, lines.size()));
    }
}
