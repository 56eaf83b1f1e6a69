package org.heclip.fold;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.LongStream;
import org.heclip.error.InputException;
import org.heclip.expression.DenseMatrix;
import org.heclip.section.Patient;
import org.heclip.section.SectionId;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class FoldsTest {
    private static final Map<SectionId, Patient> TWO_PATIENTS = sections("D:P2", "A:P1", "B:P1", "C:P2");

    @Test
    void wholePatientsAreLeftOutWhenThereAreTwo() {
        List<Fold> folds = Folds.of(TWO_PATIENTS, request(SplitScheme.AUTO));

        assertEquals(List.of("P1", "P2"), folds.stream().map(Fold::id).toList());
        assertEquals("leave_one_patient_out", folds.get(0).scheme());
        assertEquals(List.of("C", "D"), folds.get(0).train());
        assertEquals(List.of("A", "B"), folds.get(0).test());
        assertEquals(List.of("D"), folds.get(0).validation());
        assertEquals(
                Map.of("A", "P1", "B", "P1", "C", "P2", "D", "P2"), folds.get(0).patients());
    }

    @Test
    void sectionsAreLeftOutWhenThereIsOnePatient() {
        List<Fold> folds = Folds.of(sections("C2:B1", "C3:B1", "C4:B1"), request(SplitScheme.AUTO));

        assertEquals(List.of("C2", "C3", "C4"), folds.stream().map(Fold::id).toList());
        assertEquals("leave_one_section_out", folds.get(0).scheme());
        assertEquals(List.of("C4"), folds.get(0).validation());
    }

    @ParameterizedTest
    @EnumSource(
            value = SplitScheme.class,
            names = {"SPATIAL_BLOCKS", "FILE"},
            mode = EnumSource.Mode.EXCLUDE)
    void everySectionIsTestedOnceAndNeverByAModelThatLearntFromIt(SplitScheme scheme) {
        List<Fold> folds = Folds.of(TWO_PATIENTS, request(scheme));

        List<String> tested =
                folds.stream().flatMap(fold -> fold.test().stream()).sorted().toList();
        assertEquals(List.of("A", "B", "C", "D"), tested);
        for (Fold fold : folds) {
            assertTrue(fold.train().stream().noneMatch(fold.test()::contains));
            assertEquals(4, fold.train().size() + fold.test().size());
            assertTrue(fold.train().containsAll(fold.validation()));
        }
    }

    @Test
    void validationPrefersAPatientWithoutOtherTrainingSections() {
        Fold fold = Folds.of(sections("A:P1", "B:P2", "C:P3", "D:P3"), request(SplitScheme.AUTO))
                .get(0);

        assertEquals("P1", fold.id());
        assertEquals(List.of("B"), fold.validation());
    }

    @Test
    void oneTrainingSectionLeavesNoneForValidation() {
        Fold fold =
                Folds.of(sections("A:P1", "B:P2"), request(SplitScheme.AUTO)).get(0);

        assertEquals(List.of("B"), fold.train());
        assertEquals(List.of(), fold.validation());
    }

    @Test
    void onePatientCannotBeLeftOut() {
        InputException refused = assertThrows(
                InputException.class,
                () -> Folds.of(sections("A:P1", "B:P1"), request(SplitScheme.LEAVE_ONE_PATIENT_OUT)));

        assertTrue(refused.getMessage().contains("leave_one_section_out"), refused.getMessage());
    }

    @Test
    void fewerThanTwoSectionsAreRefused() {
        assertThrows(InputException.class, () -> Folds.of(sections("A:P1"), request(SplitScheme.AUTO)));
        assertThrows(InputException.class, () -> Folds.of(sections(), request(SplitScheme.AUTO)));
    }

    @Test
    void patientThatCannotNameAFileIsRefusedOnlyWhenItNamesAFold() {
        Map<SectionId, Patient> sections = sections("A:../P1", "B:P2");

        assertThrows(InputException.class, () -> Folds.of(sections, request(SplitScheme.LEAVE_ONE_PATIENT_OUT)));
        assertEquals(
                2,
                Folds.of(sections, request(SplitScheme.LEAVE_ONE_SECTION_OUT)).size());
    }

    @Test
    void foldRefusesASectionOnBothSides() {
        assertThrows(
                IllegalArgumentException.class,
                () -> new Fold("A", "x", List.of("A", "B"), List.of(), List.of("A"), Map.of()));
    }

    @Test
    void kFoldDealsOutWholePatientsBySeed() {
        Map<SectionId, Patient> sections = sections("A:P1", "B:P1", "C:P2", "D:P3", "E:P4", "F:P5");
        List<Fold> folds = Folds.of(sections, new Folds.Request(SplitScheme.K_FOLD, 3, 1, Validation.LAST));

        assertEquals(
                List.of("fold1", "fold2", "fold3"), folds.stream().map(Fold::id).toList());
        for (Fold fold : folds) {
            assertTrue(fold.wholePatients());
            assertTrue(fold.train().stream().noneMatch(section -> fold.test().stream()
                    .anyMatch(other ->
                            fold.patients().get(section).equals(fold.patients().get(other)))));
        }
        assertEquals(folds, Folds.of(sections, new Folds.Request(SplitScheme.K_FOLD, 3, 1, Validation.LAST)));
        assertTrue(LongStream.range(2, 20)
                .anyMatch(seed -> !folds.equals(
                        Folds.of(sections, new Folds.Request(SplitScheme.K_FOLD, 3, seed, Validation.LAST)))));
    }

    @Test
    void moreFoldsThanPatientsAreRefused() {
        assertThrows(
                InputException.class,
                () -> Folds.of(TWO_PATIENTS, new Folds.Request(SplitScheme.K_FOLD, 3, 1, Validation.LAST)));
    }

    @Test
    void foldsOfAFileAreTakenAsTheyAre() {
        List<Fold> folds = Folds.of(
                TWO_PATIENTS,
                List.of(
                        new Folds.Given("one", List.of("A"), List.of("C"), List.of("B")),
                        new Folds.Given("two", List.of("B", "D"), List.of(), List.of("A"))),
                Path.of("split.tsv"),
                Validation.LAST);

        assertEquals(List.of("A", "C"), folds.get(0).train());
        assertEquals(List.of("C"), folds.get(0).validation());
        assertEquals(List.of("D"), folds.get(1).validation());
        assertEquals("file", folds.get(1).scheme());
    }

    @Test
    void rotatedValidationTakesAllTrainingSectionsAndLeavesAGivenOne() {
        Folds.Request rotated = new Folds.Request(SplitScheme.AUTO, 2, 1, Validation.ROTATE);
        for (Fold fold : Folds.of(sections("A:P1", "B:P2", "C:P2"), rotated)) {
            assertEquals(fold.train().size() > 1 ? fold.train() : List.of(), fold.validation());
        }
        Fold given = Folds.of(
                        TWO_PATIENTS,
                        List.of(new Folds.Given("one", List.of("A"), List.of("C"), List.of("B"))),
                        Path.of("split.tsv"),
                        Validation.ROTATE)
                .get(0);

        assertEquals(List.of("C"), given.validation());
    }

    @Test
    void foldOfAFileWithAnUnknownOrDoubleSectionIsRefused() {
        for (List<String> train : List.of(List.of("X"), List.of("A"))) {
            assertThrows(
                    InputException.class,
                    () -> Folds.of(
                            TWO_PATIENTS,
                            List.of(new Folds.Given("one", train, List.of(), List.of("A"))),
                            Path.of("split.tsv"),
                            Validation.LAST));
        }
    }

    @Test
    void blocksOfASectionAreApartAndTestEachSpotOnce() {
        float[] xy = new float[2 * 60];
        List<String> barcodes = new ArrayList<>();
        for (int s = 0; s < 60; s++) {
            xy[2 * s] = s % 5;
            xy[2 * s + 1] = s / 5;
            barcodes.add("b" + s);
        }
        List<Fold> folds = SpatialBlocks.of(
                Map.of("A", new SpatialBlocks.Layout("P1", barcodes, new DenseMatrix(60, 2, xy), 1)), 3);

        assertEquals("A.block2", folds.get(1).id());
        List<String> tested = folds.stream()
                .flatMap(fold -> fold.spots().get("A").test().stream())
                .toList();
        assertEquals(60, tested.size());
        assertEquals(60, tested.stream().distinct().count());
        // rows 4 to 7 are tested, rows 2, 3, 8 and 9 are too near
        Fold.Spots middle = folds.get(1).spots().get("A");
        assertEquals("b20", middle.test().get(0));
        assertEquals(20, middle.train().size());
        assertTrue(middle.train().contains("b9") && !middle.train().contains("b10"));
    }

    @Test
    void trainingTilesDoNotReachIntoATestedBlock() {
        float[] xy = new float[2 * 40];
        List<String> barcodes = new ArrayList<>();
        for (int s = 0; s < 40; s++) {
            xy[2 * s] = s;
            barcodes.add("b" + s);
        }
        SpatialBlocks.Layout line = new SpatialBlocks.Layout("P1", barcodes, new DenseMatrix(40, 2, xy), 6.5);

        Fold.Spots first = SpatialBlocks.of(Map.of("A", line), 4).get(0).spots().get("A");

        assertEquals("b9", first.test().get(9));
        assertEquals("b16", first.train().get(0), "b9 + 6.5 lies before b16");
    }

    @Test
    void aFoldTooSmallForItsBlocksIsRefused() {
        SpatialBlocks.Layout line = new SpatialBlocks.Layout(
                "P1", List.of("a", "b", "c"), new DenseMatrix(3, 2, new float[] {0, 0, 1, 0, 2, 0}), 0);

        assertThrows(InputException.class, () -> SpatialBlocks.of(Map.of("A", line), 2));
        assertThrows(InputException.class, () -> SpatialBlocks.of(Map.of("A", line), 4));
    }

    @Test
    void laddersEndsAreHonestAndReference() {
        List<Protocol> ladder = Protocol.ladder();

        assertEquals(Protocol.HONEST, ladder.get(0));
        assertEquals(Protocol.reference(), ladder.get(ladder.size() - 1));
        for (int rung = 1; rung < ladder.size(); rung++) {
            assertEquals(rung, ladder.get(rung).leaks().size());
        }
    }

    @Test
    void onlyALeakyFoldShowsItsTestSections() {
        Fold fold = Folds.of(TWO_PATIENTS, request(SplitScheme.AUTO)).get(0);

        assertEquals(List.of(), fold.shown());
        assertEquals(fold.test(), fold.under(Protocol.reference()).shown());
    }

    private static Folds.Request request(SplitScheme scheme) {
        return new Folds.Request(scheme, 2, 1, Validation.LAST);
    }

    private static Map<SectionId, Patient> sections(String... pairs) {
        Map<SectionId, Patient> sections = new LinkedHashMap<>();
        for (String pair : pairs) {
            sections.put(new SectionId(pair.split(":")[0]), new Patient(pair.split(":")[1]));
        }
        return sections;
    }
}
