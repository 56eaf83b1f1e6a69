package org.heclip.pipeline;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** A result table, read without the code under test. */
final class Table {
    private Table() {}

    /** Rows by column name. */
    static List<Map<String, String>> read(Path tsv) {
        try {
            List<String> lines = Files.readAllLines(tsv);
            List<String> header = Arrays.asList(lines.get(0).split("\t", -1));
            return lines.stream().skip(1).map(line -> row(header, line)).toList();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static Map<String, String> row(List<String> header, String line) {
        String[] fields = line.split("\t", -1);
        if (fields.length != header.size()) {
            throw new AssertionError("found " + fields.length + " fields, expected " + header.size() + ": " + line);
        }
        Map<String, String> row = new LinkedHashMap<>();
        for (int c = 0; c < fields.length; c++) {
            row.put(header.get(c), fields[c]);
        }
        return row;
    }
}
