package org.heclip.evaluate;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import java.util.Random;
import java.util.stream.IntStream;
import org.heclip.evaluate.LeakAudit.Check;
import org.heclip.evaluate.LeakAudit.CountedSection;
import org.heclip.evaluate.LeakAudit.KnownSection;
import org.heclip.evaluate.LeakAudit.Twins;
import org.heclip.expression.DenseMatrix;
import org.heclip.expression.ExpressionMatrix;
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
    void spotsThatTwoSectionsShareAreTwinsWhateverTheOrderOfGenesAndSpots() {
        ExpressionMatrix one = random(1, 30, 40);
        int[] someSpots = {7, 3, 29};
        int[] backwards = IntStream.range(0, 40).map(g -> 39 - g).toArray();
        List<String> names = names(40);
        CountedSection copy = new CountedSection(
                "copy",
                IntStream.of(backwards).mapToObj(names::get).toList(),
                one.selectRows(someSpots).selectCols(backwards));

        List<Twins> twins = LeakAudit.twins(List.of(
                new CountedSection("one", names, one), copy, new CountedSection("two", names, random(2, 30, 40))));

        assertEquals(List.of(new Twins("one", "copy", 3)), twins);
    }

    @Test
    void twinsAmongManySectionsAreThoseOfAllPairs() {
        ExpressionMatrix one = random(1, 30, 40);
        List<String> names = names(40);
        List<CountedSection> sections = List.of(
                new CountedSection("one", names, one),
                new CountedSection("two", names, random(2, 30, 40)),
                new CountedSection("some", names, one.selectRows(new int[] {7, 3, 29})),
                // without the last gene: shared are the other 39
                new CountedSection(
                        "fewer",
                        names.subList(0, 39),
                        one.selectRows(new int[] {3})
                                .selectCols(IntStream.range(0, 39).toArray())));
        SpotProfiles profiles = new SpotProfiles(names.subList(0, 39));

        sections.forEach(profiles::add);

        assertEquals(LeakAudit.twins(sections), profiles.twins());
        assertEquals(3, profiles.twins().size());
        assertEquals(64, profiles.compared());
        SpotProfiles few = new SpotProfiles(names.subList(0, 19));
        sections.forEach(few::add);
        assertEquals(List.of(), few.twins());
        assertEquals(0, few.compared());
        assertEquals(64, few.spots());
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

    @Test
    void sparseSpotsAreNoTwins() {
        ExpressionMatrix sparse = random(1, 30, 19);

        assertEquals(
                List.of(),
                LeakAudit.twins(List.of(
                        new CountedSection("one", names(19), sparse), new CountedSection("two", names(19), sparse))));
    }

    private static List<String> failed(KnownSection training, boolean wholePatients) {
        return LeakAudit.check(HELD_OUT, List.of(training), wholePatients, MEASURED, PREDICTED).stream()
                .filter(check -> !check.passed())
                .map(Check::detail)
                .toList();
    }

    private static List<String> names(int genes) {
        return IntStream.range(0, genes).mapToObj(g -> "g" + g).toList();
    }

    private static ExpressionMatrix random(long seed, int spots, int genes) {
        Random random = new Random(seed);
        float[] counts = new float[spots * genes];
        for (int i = 0; i < counts.length; i++) {
            counts[i] = 1 + random.nextInt(9);
        }
        return ExpressionMatrix.of(new DenseMatrix(spots, genes, counts));
    }
}
