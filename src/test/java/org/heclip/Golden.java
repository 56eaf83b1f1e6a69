package org.heclip;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.zip.GZIPInputStream;
import org.heclip.expression.DenseMatrix;
import org.heclip.expression.ExpressionMatrix;

/** Small files under {@code golden/} that an independent implementation computed; each folder's script is in src/test/python. */
public final class Golden {
    private Golden() {}

    /** Lines of a file, unpacked when it ends in .gz; lines of '#' left out. */
    public static List<String> lines(String name) {
        try (InputStream in = Golden.class.getResourceAsStream("/golden/" + name);
                BufferedReader reader = new BufferedReader(new InputStreamReader(
                        name.endsWith(".gz") ? new GZIPInputStream(in) : in, StandardCharsets.UTF_8))) {
            return reader.lines().filter(line -> !line.startsWith("#")).toList();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** A TSV with header, by column. */
    public static Map<String, List<String>> table(String name) {
        List<String> lines = lines(name);
        String[] header = lines.get(0).split("\t", -1);
        Map<String, List<String>> columns = new LinkedHashMap<>();
        for (int c = 0; c < header.length; c++) {
            List<String> column = new ArrayList<>();
            for (String line : lines.subList(1, lines.size())) {
                column.add(line.split("\t", -1)[c]);
            }
            columns.put(header[c], column);
        }
        return columns;
    }

    /** Numbers of a column; empty fields are NaN. */
    public static double[] doubles(List<String> column) {
        return column.stream()
                .mapToDouble(text -> text.isEmpty() ? Double.NaN : Double.parseDouble(text))
                .toArray();
    }

    /** Counts written as a line "rows cols", then a line of "column:count" per row. */
    public static ExpressionMatrix counts(String name) {
        List<String> lines = lines(name);
        String[] shape = lines.get(0).split(" ");
        DenseMatrix dense = DenseMatrix.zeros(Integer.parseInt(shape[0]), Integer.parseInt(shape[1]));
        for (int s = 0; s + 1 < lines.size(); s++) {
            for (String entry : lines.get(s + 1).split(" ")) {
                if (!entry.isEmpty()) {
                    String[] parts = entry.split(":");
                    dense.values()[s * dense.cols() + Integer.parseInt(parts[0])] = Float.parseFloat(parts[1]);
                }
            }
        }
        return ExpressionMatrix.of(dense);
    }
}
