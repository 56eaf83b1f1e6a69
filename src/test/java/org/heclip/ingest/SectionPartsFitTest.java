package org.heclip.ingest;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;
import org.heclip.error.InputException;
import org.heclip.expression.DenseMatrix;
import org.heclip.expression.ExpressionMatrix;
import org.heclip.section.Barcode;
import org.heclip.section.Spot;
import org.junit.jupiter.api.Test;

class SectionPartsFitTest {
    private static final Path SOURCE = Path.of("outs");

    /** A hexagonal Visium patch, {@code pitchPx} between neighbours. */
    private static List<Spot> hexagonal(double pitchPx) {
        List<Spot> spots = new ArrayList<>();
        for (int row = 0; row < 6; row++) {
            for (int col = row % 2; col < 12; col += 2) {
                double x = 500 + col * pitchPx / 2;
                double y = 700 + row * pitchPx * Math.sqrt(3) / 2;
                spots.add(new Spot(new Barcode(row + "-" + col), true, row, col, x, y));
            }
        }
        return spots;
    }

    private static Counts counts(List<Spot> spots) {
        float[] values = new float[spots.size()];
        for (int s = 0; s < values.length; s++) {
            values[s] = s;
        }
        return new Counts(
                spots.stream().map(s -> s.barcode().value()).toList(),
                List.of("G"),
                Optional.empty(),
                Optional.empty(),
                ExpressionMatrix.of(new DenseMatrix(values.length, 1, values)));
    }

    private static IngestedSection ingest(List<Spot> spots, Technology technology, Map<String, Double> factors) {
        return IngestedSection.of(
                new SectionParts(
                        SOURCE,
                        counts(spots),
                        new Positions(spots, false),
                        technology,
                        new ScaleFactors(factors),
                        Optional.empty()),
                OptionalDouble.empty());
    }

    @Test
    void visiumPixelSizeComesFromItsPitchWhenNoFactorsAreThere() {
        IngestedSection section = ingest(hexagonal(200), Technology.VISIUM, Map.of());
        assertEquals(0.5, section.pixelSize().mpp().value(), 1e-9);
        assertEquals(130, section.spotDiameterPx(), 1e-6);
        assertEquals(List.of(), section.messages());
    }

    @Test
    void scaleFactorsOfAnotherImageAreDoubted() {
        IngestedSection section =
                ingest(hexagonal(200), Technology.VISIUM, Map.of(ScaleFactors.SPOT_DIAMETER, 130 * 0.15));
        assertEquals(1, section.messages().size());
        assertTrue(section.messages().get(0).contains("do the positions belong to this image?"));
    }

    @Test
    void micronsPerPixelGoBeforeTheSpotDiameter() {
        IngestedSection section = ingest(
                hexagonal(200),
                Technology.VISIUM_HD,
                Map.of(ScaleFactors.SPOT_DIAMETER, 7.3, ScaleFactors.MICRONS_PER_PIXEL, 0.2738));
        assertEquals(0.2738, section.pixelSize().mpp().value());
        assertEquals(7.3, section.spotDiameterPx());
    }

    @Test
    void anUnknownArrayNeedsThePixelSize() {
        InputException problem = assertThrows(
                InputException.class,
                () -> ingest(hexagonal(200), Technology.UNKNOWN, Map.of(ScaleFactors.SPOT_DIAMETER, 100.0)));
        assertTrue(problem.getMessage().contains("--mpp"), problem.getMessage());
    }

    @Test
    void aPixelSizeThatNoMicroscopeMakesIsRefused() {
        assertThrows(
                InputException.class,
                () -> ingest(hexagonal(200), Technology.VISIUM, Map.of(ScaleFactors.SPOT_DIAMETER, 0.001)));
    }

    @Test
    void visiumIsToldByItsParity() {
        assertTrue(Technology.hasVisiumParity(hexagonal(10)));
        assertEquals(
                false,
                Technology.hasVisiumParity(List.of(
                        new Spot(new Barcode("a"), true, 0, 0, 0, 0), new Spot(new Barcode("b"), true, 0, 1, 0, 0))));
    }

    @Test
    void countsFollowTheirSpots() {
        List<Spot> spots = hexagonal(200);
        List<Spot> reversed = new ArrayList<>(spots);
        java.util.Collections.reverse(reversed);
        IngestedSection section = IngestedSection.of(
                new SectionParts(
                        SOURCE,
                        counts(spots),
                        new Positions(reversed.subList(3, 30), false),
                        Technology.VISIUM,
                        ScaleFactors.NONE,
                        Optional.empty()),
                OptionalDouble.empty());
        assertEquals(27, section.spots().size());
        for (int s = 0; s < 27; s++) {
            int original = spots.indexOf(section.spots().get(s));
            assertEquals(original, section.counts().matrix().get(s, 0));
        }
    }

    @Test
    void twoRowsOfOneArrayPositionAreRefused() {
        Counts counts = new Counts(
                List.of("1.1x2", "0.9x2"),
                List.of("G"),
                Optional.empty(),
                Optional.empty(),
                ExpressionMatrix.of(DenseMatrix.zeros(2, 1)));
        Positions positions = new Positions(List.of(new Spot(new Barcode("1x2"), true, 2, 1, 5, 5)), true);
        assertThrows(InputException.class, () -> SpotMatch.of(SOURCE, counts, positions));
    }

    @Test
    void otherFeaturesThanGenesAreLeftOut() {
        Counts counts = new Counts(
                        List.of("s"),
                        List.of("A", "CD4 antibody", "B"),
                        Optional.of(List.of("E1", "E2", "E3")),
                        Optional.of(List.of("Gene Expression", "Antibody Capture", "Gene Expression")),
                        ExpressionMatrix.of(new DenseMatrix(1, 3, new float[] {1, 2, 3})))
                .geneExpressionOnly();
        assertEquals(List.of("A", "B"), counts.symbols());
        assertEquals(Optional.of(List.of("E1", "E3")), counts.geneIds());
        assertEquals(3, counts.matrix().get(0, 1));
    }
}
