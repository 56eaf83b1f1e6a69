package org.heclip.ingest;

import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.IntStream;
import org.heclip.error.InputException;
import org.heclip.expression.ExpressionMatrix;

/**
 * Raw counts {@code [spot][gene]}, before positions are known.
 *
 * @param spots barcodes or {@code XxY} names, unique
 * @param symbols of the genes, as in the file
 * @param geneIds such as ENSG00000000003, where the file has them
 * @param featureTypes such as "Gene Expression", where the file has them
 */
public record Counts(
        List<String> spots,
        List<String> symbols,
        Optional<List<String>> geneIds,
        Optional<List<String>> featureTypes,
        ExpressionMatrix matrix) {
    /** The only kind of feature that the pipeline predicts. */
    public static final String GENE_EXPRESSION = "Gene Expression";

    /** @throws IllegalArgumentException when names and matrix differ in size */
    public Counts {
        spots = List.copyOf(spots);
        symbols = List.copyOf(symbols);
        if (matrix.rows() != spots.size() || matrix.cols() != symbols.size()) {
            throw new IllegalArgumentException(
                    matrix + " does not fit " + spots.size() + " spots and " + symbols.size() + " genes");
        }
    }

    /**
     * These counts, checked: some spots and genes, names of spots unique, values raw counts.
     *
     * @param file the one to blame
     * @throws InputException when a check fails
     */
    public Counts requireRaw(Path file) {
        if (spots.isEmpty() || symbols.isEmpty()) {
            throw new InputException(
                    file,
                    "counts",
                    "found " + spots.size() + " spots and " + symbols.size() + " genes, expected some of each");
        }
        requireUnique(file, spots);
        for (int s = 0; s < matrix.rows(); s++) {
            for (int i = matrix.starts()[s]; i < matrix.starts()[s + 1]; i++) {
                if (!CountValue.isCount(matrix.values()[i])) {
                    throw new InputException(
                            file,
                            "X of spot '" + spots.get(s) + "', gene '" + symbols.get(matrix.genes()[i]) + "'",
                            "found " + matrix.values()[i] + ", expected " + CountValue.EXPECTED
                                    + "; normalised or corrected values do not do, if the file keeps raw counts in a"
                                    + " layer (such as layers/counts) or in raw, make them X");
                }
            }
        }
        return this;
    }

    /** Without antibodies, guides and other features, where the file tells them apart. */
    public Counts geneExpressionOnly() {
        if (featureTypes.isEmpty() || featureTypes.get().stream().allMatch(GENE_EXPRESSION::equals)) {
            return this;
        }
        List<String> types = featureTypes.get();
        int[] genes = IntStream.range(0, types.size())
                .filter(g -> types.get(g).equals(GENE_EXPRESSION))
                .toArray();
        return new Counts(
                spots,
                select(symbols, genes),
                geneIds.map(ids -> select(ids, genes)),
                Optional.of(select(types, genes)),
                matrix.selectCols(genes));
    }

    private static List<String> select(List<String> names, int[] chosen) {
        return IntStream.of(chosen).mapToObj(names::get).toList();
    }

    private static void requireUnique(Path file, List<String> names) {
        Map<String, Integer> first = new HashMap<>();
        for (int s = 0; s < names.size(); s++) {
            if (names.get(s).isBlank()) {
                throw new InputException(file, "spot " + (s + 1), "found a blank name, expected a barcode");
            }
            Integer earlier = first.putIfAbsent(names.get(s), s);
            if (earlier != null) {
                throw new InputException(
                        file,
                        "spot " + (s + 1),
                        "found '" + names.get(s) + "' again after spot " + (earlier + 1) + ", expected unique names");
            }
        }
    }
}
