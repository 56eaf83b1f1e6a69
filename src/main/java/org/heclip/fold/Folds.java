package org.heclip.fold;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.heclip.error.InputException;
import org.heclip.section.Patient;
import org.heclip.section.SectionId;

/**
 * Cross-validation over whole patients or whole sections. Nothing is drawn by chance: sections are taken in the order of
 * their names, so the folds do not depend on the order in which they came.
 */
public final class Folds {
    private static final int FEWEST = 2;
    private static final String WHERE = "samplesheet";

    private Folds() {}

    /**
     * @param patients the patient of each section that passed quality control
     * @return one fold for each patient or section left out, in the order of their names
     * @throws InputException when fewer than two sections are there, when patients are to be left out and there is only one,
     *     or when the name of a patient cannot name a file
     */
    public static List<Fold> of(Map<SectionId, Patient> patients, SplitScheme asked) {
        Map<String, String> patientOf = new TreeMap<>();
        patients.forEach((section, patient) -> patientOf.put(section.value(), patient.id()));
        if (patientOf.size() < FEWEST) {
            throw new InputException(
                    WHERE,
                    "section",
                    "found " + patientOf.size() + " that passed quality control " + patientOf.keySet()
                            + ", expected 2 or more: one to learn from and one to test on");
        }
        SplitScheme scheme = chosen(asked, patientOf);
        boolean wholePatients = scheme == SplitScheme.LEAVE_ONE_PATIENT_OUT;
        Map<String, List<String>> heldOut = new TreeMap<>();
        patientOf.forEach((section, patient) -> heldOut.computeIfAbsent(
                        wholePatients ? fileName(patient) : section, id -> new ArrayList<>())
                .add(section));
        List<Fold> folds = new ArrayList<>();
        heldOut.forEach((id, test) -> folds.add(fold(id, scheme, test, patientOf)));
        return folds;
    }

    private static SplitScheme chosen(SplitScheme asked, Map<String, String> patientOf) {
        List<String> patients = patientOf.values().stream().distinct().sorted().toList();
        if (asked == SplitScheme.AUTO) {
            return patients.size() >= FEWEST ? SplitScheme.LEAVE_ONE_PATIENT_OUT : SplitScheme.LEAVE_ONE_SECTION_OUT;
        }
        if (asked == SplitScheme.LEAVE_ONE_PATIENT_OUT && patients.size() < FEWEST) {
            throw new InputException(
                    WHERE,
                    "patient",
                    "found " + patients + " only, expected 2 or more patients for leave_one_patient_out"
                            + " (leave_one_section_out works with one)");
        }
        return asked;
    }

    /** A fold names files and folders, so what holds for section names holds for the patients left out. */
    private static String fileName(String patient) {
        try {
            return new SectionId(patient).value();
        } catch (IllegalArgumentException e) {
            throw new InputException(
                    WHERE,
                    "patient",
                    "found '" + patient + "', expected letters, digits, '.', '_' or '-', at most 100:"
                            + " the fold that leaves this patient out is named so");
        }
    }

    private static Fold fold(String id, SplitScheme scheme, List<String> test, Map<String, String> patientOf) {
        List<String> train = new ArrayList<>(patientOf.keySet());
        train.removeAll(test);
        return new Fold(id, scheme.id(), train, validation(train, patientOf), test, patientOf);
    }

    /**
     * One training section, the last by name whose patient has no other: epochs chosen on an unseen patient suit a test on
     * an unseen patient. Without such a patient the last section; none when there is but one to learn from.
     */
    private static List<String> validation(List<String> train, Map<String, String> patientOf) {
        if (train.size() < FEWEST) {
            return List.of();
        }
        Map<String, Integer> sections = new TreeMap<>();
        train.forEach(section -> sections.merge(patientOf.get(section), 1, Integer::sum));
        String last = train.get(train.size() - 1);
        return List.of(train.stream()
                .filter(section -> sections.get(patientOf.get(section)) == 1)
                .reduce((first, second) -> second)
                .orElse(last));
    }
}
