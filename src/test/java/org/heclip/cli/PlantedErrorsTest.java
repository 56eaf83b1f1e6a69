package org.heclip.cli;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.awt.Color;
import java.awt.Graphics2D;
import java.awt.image.BufferedImage;
import java.awt.image.ConvolveOp;
import java.awt.image.Kernel;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import javax.imageio.ImageIO;
import org.heclip.align.Orientation;
import org.heclip.align.SpotLayout;
import org.heclip.file.Sha256;
import org.heclip.h5ad.AnnData;
import org.heclip.h5ad.Column;
import org.heclip.h5ad.H5ad;
import org.heclip.h5ad.NdArray;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * Errors that users make, planted in a simulated section of known positions, whose image is made wider than high so that
 * exchanged axes show.
 */
class PlantedErrorsTest {
    private static final int SEED = 3;
    private static final int SIDE = 14;
    private static final int EXTRA = 260;

    @TempDir
    private static Path folder;

    private static SectionFile simulated;
    /** Its array is as wide again in um, so that a turn shows more. */
    private static AlignmentPower.Given legacy;

    private static Path image;
    private static int width;
    private static int height;
    private String errors;

    @BeforeAll
    static void simulate() throws IOException {
        List<AlignmentPower.Given> both = AlignmentPower.simulated(folder, SEED, SIDE);
        AlignmentPower.Given given = both.get(0);
        legacy = both.get(1);
        BufferedImage square = ImageIO.read(given.image().toFile());
        BufferedImage wide =
                new BufferedImage(square.getWidth() + EXTRA, square.getHeight(), BufferedImage.TYPE_INT_RGB);
        Graphics2D pen = wide.createGraphics();
        pen.setColor(new Color(square.getRGB(3, 3)));
        pen.fillRect(0, 0, wide.getWidth(), wide.getHeight());
        pen.drawImage(square, 0, 0, null);
        pen.dispose();
        image = folder.resolve("wide.png");
        ImageIO.write(wide, "png", image.toFile());
        width = wide.getWidth();
        height = wide.getHeight();
        simulated = withImage(given.file(), image, width, height);
    }

    private static SectionFile withImage(SectionFile file, Path image, int width, int height) throws IOException {
        Map<String, Object> keys = new LinkedHashMap<>();
        keys.put("image_sha256", Sha256.of(image));
        keys.put("image_width", width);
        keys.put("image_height", height);
        return new SectionFile(file.file(), SectionFile.withHeclip(file.data(), keys));
    }

    private static SectionFile moved(SectionFile file, SpotLayout to) {
        return new SectionFile(file.file(), file.data().withObsm("spatial", NdArray.of(to.size(), 2, flat(to))));
    }

    private static double[] flat(SpotLayout spots) {
        return IntStream.range(0, 2 * spots.size())
                .mapToDouble(i -> i % 2 == 0 ? spots.x()[i / 2] : spots.y()[i / 2])
                .toArray();
    }

    /** What {@code align} makes of a section. */
    private Path align(int status, SectionFile section, Path picture, String... more) throws IOException {
        Path input = Files.createTempFile(folder, "in", ".h5ad");
        H5ad.write(input, section.data());
        Path output = input.resolveSibling(input.getFileName() + ".out");
        StringWriter text = new StringWriter();
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        PrintStream standardError = System.err;
        System.setErr(new PrintStream(bytes, true, StandardCharsets.UTF_8));
        try {
            String[] arguments = Stream.concat(
                            Stream.of(
                                    "--section",
                                    input.toString(),
                                    "--image",
                                    picture.toString(),
                                    "--output",
                                    output.toString()),
                            Stream.of(more))
                    .toArray(String[]::new);
            assertEquals(status, Main.execute(new Align(), arguments, new PrintWriter(text, true)), text.toString());
        } finally {
            System.setErr(standardError);
            errors = text + bytes.toString(StandardCharsets.UTF_8);
        }
        return output;
    }

    private static Map<?, ?> heclip(Path output) {
        return (Map<?, ?>) H5ad.read(output).uns().get("heclip");
    }

    private static List<String> warnings(Path output) {
        return List.of((String[]) ((NdArray) heclip(output).get("align_warnings")).values());
    }

    @Test
    void aRightSectionIsNotDoubted() throws IOException {
        Path output = align(ExitCode.DONE, simulated, image);
        assertEquals(List.of(), warnings(output), errors);
        assertEquals("as_given", heclip(output).get("orientation"));
        assertEquals(false, heclip(output).get("displacement_detected"));
        assertTrue((double) heclip(output).get("orientation_lead") < -4.5, "the expression agrees");
    }

    @ParameterizedTest
    @EnumSource(value = Orientation.class, names = "AS_GIVEN", mode = EnumSource.Mode.EXCLUDE)
    void aWrongOrientationIsPutRightWhenAskedFor(Orientation orientation) throws IOException {
        SpotLayout right = SectionLayout.onImage(simulated);
        SpotLayout wrong = AlignmentPower.undone(right, orientation, width, height);
        Path output = align(ExitCode.DONE, moved(simulated, wrong), image, "--mode", "fix");
        assertEquals(orientation.label(), heclip(output).get("orientation_applied"));
        assertTrue(errors.contains("POSITIONS WERE CHANGED"), errors);
        AnnData fixed = H5ad.read(output);
        assertArrayEquals(flat(right), (double[]) fixed.obsm().get("spatial").values(), 1e-6);
        assertArrayEquals(
                flat(wrong), (double[]) fixed.obsm().get("spatial_as_given").values(), 1e-9);
        assertTrue(warnings(output).get(0).contains("brought into orientation " + orientation.label()));
        assertEquals("as_given", heclip(output).get("orientation"), "nothing is left to be put right");
    }

    @ParameterizedTest
    @EnumSource(
            value = Orientation.class,
            names = {"FLIP_X", "ROTATE_180"})
    void aWrongOrientationIsOnlyWarnedOfOtherwise(Orientation orientation) throws IOException {
        SpotLayout wrong = AlignmentPower.undone(SectionLayout.onImage(simulated), orientation, width, height);
        Path output = align(ExitCode.DONE, moved(simulated, wrong), image);
        assertEquals(orientation.label(), heclip(output).get("orientation"));
        assertTrue(warnings(output).toString().contains("better in orientation " + orientation.label()), errors);
        assertArrayEquals(
                flat(wrong), (double[]) H5ad.read(output).obsm().get("spatial").values(), 1e-9);
    }

    static Stream<double[]> displacements() {
        return Stream.of(
                new double[] {30, 0, 0}, new double[] {0, -30, 0}, new double[] {0, 0, 2}, new double[] {0, 0, -2});
    }

    @ParameterizedTest
    @MethodSource("displacements")
    void aShiftAndATurnAreNoticed(double[] plant) throws IOException {
        SpotLayout beside = AlignmentPower.displaced(SectionLayout.onImage(legacy.file()), plant);
        Path output = align(ExitCode.DONE, moved(legacy.file(), beside), legacy.image());
        Map<?, ?> found = heclip(output);
        assertEquals(true, found.get("displacement_detected"), found.toString());
        assertEquals(-plant[0], (double) found.get("displacement_x"), 12);
        assertEquals(-plant[1], (double) found.get("displacement_y"), 12);
        assertEquals(-plant[2], (double) found.get("displacement_turn"), 0.8);
        assertTrue(warnings(output).toString().contains("fits the image better with all spots moved"), errors);
    }

    /** Each spot has the counts of another one: some place fits them best, by chance. */
    @ParameterizedTest
    @ValueSource(longs = {2, 5})
    void expressionThatTheImageDoesNotShowMovesNothing(long seed) throws IOException {
        AlignmentPower.Given other = AlignmentPower.permuted(legacy, seed);
        Map<?, ?> found = heclip(align(ExitCode.DONE, other.file(), other.image()));
        assertEquals("expression", found.get("displacement_witness"));
        assertEquals(false, found.get("displacement_detected"), found.toString());
    }

    @Test
    void aSmallerImageIsRefusedOrScaled() throws IOException {
        double scale = 0.5;
        BufferedImage large = ImageIO.read(image.toFile());
        BufferedImage small =
                new BufferedImage((int) (width * scale), (int) (height * scale), BufferedImage.TYPE_INT_RGB);
        Graphics2D pen = small.createGraphics();
        pen.drawImage(
                large.getScaledInstance(small.getWidth(), small.getHeight(), BufferedImage.SCALE_AREA_AVERAGING),
                0,
                0,
                null);
        pen.dispose();
        Path hires = folder.resolve("renamed.png");
        ImageIO.write(small, "png", hires.toFile());
        SectionFile given = withImage(simulated, hires, small.getWidth(), small.getHeight());
        given = new SectionFile(
                given.file(), given.withImages(given.data(), Map.of(), Map.of("tissue_hires_scalef", scale)));
        align(ExitCode.BAD_INPUT, given, hires);
        assertTrue(errors.contains("tissue_hires_scalef = 0.5"), errors);
        Path output = align(ExitCode.DONE, given, hires, "--mode", "fix");
        assertEquals(scale, heclip(output).get("image_scale"));
        assertTrue(warnings(output).get(0).contains("SCALE WAS CHANGED"), errors);
        assertEquals("as_given", heclip(output).get("orientation"));
    }

    @Test
    void aWrongPixelSizeIsWarnedOf() throws IOException {
        double mpp = simulated.mpp().orElseThrow().value();
        for (double times : new double[] {1.15, 0.5}) {
            SectionFile wrong = new SectionFile(
                    simulated.file(), SectionFile.withHeclip(simulated.data(), Map.of("mpp", mpp * times)));
            List<String> warnings = warnings(align(ExitCode.DONE, wrong, image, "--mode", "off"));
            assertTrue(warnings.toString().contains("distance of neighbouring spots"), warnings.toString());
        }
    }

    @Test
    void spotsBesideTheImageAreMarkedAndDropped() throws IOException {
        SpotLayout spots = SectionLayout.onImage(simulated);
        double[] x = spots.x().clone();
        x[0] = -spots.radiusPx() * 0.2;
        x[1] = spots.radiusPx() * 0.2;
        x[2] = -500;
        SectionFile edge = moved(simulated, new SpotLayout(x, spots.y(), spots.inTissue(), spots.radiusPx()));
        Path padded = align(ExitCode.DONE, edge, image, "--mode", "off");
        boolean[] inside =
                ((Column.Bools) H5ad.read(padded).obs().column("inside_image").orElseThrow()).values();
        assertFalse(inside[0], "more than half over the edge");
        assertTrue(inside[1], "less than half over the edge");
        assertFalse(inside[2]);
        Path dropped = align(ExitCode.DONE, edge, image, "--mode", "off", "--edge", "drop");
        assertEquals(spots.size() - 2, H5ad.read(dropped).obs().size());
        assertTrue(errors.contains("left out 2 of"), errors);
    }

    @Test
    void aPenMarkAndBlurShowInTheSpotsBelow() throws IOException {
        SpotLayout spots = SectionLayout.onImage(simulated);
        int[] tissue = spots.tissueSpots();
        int under = tissue[tissue.length / 3];
        int blurred = tissue[2 * tissue.length / 3];
        BufferedImage picture = ImageIO.read(image.toFile());
        Graphics2D pen = picture.createGraphics();
        pen.setColor(new Color(25, 60, 150));
        int reach = (int) (2 * spots.radiusPx());
        pen.fillOval((int) spots.x()[under] - reach, (int) spots.y()[under] - reach, 2 * reach, 2 * reach);
        pen.dispose();
        int left = (int) spots.x()[blurred] - reach;
        int top = (int) spots.y()[blurred] - reach;
        float[] box = new float[81];
        Arrays.fill(box, 1f / box.length);
        BufferedImage area = picture.getSubimage(left, top, 2 * reach, 2 * reach);
        BufferedImage soft = new ConvolveOp(new Kernel(9, 9, box), ConvolveOp.EDGE_NO_OP, null).filter(area, null);
        picture.getRaster().setRect(left, top, soft.getRaster());
        Path marked = folder.resolve("marked.png");
        ImageIO.write(picture, "png", marked.toFile());
        AnnData found =
                H5ad.read(align(ExitCode.DONE, withImage(simulated, marked, width, height), marked, "--mode", "off"));
        assertEquals(1, doubles(found, "ink_fraction")[under]);
        assertEquals(0, doubles(found, "tissue_fraction")[under]);
        assertEquals(0, doubles(found, "ink_fraction")[blurred]);
        double[] sharpness = doubles(found, "sharpness");
        double usual =
                Arrays.stream(tissue).mapToDouble(s -> sharpness[s]).sorted().toArray()[tissue.length / 2];
        assertTrue(sharpness[blurred] < usual / 5, sharpness[blurred] + " of usually " + usual);
        assertTrue(errors.contains("under a pen mark"), errors);
    }

    private static double[] doubles(AnnData data, String column) {
        return ((Column.Doubles) data.obs().column(column).orElseThrow()).values();
    }
}
