package org.heclip.config;

import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.MapperFeature;
import com.fasterxml.jackson.databind.MappingIterator;
import com.fasterxml.jackson.databind.ObjectReader;
import com.fasterxml.jackson.databind.ObjectWriter;
import com.fasterxml.jackson.databind.SequenceWriter;
import com.fasterxml.jackson.databind.SerializationFeature;
import com.fasterxml.jackson.dataformat.csv.CsvGenerator;
import com.fasterxml.jackson.dataformat.csv.CsvMapper;
import com.fasterxml.jackson.dataformat.csv.CsvParser;
import com.fasterxml.jackson.dataformat.csv.CsvSchema;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashSet;
import java.util.List;
import java.util.function.Consumer;
import org.heclip.error.InputException;
import org.heclip.file.AtomicFile;

/**
 * Tables of records: a header with the components in snake_case, tab-separated rows, an empty field for null. Undefined
 * figures are null ({@code Double}), never NaN.
 */
public final class RecordTsv {
    private static final CsvMapper MAPPER = CsvMapper.builder()
            .propertyNamingStrategy(SnakeCase.STRATEGY)
            // columns in the order of the record's components, not of the alphabet
            .disable(MapperFeature.SORT_PROPERTIES_ALPHABETICALLY)
            .enable(CsvParser.Feature.EMPTY_STRING_AS_NULL)
            .enable(CsvParser.Feature.FAIL_ON_MISSING_HEADER_COLUMNS)
            // a row that is cut off is not one of empty fields and zeros
            .enable(CsvParser.Feature.FAIL_ON_MISSING_COLUMNS)
            .enable(DeserializationFeature.FAIL_ON_NULL_FOR_PRIMITIVES)
            .enable(CsvGenerator.Feature.STRICT_CHECK_FOR_QUOTING)
            .enable(SerializationFeature.WRITE_ENUMS_USING_TO_STRING)
            .enable(DeserializationFeature.READ_ENUMS_USING_TO_STRING)
            .enable(DeserializationFeature.FAIL_ON_UNKNOWN_PROPERTIES)
            .build();

    private RecordTsv() {}

    /** Writes to a temporary name, then moves. */
    public static <R extends Record> void write(Path file, Class<R> type, Iterable<R> rows) {
        ObjectWriter writer = MAPPER.writer(schema(type).withHeader());
        try {
            AtomicFile.write(file, temporary -> {
                try (SequenceWriter sequence = writer.writeValues(temporary.toFile())) {
                    for (R row : rows) {
                        sequence.write(row);
                    }
                }
            });
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** @throws InputException for a header or a row that does not fit the record */
    public static <R extends Record> List<R> read(Path file, Class<R> type) {
        requireHeader(file, type);
        ObjectReader reader = MAPPER.readerFor(type).with(schema(type).withHeader());
        try (MappingIterator<R> rows = reader.readValues(file.toFile())) {
            return rows.readAll();
        } catch (IOException e) {
            throw new InputException(file, "table of " + type.getSimpleName(), Findings.of(file, e), e);
        }
    }

    /**
     * Hands over one row after the other: memory does not grow with the table.
     *
     * @throws InputException as {@link #read}
     */
    public static <R extends Record> void forEach(Path file, Class<R> type, Consumer<R> row) {
        requireHeader(file, type);
        ObjectReader reader = MAPPER.readerFor(type).with(schema(type).withHeader());
        try (MappingIterator<R> rows = reader.readValues(file.toFile())) {
            while (rows.hasNextValue()) {
                row.accept(rows.nextValue());
            }
        } catch (IOException e) {
            throw new InputException(file, "table of " + type.getSimpleName(), Findings.of(file, e), e);
        }
    }

    /** Jackson takes an empty file, or one of other columns and no row, for a table without rows. */
    private static void requireHeader(Path file, Class<? extends Record> type) {
        String line;
        try (BufferedReader reader = Files.newBufferedReader(file)) {
            line = reader.readLine();
        } catch (IOException e) {
            throw new InputException(file, "table of " + type.getSimpleName(), Findings.of(file, e), e);
        }
        List<String> expected = schema(type).getColumnNames();
        List<String> found =
                line == null ? List.of() : List.of(line.replace("\uFEFF", "").split("\t", -1));
        if (!new HashSet<>(found).equals(new HashSet<>(expected))) {
            throw new InputException(
                    file,
                    "header",
                    "found " + (line == null ? "nothing" : String.join(" ", found)) + ", expected "
                            + String.join(" ", expected));
        }
    }

    private static CsvSchema schema(Class<? extends Record> type) {
        return MAPPER.schemaFor(type).withColumnSeparator('\t').withLineSeparator("\n");
    }
}
