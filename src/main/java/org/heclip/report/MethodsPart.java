package org.heclip.report;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.heclip.report.ReportInput.Fit;
import org.heclip.report.ReportPage.Cell;
import org.heclip.report.ReportPage.Table;
import org.heclip.section.QcSummary;

/**
 * How the run was made: sentences for a paper, and what each model was fitted to. A parameter that is not known is not spoken of.
 *
 * @param paragraphs up to the figures, whose definitions the template has
 * @param fits null without models
 */
public record MethodsPart(List<String> paragraphs, Table fits) {
    static MethodsPart of(ReportInput input) {
        Words words = new Words(input);
        List<String> paragraphs = new ArrayList<>();
        for (List<String> sentences : List.of(words.sections(), words.genes(), words.folds(), words.software())) {
            String paragraph = sentences.stream().filter(s -> !s.isEmpty()).collect(Collectors.joining(" "));
            if (!paragraph.isEmpty()) {
                paragraphs.add(paragraph);
            }
        }
        return new MethodsPart(paragraphs, input.fits().isEmpty() ? null : table(input.fits()));
    }

    private static Table table(List<Fit> fits) {
        List<String> header = List.of(
                "model",
                "protocol",
                "fold",
                "learned from",
                "chosen on",
                "genes",
                "epochs",
                "penalty",
                "K",
                "validation PCC",
                "encoder",
                "seed");
        List<List<Cell>> rows = fits.stream()
                .map(fit -> List.of(
                        Cell.text(fit.model()),
                        Cell.text(fit.protocol()),
                        Cell.text(fit.fold()),
                        Cell.figure(
                                number(fit.spots()),
                                fit.sections() + (fit.sections() == 1 ? " section, " : " sections, ") + fit.spots()
                                        + " spots",
                                ""),
                        Cell.text(validation(fit)),
                        Cell.figure(number(fit.genes()), whole(fit.genes()), ""),
                        Cell.figure(number(fit.epochs()), whole(fit.epochs()), ""),
                        Cell.figure(fit.penalty(), Figure.brief(fit.penalty()), ""),
                        Cell.figure(number(fit.topK()), whole(fit.topK()), ""),
                        Cell.figure(fit.validationPcc(), Figure.text(fit.validationPcc()), ""),
                        Cell.text(fit.encoder() == null ? "\u2013" : fit.encoder() + ", " + fit.encoderMode()),
                        Cell.text(Objects.toString(fit.seed(), "\u2013"))))
                .toList();
        return Table.bounded(header, rows, "metrics/models.tsv");
    }

    private static String validation(Fit fit) {
        int sections = fit.validation() == null || fit.validation().isEmpty()
                ? 0
                : fit.validation().split(",").length;
        if (sections == 0) {
            return "a block of the training section";
        } else if (fit.sections() != null && sections == fit.sections() && sections > 1) {
            return "each in turn";
        }
        return sections > 3 ? sections + " sections" : fit.validation().replace(",", ", ");
    }

    private static Double number(Integer value) {
        return value == null ? null : (Double) (double) value;
    }

    private static String whole(Integer value) {
        return value == null ? "\u2013" : value.toString();
    }

    /** Sentences from parameters, model cards and quality control. */
    private record Words(ReportInput input) {
        private String parameter(String name) {
            String value = input.parameters().get(name);
            return value == null ? "" : value;
        }

        private boolean on(String name) {
            return parameter(name).equals("true");
        }

        /** A sentence with the values of parameters; empty unless all are known. */
        private String sentence(String format, String... names) {
            Object[] values = new Object[names.length];
            for (int i = 0; i < names.length; i++) {
                values[i] = parameter(names[i]);
                if (values[i].equals("")) {
                    return "";
                }
            }
            return format.formatted(values);
        }

        List<String> sections() {
            List<QcSummary> passed =
                    input.qc().stream().filter(QcSummary::passed).toList();
            long patients = passed.stream().map(QcSummary::patient).distinct().count();
            String counted = passed.isEmpty()
                    ? ""
                    : passed.size() + (passed.size() == 1 ? " section of " : " sections of ") + patients
                            + (patients == 1 ? " patient" : " patients") + " with "
                            + passed.stream().mapToInt(QcSummary::spotsAfter).sum()
                            + " spots passed quality control.";
            return List.of(
                    counted,
                    sentence(
                            "Spots with fewer than %s counts or %s genes were left out.",
                            "qc_min_counts", "qc_min_genes"),
                    tiles(),
                    encoders(),
                    parameter("stain").isEmpty() || parameter("stain").equals("none")
                            ? ""
                            : sentence(
                                    "The stain of all tiles was brought to that of the training sections (%s).",
                                    "stain"));
        }

        private String tiles() {
            if (parameter("tile_mpp").equals("native")) {
                return sentence(
                        "The square of %1$s x %1$s pixels around each spot was cut from the image at its own resolution.",
                        "tile_px");
            }
            double um = Figure.number(parameter("tile_px")) * Figure.number(parameter("tile_mpp"));
            return Double.isNaN(um)
                    ? ""
                    : sentence(
                            "The square of " + Figure.whole(um)
                                    + " µm around each spot was cut from the image, %1$s x %1$s"
                                    + " pixels of %2$s µm.",
                            "tile_px",
                            "tile_mpp");
        }

        private String encoders() {
            Set<String> encoders = new TreeSet<>();
            input.fits().stream()
                    .filter(fit -> fit.encoder() != null)
                    .forEach(fit -> encoders.add(fit.encoder() + " ("
                            + (String.valueOf(fit.encoderWeights()).startsWith("random")
                                    ? "random weights"
                                    : "weights with SHA-256 " + shortened(fit.encoderWeights()))
                            + ", "
                            + fit.encoderMode() + ")"));
            return encoders.isEmpty() ? "" : "Tiles were described by " + String.join("; ", encoders) + ".";
        }

        private static String shortened(String sha256) {
            return sha256 == null || sha256.length() < 12 ? String.valueOf(sha256) : sha256.substring(0, 12);
        }

        List<String> genes() {
            return List.of(
                    "Counts were scaled to the median total of the training spots and log-transformed (log(1 + x)).",
                    sentence(
                                    parameter("hvg_sections").equals("ranked")
                                            ? "The panel joined the %s most variable genes over the training sections (%s as in scanpy, by batch) and the %s of highest mean"
                                            : "The panel joined the %s most variable genes of each training section (%s as in scanpy) and the %s of highest mean",
                                    "n_hvg",
                                    "hvg_flavour",
                                    "n_heg")
                            + panelSize(),
                    on("harmony") ? "Training sections were corrected by Harmony." : "",
                    on("smooth") ? "Each training spot was averaged with its direct neighbours." : "",
                    on("scale") ? "Genes were scaled to standard scores of the training spots." : "");
        }

        private String panelSize() {
            var sizes = input.fits().stream()
                    .map(Fit::genes)
                    .filter(Objects::nonNull)
                    .mapToInt(Integer::intValue)
                    .summaryStatistics();
            if (parameter("n_hvg").isEmpty() || sizes.getCount() == 0) {
                return parameter("n_hvg").isEmpty() ? "" : ".";
            }
            return sizes.getMin() == sizes.getMax()
                    ? ": " + sizes.getMin() + " genes."
                    : ": " + sizes.getMin() + " to " + sizes.getMax() + " genes, by fold.";
        }

        List<String> folds() {
            Set<String> protocols =
                    input.fits().stream().map(Fit::protocol).collect(Collectors.toCollection(TreeSet::new));
            HeldOut heldOut = HeldOut.of(input.fits());
            String strict = "Panel, scaling, penalties and the number of epochs were chosen on training "
                    + (heldOut.blocks() ? "spots" : "sections") + " alone (protocol honest)";
            return List.of(
                    heldOut.sentence(),
                    protocols.contains("reference")
                            ? strict + ", or as published code does (protocol reference), as each table says."
                            : strict + ".",
                    validation(),
                    sentence("Everything random began with the seed %s.", "seed"));
        }

        private String validation() {
            boolean rotated = parameter("validation").equals("rotate");
            boolean blocks = input.fits().stream()
                    .anyMatch(
                            fit -> fit.validation() == null || fit.validation().isEmpty());
            if (input.fits().isEmpty()) {
                return "";
            } else if (blocks) {
                return "They were chosen on a part of the training section that was held out of a first fit; the final fit saw all of it.";
            }
            return rotated
                    ? "They were chosen by holding out each training patient (of one patient, each section) in turn; the final fit saw all training sections."
                    : "They were chosen on training sections that were held out of a first fit; the final fit saw all training sections.";
        }

        List<String> software() {
            String heclip = library("heclip");
            String nextflow = library("nextflow");
            String java = library("java");
            List<String> parts = new ArrayList<>();
            if (!heclip.isEmpty()) {
                parts.add("HECLIP " + heclip);
            }
            if (!nextflow.isEmpty()) {
                parts.add("Nextflow " + nextflow);
            }
            if (!java.isEmpty()) {
                parts.add("Java " + java);
            }
            return List.of(parts.isEmpty() ? "" : "Computed with " + String.join(", ", parts) + ".");
        }

        private String library(String name) {
            Function<Map<String, String>, String> version = libraries -> libraries.get(name);
            return input.versions().values().stream()
                    .map(version)
                    .filter(Objects::nonNull)
                    .distinct()
                    .sorted()
                    .collect(Collectors.joining(", "))
                    .toLowerCase(Locale.ROOT);
        }
    }
}
