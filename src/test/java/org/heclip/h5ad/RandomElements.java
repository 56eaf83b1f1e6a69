package org.heclip.h5ad;

import java.lang.reflect.Array;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import org.heclip.h5ad.hdf5.Hdf5Array;
import org.heclip.h5ad.hdf5.Hdf5Type;

/** One random AnnData, using all of the specification, or what of it anndata 0.8 knows. */
final class RandomElements {
    private static final String[] LETTERS = {"a", "b", "Z", "0", "9", " ", "_", "-", "é", "ß", "細", "\uD83D\uDD2C"};
    private static final Hdf5Type[] MATRIX_TYPES = {Hdf5Type.FLOAT32, Hdf5Type.INT32, Hdf5Type.FLOAT64, Hdf5Type.INT64};
    private static final List<Hdf5Type> COLUMN_TYPES =
            Arrays.stream(Hdf5Type.values()).filter(t -> t != Hdf5Type.FLOAT16).toList();

    private final Random random;
    private final boolean old;

    RandomElements(long seed) {
        this(seed, false);
    }

    /** @param old without missing texts and without None, which came after anndata 0.8 */
    RandomElements(long seed, boolean old) {
        this.random = new Random(seed);
        this.old = old;
    }

    Element.Dict next() {
        int spots = random.nextInt(8);
        int genes = random.nextInt(7);
        Element.Frame obs = frame(names("s", spots));
        Element.Frame var = frame(names("g", genes));
        Map<String, Element> root = new LinkedHashMap<>();
        boolean hasX = random.nextInt(5) > 0;
        if (hasX) {
            root.put("X", matrix(spots, genes));
        }
        root.put("obs", obs);
        root.put("var", var);
        root.put("obsm", axis("m", obs));
        root.put("varm", axis("v", var));
        root.put("obsp", several("p", 2, () -> matrix(spots, spots)));
        root.put("varp", several("q", 2, () -> matrix(genes, genes)));
        root.put("layers", several("l", 3, () -> matrix(spots, genes)));
        root.put("uns", several("u", 7, () -> value(0)));
        if (hasX && random.nextInt(3) == 0) {
            Element.Frame all = frame(names("r", genes + 2));
            root.put(
                    "raw",
                    new Element.Dict("raw", Map.of("X", matrix(spots, genes + 2), "var", all, "varm", axis("w", all))));
        }
        return new Element.Dict("anndata", root);
    }

    private interface Source {
        Element next();
    }

    private Element.Dict several(String prefix, int below, Source source) {
        Map<String, Element> members = new LinkedHashMap<>();
        for (int i = random.nextInt(below); i > 0; i--) {
            members.put(prefix + i + word(), source.next());
        }
        return Element.Dict.of(members);
    }

    private String word() {
        StringBuilder word = new StringBuilder();
        for (int i = random.nextInt(8); i > 0; i--) {
            word.append(LETTERS[random.nextInt(LETTERS.length)]);
        }
        return word.toString();
    }

    private String[] names(String prefix, int size) {
        String[] names = new String[size];
        for (int i = 0; i < size; i++) {
            names[i] = prefix + i + word();
        }
        return names;
    }

    private Hdf5Array numbers(Hdf5Type type, int... shape) {
        int size = Arrays.stream(shape).reduce(1, Math::multiplyExact);
        Object values =
                Array.newInstance(Hdf5Array.empty(type).values().getClass().getComponentType(), size);
        for (int i = 0; i < size; i++) {
            Array.set(values, i, number(type));
        }
        return new Hdf5Array(type, shape, values);
    }

    private Object number(Hdf5Type type) {
        return switch (type) {
            case UINT8, INT8 -> (byte) random.nextInt();
            case UINT16, INT16 -> (short) random.nextInt();
            case FLOAT16 -> (short) random.nextInt(0x7C00); // finite
            case UINT32, INT32 -> random.nextInt();
            case UINT64, INT64 -> random.nextLong();
            case FLOAT32 -> random.nextInt(9) == 0 ? Float.NaN : (float) random.nextGaussian();
            case FLOAT64 -> random.nextInt(9) == 0 ? Double.NEGATIVE_INFINITY : random.nextGaussian();
            case BOOL -> random.nextBoolean();
            case STRING -> word();
        };
    }

    private Element matrix(int rows, int cols) {
        Hdf5Type type = MATRIX_TYPES[random.nextInt(MATRIX_TYPES.length)];
        int form = random.nextInt(4);
        if (form == 0) {
            return new Element.Array(numbers(type, rows, cols));
        } else if (form == 1) {
            boolean whole = random.nextBoolean();
            return new Element.StreamedRows(rows, cols, whole ? Hdf5Type.INT32 : Hdf5Type.FLOAT32, s -> {
                int[] columns = columns(new Random(s), cols);
                Hdf5Type rowType = whole ? Hdf5Type.INT32 : Hdf5Type.FLOAT32;
                return new Element.StreamedRows.Row(
                        columns, numbers(rowType, columns.length).values());
            });
        }
        boolean byColumn = form == 2;
        int[] starts = new int[(byColumn ? cols : rows) + 1];
        List<Integer> indices = new ArrayList<>();
        for (int r = 0; r + 1 < starts.length; r++) {
            Arrays.stream(columns(random, byColumn ? rows : cols)).forEach(indices::add);
            starts[r + 1] = indices.size();
        }
        int[] found = indices.stream().mapToInt(Integer::intValue).toArray();
        return new Element.Sparse(
                byColumn,
                new long[] {rows, cols},
                numbers(type, found.length),
                Hdf5Array.of(found),
                Hdf5Array.of(starts));
    }

    private static int[] columns(Random random, int cols) {
        return java.util.stream.IntStream.range(0, cols)
                .filter(c -> random.nextInt(3) == 0)
                .toArray();
    }

    private Element.Frame frame(String[] index) {
        Map<String, Element> members = new LinkedHashMap<>();
        members.put("_index", Element.Array.of(index));
        List<String> order = new ArrayList<>();
        for (int i = random.nextInt(5); i > 0; i--) {
            String name = "k" + i + word();
            order.add(name);
            members.put(name, column(index.length));
        }
        return new Element.Frame("_index", order, members);
    }

    private Element column(int size) {
        Hdf5Array missing = numbers(Hdf5Type.BOOL, size);
        return switch (random.nextInt(old ? 4 : 5)) {
            case 0 -> {
                byte[] codes = new byte[size];
                String[] categories = names("c", 1 + random.nextInt(4));
                for (int i = 0; i < size; i++) {
                    codes[i] = (byte) (random.nextInt(categories.length + 1) - 1);
                }
                Hdf5Array narrow = new Hdf5Array(Hdf5Type.INT8, new int[] {size}, codes);
                yield new Element.Categorical(Element.Array.of(categories), narrow, random.nextBoolean());
            }
            case 1 ->
                new Element.Nullable("nullable-integer", numbers(Hdf5Type.INT64, size), missing, Optional.empty());
            case 2 -> new Element.Nullable("nullable-boolean", numbers(Hdf5Type.BOOL, size), missing, Optional.empty());
            case 3 -> new Element.Array(numbers(COLUMN_TYPES.get(random.nextInt(COLUMN_TYPES.size())), size));
            default ->
                new Element.Nullable(
                        "nullable-string-array", numbers(Hdf5Type.STRING, size), missing, Optional.of("NA"));
        };
    }

    private Element.Dict axis(String prefix, Element.Frame along) {
        String[] index = (String[])
                ((Element.Array) along.members().get("_index")).values().values();
        return several(prefix, 4, () -> switch (random.nextInt(4)) {
            case 0 -> matrix(index.length, 1 + random.nextInt(3));
            case 1 -> frame(index);
            case 2 -> new Element.Array(numbers(Hdf5Type.UINT8, index.length, 2, 2, 3));
            default -> new Element.Array(numbers(Hdf5Type.FLOAT64, index.length, random.nextInt(4)));
        });
    }

    private Element value(int depth) {
        Hdf5Type any = Hdf5Type.values()[random.nextInt(Hdf5Type.values().length)];
        int kind = random.nextInt(depth < 3 ? 8 : 7);
        return switch (old && kind == 0 ? 1 : kind) {
            case 0 -> new Element.None();
            case 1 -> frame(names("r", random.nextInt(4)));
            case 2 -> new Element.Array(numbers(any));
            case 3 -> matrix(random.nextInt(5), random.nextInt(5));
            case 4 -> new Element.Array(numbers(any, random.nextInt(3), random.nextInt(3), random.nextInt(3)));
            case 5 -> new Element.Array(numbers(any, random.nextInt(2000)));
            case 6 -> {
                int size = 1 + random.nextInt(4);
                Map<String, Hdf5Array> members = new LinkedHashMap<>();
                members.put("names" + word(), numbers(Hdf5Type.STRING, size));
                members.put("scores", numbers(Hdf5Type.FLOAT32, size));
                members.put("ranks", numbers(Hdf5Type.INT64, size));
                yield new Element.Records(members);
            }
            default -> several("d", 4, () -> value(depth + 1));
        };
    }
}
