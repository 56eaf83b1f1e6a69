package org.heclip.evaluate;

import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;
import java.util.stream.LongStream;
import org.heclip.expression.DenseMatrix;
import org.heclip.expression.ExpressionMatrix;
import org.heclip.expression.GenePanel;

/** Looks for ways in which a held-out section could have reached the training of the model that predicts it. */
public final class LeakAudit {
    /** Spots this sparse can be alike by chance. */
    static final int FEWEST_GENES = 20;
    /** No more sections are named in one line. */
    private static final int NAMED = 8;
    /** Constants of the 64-bit Fowler-Noll-Vo hash. */
    private static final long FNV_OFFSET = 0xcbf29ce484222325L;

    private static final long FNV_PRIME = 0x100000001b3L;

    private LeakAudit() {}

    /**
     * A section as training or prediction knew it.
     *
     * @param imageSha256 sum of its image file; empty when unknown
     */
    public record KnownSection(String section, String patient, String imageSha256) {}

    /** One thing that was looked at. */
    public record Check(String what, boolean passed, String detail) {}

    /**
     * @param wholePatients whether the folds leave whole patients out, so that a patient on both sides is a leak
     * @return what was looked at, in a fixed order
     */
    public static List<Check> check(
            KnownSection heldOut,
            List<KnownSection> training,
            boolean wholePatients,
            DenseMatrix measured,
            DenseMatrix predicted) {
        List<String> sameSection = new ArrayList<>();
        List<String> samePatient = new ArrayList<>();
        List<String> sameImage = new ArrayList<>();
        for (KnownSection other : training) {
            if (other.section().equals(heldOut.section())) {
                sameSection.add(other.section());
            }
            if (other.patient().equals(heldOut.patient())) {
                samePatient.add(other.section());
            }
            if (!heldOut.imageSha256().isEmpty() && other.imageSha256().equals(heldOut.imageSha256())) {
                sameImage.add(other.section());
            }
        }
        return List.of(
                check("section is not among the training sections", sameSection, "training section "),
                wholePatients
                        ? check(
                                "patient has no training section",
                                samePatient,
                                "patient " + heldOut.patient() + " also in training section ")
                        : new Check(
                                "patient may be shared: the folds leave out sections",
                                true,
                                samePatient.isEmpty()
                                        ? ""
                                        : "patient " + heldOut.patient() + " also in training sections "
                                                + some(samePatient)),
                check("image is not that of a training section", sameImage, "same image file as training section "),
                new Check(
                        "prediction is not the measurement",
                        measured.values().length == 0 || !measured.equals(predicted),
                        measured.equals(predicted) ? "every predicted value equals the measured one" : ""));
    }

    private static Check check(String what, List<String> found, String problem) {
        return new Check(what, found.isEmpty(), found.isEmpty() ? "" : problem + some(found));
    }

    /** The first few names: a fold can have a thousand training sections. */
    private static String some(List<String> names) {
        return names.size() <= NAMED
                ? String.join(", ", names)
                : String.join(", ", names.subList(0, NAMED)) + " and " + (names.size() - NAMED) + " more";
    }

    /** Raw counts of a section under a name, and the names of its genes. */
    public record CountedSection(String section, List<String> genes, ExpressionMatrix counts) {}

    /** Spots of one section whose counts are those of a spot of another, in every gene that both sections have. */
    public record Twins(String section, String other, int spots) {}

    /** A 64-bit hash of the counts of each spot that has enough of them. */
    static LongStream profiles(CountedSection section, List<String> shared) {
        ExpressionMatrix counts = section.counts().selectCols(GenePanel.indices(section.genes(), shared));
        return IntStream.range(0, counts.rows())
                .filter(s -> counts.stored(s) >= FEWEST_GENES)
                .mapToLong(s -> hash(counts, s));
    }

    private static long hash(ExpressionMatrix counts, int s) {
        long hash = FNV_OFFSET;
        for (int i = counts.starts()[s]; i < counts.starts()[s + 1]; i++) {
            hash = (hash ^ counts.genes()[i]) * FNV_PRIME;
            hash = (hash ^ Float.floatToIntBits(counts.values()[i])) * FNV_PRIME;
        }
        return hash;
    }
}
