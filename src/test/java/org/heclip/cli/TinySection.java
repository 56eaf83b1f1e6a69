package org.heclip.cli;

import java.awt.image.BufferedImage;
import java.io.IOException;
import java.io.OutputStream;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.zip.GZIPOutputStream;
import javax.imageio.ImageIO;
import org.heclip.expression.DenseMatrix;
import org.heclip.expression.ExpressionMatrix;
import org.heclip.h5ad.AnnData;
import org.heclip.h5ad.Column;
import org.heclip.h5ad.DataFrame;
import org.heclip.h5ad.NdArray;

/** Sound inputs of four spots and three genes in each layout, for tests to damage. */
final class TinySection {
    final Path dir;
    final Path counts;
    final Path positions;
    final Path image;
    final Path outs;
    final Path h5ad;
    final Path output;
    final Path checksums;

    TinySection(Path dir) throws IOException {
        this.dir = dir;
        counts = Files.writeString(
                dir.resolve("counts.tsv"), "\tA\tB\tA\n1x1\t1\t0\t2\n2x1\t0\t3\t0\n1x2\t4\t0\t0\n2x2\t0\t0\t5\n");
        positions = Files.writeString(
                dir.resolve("selection.tsv"),
                "x\ty\tnew_x\tnew_y\tpixel_x\tpixel_y\tselected\n1\t1\t1\t1\t100\t100\t1\n2\t1\t2\t1\t300\t100\t1\n"
                        + "1\t2\t1\t2\t100\t300\t0\n2\t2\t2\t2\t300\t300\t1\n");
        image = png(dir.resolve("slide.png"), 400, 380);
        outs = dir.resolve("outs");
        spaceRanger();
        h5ad = dir.resolve("in.h5ad");
        output = dir.resolve("section.h5ad");
        checksums = dir.resolve("sums.tsv");
    }

    private void spaceRanger() throws IOException {
        Path matrix = Files.createDirectories(outs.resolve("filtered_feature_bc_matrix"));
        Path spatial = Files.createDirectories(outs.resolve("spatial"));
        gzip(matrix.resolve("barcodes.tsv.gz"), "AA-1\nAC-1\nAG-1\nAT-1\n");
        gzip(
                matrix.resolve("features.tsv.gz"),
                "E1\tA\tGene Expression\nE2\tB\tGene Expression\nP1\tCD3\tAntibody Capture\nE3\tA\tGene Expression\n");
        gzip(
                matrix.resolve("matrix.mtx.gz"),
                "%%MatrixMarket matrix coordinate integer general\n%x\n4 4 6\n1 1 1\n4 1 2\n3 1 9\n2 2 3\n1 3 4\n4 4 5\n");
        Files.writeString(
                spatial.resolve("tissue_positions.csv"),
                "barcode,in_tissue,array_row,array_col,pxl_row_in_fullres,pxl_col_in_fullres\n"
                        + "AA-1,1,0,0,100,100\nAC-1,1,0,2,100,300\nAG-1,0,1,1,273,200\nAT-1,1,1,3,273,400\nCC-1,0,2,0,446,100\n");
        Files.writeString(
                spatial.resolve("scalefactors_json.json"),
                "{\"spot_diameter_fullres\": 130.0, \"tissue_hires_scalef\": 0.5, \"fiducial_diameter_fullres\": 210.0,"
                        + " \"tissue_lowres_scalef\": 0.15}");
        png(spatial.resolve("tissue_hires_image.png"), 250, 225);
    }

    /** As the Visium section, in AnnData. */
    AnnData annData() {
        float[] values = {1, 0, 2, 0, 3, 0, 4, 0, 0, 0, 0, 5};
        DataFrame obs = DataFrame.of(List.of("AA-1", "AC-1", "AG-1", "AT-1"))
                .with("in_tissue", new Column.Ints(new long[] {1, 1, 0, 1}))
                .with("array_row", new Column.Ints(new long[] {0, 0, 1, 1}))
                .with("array_col", new Column.Ints(new long[] {0, 2, 1, 3}));
        return AnnData.of(
                        ExpressionMatrix.of(new DenseMatrix(4, 3, values)), obs, DataFrame.of(List.of("A", "B", "A-1")))
                .withObsm("spatial", NdArray.of(4, 2, new double[] {100, 100, 300, 100, 200, 273, 400, 273}))
                .withUns("spatial", Map.of("lib", library()));
    }

    static Map<String, Object> library() {
        byte[] pixels = new byte[10 * 12 * 3];
        for (int i = 0; i < pixels.length; i++) {
            pixels[i] = (byte) (i * 7);
        }
        return Map.of(
                "images", Map.of("hires", new NdArray(new int[] {10, 12, 3}, pixels)),
                "scalefactors", Map.of("spot_diameter_fullres", 130.0, "tissue_hires_scalef", 0.02));
    }

    /** Options of the three kinds of input. */
    List<String> legacyOptions() {
        return List.of("--counts", counts + "", "--positions", positions + "", "--image", image + "");
    }

    List<String> spaceRangerOptions() {
        return List.of("--spaceranger", outs + "", "--image", image + "");
    }

    List<String> h5adOptions() {
        return List.of("--h5ad", h5ad + "", "--image", image + "");
    }

    /** Exit code and what was written to the error stream of the picocli side. */
    record Outcome(int exit, String errors) {}

    Outcome ingest(List<String> options) {
        List<String> all = new ArrayList<>(
                List.of("--section", "S1", "--patient", "P1", "--output", output + "", "--checksums", checksums + ""));
        all.addAll(options);
        StringWriter errors = new StringWriter();
        int exit = Main.execute(new Ingest(), all.toArray(String[]::new), new PrintWriter(errors, true));
        return new Outcome(exit, errors.toString());
    }

    static Path gzip(Path file, String text) {
        try (OutputStream out = new GZIPOutputStream(Files.newOutputStream(file))) {
            out.write(text.getBytes(StandardCharsets.UTF_8));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return file;
    }

    static Path png(Path file, int width, int height) throws IOException {
        ImageIO.write(new BufferedImage(width, height, BufferedImage.TYPE_INT_RGB), "png", file.toFile());
        return file;
    }
}
