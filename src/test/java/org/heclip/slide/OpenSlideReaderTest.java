package org.heclip.slide;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTimeoutPreemptively;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.heclip.error.InputException;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Against openslide-python (src/test/python/make_slide_golden.py). */
class OpenSlideReaderTest {
    private static final int WIDTH = 50;
    private static final int HEIGHT = 38;
    private static final String OFF = "heclip.native";

    @TempDir
    Path folder;

    private static Path file(String name) {
        return GoldenFile.path("slide/" + name);
    }

    @BeforeEach
    void needsTheLibrary() {
        boolean there = OpenSlideCalls.found().isUsable();
        if ("required".equals(System.getenv("HECLIP_INTEROP"))) {
            assertTrue(there, "HECLIP_INTEROP=required, but there is no OpenSlide");
        }
        assumeTrue(there, "no OpenSlide here");
    }

    @AfterEach
    void on() {
        System.clearProperty(OFF);
    }

    @Test
    void jpeg2000OfAperioIsWhatOpenSlideReads() throws IOException {
        RgbImage golden = GoldenFile.rgb("slide/jpeg2000.svs.rgb", WIDTH, HEIGHT);
        assertEquals(golden, GoldenFile.read(file("jpeg2000.svs")));
        // the codec loses nothing here
        assertEquals(GoldenFile.rgb("slide/source.rgb", WIDTH, HEIGHT), golden);
        try (Slide slide = Slides.open(file("jpeg2000.svs"))) {
            assertEquals(0.499, slide.mpp().orElseThrow().value(), 1e-9);
            assertEquals(
                    List.of(new Slide.Level(WIDTH, HEIGHT, 1), new Slide.Level(WIDTH / 2, HEIGHT / 2, 2)),
                    slide.levels());
            assertEquals(77, slide.readRegion(1, 3, 4, 10, 10).sample(2, 2, 0));
            assertTrue(slide.reader().startsWith("OpenSlide "), slide.reader());
            assertTrue(slide.notes().get(0).contains("aperio"), slide.notes().toString());
            RgbImage beyond = slide.readRegion(WIDTH - 2, -3, 6, 6);
            assertEquals(255, beyond.sample(0, 0, 0));
            assertEquals(255, beyond.sample(3, 4, 1));
            assertEquals(golden.sample(WIDTH - 1, 1, 2), beyond.sample(1, 4, 2));
        }
    }

    @Test
    void aSlideOfHamamatsuIsWhatOpenSlideReads() throws IOException {
        assertEquals(GoldenFile.rgb("slide/slide.ndpi.rgb", 48, 32), GoldenFile.read(file("slide.ndpi")));
        assertEquals(new Slides.Size(48, 32), Slides.size(file("slide.ndpi"), ImageOrientation.STORED));
        try (Slide slide = Slides.open(file("slide.ndpi"))) {
            assertEquals(0.5, slide.mpp().orElseThrow().value(), 1e-9);
        }
    }

    /** The glass as a whole, of which a part was scanned; what was not is white. */
    @Test
    void scnOfLeicaIsWhatOpenSlideReads() throws IOException {
        RgbImage golden = GoldenFile.rgb("slide/slide.scn.rgb", 128, 80);
        assertEquals(golden, GoldenFile.read(file("slide.scn")));
        assertEquals(255, golden.sample(1, 3, 0));
        try (Slide slide = Slides.open(file("slide.scn"))) {
            assertEquals(0.5, slide.mpp().orElseThrow().value(), 1e-9);
            assertEquals(List.of(new Slide.Level(128, 80, 1), new Slide.Level(64, 40, 2)), slide.levels());
            assertEquals(77, slide.readRegion(1, 4, 5, 10, 10).sample(2, 2, 0), 2);
            assertTrue(slide.notes().get(0).contains("leica"), slide.notes().toString());
        }
    }

    /** Tiles that overlap; files whose pixels lie beside them, reached by a link as Nextflow stages them. */
    @ParameterizedTest
    @CsvSource({"slide.bif, 28, 30, ventana", "slide.vms, 48, 32, hamamatsu", "mirax.mrxs, 64, 32, mirax"})
    void othersAreWhatOpenSlideReads(String name, int width, int height, String vendor) throws IOException {
        Path link = Files.createSymbolicLink(folder.resolve(name), file(name).toAbsolutePath());
        assertEquals(GoldenFile.rgb("slide/" + name + ".rgb", width, height), GoldenFile.read(link));
        try (Slide slide = Slides.open(link)) {
            assertEquals(0.5, slide.mpp().orElseThrow().value(), 1e-9);
            assertEquals(2, slide.levels().get(1).downsample(), 1e-9);
            assertTrue(slide.reader().contains(vendor), slide.reader());
        }
        Files.delete(link);
    }

    @Test
    void threadsReadTheSame() throws IOException {
        RgbImage golden = GoldenFile.rgb("slide/jpeg2000.svs.rgb", WIDTH, HEIGHT);
        try (Slide slide = Slides.open(file("jpeg2000.svs"))) {
            assertTrue(IntStream.range(0, 200).parallel().allMatch(i -> {
                RgbImage part = slide.readRegion(i % 30, i % 20, 17, 13);
                return part.sample(16, 12, 1) == golden.sample(i % 30 + 16, i % 20 + 12, 1);
            }));
        }
    }

    /** What Java reads it also reads where OpenSlide is there: results must not depend on that. */
    @Test
    void aTiledTiffIsReadByJava() {
        try (Slide slide = Slides.open(file("aperio.tif"))) {
            assertTrue(slide instanceof TiffSlide);
        }
    }

    @Test
    void itsAbsenceIsTold() throws IOException {
        System.setProperty(OFF, "off");
        Path mirax = Files.writeString(folder.resolve("slide.mrxs"), "text");
        for (Path slide : List.of(file("jpeg2000.svs"), file("slide.ndpi"), file("slide.scn"), mirax)) {
            InputException refused = assertThrows(InputException.class, () -> GoldenFile.read(slide));
            assertTrue(refused.getMessage().contains("libopenslide0"), refused.getMessage());
            assertTrue(refused.getMessage().contains("HECLIP_NATIVE is off"), refused.getMessage());
            assertEquals(1, refused.getMessage().lines().count());
        }
    }

    @Test
    void whatItDoesNotKnowIsRefused() throws IOException {
        Path other = Files.writeString(folder.resolve("slide.other"), "text");
        InputException refused = assertThrows(InputException.class, () -> GoldenFile.read(other));
        assertTrue(refused.getMessage().contains("nothing that OpenSlide"), refused.getMessage());
    }

    private static void copy(Path from, Path to) throws IOException {
        try (Stream<Path> files = Files.walk(from)) {
            for (Path each : files.toList()) {
                Files.copy(each, to.resolve(from.relativize(each).toString()));
            }
        }
    }

    private Path mirax() throws IOException {
        Path slide = Files.createDirectories(Files.createTempDirectory(folder, "mirax"))
                .resolve("mirax.mrxs");
        Files.createFile(slide);
        copy(file("mirax"), slide.resolveSibling("mirax"));
        return slide;
    }

    private Path vms() throws IOException {
        Path to = Files.createTempDirectory(folder, "vms");
        for (String name : List.of("slide.vms", "slide_vms.jpg", "slide_vms_map.jpg")) {
            Files.copy(file(name), to.resolve(name));
        }
        return to.resolve("slide.vms");
    }

    private static void replace(Path text, String key, String value) throws IOException {
        String good = Files.readString(text);
        String bad = good.replaceAll("(?m)^" + key + "=.*$", key + "=" + value);
        assertNotEquals(good, bad, key);
        Files.writeString(text, bad);
    }

    private static void requireRefusal(Path slide, String why) {
        InputException refused = assertTimeoutPreemptively(
                Duration.ofSeconds(20), () -> assertThrows(InputException.class, () -> GoldenFile.read(slide)));
        assertEquals(1, refused.getMessage().lines().count(), refused.getMessage());
        assertTrue(refused.getMessage().contains(why), refused.getMessage());
    }

    /** Each of these ended the process by a signal, or kept it busy without end. */
    @ParameterizedTest
    @CsvSource({
        "IMAGENUMBER_X, 2147483647",
        "IMAGENUMBER_Y, 2147483647",
        "IMAGENUMBER_X, -1",
        "IMAGENUMBER_X, 0",
        "IMAGENUMBER_X, nan",
        "IMAGENUMBER_Y, 99999999999999999999",
        "CameraImageDivisionsPerSide, 3",
        "CameraImageDivisionsPerSide, 0",
        "HIER_COUNT, 2147483647",
        "HIER_0_COUNT, 2147483647",
        "HIER_0_COUNT, -1",
        "NONHIER_COUNT, 2147483647",
        "FILE_COUNT, 2147483647",
        "OVERLAP_X, -2147483648",
        "OVERLAP_Y, 1e300",
        "OVERLAP_X, nan",
        "DIGITIZER_WIDTH, 2147483647",
        "DIGITIZER_HEIGHT, 65535",
        "DIGITIZER_WIDTH, 0",
        "IMAGE_CONCAT_FACTOR, 31"
    })
    void numbersOfMiraxThatLieAreRefused(String key, String value) throws IOException {
        Path slide = mirax();
        replace(slide.resolveSibling("mirax").resolve("Slidedat.ini"), key, value);
        requireRefusal(slide, key + ": found " + value);
    }

    @Test
    void moreImagesOfMiraxThanMemoryHoldsAreRefused() throws IOException {
        Path slide = mirax();
        Path text = slide.resolveSibling("mirax").resolve("Slidedat.ini");
        replace(text, "IMAGENUMBER_X", "65536");
        replace(text, "IMAGENUMBER_Y", "32768");
        requireRefusal(slide, "IMAGENUMBER_Y: found 32768, expected 1 to 256");
    }

    @ParameterizedTest
    @CsvSource({
        "NoJpegColumns, 2147483647",
        "NoJpegRows, 2147483647",
        "NoJpegColumns, 0",
        "NoJpegRows, -1",
        "NoJpegRows, 1e9"
    })
    void numbersOfHamamatsuThatLieAreRefused(String key, String value) throws IOException {
        Path slide = vms();
        replace(slide, key, value);
        requireRefusal(slide, key + ": found " + value);
    }

    @ParameterizedTest
    @CsvSource({
        "Slidedat.ini, copy both",
        "Index.dat, cannot be decoded by OpenSlide",
        "Data0000.dat, cannot be decoded by OpenSlide"
    })
    void aPartOfMiraxThatIsMissingIsTold(String part, String why) throws IOException {
        Path slide = mirax();
        Files.delete(slide.resolveSibling("mirax").resolve(part));
        requireRefusal(slide, why);
    }

    @ParameterizedTest
    @CsvSource({"slide_vms.jpg", "slide_vms_map.jpg"})
    void aPartOfHamamatsuThatIsMissingIsTold(String part) throws IOException {
        Path slide = vms();
        Files.delete(slide.resolveSibling(part));
        requireRefusal(slide, part);
    }

    @Test
    void aTextThatIsNoneIsNotRead() throws IOException {
        Path slide = mirax();
        Files.write(slide.resolveSibling("mirax").resolve("Slidedat.ini"), new byte[(1 << 20) + 1]);
        requireRefusal(slide, "found 1048577 bytes");
    }

    /** Cut off, or with other numbers in its index: pixels or a refusal, soon. */
    @Test
    void damagedPartsNeverCrash() throws IOException {
        Path slide = mirax();
        for (String name : List.of("Index.dat", "Data0000.dat")) {
            Path part = slide.resolveSibling("mirax").resolve(name);
            byte[] good = Files.readAllBytes(part);
            for (int length = 0; length < good.length; length += 1 + good.length / 20) {
                Files.write(part, Arrays.copyOf(good, length));
                readOrRefuse(slide);
            }
            for (int at = 37; at + 4 <= Math.min(good.length, 300); at += 4) {
                for (int value : new int[] {-1, Integer.MAX_VALUE, Integer.MIN_VALUE}) {
                    byte[] bad = good.clone();
                    ByteBuffer.wrap(bad).order(ByteOrder.LITTLE_ENDIAN).putInt(at, value);
                    Files.write(part, bad);
                    readOrRefuse(slide);
                }
            }
            Files.write(part, good);
        }
        GoldenFile.read(slide);
    }

    private static void readOrRefuse(Path slide) {
        assertTimeoutPreemptively(Duration.ofSeconds(20), () -> {
            try {
                GoldenFile.read(slide);
            } catch (InputException e) {
                assertEquals(1, e.getMessage().lines().count(), e.getMessage());
            }
        });
    }

    @Test
    void aSlideThatIsCutOffIsRefused() throws IOException {
        for (String name : List.of("jpeg2000.svs", "slide.ndpi", "slide.scn", "slide.bif")) {
            byte[] all = Files.readAllBytes(file(name));
            for (int length = 8; length < all.length - all.length / 10; length += 1 + all.length / 25) {
                Path cut = Files.write(folder.resolve(name), Arrays.copyOf(all, length));
                assertThrows(InputException.class, () -> GoldenFile.read(cut), name + " cut at " + length);
            }
        }
    }
}
