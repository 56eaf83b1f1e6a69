package org.heclip.cli;

import java.lang.reflect.Array;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import org.heclip.error.InputException;
import org.heclip.expression.DenseMatrix;
import org.heclip.expression.ExpressionMatrix;
import org.heclip.expression.GeneIdentity;
import org.heclip.expression.Matrix;
import org.heclip.h5ad.AnnData;
import org.heclip.h5ad.Column;
import org.heclip.h5ad.DataFrame;
import org.heclip.h5ad.H5ad;
import org.heclip.h5ad.NdArray;

/** A section h5ad (docs/steps.md) as the models need it. */
record MeasuredSection(Path file, AnnData data, Provenance provenance) {
    /** @throws InputException when it has no counts or no name */
    static MeasuredSection read(Path file) {
        MeasuredSection section = named(file, H5ad.read(file));
        if (section.data.x().isEmpty()) {
            throw new InputException(file, "X", "found nothing, expected raw counts");
        }
        return section;
    }

    /** Without its counts, of which {@link PanelExpression} reads some. @throws InputException when it has no name */
    static MeasuredSection withoutCounts(Path file) {
        return named(file, H5ad.readWithoutMatrices(file));
    }

    private static MeasuredSection named(Path file, AnnData data) {
        MeasuredSection section = new MeasuredSection(file, data, Provenance.of(data));
        if (section.id().isEmpty()) {
            throw new InputException(file, "uns/heclip/section", "found nothing, expected the section's name");
        }
        return section;
    }

    String id() {
        return provenance.text("section");
    }

    List<String> genes() {
        return data.var().index();
    }

    /** Raw counts, {@code [spot][gene]}. */
    ExpressionMatrix counts() {
        Matrix x = data.x().orElseThrow();
        return x instanceof ExpressionMatrix sparse ? sparse : ExpressionMatrix.of(x.dense());
    }

    /** Names of the genes with their identifiers, where the file has them. */
    GeneIdentity.Genes identity() {
        return identity(data.var());
    }

    static GeneIdentity.Genes identity(DataFrame var) {
        return new GeneIdentity.Genes(
                var.index(), var.column("gene_ids").map(column -> IntStream.range(0, column.size())
                        .mapToObj(column::text)
                        .toList()));
    }

    /** {@code [spot][2]}: x, y in full-resolution pixels. */
    DenseMatrix spatial() {
        return matrix(file, data, "spatial");
    }

    /**
     * {@code [spot][2]}: row and column on the array.
     *
     * @throws InputException when obs has none
     */
    DenseMatrix array() {
        List<String> names = List.of("array_row", "array_col");
        int spots = data.obs().size();
        float[] places = new float[2 * spots];
        for (int axis = 0; axis < 2; axis++) {
            Column column = data.obs().column(names.get(axis)).orElse(null);
            if (!(column instanceof Column.Ints whole)) {
                throw new InputException(file, "obs/" + names.get(axis), "found no whole numbers, expected some");
            }
            for (int s = 0; s < spots; s++) {
                places[2 * s + axis] = whole.values()[s];
            }
        }
        return new DenseMatrix(spots, 2, places);
    }

    /**
     * The spots with these barcodes, in this order.
     *
     * @throws InputException for a barcode that is not in the section
     */
    MeasuredSection select(List<String> barcodes, Path asked) {
        return barcodes.equals(data.obs().index())
                ? this
                : new MeasuredSection(file, data.selectSpots(spots(barcodes, asked)), provenance);
    }

    /** Where these barcodes are. @throws InputException for a barcode that is not in the section */
    int[] spots(List<String> barcodes, Path asked) {
        Map<String, Integer> at = new HashMap<>();
        List<String> own = data.obs().index();
        for (int s = 0; s < own.size(); s++) {
            at.put(own.get(s), s);
        }
        return barcodes.stream()
                .mapToInt(barcode -> {
                    Integer row = at.get(barcode);
                    if (row == null) {
                        throw new InputException(asked, "spot " + barcode, "found, expected only spots of " + file);
                    }
                    return row;
                })
                .toArray();
    }

    /** @throws InputException when the array is missing or not two-dimensional numbers */
    static DenseMatrix matrix(Path file, AnnData data, String name) {
        NdArray array = data.obsm().get(name);
        if (array == null || array.shape().length != 2 || array.values() instanceof String[]) {
            throw new InputException(file, "obsm/" + name, "found no matrix of numbers, expected one");
        }
        float[] values = new float[array.shape()[0] * array.shape()[1]];
        for (int i = 0; i < values.length; i++) {
            values[i] = (float) Array.getDouble(array.values(), i);
            if (!Float.isFinite(values[i])) {
                throw new InputException(file, "obsm/" + name, "found " + values[i] + ", expected finite numbers");
            }
        }
        return new DenseMatrix(array.shape()[0], array.shape()[1], values);
    }
}
