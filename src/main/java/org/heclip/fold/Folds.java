package org.heclip.fold;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.function.Function;
import java.util.stream.Stream;
import org.heclip.error.InputException;
import org.heclip.section.Patient;
import org.heclip.section.SectionId;

/**
 * Cross-validation over whole patients or whole sections. Sections are taken in the order of their names and groups are drawn
 * by seed, so the folds do not depend on the order in which sections came.
 */
public final class Folds {
    private static final int FEWEST = 2;
    private static final String WHERE = "samplesheet";

    private Folds() {}

    /**
     * How sections are dealt out.
     *
     * @param folds groups of patients for {@link SplitScheme#K_FOLD}
     * @param seed of the groups
     */
    public record Request(SplitScheme scheme, int folds, long seed, Validation validation) {}

    /**
     * @param patients the patient of each section that passed quality control
     * @return one fold for each patient, section or group left out, in the order of their names
     * @throws InputException when fewer than two sections are there, when patients are to be left out and there are too few,
     *     or when the name of a patient cannot name a file
     */
    public static List<Fold> of(Map<SectionId, Patient> patients, Request request) {
        Map<String, String> patientOf = new TreeMap<>();
        patients.forEach((section, patient) -> patientOf.put(section.value(), patient.id()));
        if (patientOf.size() < FEWEST) {
            throw new InputException(
                    WHERE,
                    "section",
                    "found " + patientOf.size() + " that passed quality control " + patientOf.keySet()
                            + ", expected 2 or more: one to learn from and one to test on");
        }
        SplitScheme scheme = chosen(request.scheme(), patientOf);
        Function<Map.Entry<String, String>, String> leftOutWith =
                switch (scheme) {
                    case LEAVE_ONE_PATIENT_OUT -> section -> fileName(section.getValue());
                    case K_FOLD -> {
                        Map<String, String> groups = groups(patientOf.values(), request);
                        yield section -> groups.get(section.getValue());
                    }
                    case LEAVE_ONE_SECTION_OUT -> Map.Entry::getKey;
                    default -> throw new IllegalArgumentException(scheme + " is not made from patients alone");
                };
        Map<String, List<String>> heldOut = new TreeMap<>();
        patientOf.entrySet().forEach(section -> heldOut.computeIfAbsent(
                        leftOutWith.apply(section), id -> new ArrayList<>())
                .add(section.getKey()));
        List<Fold> folds = new ArrayList<>();
        heldOut.forEach((id, test) -> {
            List<String> train = new ArrayList<>(patientOf.keySet());
            train.removeAll(test);
            folds.add(new Fold(
                    id, scheme.id(), train, validation(train, patientOf, request.validation()), test, patientOf));
        });
        return folds;
    }

    /** Whole patients dealt out in turn after a shuffle: groups differ by one patient at most. */
    private static Map<String, String> groups(Collection<String> patients, Request request) {
        List<String> drawn = new ArrayList<>(new TreeSet<>(patients));
        if (drawn.size() < request.folds() || request.folds() < FEWEST) {
            throw new InputException(
                    WHERE,
                    "patient",
                    "found " + drawn.size() + " patient(s) for --folds " + request.folds()
                            + ", expected 2 folds or more and a patient or more for each");
        }
        Collections.shuffle(drawn, new Random(request.seed()));
        Map<String, String> groups = new HashMap<>();
        for (int i = 0; i < drawn.size(); i++) {
            groups.put(drawn.get(i), "fold" + (1 + i % request.folds()));
        }
        return groups;
    }

    /** A fold as a file gives it. */
    public record Given(String id, List<String> train, List<String> validation, List<String> test) {}

    /**
     * @param given its validation may be empty: then it is {@code chosen} as for the other schemes
     * @throws InputException for a section that is not there, or that is learned from and tested
     */
    public static List<Fold> of(Map<SectionId, Patient> patients, List<Given> given, Path file, Validation chosen) {
        Map<String, String> patientOf = new TreeMap<>();
        patients.forEach((section, patient) -> patientOf.put(section.value(), patient.id()));
        List<Fold> folds = new ArrayList<>();
        for (Given fold : given) {
            for (String section : concat(concat(fold.train(), fold.validation()), fold.test())) {
                if (!patientOf.containsKey(section)) {
                    throw new InputException(
                            file,
                            "fold " + fold.id(),
                            "found section '" + section + "', expected some of " + patientOf.keySet());
                }
            }
            List<String> train = List.copyOf(new TreeSet<>(concat(fold.train(), fold.validation())));
            try {
                folds.add(new Fold(
                        new SectionId(fold.id()).value(),
                        SplitScheme.FILE.id(),
                        train,
                        fold.validation().isEmpty() ? validation(train, patientOf, chosen) : fold.validation(),
                        fold.test(),
                        patientOf));
            } catch (IllegalArgumentException e) {
                throw new InputException(file, "fold " + fold.id(), e.getMessage(), e);
            }
        }
        return folds;
    }

    private static List<String> concat(List<String> one, List<String> other) {
        return Stream.concat(one.stream(), other.stream()).toList();
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

    /**
     * One training section, the last by name whose patient has no other: epochs chosen on an unseen patient suit a test on
     * an unseen patient. Without such a patient the last section; all where they take turns; none when there is but one to learn from.
     */
    private static List<String> validation(List<String> train, Map<String, String> patientOf, Validation chosen) {
        if (train.size() < FEWEST) {
            return List.of();
        }
        if (chosen == Validation.ROTATE) {
            return train;
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
