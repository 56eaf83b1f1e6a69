package org.heclip.h5ad;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.io.IOException;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.heclip.error.InputException;
import org.heclip.h5ad.hdf5.Hdf5Array;
import org.heclip.h5ad.hdf5.Hdf5Writer;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Sound HDF5 files that are no AnnData: each is refused with the element's name. */
class RefusalTest {
    @TempDir
    private Path folder;

    private Path file;

    /** Of the next file: a 2 x 3 AnnData, changed by each test. */
    private final Map<String, Hdf5Array> obsAttributes = Encoding.DATAFRAME.attributes();

    private Hdf5Array starts = Hdf5Array.of(new int[] {0, 1, 2});
    private Hdf5Array columns = Hdf5Array.of(new int[] {2, 0});
    private Hdf5Array values = Hdf5Array.of(new float[] {1, 2});
    private Hdf5Array shape = Hdf5Array.of(new long[] {2, 3});
    private Map<String, Hdf5Array> matrixAttributes = Encoding.CSR_MATRIX.attributes();

    @BeforeEach
    void setUp() {
        file = folder.resolve("a.h5ad");
        obsAttributes.put("_index", Hdf5Array.scalar("_index"));
        obsAttributes.put("column-order", Hdf5Array.of(new String[0]));
    }

    @Test
    void theUnchangedFileIsRead() throws IOException {
        write();
        assertEquals(2, H5ad.read(file).x().orElseThrow().rows());
    }

    @Test
    void shapeThatLies() throws IOException {
        shape = Hdf5Array.of(new long[] {2, 4});
        refused("X: is 2 x 4, expected obs x var, 2 x 3");
        shape = Hdf5Array.of(new long[] {2, 1L << 40});
        refused("X: attribute 'shape' has the length 1099511627776");
        shape = Hdf5Array.of(new long[] {2, -3});
        refused("X: attribute 'shape' has the length -3");
        shape = Hdf5Array.scalar("2");
        refused("X: attribute 'shape' is missing or no integer array");
        shape = Hdf5Array.of(new long[] {1 << 30, 3});
        refused("X: indptr has 3 entries from 0, expected 1073741825 from 0");
    }

    @Test
    void indptrThatLies() throws IOException {
        starts = Hdf5Array.of(new int[] {0, 2, 1});
        refused("X: indptr falls after entry 1");
        starts = Hdf5Array.of(new int[] {0, 1, 9});
        refused("X: data, indices and indptr tell of 2, 2 and 9 entries, expected the same");
        starts = Hdf5Array.of(new int[] {1, 1, 2});
        refused("X: indptr has 3 entries from 1, expected 3 from 0");
        starts = Hdf5Array.of(new int[0]);
        refused("X: indptr has 0 entries from none, expected 3 from 0");
        starts = Hdf5Array.of(new double[] {0, 1, 2});
        refused("X/indptr: holds no integers");
        starts = Hdf5Array.of(new long[] {0, 1, (1L << 32) + 2});
        refused("X/indptr: entry 2 is 4294967298, beyond 32 bits");
    }

    @Test
    void indicesThatLeadOutsideOrRepeat() throws IOException {
        columns = Hdf5Array.of(new int[] {3, 0});
        refused("X: entry 0 of indices is 3, expected 0 to 2");
        columns = Hdf5Array.of(new int[] {1, 1});
        starts = Hdf5Array.of(new int[] {0, 2, 2});
        refused("X: holds an entry twice: column indices of row 0 are not ascending within 0 to 2");
    }

    @Test
    void countsThatFloatCannotHold() throws IOException {
        values = Hdf5Array.of(new int[] {1, (1 << 24) + 1});
        refused("X/data: entry 1 is 1.6777217E7, a count beyond 2^24 that float32 cannot hold");
        values = Hdf5Array.of(new double[] {1, 1e9});
        refused("X/data: entry 1 is 1.0E9, a count beyond 2^24 that float32 cannot hold");
        values = Hdf5Array.of(new String[] {"1", "2"});
        refused("X/data: holds no numbers");
    }

    @Test
    void encodingThatIsUnknown() throws IOException {
        matrixAttributes.put(Encoding.TYPE, Hdf5Array.scalar("zarr-thing"));
        refused("X: encoding-type 'zarr-thing' is not supported; expected an array, csr_matrix or csc_matrix");
        matrixAttributes.remove(Encoding.TYPE);
        refused("X: encoding-type '' is not supported; expected an array, csr_matrix or csc_matrix");
    }

    @Test
    void awkwardColumnsAreNamed() throws IOException {
        Map<String, Hdf5Array> awkward = new LinkedHashMap<>();
        awkward.put(Encoding.TYPE, Hdf5Array.scalar("awkward-array"));
        try (Hdf5Writer writer = new Hdf5Writer(file)) {
            Map<String, Long> obs = new LinkedHashMap<>(index(writer, "a"));
            obs.put("sample", writer.group(Map.of(), awkward));
            obsAttributes.put("column-order", Hdf5Array.of(new String[] {"sample"}));
            writer.finish(writer.group(Map.of("obs", writer.group(obs, obsAttributes)), Map.of()));
        }
        assertRefused(
                "obs/sample: encoding-type 'awkward-array' is not supported; expected an array, categorical or nullable"
                        + " column",
                () -> H5ad.read(file));
        assertRefused(
                "obs/sample: encoding-type 'awkward-array' is not supported; expected an array, csr_matrix, csc_matrix,"
                        + " dataframe, categorical, a nullable array or a dict",
                () -> H5ad.readElements(file));
    }

    @Test
    void dataFrameWithoutItsParts() throws IOException {
        obsAttributes.put("column-order", Hdf5Array.of(new String[] {"ghost"}));
        refused("obs: has no column 'ghost', which its 'column-order' names");
        obsAttributes.remove("column-order");
        refused("obs: has no 'column-order'");
        obsAttributes.put("_index", Hdf5Array.scalar("nowhere"));
        obsAttributes.put("column-order", Hdf5Array.of(new String[0]));
        refused("obs/nowhere: not found");
        obsAttributes.remove("_index");
        refused("obs: has no attribute '_index'");
    }

    @Test
    void tilesThatAreNone() throws IOException {
        write();
        assertRefused("obsm: not found", () -> TileReader.open(file));
        AnnData data = AnnData.of(DataFrame.of(List.of("a")));
        H5ad.write(file, data.withObsm("tiles", new NdArray(new int[] {1, 2, 2, 4}, new byte[16])));
        assertRefused(
                "obsm/tiles: has the shape [1, 2, 2, 4], expected [spot][px][px][3]", () -> TileReader.open(file));
        H5ad.write(file, data.withObsm("tiles", new NdArray(new int[] {1, 2, 2, 3}, new int[12])));
        assertRefused("obsm/tiles: does not hold uint8", () -> TileReader.open(file));
        H5ad.write(file, data.withObsm("tiles", new NdArray(new int[] {1, 2, 2, 3}, new byte[12])));
        assertRefused("obsm/tiles: is not chunked, expected one tile per chunk", () -> TileReader.open(file));
    }

    @Test
    void aTenxFileThatIsNone() throws IOException {
        write();
        assertRefused(
                "/: has the groups [X, obs, var], expected 'matrix' (Cell Ranger 3, Space Ranger) or a group for each"
                        + " genome",
                () -> TenxH5.read(file));
    }

    private void refused(String message) throws IOException {
        write();
        assertRefused(message, () -> H5ad.read(file));
    }

    private void assertRefused(String message, Runnable reading) {
        InputException refused = assertThrows(InputException.class, reading::run);
        assertEquals(file + ": " + message, refused.getMessage());
    }

    private void write() throws IOException {
        Map<String, Hdf5Array> varAttributes = Encoding.DATAFRAME.attributes();
        varAttributes.put("_index", Hdf5Array.scalar("_index"));
        varAttributes.put("column-order", Hdf5Array.of(new String[0]));
        try (Hdf5Writer writer = new Hdf5Writer(file)) {
            Map<String, Long> root = new LinkedHashMap<>();
            Map<String, Long> x = new LinkedHashMap<>();
            x.put("data", writer.dataset(values, Map.of()));
            x.put("indices", writer.dataset(columns, Map.of()));
            x.put("indptr", writer.dataset(starts, Map.of()));
            Map<String, Hdf5Array> attributes = new LinkedHashMap<>(matrixAttributes);
            attributes.put("shape", shape);
            root.put("X", writer.group(x, attributes));
            root.put("obs", writer.group(index(writer, "a", "b"), obsAttributes));
            root.put("var", writer.group(index(writer, "x", "y", "z"), varAttributes));
            writer.finish(writer.group(root, Map.of()));
        }
    }

    private static Map<String, Long> index(Hdf5Writer writer, String... names) throws IOException {
        return Map.of("_index", writer.dataset(Hdf5Array.of(names), Map.of()));
    }
}
