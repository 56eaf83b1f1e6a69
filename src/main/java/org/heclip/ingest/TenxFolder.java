package org.heclip.ingest;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.heclip.error.InputException;
import org.heclip.expression.ExpressionMatrix;

/**
 * A 10x Genomics matrix folder: {@code matrix.mtx}, {@code barcodes.tsv} and {@code features.tsv} ({@code genes.tsv} before
 * Cell Ranger 3), each plain or gzipped.
 */
public final class TenxFolder {
    private record Feature(String id, String symbol, Optional<String> type) {}

    private TenxFolder() {}

    /** The files of a folder: matrix, barcodes, features. @throws InputException when one is missing */
    public static List<Path> files(Path folder) {
        return List.of(
                existing(folder, "matrix.mtx"),
                existing(folder, "barcodes.tsv"),
                existing(folder, "features.tsv", "genes.tsv"));
    }

    /**
     * Reads the gene expression features; antibodies, guides and others are left out.
     *
     * @throws InputException naming file and line of what does not fit
     */
    public static Counts read(Path folder) {
        List<Path> files = files(folder);
        List<String> barcodes = barcodes(files.get(1));
        List<Feature> features = features(files.get(2));
        ExpressionMatrix matrix = MatrixMarket.readTransposed(files.get(0));
        requireSize(files.get(0), "barcodes", matrix.rows(), files.get(1), barcodes.size());
        requireSize(files.get(0), "features", matrix.cols(), files.get(2), features.size());
        boolean typed = features.stream().allMatch(f -> f.type().isPresent());
        return new Counts(
                        barcodes,
                        features.stream().map(Feature::symbol).toList(),
                        Optional.of(features.stream().map(Feature::id).toList()),
                        typed
                                ? Optional.of(features.stream()
                                        .map(f -> f.type().orElseThrow())
                                        .toList())
                                : Optional.empty(),
                        matrix)
                .geneExpressionOnly()
                .requireRaw(folder);
    }

    private static void requireSize(Path matrix, String what, int found, Path names, int expected) {
        if (found != expected) {
            throw new InputException(
                    matrix,
                    "size",
                    "found " + found + " " + what + ", expected " + expected + " as in " + names.getFileName());
        }
    }

    private static List<String> barcodes(Path file) {
        List<String> barcodes = new ArrayList<>();
        DelimitedText.forEach(file, line -> {
            if (line.fields().size() != 1 || line.fields().get(0).isBlank()) {
                throw new InputException(
                        file, "row " + line.line(), "found " + line.fields().size() + " fields, expected one barcode");
            }
            barcodes.add(line.fields().get(0));
        });
        return barcodes;
    }

    private static List<Feature> features(Path file) {
        List<Feature> features = new ArrayList<>();
        DelimitedText.forEach(file, line -> {
            List<String> fields = line.fields();
            if (fields.size() < 2 || fields.get(0).isBlank() || fields.get(1).isBlank()) {
                throw new InputException(
                        file,
                        "row " + line.line(),
                        "found '" + String.join("\\t", fields) + "', expected gene id, gene symbol and feature type");
            }
            Optional<String> type = fields.size() > 2 ? Optional.of(fields.get(2)) : Optional.empty();
            features.add(new Feature(fields.get(0), fields.get(1), type));
        });
        return features;
    }

    private static Path existing(Path folder, String... names) {
        for (String name : names) {
            for (String suffix : List.of("", ".gz")) {
                Path file = folder.resolve(name + suffix);
                if (Files.isRegularFile(file)) {
                    return file;
                }
            }
        }
        throw new InputException(folder, names[0], "found none, expected it plain or as .gz");
    }
}
