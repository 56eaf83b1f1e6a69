package org.heclip.h5ad;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.nio.file.Path;
import java.util.List;
import java.util.stream.IntStream;
import org.heclip.error.InputException;
import org.heclip.expression.ExpressionMatrix;
import org.heclip.expression.Matrix;
import org.heclip.expression.Normalisation;
import org.heclip.h5ad.hdf5.Compression;
import org.heclip.h5ad.hdf5.Hdf5Array;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class H5adSlicesTest {
    private static final int SPOTS = 700;
    private static final int GENES = 2000;
    private static final int[] SOME_SPOTS = {699, 0, 5, 6, 7, 300, 5};
    private static final int[] SOME_GENES = {1999, 3, 4, 0, 777};

    @TempDir
    private Path folder;

    private final ExpressionMatrix all = RichExample.large(SPOTS, GENES);
    private Path file;

    @BeforeEach
    void setUp() {
        file = folder.resolve("a.h5ad");
        AnnData data = AnnData.of(all, names(SPOTS), names(GENES)).withLayer("dense", all.dense());
        Element.Sparse columns = new Element.Sparse(
                true,
                new long[] {SPOTS, GENES},
                Hdf5Array.of(transposed().values()),
                Hdf5Array.of(transposed().columns()),
                Hdf5Array.of(transposed().starts()));
        Element.Dict root = H5ad.elements(data);
        Element.Dict layers = ((Element.Dict) root.members().get("layers")).with("columns", columns);
        H5ad.write(file, root.with("layers", layers), Compression.GZIP);
    }

    @Test
    void spotsAreThoseOfTheWholeMatrix() {
        try (H5adSlices slices = H5adSlices.open(file)) {
            Matrix expected = all.selectRows(SOME_SPOTS);
            assertEquals(expected, slices.spots(SOME_SPOTS));
            assertEquals(expected.dense(), slices.spots("layers/dense", SOME_SPOTS));
            assertEquals(expected, slices.spots("layers/columns", SOME_SPOTS));
            assertEquals(0, slices.spots(new int[0]).rows());
            assertThrows(IndexOutOfBoundsException.class, () -> slices.spots(new int[] {SPOTS}));
        }
    }

    @Test
    void genesAreThoseOfTheWholeMatrix() {
        try (H5adSlices slices = H5adSlices.open(file)) {
            Matrix expected = all.selectCols(SOME_GENES);
            assertEquals(expected, slices.genes(SOME_GENES));
            assertEquals(expected.dense(), slices.genes("layers/dense", SOME_GENES));
            assertEquals(expected, slices.genes("layers/columns", SOME_GENES));
            assertEquals(0, slices.genes(new int[0]).cols());
            assertThrows(IllegalArgumentException.class, () -> slices.genes(new int[] {3, 3}));
        }
    }

    @Test
    void totalsAreOverAllGenes() {
        double[] expected = Normalisation.totals(all);
        try (H5adSlices slices = H5adSlices.open(file)) {
            for (String path : List.of("X", "layers/dense", "layers/columns")) {
                assertArrayEquals(
                        expected, slices.genesAndTotals(path, SOME_GENES).totals(), path);
            }
        }
    }

    @Test
    void allGenesOfManyBlocksAreTheWholeMatrix() {
        ExpressionMatrix large = RichExample.large(3000, 9000); // beyond the entries of one block
        H5ad.write(file, AnnData.of(large, names(3000), names(9000)));
        try (H5adSlices slices = H5adSlices.open(file)) {
            assertEquals(large, slices.genes(IntStream.range(0, 9000).toArray()));
        }
    }

    @Test
    void whatIsNotThereIsRefused() {
        try (H5adSlices slices = H5adSlices.open(file)) {
            InputException refused = assertThrows(InputException.class, () -> slices.spots("layers/ghost", new int[0]));
            assertEquals(file + ": layers/ghost: not found", refused.getMessage());
        }
        H5ad.write(file, AnnData.of(names(3)));
        try (H5adSlices slices = H5adSlices.open(file)) {
            assertThrows(InputException.class, () -> slices.genes(new int[0]));
        }
    }

    private CompressedRows transposed() {
        return new CompressedRows(SPOTS, GENES, all.starts(), all.genes(), all.values()).transpose();
    }

    private static DataFrame names(int size) {
        List<String> names = IntStream.range(0, size).mapToObj(i -> "n" + i).toList();
        return DataFrame.of(names);
    }
}
