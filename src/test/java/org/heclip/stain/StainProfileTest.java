package org.heclip.stain;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import java.util.stream.IntStream;
import org.heclip.Golden;
import org.heclip.slide.GoldenFile;
import org.heclip.slide.RgbImage;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Against torchstain and histomicstk (src/test/python/make_stain_golden.py), and what has no peer. */
class StainProfileTest {
    private static final double[] HAEMATOXYLIN = {0.60, 0.72, 0.35};
    private static final double[] EOSIN = {0.18, 0.88, 0.44};

    @ParameterizedTest
    @EnumSource(StainMethod.class)
    void profilesAreThePeers(StainMethod method) throws IOException {
        for (String image : List.of("pale", "dark")) {
            double[] expected = peer(image, method);
            double[] found = fit(method, pixels(image)).values();
            assertArrayEquals(expected, found, 1e-9, image);
        }
    }

    @ParameterizedTest
    @EnumSource(StainMethod.class)
    void pixelsAreThePeersBeforeTheseCutTheFraction(StainMethod method) throws IOException {
        byte[] from = Files.readAllBytes(GoldenFile.path("stain/pale.rgb"));
        byte[] expected = Files.readAllBytes(GoldenFile.path("stain/pale_" + method.id() + ".rgb"));
        PixelMap map = method.profile(peer("pale", method)).to(method.profile(peer("dark", method)));
        double[] rgb = new double[3];
        for (int i = 0; i < from.length; i += 3) {
            Arrays.setAll(rgb, c -> 0);
            for (int c = 0; c < 3; c++) {
                rgb[c] = from[i + c] & 0xff;
            }
            map.apply(rgb);
            for (int c = 0; c < 3; c++) {
                double kept = Math.max(0, Math.min(255, rgb[c]));
                assertEquals((expected[i + c] & 0xff) + 0.5, kept, 0.5 + 1e-6, "sample " + (i + c));
            }
        }
    }

    @ParameterizedTest
    @EnumSource(StainMethod.class)
    void sectionBroughtToATargetHasTheTargetsProfile(StainMethod method) throws IOException {
        StainProfile target = fit(method, pixels("dark"));
        PixelMap map = fit(method, pixels("pale")).to(target);
        byte[] raw = Files.readAllBytes(GoldenFile.path("stain/pale.rgb"));
        double[] found = fit(
                        method,
                        pixels(map.of(new RgbImage(1, raw.length / 3, raw)).pixels()))
                .values();
        // rounding to grey levels, and the darkest pixels that become black
        assertArrayEquals(target.values(), found, 0.2, Arrays.toString(found));
    }

    @ParameterizedTest
    @EnumSource(StainMethod.class)
    void orderOfPixelsDoesNotMatter(StainMethod method) throws IOException {
        int[] pixels = pixels("pale");
        int[] turned = IntStream.range(0, pixels.length)
                .map(i -> pixels[pixels.length - 1 - i])
                .toArray();
        assertArrayEquals(fit(method, pixels).values(), fit(method, turned).values(), 1e-10);
    }

    @ParameterizedTest
    @EnumSource(StainMethod.class)
    void glassStaysGlass(StainMethod method) throws IOException {
        PixelMap map = fit(method, pixels("dark")).to(fit(method, pixels("pale")));
        for (byte sample : map.of(RgbImage.white(4, 4)).pixels()) {
            assertTrue((sample & 0xff) >= 245, method + " " + (sample & 0xff));
        }
    }

    @ParameterizedTest
    @EnumSource(StainMethod.class)
    void blankSectionHasNoProfile(StainMethod method) {
        StainSample sample = StainSample.of(9, tile -> RgbImage.white(64, 64));
        assertEquals(9, sample.blank());
        StainFit fit = StainFit.of(method, sample);
        assertTrue(fit.profile().isEmpty());
        assertTrue(fit.problem().startsWith("0 stained pixels"), fit.problem());
    }

    @Test
    void oneStainAloneHasNoMacenkoProfileAndOneColourNoReinhardProfile() {
        StainFit fit = StainFit.of(StainMethod.MACENKO, sample(stained(HAEMATOXYLIN, HAEMATOXYLIN)));
        assertTrue(fit.problem().endsWith("one stain only"), fit.problem());
        RgbImage plain = new RgbImage(64, 64, filled(64 * 64 * 3, (byte) 120));
        fit = StainFit.of(StainMethod.REINHARD, StainSample.of(3, tile -> plain));
        assertEquals("tissue of one colour", fit.problem());
        assertTrue(StainFit.of(StainMethod.MACENKO, StainSample.of(3, tile -> plain))
                .profile()
                .isEmpty());
    }

    @Test
    void twoPlantedStainsAreFound() {
        double[] found = StainFit.of(StainMethod.MACENKO, sample(stained(HAEMATOXYLIN, EOSIN)))
                .profile()
                .orElseThrow()
                .values();
        assertArrayEquals(unit(HAEMATOXYLIN), Arrays.copyOfRange(found, 0, 3), 0.03);
        assertArrayEquals(unit(EOSIN), Arrays.copyOfRange(found, 3, 6), 0.03);
    }

    @Test
    void sampleIsBoundedAndTheSameEachTime() {
        RgbImage tile = stained(HAEMATOXYLIN, EOSIN);
        StainSample many = StainSample.of(100_000, s -> tile);
        assertEquals(256, many.tiles());
        assertTrue(many.pixels().length <= 256 * 45 * 45, many.pixels().length + " pixels");
        int[] seen = new int[1000];
        StainSample.of(1000, s -> {
            seen[s]++;
            return tile;
        });
        int[] again = new int[1000];
        StainSample.of(1000, s -> {
            again[s]++;
            return tile;
        });
        assertArrayEquals(seen, again);
        assertEquals(1, Arrays.stream(seen).max().orElseThrow());
    }

    @Test
    void targetIsTheMedianOfTheSectionsThatHaveAProfile() {
        double[][] own = {{8, 0, 0, 0.4, 0.1, 0.05}, {9, 0.2, 0, 0.5, 0.1, 0.05}, {8.2, 0.1, 0, 0.9, 0.2, 0.05}};
        List<StainTarget.Section> sections = List.of(
                new StainTarget.Section("A", 1, 0, 2000, own[0], ""),
                new StainTarget.Section("B", 1, 0, 2000, own[1], ""),
                new StainTarget.Section("C", 1, 0, 2000, own[2], ""),
                new StainTarget.Section("D", 1, 1, 0, null, "0 stained pixels"));
        StainTarget target = StainTarget.of("P1", StainMethod.REINHARD, sections);
        assertArrayEquals(new double[] {8.2, 0.1, 0, 0.5, 0.1, 0.05}, target.target());
        assertThrows(
                IllegalArgumentException.class,
                () -> StainTarget.of("P1", StainMethod.REINHARD, sections.subList(3, 4)));
    }

    @Test
    void numbersThatAreNoProfileAreRefused() {
        assertThrows(IllegalArgumentException.class, () -> StainMethod.MACENKO.profile(new double[6]));
        assertThrows(IllegalArgumentException.class, () -> StainMethod.MACENKO.profile(new double[8]));
        assertThrows(
                IllegalArgumentException.class,
                () -> StainMethod.MACENKO.profile(new double[] {.6, .7, .4, .6, .7, .4, 1, 1}));
        assertThrows(
                IllegalArgumentException.class,
                () -> StainMethod.REINHARD.profile(new double[] {8, 0, 0, 1, Double.NaN, 1}));
        assertThrows(IllegalArgumentException.class, () -> StainMethod.named("vahadane"));
    }

    private static double[] peer(String image, StainMethod method) {
        var table = Golden.table("stain/profiles.tsv");
        int row = IntStream.range(0, table.get("image").size())
                .filter(i -> table.get("image").get(i).equals(image)
                        && table.get("method").get(i).equals(method.id()))
                .findFirst()
                .orElseThrow();
        return IntStream.range(0, 8)
                .mapToObj(v -> table.get("v" + v).get(row))
                .filter(text -> !text.isEmpty())
                .mapToDouble(Double::parseDouble)
                .toArray();
    }

    private static StainProfile fit(StainMethod method, int[] pixels) {
        return StainFit.of(method, new StainSample(1, 0, pixels)).profile().orElseThrow();
    }

    private static int[] pixels(String image) throws IOException {
        return pixels(Files.readAllBytes(GoldenFile.path("stain/" + image + ".rgb")));
    }

    private static int[] pixels(byte[] rgb) {
        return IntStream.range(0, rgb.length / 3)
                .map(i -> (rgb[3 * i] & 0xff) << 16 | (rgb[3 * i + 1] & 0xff) << 8 | rgb[3 * i + 2] & 0xff)
                .toArray();
    }

    /** Two stains in all mixtures. */
    private static RgbImage stained(double[] one, double[] other) {
        Random random = new Random(1);
        byte[] rgb = new byte[64 * 64 * 3];
        for (int i = 0; i < 64 * 64; i++) {
            double much = 2 * random.nextDouble();
            double also = 1.5 * random.nextDouble();
            for (int c = 0; c < 3; c++) {
                rgb[3 * i + c] = (byte) Math.round(240 * Math.exp(-much * one[c] - also * other[c]));
            }
        }
        return new RgbImage(64, 64, rgb);
    }

    private static StainSample sample(RgbImage tile) {
        return StainSample.of(4, s -> tile);
    }

    private static double[] unit(double[] vector) {
        double length = Math.sqrt(Arrays.stream(vector).map(x -> x * x).sum());
        return Arrays.stream(vector).map(x -> x / length).toArray();
    }

    private static byte[] filled(int n, byte value) {
        byte[] bytes = new byte[n];
        Arrays.fill(bytes, value);
        return bytes;
    }
}
