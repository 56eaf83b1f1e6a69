package org.heclip.config;

import de.siegmar.fastcsv.reader.CsvParseException;
import de.siegmar.fastcsv.reader.CsvReader;
import de.siegmar.fastcsv.reader.CsvRecord;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.PushbackReader;
import java.io.Reader;
import java.io.UncheckedIOException;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.CodingErrorAction;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import org.heclip.error.InputException;

/**
 * The samplesheet's CSV (RFC 4180; byte-order mark, CRLF, quoted fields and blank lines are fine) before its values are
 * judged.
 *
 * @param rows the non-empty fields by column
 * @param problems rows that do not fit the header, by their number
 */
record SamplesheetTable(List<Row> rows, Map<Long, InputException> problems) {
    /**
     * @param number the line of the file, 1 for the header, as spreadsheets count
     * @param fields non-empty fields by column name
     */
    record Row(long number, Map<String, String> fields) {}

    /**
     * @param columns the names a header may have
     * @param required those of them that it must have
     * @throws InputException for a file that is no CSV or whose header lacks a column or has one twice: nothing else can be
     *     judged then
     */
    static SamplesheetTable read(Path file, Set<String> columns, Set<String> required) {
        // FastCSV decodes leniently by itself; a wrong encoding would pass as replacement characters
        try (Reader reader = new InputStreamReader(
                        Files.newInputStream(file),
                        StandardCharsets.UTF_8
                                .newDecoder()
                                .onMalformedInput(CodingErrorAction.REPORT)
                                .onUnmappableCharacter(CodingErrorAction.REPORT));
                CsvReader<CsvRecord> csv =
                        CsvReader.builder().ignoreDifferentFieldCount(true).ofCsvRecord(withoutByteOrderMark(reader))) {
            return parse(file, csv, columns, required);
        } catch (IOException | UncheckedIOException | CsvParseException e) {
            throw problem(file, e);
        }
    }

    private static InputException problem(Path file, Exception e) {
        // FastCSV wraps what the stream below it throws
        Throwable cause = !(e instanceof IOException) && e.getCause() != null ? e.getCause() : e;
        if (cause instanceof CharacterCodingException) {
            return new InputException(file, "encoding", "found bytes that are not UTF-8, expected UTF-8 text", e);
        } else if (cause instanceof NoSuchFileException) {
            return new InputException(file, "file", "found none, expected it to exist", e);
        }
        return new InputException(file, "CSV", "cannot be read: " + cause.getMessage(), e);
    }

    private static Reader withoutByteOrderMark(Reader reader) throws IOException {
        PushbackReader pushback = new PushbackReader(reader, 1);
        int first = pushback.read();
        if (first >= 0 && first != '\uFEFF') {
            pushback.unread(first);
        }
        return pushback;
    }

    private static SamplesheetTable parse(
            Path file, Iterable<CsvRecord> records, Set<String> columns, Set<String> required) {
        List<String> header = null;
        List<Row> rows = new ArrayList<>();
        Map<Long, InputException> problems = new LinkedHashMap<>();
        for (CsvRecord csv : records) {
            if (csv.getFields().stream().allMatch(String::isBlank)) {
                continue;
            }
            if (header == null) {
                header = csv.getFields();
                checkHeader(file, csv.getStartingLineNumber(), header, columns, required)
                        .ifPresent(problem -> problems.put(csv.getStartingLineNumber(), problem));
                continue;
            }
            row(file, header, csv, problems).map(row -> only(columns, row)).ifPresent(rows::add);
        }
        if (header == null) {
            throw new InputException(file, "file", "found no text, expected a header " + String.join(",", columns));
        }
        return new SamplesheetTable(rows, problems);
    }

    private static Optional<Row> row(
            Path file, List<String> header, CsvRecord csv, Map<Long, InputException> problems) {
        if (csv.getFieldCount() != header.size()) {
            problems.put(
                    csv.getStartingLineNumber(),
                    new InputException(
                            file,
                            "row " + csv.getStartingLineNumber(),
                            "found " + csv.getFieldCount() + " fields, expected " + header.size()
                                    + " as in the header"));
            return Optional.empty();
        }
        Map<String, String> fields = new LinkedHashMap<>();
        for (int c = 0; c < header.size(); c++) {
            if (!csv.getField(c).isEmpty()) {
                fields.put(header.get(c), csv.getField(c));
            }
        }
        return Optional.of(new Row(csv.getStartingLineNumber(), fields));
    }

    private static Row only(Set<String> columns, Row row) {
        row.fields().keySet().retainAll(columns);
        return row;
    }

    /** Unknown columns, which leave the others to be judged. */
    private static Optional<InputException> checkHeader(
            Path file, long line, List<String> header, Set<String> columns, Set<String> required) {
        List<InputException> problems = new ArrayList<>();
        Set<String> seen = new TreeSet<>();
        for (String name : header) {
            if (!columns.contains(name)) {
                problems.add(headerProblem(
                        file, line, name, "found an unknown column, expected some of " + String.join(",", columns)));
            } else if (!seen.add(name)) {
                problems.add(headerProblem(file, line, name, "found twice, expected once"));
            }
        }
        for (String name : required) {
            if (!header.contains(name)) {
                problems.add(headerProblem(file, line, name, "found no such column, expected it in the header"));
            }
        }
        if (problems.isEmpty()) {
            return Optional.empty();
        }
        refuseOtherSeparators(file, line, header);
        InputException all = InputException.of(problems);
        if (!header.containsAll(required) || Set.copyOf(header).size() < header.size()) {
            throw all;
        }
        return Optional.of(all);
    }

    private static void refuseOtherSeparators(Path file, long line, List<String> header) {
        if (header.size() == 1 && (header.get(0).contains(";") || header.get(0).contains("\t"))) {
            String found = header.get(0).contains(";") ? "semicolons" : "tabs";
            throw new InputException(
                    file, "row " + line, "found fields separated by " + found + ", expected commas (CSV)");
        }
    }

    private static InputException headerProblem(Path file, long line, String column, String problem) {
        return new InputException(file, "row " + line + ", column '" + column + "'", problem);
    }
}
