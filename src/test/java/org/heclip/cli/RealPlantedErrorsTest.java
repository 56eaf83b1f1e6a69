package org.heclip.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import org.heclip.align.Alignment;
import org.heclip.align.Displacement;
import org.heclip.align.ExpressionCheck;
import org.heclip.align.ImageFit;
import org.heclip.align.Orientation;
import org.heclip.align.OrientationCheck;
import org.heclip.align.SmallImage;
import org.heclip.align.SpotLayout;
import org.heclip.slide.CellGrid;
import org.heclip.slide.RgbImage;
import org.heclip.slide.Slide;
import org.heclip.slide.Slides;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Errors planted in a section of HER2+ breast cancer; its image is decoded once. */
class RealPlantedErrorsTest {
    private static final Path FOLDER = Path.of("../shared/data/her2st");
    private static final String SECTION = "C4";

    private static AlignmentPower.Given given;
    private static SpotLayout spots;
    private static RgbImage thumbnail;
    private static double scale;
    private static CellGrid cells;
    private static int width;
    private static int height;

    @BeforeAll
    static void read() throws IOException {
        Path file = FOLDER.resolve(SECTION + ".jpg");
        assumeTrue(Files.isReadable(file), file + " is absent: no errors are planted in a real section");
        given = AlignmentPower.her2st(FOLDER, SECTION);
        spots = SectionLayout.onImage(given.file());
        try (Slide slide = Slides.open(file)) {
            width = slide.width();
            height = slide.height();
            thumbnail = slide.thumbnail(PlacedSection.HIRES_PX);
            scale = slide.thumbnailScale(PlacedSection.HIRES_PX);
            cells = CellGrid.of(slide, spots.radiusPx(), CellGrid.dense(thumbnail));
        }
    }

    private static Alignment align(SpotLayout placed) {
        Optional<ExpressionCheck> expression =
                ExpressionCheck.of(placed, given.file().counts(), cells, width, height);
        return Alignment.of(
                placed, ImageFit.of(placed, width, height), thumbnail, scale, true, expression, Optional.empty());
    }

    @ParameterizedTest
    @EnumSource(Orientation.class)
    void eachOrientationIsRecognised(Orientation orientation) {
        OrientationCheck check = align(AlignmentPower.undone(spots, orientation, width, height))
                .orientation()
                .orElseThrow();
        assertEquals(orientation, check.best(), check.toString());
        assertEquals(orientation != Orientation.AS_GIVEN, check.isDoubtful());
    }

    @Test
    void theRightSectionIsNotDoubted() {
        assertEquals(List.of(), align(spots).warnings());
    }

    static Stream<double[]> displacements() {
        return Stream.of(
                new double[] {0, 30, 0},
                new double[] {0, -30, 0},
                new double[] {30, 0, 0},
                new double[] {-30, 0, 0},
                new double[] {0, 0, 2},
                new double[] {0, 0, -2});
    }

    private static Displacement found(double[] plant) {
        return align(AlignmentPower.displaced(spots, plant)).displacement().orElseThrow();
    }

    @ParameterizedTest
    @MethodSource("displacements")
    void theEstimateFollowsWhatIsPlanted(double[] plant) {
        Displacement before = found(new double[3]);
        Displacement after = found(plant);
        assertEquals(-plant[0], after.shiftX().value() - before.shiftX().value(), 10);
        assertEquals(-plant[1], after.shiftY().value() - before.shiftY().value(), 10);
        assertEquals(-plant[2], after.turn().value() - before.turn().value(), 0.4);
    }

    /** The given positions lean by some 17 pixels upwards themselves, which hides a shift of 30 to the other side. */
    @ParameterizedTest
    @ValueSource(doubles = {2, -2})
    void aTurnIsNoticed(double degrees) {
        assertTrue(found(new double[] {0, 0, degrees}).isDetected());
    }

    @Test
    void aShiftIsNoticed() {
        assertTrue(found(new double[] {0, 30, 0}).isDetected());
    }

    /** The array itself is seen on the bare glass of all four: right as published, and each planted error is noticed. */
    @ParameterizedTest
    @ValueSource(strings = {"C2", "C3", "C4", "C5"})
    void printedSpotsTellEveryDisplacementAndNoneOfTheRightSection(String section) throws IOException {
        AlignmentPower.Given other = section.equals(SECTION) ? given : AlignmentPower.her2st(FOLDER, section);
        SpotLayout right = SectionLayout.onImage(other.file());
        try (Slide slide = Slides.open(other.image())) {
            for (double[] plant : AlignmentPower.REAL_PLANTS) {
                Displacement found = AlignmentPower.printed(
                                other,
                                AlignmentPower.displaced(right, plant),
                                slide,
                                slide.thumbnail(PlacedSection.HIRES_PX))
                        .orElseThrow();
                assertEquals(Displacement.Witness.PRINTED_SPOTS, found.witness());
                assertEquals(-plant[0], found.shiftX().value(), 8);
                assertEquals(-plant[1], found.shiftY().value(), 8);
                assertEquals(-plant[2], found.turn().value(), 0.3);
                assertEquals(
                        plant[0] != 0 || plant[1] != 0 || plant[2] != 0, found.isDetected(), section + " " + found);
            }
        }
    }

    @Test
    void theHiresImageIsRecognised() {
        Map<String, Double> factors = Map.of("tissue_hires_scalef", scale);
        assertEquals(
                "tissue_hires_scalef",
                SmallImage.find(spots, thumbnail.width(), thumbnail.height(), factors)
                        .orElseThrow()
                        .factor());
        assertFalse(SmallImage.find(spots, width, height, factors).isPresent());
    }
}
