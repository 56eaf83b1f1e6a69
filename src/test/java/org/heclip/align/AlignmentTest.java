package org.heclip.align;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.heclip.slide.RgbImage;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** On a picture of a wedge of tissue, which looks different in all eight orientations. */
class AlignmentTest {
    private static final int WIDTH = 300;
    private static final int HEIGHT = 240;
    private static final double PITCH = 14;
    private static final double RADIUS = 3.5;

    private static boolean isWedge(double x, double y) {
        return x > 40 && y > 30 && x - 40 < 200 && y - 30 < 20 + 0.7 * (x - 40) && x < 200;
    }

    private static RgbImage wedge() {
        RgbImage image = RgbImage.white(WIDTH, HEIGHT);
        for (int y = 0; y < HEIGHT; y++) {
            for (int x = 0; x < WIDTH; x++) {
                if (isWedge(x, y)) {
                    image.pixels()[(y * WIDTH + x) * 3] = (byte) 200;
                    image.pixels()[(y * WIDTH + x) * 3 + 1] = (byte) 130;
                    image.pixels()[(y * WIDTH + x) * 3 + 2] = (byte) 180;
                }
            }
        }
        return image;
    }

    /** Spots on the wedge, given as if the positions had been brought into this orientation's frame. */
    private static SpotLayout spots(Orientation applied) {
        List<double[]> places = new ArrayList<>();
        for (double y = 5; y < HEIGHT; y += PITCH) {
            for (double x = 5; x < WIDTH; x += PITCH) {
                if (isWedge(x, y)) {
                    places.add(undone(applied, x, y));
                }
            }
        }
        boolean[] tissue = new boolean[places.size()];
        Arrays.fill(tissue, true);
        return new SpotLayout(
                places.stream().mapToDouble(p -> p[0]).toArray(),
                places.stream().mapToDouble(p -> p[1]).toArray(),
                tissue,
                RADIUS);
    }

    /** The place that {@code orientation} brings to (x, y). */
    private static double[] undone(Orientation orientation, double x, double y) {
        double[] found = null;
        double[][] candidates = {
            {x, y},
            {WIDTH - x, y},
            {x, HEIGHT - y},
            {WIDTH - x, HEIGHT - y},
            {y, x},
            {y, WIDTH - x},
            {HEIGHT - y, x},
            {HEIGHT - y, WIDTH - x}
        };
        for (double[] c : candidates) {
            if (Math.abs(orientation.x(c[0], c[1], WIDTH) - x) < 1e-9
                    && Math.abs(orientation.y(c[0], c[1], HEIGHT) - y) < 1e-9) {
                found = c;
            }
        }
        return found;
    }

    private static Alignment align(SpotLayout spots) {
        return Alignment.of(
                spots, ImageFit.of(spots, WIDTH, HEIGHT), wedge(), 1, true, Optional.empty(), Optional.empty());
    }

    @ParameterizedTest
    @EnumSource(Orientation.class)
    void theOrientationThatSetsItRightIsNamed(Orientation orientation) {
        Alignment alignment = align(spots(orientation));
        OrientationCheck check = alignment.orientation().orElseThrow();
        assertEquals(orientation, check.best());
        assertTrue(check.score() > 0.75, () -> "score " + check.score());
        assertEquals(orientation != Orientation.AS_GIVEN, check.isDoubtful());
        assertEquals(
                orientation != Orientation.AS_GIVEN,
                alignment.warnings().stream().anyMatch(w -> w.contains("in orientation " + orientation.label())));
    }

    @Test
    void spotsOnTissueAreAllTissueAndWarnOfNothing() {
        Alignment alignment = align(spots(Orientation.AS_GIVEN));
        assertEquals(List.of(), alignment.warnings());
        assertTrue(Arrays.stream(alignment.tissueFraction()).average().orElseThrow() > 0.93);
        assertTrue(alignment.insideImage()[0]);
    }

    @Test
    void theFractionIsThatOfTheDisc() {
        SpotLayout edge = new SpotLayout(
                new double[] {200, 120, 280, 150},
                new double[] {60, 60, 200, 45},
                new boolean[] {true, true, false, true},
                10);
        double[] fractions = align(edge).tissueFraction();
        assertEquals(0.5, fractions[0], 0.06);
        assertEquals(1, fractions[1]);
        assertEquals(0, fractions[2]);
    }

    @Test
    void withoutContrastNothingIsClaimed() {
        SpotLayout spots = spots(Orientation.AS_GIVEN);
        Alignment alignment = Alignment.of(
                spots,
                ImageFit.of(spots, WIDTH, HEIGHT),
                RgbImage.white(WIDTH, HEIGHT),
                1,
                true,
                Optional.empty(),
                Optional.empty());
        assertTrue(alignment.orientation().isEmpty());
        assertTrue(Double.isNaN(alignment.tissueFraction()[0]));
        assertTrue(alignment.warnings().get(0).contains("cannot be told apart"));
    }

    @Test
    void anUncheckedOrientationIsEmpty() {
        SpotLayout spots = spots(Orientation.SWAP_XY);
        Alignment alignment = Alignment.of(
                spots, ImageFit.of(spots, WIDTH, HEIGHT), wedge(), 1, false, Optional.empty(), Optional.empty());
        assertTrue(alignment.orientation().isEmpty());
    }

    @Test
    void aSmallerImageIsRecognised() {
        SpotLayout full = spots(Orientation.AS_GIVEN).scaled(5);
        assertFalse(ImageFit.of(full, WIDTH, HEIGHT).isUsable());
        String advice = ImageFit.advice(full, WIDTH, HEIGHT, Map.of("tissue_hires_scalef", 0.2), 1);
        assertTrue(advice.contains("tissue_hires_scalef = 0.2"), advice);
        String beside = ImageFit.advice(
                new SpotLayout(new double[] {-90, -20}, new double[] {-40, 30}, new boolean[] {true, true}, 5),
                WIDTH,
                HEIGHT,
                Map.of(),
                1);
        assertEquals(
                "they reach to (-20, 30): the image is of another section, or its corner is not where positions are counted from",
                beside);
        String unknown = ImageFit.advice(full, WIDTH, HEIGHT, Map.of(), 1);
        assertTrue(unknown.contains("another resolution"), unknown);
    }

    @Test
    void spotsOutsideAreCountedNotRefused() {
        SpotLayout spots = new SpotLayout(
                new double[] {100, 110, 120, 400},
                new double[] {60, 60, 60, 60},
                new boolean[] {true, true, true, true},
                3);
        ImageFit fit = ImageFit.of(spots, WIDTH, HEIGHT);
        assertTrue(fit.isUsable());
        assertFalse(fit.inside()[3]);
        assertTrue(align(spots).warnings().get(0).startsWith("1 of 4 spots in tissue lie outside"));
    }

    @Test
    void thePitchIsTheNearestNeighbours() {
        assertEquals(PITCH, spots(Orientation.AS_GIVEN).pitchPx(), 1e-9);
        assertEquals(0, new SpotLayout(new double[1], new double[1], new boolean[] {true}, 1).pitchPx());
    }
}
