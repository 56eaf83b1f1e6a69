package org.heclip.h5ad;

import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import org.heclip.expression.ExpressionMatrix;
import org.heclip.expression.GeneNames;

/**
 * Count matrices of 10x Genomics, {@code filtered_feature_bc_matrix.h5}: Cell Ranger 3 and Space Ranger (group {@code
 * matrix}) and the older layout (a group named by the genome), as scanpy's {@code read_10x_h5} reads them.
 */
public final class TenxH5 {
    private static final String GENE_EXPRESSION = "Gene Expression";

    private TenxH5() {}

    /**
     * X {@code [barcode][gene]}; obs by barcode; var by unique gene symbol with {@code gene_ids} and, from the newer layout,
     * {@code feature_types}. Only features of type Gene Expression are kept.
     *
     * @throws org.heclip.error.InputException naming file and element when it is not such a file
     */
    public static AnnData read(Path file) {
        try (H5adElement root = H5adElement.open(file)) {
            return root.find("matrix").map(TenxH5::features).orElseGet(() -> genome(root));
        }
    }

    private static AnnData features(H5adElement matrix) {
        H5adElement features = matrix.child("features");
        Column.Strings types = texts(features.child("feature_type"));
        DataFrame var = DataFrame.of(sized(features.child("name"), types.size()).values())
                .with("gene_ids", sized(features.child("id"), types.size()))
                .with("feature_types", types);
        int[] genes = IntStream.range(0, types.size())
                .filter(g -> types.values().get(g).equals(GENE_EXPRESSION))
                .toArray();
        if (genes.length == 0) {
            throw features.fail("has no feature of type '" + GENE_EXPRESSION + "'");
        }
        return withUniqueNames(counts(matrix, var).selectGenes(genes));
    }

    private static AnnData genome(H5adElement root) {
        Map<String, H5adElement> genomes = root.children();
        if (genomes.size() != 1) {
            throw root.fail("has the groups " + genomes.keySet() + ", expected 'matrix' or one genome");
        }
        H5adElement genome = genomes.values().iterator().next();
        List<String> names = texts(genome.child("gene_names")).values();
        DataFrame var = DataFrame.of(names).with("gene_ids", sized(genome.child("genes"), names.size()));
        return withUniqueNames(counts(genome, var));
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
