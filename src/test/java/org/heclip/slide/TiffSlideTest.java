package org.heclip.slide;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Stream;
import org.heclip.error.InputException;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Against what tifffile and its codecs wrote and read (src/test/python/make_slide_golden.py). */
class TiffSlideTest {
    private static final int WIDTH = 50;
    private static final int HEIGHT = 38;

    @TempDir
    Path folder;

    private static Path file(String name) {
        return GoldenFile.path("slide/" + name);
    }

    private static RgbImage source() throws IOException {
        return GoldenFile.rgb("slide/source.rgb", WIDTH, HEIGHT);
    }

    private static List<Path> blocks() throws IOException {
        return all("blocks", 37);
    }

    private static List<Path> all(String folder, int count) throws IOException {
        try (Stream<Path> files = Files.list(file(folder))) {
            List<Path> all = files.sorted().toList();
            assertEquals(count, all.size());
            return all;
        }
    }

    /** Strips and tiles, of each compression, 8 and 16 bits, both byte orders, with and without differencing. */
    @TestFactory
    Stream<DynamicTest> everyBlockGivesTheStoredPixels() throws IOException {
        return equalToSource(blocks());
    }

    /** Channels in blocks of their own; strips and tiles, each compression, 8 and 16 bits. */
    @TestFactory
    Stream<DynamicTest> planesAreReadBlockByBlock() throws IOException {
        return equalToSource(all("planes", 16));
    }

    /** 9, 10, 12 and 14 bits: without gaps, with a tag that says so of 16, in planes. */
    @TestFactory
    Stream<DynamicTest> ofOtherNumbersOfBitsTheHighestEightAreTaken() throws IOException {
        return equalToSource(all("bits", 28));
    }

    private static Stream<DynamicTest> equalToSource(List<Path> images) throws IOException {
        RgbImage source = source();
        return images.stream()
                .map(image -> DynamicTest.dynamicTest(image.getFileName() + "", () -> {
                    assertEquals(source, GoldenFile.read(image));
                    try (Slide slide = Slides.open(image)) {
                        assertTrue(slide instanceof TiffSlide, "not decoded whole");
                        RgbImage part = slide.readRegion(-2, 11, 40, 40);
                        assertEquals(source.sample(7, 30, 1), part.sample(9, 19, 1));
                        assertEquals(255, part.sample(1, 0, 0));
                        assertEquals(255, part.sample(9, HEIGHT - 11, 0));
                        for (int x = 0; x < WIDTH; x++) {
                            assertEquals(
                                    source.sample(x, 7, 2),
                                    slide.readRegion(x, 7, 1, 1).sample(0, 0, 2));
                        }
                    }
                }));
    }

    /** Pillow's conversion, which knows no colour profile. */
    @ParameterizedTest
    @ValueSource(strings = {"cmyk.tif", "cmyk_tiles.tif", "cmyk_planes.tif", "cmyk16.tif"})
    void inksBecomeWhatPillowMakesOfThem(String image) throws IOException {
        assertEquals(GoldenFile.rgb("slide/cmyk_tif.rgb", WIDTH, HEIGHT), GoldenFile.read(file(image)));
        try (Slide slide = Slides.open(file(image))) {
            assertTrue(slide instanceof TiffSlide, "not decoded whole");
        }
    }

    @TestFactory
    Stream<DynamicTest> everyBlockThatIsCutOffIsRefused() throws IOException {
        return blocks().stream()
                .map(image -> DynamicTest.dynamicTest(image.getFileName() + "", () -> {
                    byte[] all = Files.readAllBytes(image);
                    for (int length = 0; length < all.length; length += 1 + all.length / 15) {
                        Path cut = Files.write(folder.resolve("cut.tif"), Arrays.copyOf(all, length));
                        assertThrows(InputException.class, () -> GoldenFile.read(cut));
                    }
                }));
    }

    @ParameterizedTest
    @ValueSource(strings = {"ycbcr_420", "ycbcr_444", "rgb", "grey", "planes"})
    void jpegTilesAreWithinOneGreyLevel(String kind) throws IOException {
        RgbImage golden = GoldenFile.rgb("slide/jpeg_" + kind + ".rgb", WIDTH, HEIGHT);
        assertTrue(GoldenFile.furthest(golden, GoldenFile.read(file("jpeg_" + kind + ".tif"))) <= 1);
    }

    @Test
    void aSmallerImageIsMadeFromTheLevelThatSuffices() {
        try (Slide slide = Slides.open(file("levels.ome.tif"))) {
            assertEquals(
                    List.of(new Slide.Level(WIDTH, HEIGHT, 1), new Slide.Level(WIDTH / 2, HEIGHT / 2, 2)),
                    slide.levels());
            assertEquals(0, slide.levelFor(1.99));
            assertEquals(1, slide.levelFor(2));
            // the golden level has a colour of its own
            for (byte sample : slide.thumbnail(20).pixels()) {
                assertEquals(77, sample);
            }
            Resampler.Window window = new Resampler.Window(3, 5, 24, 24);
            assertEquals(77, Resampler.resample(slide, window, 12, 12).sample(4, 4, 2));
            assertTrue(Resampler.resample(slide, window, 13, 13).sample(4, 4, 2) != 77);
        }
    }

    @Test
    void aLevelIsReadWhereTheFullResolutionIs() {
        RgbImage ramp = RgbImage.white(64, 64);
        RgbImage half = RgbImage.white(32, 32);
        for (int i = 0; i < ramp.pixels().length; i++) {
            ramp.pixels()[i] = (byte) (i / 3 % 64 * 2);
        }
        for (int i = 0; i < half.pixels().length; i++) {
            half.pixels()[i] = (byte) (i / 3 % 32 * 4 + 1);
        }
        Slide two = new TwoLevels(new MemorySlide(ramp), new MemorySlide(half));
        Resampler.Window odd = new Resampler.Window(7, 9, 40, 40);
        RgbImage fromFull = Resampler.resample(new MemorySlide(ramp), odd, 10, 10);
        RgbImage fromHalf = Resampler.resample(two, odd, 10, 10);
        assertTrue(GoldenFile.furthest(fromFull, fromHalf) <= 1, "half a pixel of the level is not forgotten");
    }

    private record TwoLevels(MemorySlide full, MemorySlide half) implements Slide {
        @Override
        public int width() {
            return full.width();
        }

        @Override
        public int height() {
            return full.height();
        }

        @Override
        public java.util.Optional<org.heclip.section.Mpp> mpp() {
            return full.mpp();
        }

        @Override
        public List<Level> levels() {
            return List.of(new Level(full.width(), full.height(), 1), new Level(half.width(), half.height(), 2));
        }

        @Override
        public RgbImage readRegion(int x, int y, int width, int height) {
            throw new IllegalStateException("the level suffices");
        }

        @Override
        public RgbImage readRegion(int level, int x, int y, int width, int height) {
            assertEquals(1, level);
            return half.readRegion(x, y, width, height);
        }

        @Override
        public void close() {
            // nothing is held
        }
    }

    @Test
    void omeXmlTellsThePixelSize() {
        try (Slide slide = Slides.open(file("levels.ome.tif"))) {
            assertEquals(0.37, slide.mpp().orElseThrow().value(), 1e-9);
        }
    }

    @Test
    void theLargestSeriesIsReadAndTold() throws IOException {
        try (Slide slide = Slides.open(file("series.ome.tif"))) {
            assertEquals(source(), slide.readRegion(0, 0, slide.width(), slide.height()));
            assertEquals(0.25, slide.mpp().orElseThrow().value(), 1e-9);
            assertTrue(
                    slide.notes().get(0).contains("image 2 of 2"), slide.notes().toString());
        }
    }

    @Test
    void anUnknownCompressionIsNamed() {
        InputException refused = assertThrows(InputException.class, () -> GoldenFile.read(file("jpeg2000.tif")));
        boolean openSlide = OpenSlideCalls.found().isUsable();
        assertTrue(refused.getMessage().contains(openSlide ? "34712" : "JPEG 2000"), refused.getMessage());
        assertTrue(refused.getMessage().contains("vips"), refused.getMessage());
    }

    @Test
    void aBlockIsDecodedOnceWhileItIsHeld() throws IOException {
        BlockCache cache = new BlockCache(250);
        int[] decoded = new int[1];
        for (int block : new int[] {0, 1, 0, 2, 0, 1, 0}) {
            cache.get(new BlockCache.Key(0, block), () -> {
                decoded[0]++;
                return new byte[100];
            });
        }
        // 0 stays since it is used again and again; 1 makes room for 2 and comes back
        assertEquals(4, decoded[0]);
    }
}
