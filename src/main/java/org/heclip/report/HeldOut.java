package org.heclip.report;

import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import org.heclip.report.ReportInput.Fit;

/**
 * What the folds of a run left out, in words.
 *
 * @param schemes as model cards name them
 */
record HeldOut(Set<String> schemes) {
    private static final String BLOCKS = "spatial_blocks";

    static HeldOut of(List<Fit> fits) {
        Set<String> schemes = new LinkedHashSet<>();
        fits.forEach(fit -> schemes.add(fit.scheme()));
        return new HeldOut(schemes);
    }

    /** Parts of sections that are learned from, rather than whole sections. */
    boolean blocks() {
        return schemes.contains(BLOCKS);
    }

    /** "section" or "block", for one or more. */
    String unit(long n) {
        return (blocks() ? "block" : "section") + (n == 1 ? "" : "s");
    }

    String subtitle() {
        return "Spatial gene expression predicted from H&E images, judged on "
                + (blocks()
                        ? "blocks of sections whose other parts the models have seen"
                        : "sections that the models have not seen");
    }

    /** A sentence on who was left out with whom. */
    String sentence() {
        return String.join(" ", schemes.stream().map(HeldOut::sentence).toList());
    }

    private static String sentence(String scheme) {
        return switch (scheme) {
            case "leave_one_patient_out" -> "Each fold left out one patient with all sections.";
            case "leave_one_section_out" -> "Each fold left out one section; its patient may have others in training.";
            case "k_fold" -> "Each fold left out a group of whole patients.";
            case BLOCKS ->
                "Each section was cut into strips across its longer axis; each fold left out one strip and learned from"
                        + " the rest of the same section but for a gap, so that figures say how well a section predicts itself and"
                        + " nothing about other sections.";
            case "file" -> "Folds were taken from a given file.";
            default -> "Folds followed the scheme " + scheme + ".";
        };
    }
}
