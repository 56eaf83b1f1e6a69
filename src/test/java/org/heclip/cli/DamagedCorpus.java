package org.heclip.cli;

import io.jhdf.checksum.ChecksumUtils;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;
import java.util.function.UnaryOperator;
import java.util.stream.IntStream;
import org.heclip.expression.ExpressionMatrix;
import org.heclip.h5ad.AnnData;
import org.heclip.h5ad.Column;
import org.heclip.h5ad.DataFrame;
import org.heclip.h5ad.Element;
import org.heclip.h5ad.H5ad;
import org.heclip.h5ad.NdArray;
import org.heclip.h5ad.hdf5.Compression;
import org.heclip.h5ad.hdf5.Hdf5Array;

/**
 * Some hundred h5ad files, each damaged in another way, given to {@code ingest} one after another; prints a line for each: exit
 * code, milliseconds, lines of errors, name. A program of its own so that its heap can be small.
 */
final class DamagedCorpus {
    private static final int SPOTS = 64;
    private static final int GENES = 200;
    private static final long[] LIES = {1L << 62, 1L << 40, Integer.MAX_VALUE, 123_456_789, -1, 0, 7};
    /** Bytes before the messages of an object header as they are written here. */
    private static final int HEADER_PREFIX = 10;

    private final Path dir;
    private final byte[] sound;
    private final Map<String, byte[]> cases = new LinkedHashMap<>();

    private DamagedCorpus(Path dir) throws IOException {
        this.dir = dir;
        this.sound = written(H5ad.elements(section()));
    }

    public static void main(String[] args) throws IOException {
        DamagedCorpus corpus = new DamagedCorpus(Path.of(args[0]));
        corpus.report("sound", corpus.sound);
        corpus.truncated();
        corpus.signatures();
        corpus.sizes();
        corpus.links();
        corpus.matrices();
        corpus.columns();
        for (Map.Entry<String, byte[]> each : corpus.cases.entrySet()) {
            corpus.report(each.getKey(), each.getValue());
        }
    }

    private void report(String name, byte[] bytes) throws IOException {
        Path file = Files.write(dir.resolve("damaged.h5ad"), bytes);
        StringWriter errors = new StringWriter();
        String[] options = {
            "--section",
            "S",
            "--patient",
            "P",
            "--mpp",
            "0.5",
            "--output",
            dir.resolve("out.h5ad") + "",
            "--h5ad",
            file + "",
            "--image-output",
            dir.resolve("out.png") + ""
        };
        long start = System.nanoTime();
        int exit = Main.execute(new Ingest(), options, new PrintWriter(errors, true));
        long millis = (System.nanoTime() - start) / 1_000_000;
        System.out.println("case\t" + exit + "\t" + millis + "\t"
                + errors.toString().lines().count() + "\t" + name + "\t"
                + errors.toString().lines().findFirst().orElse(""));
    }

    private static AnnData section() {
        int[] starts = IntStream.rangeClosed(0, SPOTS).map(s -> s * GENES / 2).toArray();
        int[] genes = IntStream.range(0, SPOTS * GENES / 2)
                .map(i -> i % (GENES / 2) * 2)
                .toArray();
        float[] values = new float[genes.length];
        Arrays.fill(values, 3);
        double[] xy =
                IntStream.range(0, 2 * SPOTS).mapToDouble(i -> 100 + 7 * i).toArray();
        DataFrame obs = DataFrame.of(names("spot", SPOTS))
                .with("section", Column.Categorical.constant("S", SPOTS))
                .with("in_tissue", new Column.Ints(new long[SPOTS]))
                .with(
                        "array_row",
                        new Column.Ints(
                                IntStream.range(0, SPOTS).mapToLong(s -> s / 8).toArray()))
                .with(
                        "array_col",
                        new Column.Ints(
                                IntStream.range(0, SPOTS).mapToLong(s -> s % 8).toArray()))
                .with("note", new Column.Strings(names("note", SPOTS)));
        DataFrame var = DataFrame.of(names("gene", GENES)).with("gene_ids", new Column.Strings(names("E", GENES)));
        return AnnData.of(new ExpressionMatrix(SPOTS, GENES, starts, genes, values), obs, var)
                .withObsm("spatial", NdArray.of(SPOTS, 2, xy))
                .withUns("spatial", Map.of("lib", TinySection.library()));
    }

    private static List<String> names(String prefix, int size) {
        return IntStream.range(0, size).mapToObj(i -> prefix + i).toList();
    }

    private byte[] written(Element.Dict root) throws IOException {
        Path file = dir.resolve("made.h5ad");
        H5ad.write(file, root, Compression.GZIP);
        return Files.readAllBytes(file);
    }

    /** Cut off before, in and after each structure. */
    private void truncated() {
        for (int at : places("OHDR", "GCOL", "FADB", "FAHD")) {
            for (int length : new int[] {at, at + 5, at + 20}) {
                cases.put("truncated at " + length, Arrays.copyOf(sound, length));
            }
        }
        cases.put("truncated by one byte", Arrays.copyOf(sound, sound.length - 1));
    }

    private int[] places(String... signatures) {
        return IntStream.range(0, sound.length - 4)
                .filter(i -> Arrays.stream(signatures).anyMatch(s -> text(i).equals(s)))
                .toArray();
    }

    private String text(int at) {
        return new String(sound, at, 4, StandardCharsets.ISO_8859_1);
    }

    /** The signature, a byte of the content or the checksum changed in each object header. */
    private void signatures() {
        for (int at : places("OHDR")) {
            int end = at + HEADER_PREFIX + buffer(sound).getInt(at + 6);
            for (int place : new int[] {at + 1, at + 4, (at + end) / 2, end + 1}) {
                byte[] bytes = sound.clone();
                bytes[place] ^= 0x55;
                cases.put("byte " + place + " of the header at " + at, bytes);
            }
        }
    }

    /** Lengths of axes that lie, in headers that are sound otherwise. */
    private void sizes() {
        for (int at : places("OHDR")) {
            int message = at + HEADER_PREFIX;
            boolean hasAxes = sound[message] == 1 && sound[message + 5] > 0 && sound[message + 4] == 2;
            for (long lie : hasAxes ? LIES : new long[0]) {
                long length = buffer(sound).getLong(message + 8);
                if (lie != length && !(lie == 7 && length < 13)) {
                    cases.put("axis of " + lie + " for " + length + " at " + at, patched(at, bytes -> buffer(bytes)
                            .putLong(message + 8, lie)));
                }
            }
        }
    }

    /** Each group's links lead to the root, to itself, to text or outside the file. */
    private void links() {
        int[] headers = places("OHDR");
        long root = buffer(sound).getLong(36);
        for (int group : headers) {
            int end = group + HEADER_PREFIX + buffer(sound).getInt(group + 6);
            for (int at = group + HEADER_PREFIX; at < end; ) {
                int size = Short.toUnsignedInt(buffer(sound).getShort(at + 1));
                if (sound[at] == 6 && !name(at).matches("lowres|varm|obsp|varp|layers")) {
                    int address = at + 4 + size - 8;
                    for (long target : new long[] {root, group, 1L << 50, headers[0] + 3}) {
                        cases.put("link " + name(at) + " to " + target, patched(group, bytes -> buffer(bytes)
                                .putLong(address, target)));
                    }
                }
                at += 4 + size;
            }
        }
    }

    /** Of the link message at this place. */
    private String name(int at) {
        int length = Short.toUnsignedInt(buffer(sound).getShort(at + 7));
        return new String(sound, at + 9, length, StandardCharsets.UTF_8);
    }

    private byte[] patched(int header, Consumer<byte[]> change) {
        byte[] bytes = sound.clone();
        change.accept(bytes);
        int end = header + HEADER_PREFIX + buffer(bytes).getInt(header + 6);
        buffer(bytes).putInt(end, ChecksumUtils.checksum(Arrays.copyOfRange(bytes, header, end)));
        return bytes;
    }

    private static ByteBuffer buffer(byte[] bytes) {
        return ByteBuffer.wrap(bytes).order(ByteOrder.LITTLE_ENDIAN);
    }

    private void matrices() throws IOException {
        Element.Sparse x = (Element.Sparse) H5ad.elements(section()).members().get("X");
        int[] starts = (int[]) x.indptr().values();
        int[] genes = (int[]) x.indices().values();
        float[] values = (float[]) x.data().values();
        for (int at : new int[] {0, 1, 30, SPOTS}) {
            for (int to : new int[] {-1, Integer.MAX_VALUE, Integer.MIN_VALUE, 5}) {
                matrix("indptr " + at + " is " + to, changed(starts, at, to), genes, values);
            }
        }
        for (int at : new int[] {0, 77, genes.length - 1}) {
            for (int to : new int[] {-1, GENES, Integer.MAX_VALUE, genes[Math.max(0, at - 1)] + (at == 0 ? 2 : 0)}) {
                matrix("gene " + at + " is " + to, starts, changed(genes, at, to), values);
            }
            for (float to : new float[] {Float.NaN, Float.POSITIVE_INFINITY, -1, 0.5f, 1 << 25}) {
                float[] other = values.clone();
                other[at] = to;
                matrix("count " + at + " is " + to, starts, genes, other);
            }
        }
        matrix("too few indptr", Arrays.copyOf(starts, SPOTS), genes, values);
        matrix("too many indptr", Arrays.copyOf(starts, SPOTS + 2), genes, values);
        matrix("too few genes", starts, Arrays.copyOf(genes, 9), values);
        matrix("too few values", starts, genes, Arrays.copyOf(values, 9));
    }

    private static int[] changed(int[] values, int at, int to) {
        int[] other = values.clone();
        other[at] = to;
        return other;
    }

    private void matrix(String name, int[] starts, int[] genes, float[] values) throws IOException {
        Element.Sparse matrix = new Element.Sparse(
                false, new long[] {SPOTS, GENES}, Hdf5Array.of(values), Hdf5Array.of(genes), Hdf5Array.of(starts));
        cases.put(name, written(H5ad.elements(section()).with("X", matrix)));
    }

    private void columns() throws IOException {
        for (double wrong : new double[] {Double.NaN, Double.POSITIVE_INFINITY, Double.NEGATIVE_INFINITY}) {
            for (int at : new int[] {0, 1, 2 * SPOTS - 1}) {
                double[] xy = ((double[]) section().obsm().get("spatial").values()).clone();
                xy[at] = wrong;
                cases.put(
                        "position " + at + " is " + wrong,
                        written(H5ad.elements(section().withObsm("spatial", NdArray.of(SPOTS, 2, xy)))));
            }
        }
        for (String name : List.of("section", "in_tissue", "array_row", "array_col", "note")) {
            obs(name + " is too short", name, new Element.Array(Hdf5Array.of(new long[SPOTS - 1])));
            obs(name + " has two axes", name, new Element.Array(Hdf5Array.of(new int[] {SPOTS, 1}, new long[SPOTS])));
            Hdf5Array codes = Hdf5Array.of(IntStream.range(0, SPOTS).toArray());
            obs(
                    name + " has codes of no category",
                    name,
                    new Element.Categorical(Element.Array.of(new String[] {"a"}), codes, false));
        }
        for (String name : List.of("in_tissue", "array_row", "array_col")) {
            for (double wrong : new double[] {-1, 0.5, Double.NaN, 1e12}) {
                double[] values = new double[SPOTS];
                values[9] = wrong;
                obs(name + " is " + wrong, name, Element.Array.of(values));
            }
        }
        String[] twice = names("spot", SPOTS).toArray(String[]::new);
        twice[5] = twice[4];
        obs("a barcode twice", "_index", Element.Array.of(twice));
        member("no obs", root -> without(root, "obs"));
        member("no var", root -> without(root, "var"));
        member("no X", root -> without(root, "X"));
        member("no positions", root -> root.with("obsm", Element.Dict.of(Map.of())));
        member("obs is an array", root -> root.with("obs", Element.Array.of(new long[SPOTS])));
        member("X is text", root -> root.with("X", Element.Array.of(new String[] {"a"})));
        member("uns is an array", root -> root.with("X", root.members().get("obs")));
    }

    private void obs(String name, String column, Element value) throws IOException {
        member(name, root -> {
            Element.Frame obs = (Element.Frame) root.members().get("obs");
            Map<String, Element> members = new LinkedHashMap<>(obs.members());
            members.put(column, value);
            return root.with("obs", new Element.Frame(obs.indexName(), obs.order(), members));
        });
    }

    private void member(String name, UnaryOperator<Element.Dict> change) throws IOException {
        cases.put(name, written(change.apply(H5ad.elements(section()))));
    }

    private static Element.Dict without(Element.Dict root, String name) {
        Map<String, Element> members = new LinkedHashMap<>(root.members());
        members.remove(name);
        return new Element.Dict(root.kind(), members);
    }
}
