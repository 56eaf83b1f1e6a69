package org.heclip.h5ad;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.heclip.expression.DenseMatrix;
import org.heclip.expression.ExpressionMatrix;

/** An AnnData using everything the format allows here; src/test/python/check_h5ad.py knows what is in it. */
final class RichExample {
    static final int SPOTS = 5;
    static final int GENES = 3;
    static final int TILE_PX = 8;

    private RichExample() {}

    static AnnData data() {
        Map<String, NdArray> obsm = new LinkedHashMap<>();
        obsm.put("spatial", NdArray.of(SPOTS, 2, new double[] {0.5, 1, 2, 3, 4, 5, 6, 7, 8, 9}));
        obsm.put("colour", NdArray.of(SPOTS, 1, new float[] {0, 1, 2, 3, 4}));
        obsm.put("nothing", new NdArray(new int[] {SPOTS, 0}, new float[0]));
        return new AnnData(
                Optional.of(ExpressionMatrix.of(counts())),
                obs(),
                var(),
                Map.of("dense", counts(), "sparse", ExpressionMatrix.of(counts())),
                obsm,
                uns());
    }

    static DenseMatrix counts() {
        return new DenseMatrix(SPOTS, GENES, new float[] {0, 1, 0, 0, 0, 0, 2, 0, 3.5f, 0, 0, 16777216, -1, 0, 0});
    }

    private static DataFrame obs() {
        return DataFrame.of(List.of("AAA-1", "grün", "細胞", "", "Ω\uD83D\uDD2C"))
                .with("section", Column.Categorical.constant("C2", SPOTS))
                .with(
                        "label",
                        new Column.Categorical(List.of("tumour", "Fettgewebe ü"), new int[] {1, -1, 0, 0, -1}, true))
                .with("in_tissue", new Column.Ints(new long[] {1, 0, 1, Long.MIN_VALUE, Long.MAX_VALUE}))
                .with("fraction", new Column.Doubles(new double[] {0, 0.1, Double.NaN, -1e300, 1}))
                .with("inside", new Column.Bools(new boolean[] {true, false, true, false, false}))
                .with("note", new Column.Strings(List.of("", "a", "é", "long " + "x".repeat(300), "z")));
    }

    private static DataFrame var() {
        return DataFrame.of(List.of("ERBB2", "MT-CO1", "ERBB2-1"))
                .with("gene_ids", new Column.Strings(List.of("ENSG1", "ENSG2", "ENSG3")));
    }

    private static Map<String, Object> uns() {
        byte[] image = new byte[4 * 6 * 3];
        for (int i = 0; i < image.length; i++) {
            image[i] = (byte) (3 * i);
        }
        Map<String, Object> heclip = new LinkedHashMap<>();
        heclip.put("section", "C2");
        heclip.put("mpp", 0.78);
        heclip.put("image_width", 9270);
        heclip.put("large", 1L << 40);
        heclip.put("flag", true);
        heclip.put("empty_text", "");
        heclip.put("align_warnings", new NdArray(new int[] {2}, new String[] {"zwölf", ""}));
        heclip.put("no_warnings", new NdArray(new int[] {0}, new String[0]));
        heclip.put("no_numbers", new NdArray(new int[] {0}, new double[0]));
        heclip.put("bools", new NdArray(new int[] {2}, new boolean[] {true, false}));
        heclip.put("longs", new NdArray(new int[] {2, 1}, new long[] {1, -1}));
        heclip.put("nothing", Map.of());
        heclip.put("frame", DataFrame.of(List.of("r")).with("n", new Column.Ints(new long[] {7})));
        Map<String, Object> spatial =
                Map.of("C2", Map.of("images", Map.of("hires", new NdArray(new int[] {4, 6, 3}, image))));
        Map<String, Object> uns = new LinkedHashMap<>();
        uns.put("heclip", heclip);
        uns.put("spatial", spatial);
        return uns;
    }

    /** A frame whose column order does not fit one header message. */
    static DataFrame wide(int columns) {
        Map<String, Column> many = new LinkedHashMap<>();
        for (int c = 0; c < columns; c++) {
            many.put("column_" + c, new Column.Ints(new long[] {c, -c}));
        }
        return new DataFrame(List.of("a", "b"), many);
    }

    /** A sparse matrix of several chunks. */
    static ExpressionMatrix large(int rows, int cols) {
        int[] starts = new int[rows + 1];
        List<Integer> genes = new ArrayList<>();
        for (int s = 0; s < rows; s++) {
            for (int g = s % 7; g < cols; g += 1 + (s + g) % 11) {
                genes.add(g);
            }
            starts[s + 1] = genes.size();
        }
        float[] values = new float[genes.size()];
        for (int i = 0; i < values.length; i++) {
            values[i] = i % 1000;
        }
        return new ExpressionMatrix(
                rows, cols, starts, genes.stream().mapToInt(Integer::intValue).toArray(), values);
    }

    /** Texts of every length: short ones one by one, many in an array, one longer than a heap collection. */
    static AnnData texts() {
        List<String> names = new ArrayList<>();
        for (int i = 0; i < 20_000; i++) {
            names.add("n" + i + "é".repeat(i % 97));
        }
        AnnData data = AnnData.of(DataFrame.of(names)).withUns("long", "ab".repeat(100_000));
        Map<String, Object> lengths = new LinkedHashMap<>();
        for (int length = 0; length < 300; length++) {
            lengths.put("of" + length, "x".repeat(length));
        }
        return data.withUns("lengths", lengths);
    }

    /** RGB bytes of tile {@code s}. */
    static byte[] tile(int s) {
        byte[] tile = new byte[TILE_PX * TILE_PX * 3];
        for (int i = 0; i < tile.length; i++) {
            tile[i] = (byte) (s * 31 + i);
        }
        return tile;
    }
}
