package org.heclip.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.UnaryOperator;
import java.util.stream.Stream;
import java.util.zip.GZIPInputStream;
import org.heclip.expression.DenseMatrix;
import org.heclip.h5ad.AnnData;
import org.heclip.h5ad.Column;
import org.heclip.h5ad.DataFrame;
import org.heclip.h5ad.H5ad;
import org.heclip.h5ad.NdArray;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;
import org.junit.jupiter.api.io.TempDir;

/** Whatever is wrong with an input: exit 2, one line that names the place, no output. */
class DamagedInputsTest {
    private interface Damage {
        List<String> to(TinySection section) throws IOException;
    }

    @TempDir
    Path dir;

    private final Map<String, Map.Entry<Damage, String>> cases = new LinkedHashMap<>();
    private int folders;

    @Test
    void theUndamagedInputsPass() throws IOException {
        TinySection section = new TinySection(dir);
        H5ad.write(section.h5ad, section.annData());
        for (List<String> options :
                List.of(section.legacyOptions(), section.spaceRangerOptions(), section.h5adOptions())) {
            TinySection.Outcome outcome = section.ingest(options);
            assertEquals(new TinySection.Outcome(0, ""), outcome);
        }
    }

    @TestFactory
    Stream<DynamicTest> damageIsNamedInOneLine() {
        countsTables();
        selectionTables();
        matrixFolders();
        spaceRangerFolders();
        annDataFiles();
        imagesAndOptions();
        assertTrue(cases.size() >= 60, "" + cases.size());
        return cases.entrySet().stream()
                .map(c -> DynamicTest.dynamicTest(
                        c.getKey(),
                        () -> assertRefused(c.getValue().getKey(), c.getValue().getValue())));
    }

    private void assertRefused(Damage damage, String expected) throws IOException {
        TinySection section = new TinySection(Files.createDirectory(dir.resolve("case" + folders++)));
        TinySection.Outcome outcome = section.ingest(damage.to(section));
        assertEquals(2, outcome.exit(), outcome.errors());
        assertEquals(1, outcome.errors().lines().count(), outcome.errors());
        assertTrue(outcome.errors().startsWith("error: "), outcome.errors());
        assertTrue(outcome.errors().contains(expected), outcome.errors());
        assertFalse(Files.exists(section.output));
        assertFalse(Files.exists(section.checksums));
    }

    private void damaged(String name, String expected, Damage damage) {
        cases.put(name, Map.entry(damage, expected));
    }

    private void counts(String name, String text, String expected) {
        damaged("counts: " + name, expected, s -> {
            Files.writeString(s.counts, text);
            return s.legacyOptions();
        });
    }

    private void countsTables() {
        counts("empty file", "", "found no text");
        counts("header only", "\tA\tB\n", "found a header only");
        counts("no gene", "spot\n1x1\n", "row 1");
        counts("text as count", "\tA\n1x1\tmany\n", "row 2, column 2 (A): found 'many'");
        counts("negative count", "\tA\n1x1\t-1\n", "row 2, column 2 (A): found '-1'");
        counts("fraction", "\tA\n1x1\t0.5\n", "row 2, column 2 (A): found '0.5'");
        counts("empty count", "\tA\tB\n1x1\t1\t\n", "row 2, column 3 (B): found ''");
        counts("NaN", "\tA\n1x1\tNaN\n", "found 'NaN'");
        counts("huge count", "\tA\n1x1\t99999999999999999999\n", "found '99999999999999999999'");
        counts("beyond float", "\tA\n1x1\t16777217\n", "found '16777217'");
        counts("hexadecimal", "\tA\n1x1\t0x1p3\n", "found '0x1p3'");
        counts("ragged row", "\tA\tB\n1x1\t1\t2\n2x1\t1\n", "row 3: found 2 fields, expected 3");
        counts("spot twice", "\tA\n1x1\t1\n1x1\t1\n", "row 3, column 1: found spot '1x1' of row 2 again");
        counts("blank spot", "\tA\n\t1\n", "row 2, column 1: found a blank");
        counts("blank gene", "\tA\t \n1x1\t1\t1\n", "row 1, column 3");
        counts("genes in rows", "\t1x1\t2x1\nA\t1\t1\n", "transpose");
        counts("positions that round to one", "\tA\n1.1x1\t1\n0.9x1\t1\n", "array position 1x1");
        counts("no spot of the positions", "\tA\n7x7\t1\n", "found no spot that has both counts");
        counts("unclosed quote", "\tA\n\"1x1\t1\n2x1\t1\n", "row 2");
        damaged("counts: gzip cut off", "gzip", s -> {
            byte[] whole = Files.readAllBytes(TinySection.gzip(dir.resolve("w.gz"), "\tA\n" + "1x1\t1\n".repeat(99)));
            Files.write(s.counts, Arrays.copyOf(whole, whole.length / 2));
            return s.legacyOptions();
        });
        damaged("counts: gzip flipped", "gzip", s -> {
            byte[] whole = Files.readAllBytes(TinySection.gzip(dir.resolve("f.gz"), "\tA\n1x1\t1\n2x1\t1\n"));
            whole[whole.length - 6] ^= 0x55;
            Files.write(s.counts, whole);
            return s.legacyOptions();
        });
        damaged("counts: gzip by name only", "found no gzip header", s -> {
            Path file = Files.copy(s.counts, s.dir.resolve("c.tsv.gz"));
            return List.of("--counts", file + "", "--positions", s.positions + "", "--image", s.image + "");
        });
        damaged("counts: Latin-1", "UTF-8", s -> {
            Files.write(s.counts, "\tG\u00e9\n1x1\t1\n".getBytes(StandardCharsets.ISO_8859_1));
            return s.legacyOptions();
        });
        damaged("counts: binary", "error", s -> {
            Files.write(s.counts, new byte[] {(byte) 0x89, 'P', 'N', 'G', 13, 10, 26, 10, 0, 0, 0, 0});
            return s.legacyOptions();
        });
        damaged("counts: missing", "found none, expected it to exist", s -> {
            Files.delete(s.counts);
            return s.legacyOptions();
        });
    }

    private void selection(String name, String from, String to, String expected) {
        damaged("positions: " + name, expected, s -> {
            Files.writeString(s.positions, Files.readString(s.positions).replaceFirst(from, to));
            return s.legacyOptions();
        });
    }

    private void selectionTables() {
        selection("empty file", "(?s).*", "", "found no spot");
        selection("header only", "(?s)\n.*", "\n", "found no spot");
        selection("NaN", "300\t100\t1\n", "NaN\t100\t1\n", "row 3, column 5: found 'NaN'");
        selection("infinite", "300\t100\t1\n", "1e999\t100\t1\n", "row 3, column 5");
        selection("huge", "300\t100\t1\n", "300\t1e12\t1\n", "row 3, column 6");
        selection("selected 2", "300\t100\t1\n", "300\t100\t2\n", "row 3, column 7: found '2'");
        selection("ragged", "300\t100\t1\n", "300\t100\n", "row 3: found 6 fields, expected 7");
        selection("twice", "2\t1\t2\t1\t", "1\t1\t2\t1\t", "row 3: found spot 1x1 of row 2 again");
        selection("fraction of array", "2\t1\t2\t1\t", "2.5\t1\t2\t1\t", "row 3, column 1: found '2.5'");
        selection("negative array", "2\t1\t2\t1\t", "-2\t1\t2\t1\t", "row 3, column 1");
        selection("unknown header", "pixel_x", "px", "row 1: found header");
        selection("column twice", "new_x", "pixel_x", "row 1: found header");
        selection("one point", "(?s)(300\t100\t1\n).*", "100\t100\t1\n", "pixel size");
        damaged("positions: all at one point", "pixel size", s -> {
            Files.writeString(s.positions, Files.readString(s.positions).replaceAll("\t[13]00\t[13]00\t", "\t5\t5\t"));
            return s.legacyOptions();
        });
        damaged("positions: parquet", "metadata: found 4 bytes", s -> {
            Path file = Files.write(s.dir.resolve("tissue_positions.parquet"), new byte[] {'P', 'A', 'R', '1'});
            return List.of("--counts", s.counts + "", "--positions", file + "", "--image", s.image + "");
        });
    }

    private void matrix(String name, String file, UnaryOperator<String> edit, String expected) {
        damaged("matrix: " + name, expected, s -> {
            Path target = s.outs.resolve("filtered_feature_bc_matrix").resolve(file);
            String text;
            try (var in = new GZIPInputStream(Files.newInputStream(target))) {
                text = new String(in.readAllBytes(), StandardCharsets.UTF_8);
            }
            TinySection.gzip(target, edit.apply(text));
            return s.spaceRangerOptions();
        });
    }

    private void matrixFolders() {
        matrix("no banner", "matrix.mtx.gz", t -> t.substring(5), "line 1");
        matrix("dense", "matrix.mtx.gz", t -> t.replace("coordinate", "array"), "line 1");
        matrix("row out of bounds", "matrix.mtx.gz", t -> t.replace("4 4 5", "5 4 5"), "found '5', expected a feature");
        matrix("column out of bounds", "matrix.mtx.gz", t -> t.replace("4 4 5", "4 9 5"), "expected a barcode");
        matrix("negative", "matrix.mtx.gz", t -> t.replace("4 4 5", "4 4 -5"), "found '-5'");
        matrix("fraction", "matrix.mtx.gz", t -> t.replace("4 4 5", "4 4 0.1"), "found '0.1'");
        matrix("entry missing", "matrix.mtx.gz", t -> t.replace("4 4 5\n", ""), "found 5, expected 6");
        matrix("entry twice", "matrix.mtx.gz", t -> t.replace("4 4 5", "1 1 1"), "found two entries");
        matrix("other size", "matrix.mtx.gz", t -> t.replace("4 4 6", "4 5 6"), "found 5 barcodes, expected 4");
        matrix(
                "lying size",
                "matrix.mtx.gz",
                t -> t.replace("4 4 6", "4 4 2147483647"),
                "found 6, expected 2147483647");
        matrix("barcode twice", "barcodes.tsv.gz", t -> t.replace("AC-1", "AA-1"), "found 'AA-1' again");
        matrix(
                "feature missing",
                "features.tsv.gz",
                t -> t.replace("E2\tB\tGene Expression\n", ""),
                "found 4 features");
        matrix("features of one column", "features.tsv.gz", t -> t.replace("\t", ""), "expected gene id");
        matrix("no gene", "features.tsv.gz", t -> t.replace("Gene Expression", "Guide"), "0 genes");
    }

    private void outs(String name, String file, UnaryOperator<String> edit, String expected) {
        damaged("outs: " + name, expected, s -> {
            Path target = s.outs.resolve("spatial").resolve(file);
            Files.writeString(target, edit.apply(Files.readString(target)));
            return s.spaceRangerOptions();
        });
    }

    private void spaceRangerFolders() {
        String factors = "scalefactors_json.json";
        outs("factors no JSON", factors, t -> t.substring(1), "JSON");
        outs("factors cut off", factors, t -> t.substring(0, 30), "JSON");
        outs("factors an array", factors, t -> "[1]", "found no object");
        outs("factor as text", factors, t -> t.replace("130.0", "\"130\""), "spot_diameter_fullres");
        outs("factor zero", factors, t -> t.replace("130.0", "0"), "spot_diameter_fullres: found 0.0");
        outs("factor twice", factors, t -> t.replace("{", "{\"spot_diameter_fullres\": 1,"), "JSON");
        outs("nested bomb", factors, t -> "{\"a\":" + "[".repeat(5000), "JSON");
        outs("in_tissue", "tissue_positions.csv", t -> t.replace("AC-1,1", "AC-1,yes"), "row 3, column 2: found 'yes'");
        outs("header", "tissue_positions.csv", t -> t.replace("in_tissue", "tissue"), "row 1: found header");
        outs(
                "position twice",
                "tissue_positions.csv",
                t -> t.replace("AC-1", "AA-1"),
                "row 3: found spot AA-1 of row 2");
        damaged("outs: no factors", "scale factors: found none", s -> {
            Files.delete(s.outs.resolve("spatial").resolve(factors));
            return s.spaceRangerOptions();
        });
        damaged("outs: no matrix", "matrix: found none", s -> {
            Files.move(s.outs.resolve("filtered_feature_bc_matrix"), s.dir.resolve("moved"));
            return s.spaceRangerOptions();
        });
        damaged("outs: barcodes missing", "barcodes.tsv: found none", s -> {
            Files.delete(s.outs.resolve("filtered_feature_bc_matrix/barcodes.tsv.gz"));
            return s.spaceRangerOptions();
        });
        damaged("outs: a file", "expected Space Ranger's outs/", s -> List.of("--spaceranger", s.counts + ""));
        damaged("outs: all bins of HD", "binned_outputs", s -> {
            Files.createDirectories(s.outs.resolve("binned_outputs/square_002um"));
            return s.spaceRangerOptions();
        });
        damaged("outs: h5 that is none", "filtered_feature_bc_matrix.h5", s -> {
            Files.writeString(s.outs.resolve("filtered_feature_bc_matrix.h5"), "not HDF5");
            return s.spaceRangerOptions();
        });
        damaged("outs: no image at all", "expected --image", s -> {
            Files.delete(s.outs.resolve("spatial/tissue_hires_image.png"));
            return List.of("--spaceranger", s.outs + "");
        });
    }

    private void h5ad(String name, UnaryOperator<AnnData> edit, String expected) {
        damaged("h5ad: " + name, expected, s -> {
            H5ad.write(s.h5ad, edit.apply(s.annData()));
            return s.h5adOptions();
        });
    }

    private static AnnData withX(AnnData data, float first) {
        float[] x = new float[12];
        x[0] = first;
        return new AnnData(
                Optional.of(new DenseMatrix(4, 3, x)), data.obs(), data.var(), data.layers(), data.obsm(), data.uns());
    }

    private static AnnData withColumn(AnnData data, String name, Column column) {
        return data.withObs(data.obs().with(name, column));
    }

    private void annDataFiles() {
        h5ad("log-normalised", a -> withX(a, 1.386f), "layers/counts");
        h5ad("negative", a -> withX(a, -1), "X of spot 'AA-1', gene 'A': found -1.0");
        h5ad("NaN", a -> withX(a, Float.NaN), "found NaN");
        h5ad("no X", a -> AnnData.of(a.obs()).withObsm("spatial", a.obsm().get("spatial")), "X: found none");
        h5ad(
                "barcode twice",
                a -> a.withObs(
                        new DataFrame(List.of("A", "B", "A", "C"), a.obs().columns())),
                "'A' again");
        h5ad(
                "blank barcode",
                a -> a.withObs(new DataFrame(List.of("A", "", "D", "C"), a.obs().columns())),
                "blank");
        h5ad("flat spatial", a -> a.withObsm("spatial", NdArray.of(4, 1, new double[4])), "obsm/spatial");
        h5ad(
                "spatial NaN",
                a -> a.withObsm("spatial", NdArray.of(4, 2, new double[] {1, 1, 2, Double.NaN, 3, 3, 4, 4})),
                "obsm/spatial of spot 'AC-1'");
        h5ad("array_row missing", a -> a.withObs(DataFrame.of(a.obs().index())), "obs/array_row");
        h5ad(
                "array_row fraction",
                a -> withColumn(a, "array_row", new Column.Doubles(new double[] {0, 0.5, 1, 1})),
                "obs/array_row of spot 'AC-1': found '0.5'");
        h5ad(
                "in_tissue 3",
                a -> withColumn(a, "in_tissue", new Column.Ints(new long[] {1, 1, 3, 1})),
                "obs/in_tissue of spot 'AG-1': found '3'");
        h5ad("two libraries", a -> a.withUns("spatial", Map.of("a", Map.of(), "b", Map.of())), "uns/spatial");
        h5ad(
                "array not known",
                a -> withColumn(a, "array_col", new Column.Ints(new long[] {0, 1, 0, 1})),
                "pixel size");
        h5ad("absurd pixel size", a -> a.withUns("heclip", Map.of("mpp", 1000.0)), "pixel size");
        damaged("h5ad: cut off", "in.h5ad", s -> {
            H5ad.write(s.h5ad, s.annData());
            byte[] whole = Files.readAllBytes(s.h5ad);
            Files.write(s.h5ad, Arrays.copyOf(whole, whole.length / 3));
            return s.h5adOptions();
        });
        damaged("h5ad: text", "in.h5ad", s -> {
            Files.writeString(s.h5ad, "text");
            return s.h5adOptions();
        });
        damaged("h5ad: no image", "expected --image", s -> {
            H5ad.write(s.h5ad, s.annData().withUns("spatial", Map.of()));
            return List.of("--h5ad", s.h5ad + "", "--mpp", "0.5");
        });
        damaged("h5ad: own image but no place for it", "--image-output", s -> {
            H5ad.write(s.h5ad, s.annData());
            return List.of("--h5ad", s.h5ad + "");
        });
    }

    private void imagesAndOptions() {
        damaged("image: text", "found no JPEG, PNG or TIFF signature", s -> {
            Files.writeString(s.image, "this is no image");
            return s.legacyOptions();
        });
        damaged("image: empty", "image", s -> {
            Files.write(s.image, new byte[0]);
            return s.legacyOptions();
        });
        damaged("image: cut in its header", "image", s -> {
            Files.write(s.image, Arrays.copyOf(Files.readAllBytes(s.image), 14));
            return s.legacyOptions();
        });
        damaged("image: missing", "found no such file", s -> {
            Files.delete(s.image);
            return s.legacyOptions();
        });
        damaged("options: none", "expected exactly one of them", s -> List.of("--image", s.image + ""));
        damaged("options: two kinds", "expected exactly one of them", s -> {
            List<String> both = new ArrayList<>(s.legacyOptions());
            both.addAll(List.of("--spaceranger", s.outs + ""));
            return both;
        });
        damaged("options: no positions", "--positions and --image", s -> List.of("--counts", s.counts + ""));
        damaged("options: mpp", "pixel size", s -> {
            List<String> more = new ArrayList<>(s.legacyOptions());
            more.addAll(List.of("--mpp", "0"));
            return more;
        });
        damaged("options: mpp NaN", "pixel size", s -> {
            List<String> more = new ArrayList<>(s.legacyOptions());
            more.addAll(List.of("--mpp", "NaN"));
            return more;
        });
        damaged("options: section", "--section", s -> {
            List<String> more = new ArrayList<>(s.legacyOptions());
            more.addAll(List.of("--section", "../x"));
            return more;
        });
    }
}
