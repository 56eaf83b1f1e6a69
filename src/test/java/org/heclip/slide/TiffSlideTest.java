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

    /** What OME-XML says goes before tag 281, and holds for levels, too. */
    @TestFactory
    Stream<DynamicTest> ofSignificantBitsTheHighestEightAreTaken() throws IOException {
        List<Path> images = all("significant", 10);
        for (Path image : images) {
            try (Slide slide = Slides.open(image)) {
                assertEquals(2, slide.levels().size());
                assertEquals(77, slide.readRegion(1, 3, 4, 10, 10).sample(2, 2, 0), image.toString());
            }
        }
        return equalToSource(images);
    }

    @Test
    void sevenSignificantBitsBecomeEight() throws IOException {
        assertEquals(fewerBits(source(), 7), GoldenFile.read(file("seven_of_sixteen.ome.tif")));
    }

    /** The most that n bits hold is 255. */
    private static RgbImage fewerBits(RgbImage image, int bits) {
        byte[] pixels = image.pixels().clone();
        for (int i = 0; i < pixels.length; i++) {
            pixels[i] = (byte) Math.round(((pixels[i] & 0xff) >> 8 - bits) * 255.0 / ((1 << bits) - 1));
        }
        return new RgbImage(image.width(), image.height(), pixels);
    }

    /** RGB and grey of 1 to 7 bits without gaps. */
    @TestFactory
    Stream<DynamicTest> fewBitsArePartsOfTheMost() throws IOException {
        RgbImage grey = GoldenFile.rgb("slide/grey.rgb", WIDTH, HEIGHT);
        return all("few_bits", 36).stream().flatMap(image -> {
            String name = image.getFileName().toString();
            RgbImage expected = fewerBits(
                    name.startsWith("rgb") ? unchecked() : grey, Character.digit(name.charAt(name.length() - 5), 10));
            if (name.startsWith("miniswhite")) {
                for (int i = 0; i < expected.pixels().length; i++) {
                    expected.pixels()[i] = (byte) (255 - (expected.pixels()[i] & 0xff));
                }
            }
            return equalTo(expected, List.of(image));
        });
    }

    private static RgbImage unchecked() {
        try {
            return source();
        } catch (IOException e) {
            throw new java.io.UncheckedIOException(e);
        }
    }

    /** Of 2, 4 and 16 colours; of 256 whose table has 8 bits. */
    @TestFactory
    Stream<DynamicTest> palettesAreReadBlockByBlock() throws IOException {
        Stream<DynamicTest> all =
                equalTo(GoldenFile.rgb("slide/palette.rgb", WIDTH, HEIGHT), List.of(file("palette_of_bytes.tif")));
        for (int bits : new int[] {1, 2, 4}) {
            all = Stream.concat(
                    all,
                    equalTo(
                            GoldenFile.rgb("slide/palette_" + bits + ".rgb", WIDTH, HEIGHT),
                            List.of(file("palette_tiles_" + bits + ".tif"), file("palette_strips_" + bits + ".tif"))));
        }
        return all;
    }

    @TestFactory
    Stream<DynamicTest> blackAndWhiteIsReadBlockByBlock() throws IOException {
        RgbImage expected = GoldenFile.rgb("slide/one_bit.rgb", WIDTH, HEIGHT);
        return Stream.of("raw", "packbits", "tiff_lzw", "tiff_adobe_deflate")
                .flatMap(name -> equalTo(
                        expected, List.of(file("one_bit_" + name + "_0.tif"), file("one_bit_" + name + "_1.tif"))));
    }

    /** Of fax, which is decoded in one piece. */
    @ParameterizedTest
    @ValueSource(
            strings = {
                "group3_0",
                "group3_1",
                "group3_two_dimensions",
                "group4_0",
                "group4_1",
                "tiff_ccitt_0",
                "tiff_ccitt_1",
                "reversed"
            })
    void faxIsWhatLibtiffReads(String image) throws IOException {
        assertEquals(
                GoldenFile.rgb("slide/one_bit.rgb", WIDTH, HEIGHT), GoldenFile.read(file("one_bit_" + image + ".tif")));
    }

    /** Pillow's conversion of what libtiff and tifffile read: an Adobe marker does not invert inks in a TIFF. */
    @ParameterizedTest
    @ValueSource(strings = {"cmyk_jpeg_tiles", "cmyk_jpeg_tables", "cmyk_jpeg_adobe"})
    void inksOfJpegAreWithinOneGreyLevel(String image) throws IOException {
        RgbImage golden = GoldenFile.rgb("slide/" + image + ".rgb", WIDTH, HEIGHT);
        assertTrue(GoldenFile.furthest(golden, GoldenFile.read(file(image + ".tif"))) <= 1);
        try (Slide slide = Slides.open(file(image + ".tif"))) {
            assertTrue(slide instanceof TiffSlide, "not decoded whole");
        }
    }

    /** Nor an image of fewer channels. */
    @Test
    void aMaskIsNoLevel() {
        try (Slide slide = Slides.open(file("masked.tif"))) {
            assertEquals(List.of(new Slide.Level(WIDTH, HEIGHT, 1)), slide.levels());
        }
    }

    private static Stream<DynamicTest> equalToSource(List<Path> images) throws IOException {
        return equalTo(source(), images);
    }

    private static Stream<DynamicTest> equalTo(RgbImage source, List<Path> images) {
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
}
