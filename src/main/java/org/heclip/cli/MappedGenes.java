package org.heclip.cli;

import java.nio.file.Path;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.heclip.error.InputException;
import org.heclip.expression.DenseMatrix;
import org.heclip.h5ad.Column;
import org.heclip.h5ad.DataFrame;
import org.heclip.h5ad.H5adSlices;

/**
 * The genes of a prediction that are mapped; only these are read.
 *
 * @param predicted {@code [position][chosen gene]}
 * @param genes rows of var of the chosen genes
 */
record MappedGenes(List<String> names, DenseMatrix predicted, DataFrame genes, Optional<Column.Doubles> score) {
    private static final int MOST = 12;

    /** @throws InputException for a gene that was not predicted */
    static MappedGenes read(Path file, MappedSlide slide, List<String> asked) {
        try (H5adSlices slices = H5adSlices.open(file)) {
            if (!slices.obs().index().equals(slide.names())) {
                throw new InputException(file, "obs", "found other positions, expected those of the section");
            }
            int[] chosen = asked.isEmpty() ? best(slices.var()) : named(file, slices.var(), asked);
            DenseMatrix predicted = slices.genes(chosen).dense();
            DataFrame genes = slices.var().select(chosen);
            return new MappedGenes(
                    genes.index(),
                    predicted,
                    genes,
                    slices.obs()
                            .column("domain_score")
                            .filter(Column.Doubles.class::isInstance)
                            .map(Column.Doubles.class::cast));
        }
    }

    private static int[] named(Path file, DataFrame var, List<String> asked) {
        String missing =
                asked.stream().filter(gene -> !var.index().contains(gene)).collect(Collectors.joining(", "));
        if (!missing.isEmpty()) {
            throw new InputException(
                    file,
                    "--genes",
                    "found no " + missing + ", expected some of the " + var.size() + " predicted genes");
        }
        return asked.stream().distinct().mapToInt(var.index()::indexOf).toArray();
    }

    private static int[] best(DataFrame var) {
        return IntStream.range(0, var.size())
                .boxed()
                .sorted(Comparator.comparingDouble((Integer g) -> -rank(var, g)))
                .limit(MOST)
                .mapToInt(Integer::intValue)
                .toArray();
    }

    private static double rank(DataFrame var, int g) {
        double pcc = figure(var, "expected_pcc", g);
        return Double.isNaN(pcc) ? -2 : pcc;
    }

    private static double figure(DataFrame var, String column, int g) {
        return var.column(column).orElse(null) instanceof Column.Doubles doubles ? doubles.values()[g] : Double.NaN;
    }

    float[] values(int g) {
        float[] values = new float[predicted.rows()];
        for (int s = 0; s < values.length; s++) {
            values[s] = predicted.get(s, g);
        }
        return values;
    }

    boolean reliable(int g) {
        return genes.column("reliable").orElse(null) instanceof Column.Bools bools && bools.values()[g];
    }

    /** In words. */
    String expected(int g) {
        double pcc = figure(genes, "expected_pcc", g);
        return Double.isNaN(pcc)
                ? "unknown (no fold predicted it)"
                : String.format(
                        Locale.ROOT,
                        "%.2f (%.2f to %.2f)",
                        pcc,
                        figure(genes, "expected_pcc_low", g),
                        figure(genes, "expected_pcc_high", g));
    }

    /** Whatever the gene is called, a name of letters that stays in its folder; the number keeps it unique. */
    String fileName(int g) {
        return String.format(Locale.ROOT, "%02d_%s.png", g + 1, names.get(g).replaceAll("[^A-Za-z0-9_-]", "_"));
    }

    Optional<Float> domainScore(int s) {
        return score.map(column -> (float) column.values()[s]);
    }
}
