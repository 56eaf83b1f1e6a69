package org.heclip.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.awt.image.BufferedImage;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import javax.imageio.ImageIO;
import org.heclip.expression.DenseMatrix;
import org.heclip.expression.ExpressionMatrix;
import org.heclip.file.Sha256;
import org.heclip.h5ad.AnnData;
import org.heclip.h5ad.Column;
import org.heclip.h5ad.DataFrame;
import org.heclip.h5ad.H5ad;
import org.heclip.h5ad.NdArray;

/** A made-up section of 24 spots and 6 genes with its image, and steps that are run on it. */
final class MadeUpSection {
    static final int WIDTH = 320;
    static final int HEIGHT = 240;
    static final int SPOTS = 24;
    private static final int GENES = 6;

    private final Path folder;
    private String errors;

    MadeUpSection(Path folder) throws IOException {
        this.folder = folder;
        write(picture());
        write(Map.of());
    }

    Path folder() {
        return folder;
    }

    Path image() {
        return folder.resolve("image.png");
    }

    Path section() {
        return folder.resolve("section.h5ad");
    }

    /** What the last step said. */
    String errors() {
        return errors;
    }

    /** Pink on the left, with a texture that tells pixels apart; white on the right. */
    static BufferedImage picture() {
        BufferedImage picture = new BufferedImage(WIDTH, HEIGHT, BufferedImage.TYPE_INT_RGB);
        for (int y = 0; y < HEIGHT; y++) {
            for (int x = 0; x < WIDTH; x++) {
                picture.setRGB(
                        x, y, x < 180 ? (190 + x % 7) << 16 | (110 + y % 11) << 8 | 170 + (x + y) % 13 : 0xf4f4f6);
            }
        }
        return picture;
    }

    void write(BufferedImage picture) throws IOException {
        ImageIO.write(picture, "png", image().toFile());
    }

    /** @param changed entries of {@code uns["heclip"]}; one that is {@code absent} is left out */
    void write(Map<String, Object> changed) throws IOException {
        H5ad.write(section(), section(changed));
    }

    /** Six columns of four spots, 28 pixels apart; the last spot is out of tissue. */
    private AnnData section(Map<String, Object> changed) throws IOException {
        List<String> barcodes = new ArrayList<>();
        double[] xy = new double[2 * SPOTS];
        long[] tissue = new long[SPOTS];
        float[] counts = new float[SPOTS * GENES];
        for (int s = 0; s < SPOTS; s++) {
            barcodes.add(s % 6 + "x" + s / 6);
            xy[2 * s] = 20 + 28 * (s % 6);
            xy[2 * s + 1] = 40 + 28 * (s / 6);
            tissue[s] = s < SPOTS - 1 ? 1 : 0;
            for (int g = 0; g < GENES; g++) {
                counts[s * GENES + g] = g == 5 ? 0 : s * (g + 1) % 17;
            }
        }
        Map<String, Object> heclip = new LinkedHashMap<>();
        heclip.put("section", "A");
        heclip.put("patient", "P");
        heclip.put("technology", "st");
        heclip.put("mpp", 1.0);
        heclip.put("image_sha256", Sha256.of(image()));
        heclip.put("image_width", WIDTH);
        heclip.put("image_height", HEIGHT);
        heclip.put("image_scale", 1.0);
        heclip.putAll(changed);
        heclip.values().removeIf("absent"::equals);
        return AnnData.of(
                        ExpressionMatrix.of(new DenseMatrix(SPOTS, GENES, counts)),
                        DataFrame.of(barcodes).with("in_tissue", new Column.Ints(tissue)),
                        DataFrame.of(List.of("MT-CO1", "A", "B", "C", "D", "E")))
                .withObsm("spatial", NdArray.of(SPOTS, 2, xy))
                .withUns("spatial", Map.of("A", Map.of("scalefactors", Map.of("spot_diameter_fullres", 14.0))))
                .withUns("heclip", heclip);
    }

    int run(Step step, Object... arguments) {
        StringWriter text = new StringWriter();
        ByteArrayOutputStream warnings = new ByteArrayOutputStream();
        PrintStream standardError = System.err;
        System.setErr(new PrintStream(warnings, true, StandardCharsets.UTF_8));
        try {
            String[] args = Arrays.stream(arguments).map(Object::toString).toArray(String[]::new);
            return Main.execute(step, args, new PrintWriter(text, true));
        } finally {
            System.setErr(standardError);
            errors = text + warnings.toString(StandardCharsets.UTF_8);
        }
    }

    Path out(String name) {
        return folder.resolve("out").resolve(name);
    }

    void assertRefused(int status, String... parts) {
        assertEquals(ExitCode.BAD_INPUT, status, errors);
        assertEquals(1, errors.strip().lines().count(), errors);
        for (String part : parts) {
            assertTrue(errors.contains(part), errors);
        }
        assertFalse(Files.exists(folder.resolve("out")), "a refused input leaves no output");
    }
}
