package org.heclip.h5ad;

import java.nio.file.Path;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.DoubleStream;
import java.util.stream.IntStream;
import org.heclip.expression.ExpressionMatrix;
import org.heclip.expression.GeneNames;

/**
 * Count matrices of 10x Genomics, {@code filtered_feature_bc_matrix.h5}: Cell Ranger 3 and Space Ranger (group {@code
 * matrix}) and the older layout (a group for each genome), as scanpy's {@code read_10x_h5} reads them. Of a probe-level
 * matrix ({@code raw_probe_bc_matrix.h5}) the probes that Space Ranger counts are summed to their genes, as in its own
 * matrix of genes.
 */
public final class TenxH5 {
    private static final String GENE_EXPRESSION = "Gene Expression";

    private TenxH5() {}

    /**
     * X {@code [barcode][gene]}; obs by barcode; var by unique gene symbol with {@code gene_ids}, {@code genome} and, from the
     * newer layout, {@code feature_types}. Only features of type Gene Expression are kept.
     *
     * @throws org.heclip.error.InputException naming file and element when it is not such a file
     */
    public static AnnData read(Path file) {
        try (H5adElement root = H5adElement.open(file)) {
            return root.find("matrix").map(TenxH5::features).orElseGet(() -> genomes(root));
        }
    }

    private static AnnData features(H5adElement matrix) {
        H5adElement features = matrix.child("features");
        Column.Strings types = texts(features.child("feature_type"));
        boolean probes = features.find("gene_id").isPresent();
        DataFrame var = DataFrame.of(sized(features.child(probes ? "gene_name" : "name"), types.size())
                        .values())
                .with("gene_ids", sized(features.child(probes ? "gene_id" : "id"), types.size()))
                .with("feature_types", types);
        Optional<H5adElement> genome = features.find("genome");
        if (genome.isPresent()) {
            var = var.with("genome", sized(genome.get(), types.size()));
        }
        int[] genes = IntStream.range(0, types.size())
                .filter(g -> types.values().get(g).equals(GENE_EXPRESSION))
                .toArray();
        if (genes.length == 0) {
            throw features.fail("has no feature of type '" + GENE_EXPRESSION + "'");
        }
        AnnData counts = counts(matrix, var);
        AnnData chosen =
                probes ? TenxProbes.genes(counts, genes, used(features, types.size())) : counts.selectGenes(genes);
        return withUniqueNames(chosen);
    }

    /** Which probes Space Ranger counts; all, where the file does not say. */
    private static boolean[] used(H5adElement features, int size) {
        boolean[] used = features.find("filtered_probes")
                .map(e -> new ArrayReader(e).doubles())
                .map(TenxH5::nonZero)
                .orElseGet(
                        () -> nonZero(DoubleStream.generate(() -> 1).limit(size).toArray()));
        if (used.length != size) {
            throw features.fail("has " + used.length + " filtered_probes, expected " + size);
        }
        return used;
    }

    private static boolean[] nonZero(double[] values) {
        boolean[] flags = new boolean[values.length];
        for (int i = 0; i < flags.length; i++) {
            flags[i] = values[i] != 0;
        }
        return flags;
    }

    /** Before Cell Ranger 3: a group for each genome. */
    private static AnnData genomes(H5adElement root) {
        Map<String, H5adElement> groups = root.children();
        boolean isTenx = !groups.isEmpty()
                && groups.values().stream()
                        .allMatch(g -> g.isGroup() && g.find("gene_names").isPresent());
        if (!isTenx) {
            throw root.fail("has the groups " + groups.keySet()
                    + ", expected 'matrix' (Cell Ranger 3, Space Ranger) or a group for each genome");
        }
        AnnData joined = null;
        for (H5adElement group : groups.values()) {
            AnnData genome = genome(group);
            joined = joined == null ? genome : beside(joined, genome, group);
        }
        return withUniqueNames(joined);
    }

    private static AnnData genome(H5adElement group) {
        List<String> names = texts(group.child("gene_names")).values();
        DataFrame var = DataFrame.of(names)
                .with("gene_ids", sized(group.child("genes"), names.size()))
                .with("genome", new Column.Strings(Collections.nCopies(names.size(), group.name())));
        return counts(group, var);
    }

    private static AnnData beside(AnnData left, AnnData right, H5adElement group) {
        if (!left.obs().index().equals(right.obs().index())) {
            throw group.fail(
                    "has other barcodes than the genomes before it, expected the same: choose one genome and keep"
                            + " only its group");
        }
        DataFrame var = left.var().append(right.var());
        ExpressionMatrix x = ExpressionMatrix.beside((ExpressionMatrix) left.x().orElseThrow(), (ExpressionMatrix)
                right.x().orElseThrow());
        return AnnData.of(x, left.obs(), var);
    }

    /** The file compresses columns of {@code [gene][barcode]}: these are our rows. */
    private static AnnData counts(H5adElement matrix, DataFrame var) {
        DataFrame obs = DataFrame.of(texts(matrix.child("barcodes")).values());
        H5adElement shapeElement = matrix.child("shape");
        int[] shape = new ArrayReader(shapeElement).ints();
        if (!Arrays.equals(shape, new int[] {var.size(), obs.size()})) {
            throw shapeElement.fail("is " + Arrays.toString(shape) + ", expected features x barcodes, " + var.size()
                    + " x " + obs.size());
        }
        ExpressionMatrix counts = MatrixReader.rows(matrix, obs.size(), var.size());
        return AnnData.of(counts, obs, var);
    }

    private static AnnData withUniqueNames(AnnData data) {
        DataFrame var = data.var();
        return data.withVar(new DataFrame(GeneNames.makeUnique(var.index()), var.columns()));
    }

    private static Column.Strings texts(H5adElement element) {
        return new Column.Strings(Arrays.asList(new ArrayReader(element).strings()));
    }

    private static Column.Strings sized(H5adElement element, int size) {
        Column.Strings texts = texts(element);
        if (texts.size() != size) {
            throw element.fail("has " + texts.size() + " entries, expected " + size);
        }
        return texts;
    }
}
