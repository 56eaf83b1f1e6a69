package org.heclip.fold;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.heclip.error.InputException;
import org.heclip.section.Patient;
import org.heclip.section.SectionId;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class FoldsTest {
    private static final Map<SectionId, Patient> TWO_PATIENTS = sections("D:P2", "A:P1", "B:P1", "C:P2");

    @Test
    void wholePatientsAreLeftOutWhenThereAreTwo() {
        List<Fold> folds = Folds.of(TWO_PATIENTS, SplitScheme.AUTO);

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
        List<Fold> folds = Folds.of(sections("C2:B1", "C3:B1", "C4:B1"), SplitScheme.AUTO);

        assertEquals(List.of("C2", "C3", "C4"), folds.stream().map(Fold::id).toList());
        assertEquals("leave_one_section_out", folds.get(0).scheme());
        assertEquals(List.of("C4"), folds.get(0).validation());
    }

    @ParameterizedTest
    @EnumSource(SplitScheme.class)
    void everySectionIsTestedOnceAndNeverByAModelThatLearntFromIt(SplitScheme scheme) {
        List<Fold> folds = Folds.of(TWO_PATIENTS, scheme);

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
        Fold fold = Folds.of(sections("A:P1", "B:P2", "C:P3", "D:P3"), SplitScheme.AUTO)
                .get(0);

        assertEquals("P1", fold.id());
        assertEquals(List.of("B"), fold.validation());
    }

    @Test
    void oneTrainingSectionLeavesNoneForValidation() {
        Fold fold = Folds.of(sections("A:P1", "B:P2"), SplitScheme.AUTO).get(0);

        assertEquals(List.of("B"), fold.train());
        assertEquals(List.of(), fold.validation());
    }

    @Test
    void onePatientCannotBeLeftOut() {
        InputException refused = assertThrows(
                InputException.class, () -> Folds.of(sections("A:P1", "B:P1"), SplitScheme.LEAVE_ONE_PATIENT_OUT));

        assertTrue(refused.getMessage().contains("leave_one_section_out"), refused.getMessage());
    }

    @Test
    void fewerThanTwoSectionsAreRefused() {
        assertThrows(InputException.class, () -> Folds.of(sections("A:P1"), SplitScheme.AUTO));
        assertThrows(InputException.class, () -> Folds.of(sections(), SplitScheme.AUTO));
    }

    @Test
    void patientThatCannotNameAFileIsRefusedOnlyWhenItNamesAFold() {
        Map<SectionId, Patient> sections = sections("A:../P1", "B:P2");

        assertThrows(InputException.class, () -> Folds.of(sections, SplitScheme.LEAVE_ONE_PATIENT_OUT));
        assertEquals(2, Folds.of(sections, SplitScheme.LEAVE_ONE_SECTION_OUT).size());
    }

    @Test
    void foldRefusesASectionOnBothSides() {
        assertThrows(
                IllegalArgumentException.class,
                () -> new Fold("A", "x", List.of("A", "B"), List.of(), List.of("A"), Map.of()));
    }

    private static Map<SectionId, Patient> sections(String... pairs) {
        Map<SectionId, Patient> sections = new LinkedHashMap<>();
        for (String pair : pairs) {
            sections.put(new SectionId(pair.split(":")[0]), new Patient(pair.split(":")[1]));
        }
        return sections;
    }
}
