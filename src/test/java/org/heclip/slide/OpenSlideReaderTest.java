package org.heclip.slide;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.stream.IntStream;
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
        Path mirax = Files.writeString(folder.resolve("slide.mrxs"), "text");
        InputException refused = assertThrows(InputException.class, () -> GoldenFile.read(mirax));
        assertTrue(refused.getMessage().contains("nothing that OpenSlide"), refused.getMessage());
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
