package org.heclip.evaluate;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import java.util.stream.IntStream;
import org.heclip.evaluate.LeakAudit.Check;
import org.heclip.evaluate.LeakAudit.KnownSection;
import org.heclip.expression.DenseMatrix;
import org.junit.jupiter.api.Test;

class LeakAuditTest {
    private static final DenseMatrix MEASURED = new DenseMatrix(1, 2, new float[] {1, 2});
    private static final DenseMatrix PREDICTED = new DenseMatrix(1, 2, new float[] {1, 3});
    private static final KnownSection HELD_OUT = new KnownSection("A", "P1", "sum-a");

    @Test
    void cleanTrainingPassesAllChecks() {
        assertTrue(failed(new KnownSection("C", "P2", "sum-c"), true).isEmpty());
    }

    @Test
    void eachPlantedLeakIsFound() {
        assertEquals(List.of("training section A"), failed(new KnownSection("A", "P9", "other"), true));
        assertEquals(
                List.of("patient P1 also in training section B"), failed(new KnownSection("B", "P1", "other"), true));
        assertEquals(
                List.of("same image file as training section B"), failed(new KnownSection("B", "P2", "sum-a"), true));
    }

    @Test
    void sharedPatientIsNoLeakWhenSectionsAreLeftOut() {
        assertTrue(failed(new KnownSection("B", "P1", "other"), false).isEmpty());
    }

    @Test
    void unknownImagesAreNotTheSameImage() {
        List<Check> checks = LeakAudit.check(
                new KnownSection("A", "P1", ""), List.of(new KnownSection("C", "P2", "")), true, MEASURED, PREDICTED);

        assertTrue(checks.stream().allMatch(Check::passed));
    }

    @Test
    void predictionThatIsTheMeasurementIsFound() {
        List<Check> checks = LeakAudit.check(HELD_OUT, List.of(), true, MEASURED, MEASURED);

        assertEquals(
                List.of("every predicted value equals the measured one"),
                checks.stream()
                        .filter(check -> !check.passed())
                        .map(Check::detail)
                        .toList());
    }

    @Test
    void manySectionsOfAPatientAreNotAllNamed() {
        List<KnownSection> training = IntStream.range(0, 30)
                .mapToObj(i -> new KnownSection("S" + i, "P1", ""))
                .toList();

        String detail = LeakAudit.check(HELD_OUT, training, false, MEASURED, PREDICTED)
                .get(1)
                .detail();

        assertEquals("patient P1 also in training sections S0, S1, S2, S3, S4, S5, S6, S7 and 22 more", detail);
    }

    private static List<String> failed(KnownSection training, boolean wholePatients) {
        return LeakAudit.check(HELD_OUT, List.of(training), wholePatients, MEASURED, PREDICTED).stream()
                .filter(check -> !check.passed())
                .map(Check::detail)
                .toList();
    }
}
