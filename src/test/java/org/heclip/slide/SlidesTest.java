package org.heclip.slide;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTimeoutPreemptively;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Arrays;
import java.util.Random;
import org.heclip.error.InputException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Against what Pillow, OpenCV and tifffile read (src/test/python/make_slide_golden.py). */
class SlidesTest {
    private static final int WIDTH = 50;
    private static final int HEIGHT = 38;

    @TempDir
    Path folder;

    private static Path file(String name) {
        return GoldenFile.path("slide/" + name);
    }

    @ParameterizedTest
    @CsvSource({
        "rgb8.png, source",
        "filters.png, source",
        "rgb16.png, source",
        "strips_raw.tif, source",
        "strips_lzw.tif, source",
        "strips_deflate.tif, source",
        "tiled_raw.tif, source",
        "tiled_lzw.tif, source",
        "tiled_deflate.tif, source",
        "tiled_bigtiff.tif, source",
        "planar.tif, source",
        "rgb16.tif, source",
        "tiled_rgb16.tif, source",
        "statistic.tif, source",
        "pyramid.tif, source",
        "grey8.png, grey",
        "grey16.png, grey",
        "grey8.tif, grey",
        "white_is_zero.tif, grey",
        "palette.png, palette",
        "one_bit.png, one_bit"
    })
    void losslessFormatsGiveTheirPixels(String image, String expected) throws IOException {
        assertEquals(GoldenFile.rgb("slide/" + expected + ".rgb", WIDTH, HEIGHT), GoldenFile.read(file(image)));
    }

    @ParameterizedTest
    @ValueSource(strings = {"rgba.png", "rgba.tif"})
    void whatIsTransparentLiesOverWhite(String image) throws IOException {
        assertTrue(GoldenFile.furthest(GoldenFile.rgb("slide/rgba.rgb", WIDTH, HEIGHT), GoldenFile.read(file(image)))
                <= 1);
    }

    /** Whether libturbojpeg is installed must not be seen in a result. */
    @ParameterizedTest
    @ValueSource(
            strings = {
                "baseline.jpg",
                "progressive.jpg",
                "full_chroma.jpg",
                "grey.jpg",
                "tiled_jpeg.tif",
                "jpeg_ycbcr_420.tif",
                "jpeg_ycbcr_444.tif",
                "jpeg_rgb.tif",
                "jpeg_grey.tif",
                "jpeg_planes.tif"
            })
    void aJpegHasTheSamePixelsWithoutLibturbojpeg(String image) {
        boolean there = NativeCode.bind(TurboJpeg.class, "turbojpeg").isUsable();
        if ("required".equals(System.getenv("HECLIP_INTEROP"))) {
            assertTrue(there, "HECLIP_INTEROP=required, but there is no libturbojpeg");
        }
        assumeTrue(there, "no libturbojpeg here");
        RgbImage withIt = GoldenFile.read(file(image));
        System.setProperty("heclip.native", "off");
        try {
            assertEquals(withIt, GoldenFile.read(file(image)));
        } finally {
            System.clearProperty("heclip.native");
        }
    }

    /** 4:4:0 is interpolated by libjpeg-turbo, repeated by the older libjpeg that some Java has. */
    @Test
    void chromaOfHalfTheRowsIsLeftToJava() throws IOException {
        assertTrue(head(0x22).hasUsualChroma());
        assertFalse(head(0x12).hasUsualChroma());
    }

    private static JpegHead head(int luma) throws IOException {
        byte[] stream = Files.readAllBytes(file("baseline.jpg"));
        for (int i = 0; i < stream.length; i++) {
            if ((stream[i] & 0xff) == 0xff && (stream[i + 1] & 0xff) == 0xc0) {
                stream[i + 11] = (byte) luma;
                return JpegHead.read(new ByteArrayInputStream(stream));
            }
        }
        throw new IllegalStateException("no frame");
    }

    /** Decoders may round the inverse cosine transform and the chroma interpolation differently. */
    @ParameterizedTest
    @CsvSource({
        "baseline.jpg, baseline_jpg",
        "progressive.jpg, progressive_jpg",
        "full_chroma.jpg, full_chroma_jpg",
        "grey.jpg, grey_jpg",
        "cmyk.jpg, cmyk_jpg",
        "tiled_jpeg.tif, tiled_jpeg"
    })
    void jpegIsWithinRoundingOfLibjpegTurbo(String image, String expected) throws IOException {
        RgbImage golden = GoldenFile.rgb("slide/" + expected + ".rgb", WIDTH, HEIGHT);
        assertTrue(
                GoldenFile.furthest(golden, GoldenFile.read(file(image))) <= (image.startsWith("cmyk") ? 2 : 1),
                () -> image + " is off by " + GoldenFile.furthest(golden, GoldenFile.read(file(image))));
    }

    @ParameterizedTest
    @ValueSource(strings = {"rgb8.png", "tiled_raw.tif", "strips_lzw.tif", "tiled_jpeg.tif", "rgba.png"})
    void aRegionIsThatPartOfTheWhole(String image) {
        RgbImage whole = GoldenFile.read(file(image));
        try (Slide slide = Slides.open(file(image))) {
            RgbImage region = slide.readRegion(13, 9, 21, 18);
            for (int y = 0; y < region.height(); y++) {
                for (int x = 0; x < region.width(); x++) {
                    assertEquals(whole.sample(13 + x, 9 + y, 1), region.sample(x, y, 1));
                }
            }
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"rgb8.png", "tiled_raw.tif", "grey16.png"})
    void whatLiesOutsideIsWhite(String image) {
        RgbImage whole = GoldenFile.read(file(image));
        try (Slide slide = Slides.open(file(image))) {
            RgbImage region = slide.readRegion(-3, HEIGHT - 2, 8, 5);
            assertEquals(255, region.sample(2, 0, 0));
            assertEquals(255, region.sample(5, 2, 2));
            assertEquals(whole.sample(0, HEIGHT - 2, 0), region.sample(3, 0, 0));
            assertEquals(whole.sample(4, HEIGHT - 1, 2), region.sample(7, 1, 2));
            assertEquals(RgbImage.white(4, 4), slide.readRegion(WIDTH, 0, 4, 4));
            assertEquals(RgbImage.white(4, 4), slide.readRegion(-400, 1_000_000, 4, 4));
        }
    }

    @ParameterizedTest
    @CsvSource({
        "turned.jpg, orientation tag",
        "turned.tif, orientation tag",
        "twelve_bits.png, full range",
        "twelve_bits.tif, MaxSampleValue",
        "beyond_bits.tif, they have 12 bits",
        "beyond_significant.ome.tif, they have 12 bits",
        "twelve_bits_opacity.tif, SignificantBits",
        "twelve_bits_opacity.png, full range",
        "ycck_jpeg.tif, YCCK",
        "float.tif, expected 8 or 16 bits",
        "many_inks.tif, image",
        "small_first.tif, image 2 of 2",
        "stack.tif, image 2 of 3",
        "source.rgb, signature",
        "missing.png, no such file"
    })
    void whatCannotBeReadRightIsRefused(String image, String why) {
        InputException refused = assertThrows(InputException.class, () -> GoldenFile.read(file(image)));
        assertTrue(refused.getMessage().contains(why), refused.getMessage());
        assertTrue(refused.getMessage().contains(image), refused.getMessage());
    }

    @Test
    void pixelSizesAreThoseOfMicroscopesOnly() {
        assertEquals(0.499, mpp("aperio.tif"), 1e-9);
        assertEquals(0.25, mpp("centimetre.tif"), 1e-9);
        try (Slide slide = Slides.open(file("screen.tif"))) {
            assertTrue(slide.mpp().isEmpty());
        }
    }

    private static double mpp(String image) {
        try (Slide slide = Slides.open(file(image))) {
            return slide.mpp().orElseThrow().value();
        }
    }

    /** Cut off anywhere, an image is refused, never filled up with grey. */
    @ParameterizedTest
    @ValueSource(
            strings = {
                "baseline.jpg",
                "progressive.jpg",
                "rgb8.png",
                "strips_raw.tif",
                "strips_lzw.tif",
                "tiled_raw.tif"
            })
    void aTruncatedImageIsRefused(String image) throws IOException {
        byte[] all = Files.readAllBytes(file(image));
        // a TIFF of Pillow's ends with its tags, others with padding: what is cut must be more than that
        for (int length = 0; length < all.length - all.length / 20 - 4; length += 1 + all.length / 60) {
            Path cut = folder.resolve("cut" + length);
            Files.write(cut, Arrays.copyOf(all, length));
            int at = length;
            assertTimeoutPreemptively(
                    Duration.ofSeconds(10),
                    () -> assertThrows(
                            InputException.class, () -> GoldenFile.read(cut), () -> image + " cut at " + at));
        }
    }

    /** Whatever the damage: pixels or a clear refusal, no other exception and no hang. */
    @ParameterizedTest
    @ValueSource(
            strings = {"baseline.jpg", "rgb8.png", "strips_lzw.tif", "tiled_jpeg.tif", "tiled_deflate.tif", "cmyk.jpg"})
    void damagedBytesNeverCrash(String image) throws IOException {
        byte[] good = Files.readAllBytes(file(image));
        Random random = new Random(3);
        int refused = 0;
        for (int round = 0; round < 60; round++) {
            byte[] bad = good.clone();
            for (int i = 0; i < 4; i++) {
                bad[random.nextInt(Math.min(bad.length, 600))] = (byte) random.nextInt();
            }
            Path damaged = Files.write(folder.resolve("damaged"), bad);
            refused += assertTimeoutPreemptively(Duration.ofSeconds(10), () -> isRefused(damaged)) ? 1 : 0;
        }
        assertFalse(refused == 0, "no damage was noticed");
    }

    private static boolean isRefused(Path image) {
        try {
            GoldenFile.read(image);
            return false;
        } catch (InputException | OutOfMemoryError e) {
            return true;
        }
    }

    /** Each scan may be some bytes, and stands for the whole image. */
    @Test
    void aJpegOfThousandsOfScansIsRefused() throws IOException {
        byte[] good = Files.readAllBytes(file("progressive.jpg"));
        int scan = 0;
        while ((good[scan] & 0xff) != 0xff || (good[scan + 1] & 0xff) != 0xda) {
            scan++;
        }
        java.io.ByteArrayOutputStream bomb = new java.io.ByteArrayOutputStream();
        bomb.write(good, 0, scan);
        for (int i = 0; i < 200; i++) {
            bomb.write(good, scan, good.length - 2 - scan);
        }
        Path file = Files.write(folder.resolve("scans.jpg"), bomb.toByteArray());
        InputException refused = assertThrows(InputException.class, () -> GoldenFile.read(file));
        assertTrue(refused.getMessage().contains("scans"), refused.getMessage());
    }

    @Test
    void aPngWithAWrongChecksumIsRefused() throws IOException {
        byte[] png = Files.readAllBytes(file("rgb8.png"));
        png[png.length - 14] ^= 1;
        Path damaged = Files.write(folder.resolve("sum.png"), png);
        assertThrows(InputException.class, () -> GoldenFile.read(damaged));
    }

    /** A directory that names itself as the next one. */
    @Test
    void aTiffThatGoesInCirclesEnds() throws IOException {
        byte[] tiff = Files.readAllBytes(file("strips_raw.tif"));
        java.nio.ByteBuffer bytes = java.nio.ByteBuffer.wrap(tiff).order(java.nio.ByteOrder.LITTLE_ENDIAN);
        int directory = bytes.getInt(4);
        bytes.putInt(directory + 2 + 12 * bytes.getShort(directory), directory);
        Path circle = Files.write(folder.resolve("circle.tif"), tiff);
        assertTimeoutPreemptively(
                Duration.ofSeconds(20),
                () -> assertEquals(GoldenFile.rgb("slide/source.rgb", WIDTH, HEIGHT), GoldenFile.read(circle)));
    }

    @Test
    void aHeaderThatClaimsTooMuchIsRefused() throws IOException {
        byte[] png = Files.readAllBytes(file("rgb8.png"));
        // width and height at 16 and 20 (PNG, 11.2.2); the checksum of the chunk follows
        for (int at : new int[] {16, 20}) {
            png[at] = 0;
            png[at + 1] = 0x20;
        }
        java.util.zip.CRC32 sum = new java.util.zip.CRC32();
        sum.update(png, 12, 17);
        for (int i = 0; i < 4; i++) {
            png[29 + i] = (byte) (sum.getValue() >> (24 - 8 * i));
        }
        Path bomb = Files.write(folder.resolve("bomb.png"), png);
        InputException refused = assertThrows(InputException.class, () -> GoldenFile.read(bomb));
        assertTrue(refused.getMessage().contains("bytes, expected"), refused.getMessage());
    }
}
