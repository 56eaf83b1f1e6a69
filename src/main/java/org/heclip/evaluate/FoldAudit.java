package org.heclip.evaluate;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/**
 * What the files of a fold themselves say about how its test sections could have reached training, and its validation sections
 * the choice of epochs and penalties.
 *
 * @param wholePatients whether no patient may be on both sides
 */
public record FoldAudit(List<Part> training, List<Part> validation, List<Part> test, boolean wholePatients) {
    /** Near-duplicate tiles that a pair of sections may have by chance. */
    private static final int CHANCE_TILES = 2;

    /**
     * A section, or those of its spots that are on one side of the fold.
     *
     * @param imageSha256 empty when unknown
     * @param tiles hashes of the tiles that have contrast; empty when tiles were not given
     * @param places of all of its tiles; none when tiles were not given
     */
    public record Part(
            String section,
            String patient,
            String imageSha256,
            List<String> barcodes,
            SpotPrints counts,
            List<TileHash> tiles,
            TilePlaces places) {}

    /** How a check went. */
    public enum Verdict {
        PASSED,
        /** Worth knowing, but part of the design. */
        NOTE,
        /** A leak. */
        FINDING;

        @Override
        public String toString() {
            return name().toLowerCase(Locale.ROOT);
        }
    }

    /** One check. */
    public record Result(String check, Verdict verdict, String detail) {
        /** A finding when there is anything to tell. */
        public static Result of(String check, List<String> problems) {
            return new Result(
                    check, problems.isEmpty() ? Verdict.PASSED : Verdict.FINDING, String.join("; ", problems));
        }
    }

    /** All checks in a fixed order. */
    public List<Result> results() {
        List<Result> results = new ArrayList<>();
        results.add(Result.of("same_spots", pairs(training, test, FoldAudit::sameSpots)));
        results.add(Result.of("overlapping_tiles", pairs(training, test, FoldAudit::overlappingTiles)));
        results.add(patients());
        results.add(Result.of("patient_spelling", pairs(training, test, FoldAudit::spelling)));
        results.add(Result.of("same_image", pairs(training, test, FoldAudit::sameImage)));
        results.add(Result.of("same_counts", pairs(training, test, FoldAudit::sameCounts)));
        results.add(Result.of("similar_tiles", pairs(training, test, FoldAudit::similarTiles)));
        results.add(Result.of("validation_twins", validationTwins()));
        return results;
    }

    /** Between what is held out of a choosing fit and what that fit learns from. */
    private List<String> validationTwins() {
        List<String> twins = new ArrayList<>();
        for (Comparison comparison :
                List.<Comparison>of(FoldAudit::sameCounts, FoldAudit::sameImage, FoldAudit::similarTiles)) {
            for (Part held : validation) {
                twins.addAll(pairs(learnedWithout(held), List.of(held), comparison));
            }
        }
        return twins;
    }

    /** Where sections take turns, each pair of them is looked at once, and those of one patient, which go together, never. */
    private List<Part> learnedWithout(Part held) {
        List<String> sections = validation.stream().map(Part::section).toList();
        if (sections.size() < training.size()) {
            return training.stream()
                    .filter(part -> !sections.contains(part.section()))
                    .toList();
        }
        boolean patients = training.stream().map(Part::patient).distinct().count() > 1;
        return training.stream()
                .takeWhile(part -> !part.section().equals(held.section()))
                .filter(part -> !patients || !part.patient().equals(held.patient()))
                .toList();
    }

    private Result patients() {
        List<String> shared = pairs(training, test, FoldAudit::samePatient);
        return wholePatients
                ? Result.of("same_patient", shared)
                : new Result(
                        "same_patient", shared.isEmpty() ? Verdict.PASSED : Verdict.NOTE, String.join("; ", shared));
    }

    /** What is to be told of a section and another one. */
    private interface Comparison {
        Optional<String> of(Part known, Part heldOut);
    }

    private static List<String> pairs(List<Part> known, List<Part> heldOut, Comparison comparison) {
        List<String> told = new ArrayList<>();
        for (Part one : heldOut) {
            for (Part other : known) {
                comparison.of(other, one).ifPresent(told::add);
            }
        }
        return told;
    }

    private static Optional<String> sameSpots(Part known, Part heldOut) {
        return told(
                known.section().equals(heldOut.section())
                        && !Collections.disjoint(known.barcodes(), heldOut.barcodes()),
                "section " + heldOut.section() + " has spots on both sides");
    }

    /** Of a section that is cut into blocks: tiles are wider than spots, and can reach into the other side. */
    private static Optional<String> overlappingTiles(Part known, Part heldOut) {
        int overlapping =
                known.section().equals(heldOut.section()) ? heldOut.places().overlapping(known.places()) : 0;
        return told(
                overlapping > 0,
                overlapping + " of " + heldOut.barcodes().size() + " tested tiles of section " + heldOut.section()
                        + " overlap tiles that are learned from");
    }

    private static Optional<String> samePatient(Part known, Part heldOut) {
        return told(
                known.patient().equals(heldOut.patient()),
                "patient " + heldOut.patient() + " has section " + known.section() + " in training and "
                        + heldOut.section() + " in test");
    }

    /** Names that differ in case, punctuation or leading zeros only. */
    private static Optional<String> spelling(Part known, Part heldOut) {
        return told(
                !known.patient().equals(heldOut.patient())
                        && plain(known.patient()).equals(plain(heldOut.patient())),
                "patients '" + known.patient() + "' (section " + known.section() + ", training) and '"
                        + heldOut.patient() + "' (section " + heldOut.section() + ", test) look like one");
    }

    private static String plain(String patient) {
        return patient.toLowerCase(Locale.ROOT)
                .replaceAll("[^\\p{L}\\p{N}]", "")
                .replaceAll("(?<!\\p{N})0+(?=\\p{N})", "");
    }

    /** Parts of one section share its image by design. */
    private static Optional<String> sameImage(Part known, Part heldOut) {
        return told(
                !known.section().equals(heldOut.section())
                        && !heldOut.imageSha256().isEmpty()
                        && known.imageSha256().equals(heldOut.imageSha256()),
                "sections " + known.section() + " and " + heldOut.section() + " have the same image file");
    }

    private static Optional<String> sameCounts(Part known, Part heldOut) {
        int twins = known.counts().alike(heldOut.counts());
        return told(
                twins > 0,
                twins + " spot(s) of section " + heldOut.section() + " have the very counts of spots of section "
                        + known.section());
    }

    private static Optional<String> similarTiles(Part known, Part heldOut) {
        long similar = heldOut.tiles().parallelStream()
                .filter(tile -> known.tiles().stream().anyMatch(other -> other.distance(tile) <= TileHash.SAME))
                .count();
        return told(
                similar > CHANCE_TILES,
                similar + " of " + heldOut.tiles().size() + " tiles of section " + heldOut.section()
                        + " show what tiles of section " + known.section() + " show");
    }

    private static Optional<String> told(boolean holds, String what) {
        return holds ? Optional.of(what) : Optional.empty();
    }
}
