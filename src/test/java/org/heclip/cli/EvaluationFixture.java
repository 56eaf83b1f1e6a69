package org.heclip.cli;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.TreeMap;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.heclip.config.RecordTsv;
import org.heclip.config.RecordYaml;
import org.heclip.expression.DenseMatrix;
import org.heclip.expression.ExpressionMatrix;
import org.heclip.expression.Matrix;
import org.heclip.expression.Normalisation;
import org.heclip.h5ad.AnnData;
import org.heclip.h5ad.Column;
import org.heclip.h5ad.DataFrame;
import org.heclip.h5ad.H5ad;
import org.heclip.h5ad.NdArray;
import org.heclip.report.ReportInput.TrainingPoint;
import org.heclip.section.QcSummary;

/**
 * A made-up cross-validation on disk: sections A and B of patient P1, C and D of P2, each patient left out once. Gene g is the
 * better predicted the lower its number; {@code ridge} is better than {@code colour}, {@code mean} is constant.
 */
final class EvaluationFixture {
    static final List<String> MODELS = List.of("heclip", "ridge", "colour", "mean");
    static final Map<String, String> PATIENTS = new TreeMap<>(Map.of("A", "P1", "B", "P1", "C", "P2", "D", "P2"));
    private static final int SIDE = 13;
    private static final int GENES = 60;
    private static final double PITCH_PX = 100;
    private static final Map<String, Double> SIGNAL = Map.of("heclip", 0.35, "ridge", 0.6, "colour", 0.3, "mean", 0.0);

    private final Path folder;
    private final String hostile;

    /** @param hostile name of the best predicted gene */
    EvaluationFixture(Path folder, String hostile) {
        this.folder = folder;
        this.hostile = hostile;
        PATIENTS.forEach((section, patient) -> {
            AnnData data = section(section, patient);
            H5ad.write(sectionFile(section), data);
            MODELS.forEach(model -> H5ad.write(predictionFile(model, section), prediction(data, model, section)));
            RecordTsv.write(qcFile(section), QcSummary.class, List.of(qc(section, patient)));
        });
        RecordTsv.write(
                qcFile("E"),
                QcSummary.class,
                List.of(new QcSummary(
                        "E", "P3", false, "found 12 spots, expected 50 or more", 40, 12, 90, 60, 80.0, 33.0)));
        MODELS.forEach(model -> List.of("P1", "P2").forEach(fold -> writeModel(model, fold)));
    }

    Path sectionFile(String section) {
        return folder.resolve("sections").resolve(section + ".h5ad");
    }

    Path predictionFile(String model, String section) {
        return folder.resolve("predictions").resolve(model).resolve(section + ".h5ad");
    }

    Path qcFile(String section) {
        return folder.resolve("qc").resolve(section + ".tsv");
    }

    Path modelFolder(String model, String fold) {
        return folder.resolve("models").resolve(model).resolve(fold);
    }

    Path evaluation(String model, String section) {
        return folder.resolve("evaluations").resolve(model + "." + section);
    }

    String[] evaluate(String model, String section) {
        return new String[] {
            "--prediction",
            predictionFile(model, section).toString(),
            "--model-card",
            modelFolder(model, PATIENTS.get(section)) + "/model.yml",
            "--bootstrap",
            "40",
            "--output",
            evaluation(model, section).toString()
        };
    }

    List<String> evaluations() {
        return MODELS.stream()
                .flatMap(model -> PATIENTS.keySet().stream()
                        .map(section -> evaluation(model, section).toString()))
                .toList();
    }

    String[] report(Path output) {
        try {
            Files.writeString(
                    folder.resolve("params.json"), "{\"seed\": 1, \"title\": \"<b>x</b>\", \"markers\": null}");
            Files.writeString(folder.resolve("versions.yml"), "tile:\n  heclip: 0.1.0\n  java: 17.0.1\n");
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        List<String> args =
                new ArrayList<>(List.of("--metrics", folder.resolve("metrics").toString(), "--sections"));
        PATIENTS.keySet().forEach(section -> args.add(sectionFile(section).toString()));
        args.add("--predictions");
        MODELS.forEach(model -> PATIENTS.keySet()
                .forEach(section -> args.add(predictionFile(model, section).toString())));
        args.add("--models");
        MODELS.forEach(model -> List.of("P1", "P2")
                .forEach(fold -> args.add(modelFolder(model, fold).toString())));
        args.add("--qc");
        Stream.of("A", "B", "C", "D", "E")
                .forEach(section -> args.add(qcFile(section).toString()));
        args.addAll(List.of(
                "--parameters", folder.resolve("params.json").toString(),
                "--versions-file", folder.resolve("versions.yml").toString(),
                "--title", "Made-up <script>alert(1)</script> run",
                "--output", output.toString()));
        return args.toArray(String[]::new);
    }

    private static QcSummary qc(String section, String patient) {
        return new QcSummary(section, patient, true, null, SIDE * SIDE, SIDE * SIDE, GENES, GENES, 1234.5, 55.0);
    }

    void writeModel(String model, String fold) {
        List<Map<String, Object>> training = new ArrayList<>();
        PATIENTS.forEach((section, patient) -> {
            if (!patient.equals(fold)) {
                training.add(training(section, patient, "sha-" + section));
            }
        });
        writeModel(model, fold, training);
    }

    static Map<String, Object> training(String section, String patient, String imageSha256) {
        return new LinkedHashMap<>(
                Map.of("section", section, "patient", patient, "spots", SIDE * SIDE, "image_sha256", imageSha256));
    }

    void writeModel(String model, String fold, List<Map<String, Object>> training) {
        Map<String, Object> card = new LinkedHashMap<>();
        card.put("model", model);
        card.put("protocol", "honest");
        card.put("fold", fold);
        card.put("scheme", "leave_one_patient_out");
        card.put("training", training);
        RecordYaml.write(modelFolder(model, fold).resolve("model.yml"), card);
        List<TrainingPoint> points = new ArrayList<>();
        for (int epoch = 1; epoch <= 8 && model.equals("heclip"); epoch++) {
            points.add(new TrainingPoint(
                    epoch, "choose", 1, 4.0 / epoch + fold.charAt(1) / 100.0, 0.05 * Math.sqrt(epoch)));
        }
        for (int epoch = 1; epoch <= 6 && model.equals("heclip"); epoch++) {
            points.add(new TrainingPoint(epoch, "refit", null, 3.8 / epoch, null));
        }
        RecordTsv.write(modelFolder(model, fold).resolve("training.tsv"), TrainingPoint.class, points);
    }

    private AnnData section(String section, String patient) {
        Random random = new Random(section.hashCode());
        int spots = SIDE * SIDE;
        DenseMatrix counts = DenseMatrix.zeros(spots, GENES);
        double[] spatial = new double[2 * spots];
        for (int s = 0; s < spots; s++) {
            spatial[2 * s] = (1 + s % SIDE) * PITCH_PX;
            spatial[2 * s + 1] = (1 + s / SIDE) * PITCH_PX;
            for (int g = 0; g < GENES; g++) {
                double rate = 3 + 2.5 * Math.sin(s % SIDE / 3.0 + g) * Math.cos(s / SIDE / 4.0 + section.charAt(0));
                counts.values()[s * GENES + g] = (float) Math.max(0, Math.round(rate + random.nextGaussian()));
            }
        }
        DataFrame obs = DataFrame.of(
                        IntStream.range(0, spots).mapToObj(s -> section + s).toList())
                .with(
                        "array_row",
                        new Column.Ints(IntStream.range(0, spots)
                                .mapToLong(s -> s / SIDE)
                                .toArray()))
                .with(
                        "array_col",
                        new Column.Ints(IntStream.range(0, spots)
                                .mapToLong(s -> s % SIDE)
                                .toArray()));
        DataFrame genes = DataFrame.of(IntStream.range(0, GENES)
                .mapToObj(g -> g == 0 ? hostile : "GENE" + g)
                .toList());
        Matrix x = ExpressionMatrix.of(counts);
        return new AnnData(
                Optional.of(x),
                obs,
                genes,
                Map.of(),
                Map.of("spatial", NdArray.of(spots, 2, spatial)),
                uns(section, patient));
    }

    private static Map<String, Object> uns(String section, String patient) {
        Map<String, Object> heclip = new LinkedHashMap<>();
        heclip.put("section", section);
        heclip.put("patient", patient);
        heclip.put("technology", "st");
        heclip.put("mpp", 0.78);
        heclip.put("image_sha256", "sha-" + section);
        heclip.put("orientation", "as_is");
        heclip.put("orientation_margin", 0.31);
        String[] warnings = section.equals("C") ? new String[] {"31 % of the spots lie off the tissue"} : new String[0];
        heclip.put("align_warnings", new NdArray(new int[] {warnings.length}, warnings));
        Map<String, Object> place = Map.of(
                "images", Map.of("lowres", new NdArray(new int[] {350, 350, 3}, picture(350, section.charAt(0)))),
                "scalefactors", Map.of("tissue_lowres_scalef", 0.25, "spot_diameter_fullres", 50.0));
        return Map.of("heclip", heclip, "spatial", Map.of(section, place));
    }

    /** Something pink with purple patches. */
    private static byte[] picture(int side, int seed) {
        byte[] rgb = new byte[3 * side * side];
        for (int i = 0; i < side * side; i++) {
            double patch = Math.sin(i % side / 30.0 + seed) * Math.cos(i / side / 40.0);
            rgb[3 * i] = (byte) (215 - 70 * Math.max(0, patch));
            rgb[3 * i + 1] = (byte) (150 - 60 * Math.max(0, patch));
            rgb[3 * i + 2] = (byte) (190 - 10 * Math.max(0, patch));
        }
        return rgb;
    }

    private AnnData prediction(AnnData section, String model, String id) {
        Random random = new Random((model + id).hashCode());
        DenseMatrix measured = Normalisation.logNormalise(
                        (ExpressionMatrix) section.x().orElseThrow(), 180)
                .dense();
        DenseMatrix predicted = DenseMatrix.zeros(measured.rows(), GENES);
        DenseMatrix sd = DenseMatrix.zeros(measured.rows(), GENES);
        double signal = SIGNAL.get(model);
        for (int i = 0; i < predicted.values().length; i++) {
            double known = signal * (1 - i % GENES / (double) GENES);
            predicted.values()[i] = signal == 0
                    ? 1
                    : (float) (known * measured.values()[i] + (1 - known) * (1 + 0.4 * random.nextGaussian()));
            sd.values()[i] = (float) (0.3 + 0.1 * random.nextDouble());
        }
        Map<String, Object> heclip = new LinkedHashMap<>();
        ((Map<?, ?>) section.uns().get("heclip")).forEach((key, value) -> heclip.put(key.toString(), value));
        heclip.put("model", model);
        heclip.put("protocol", "honest");
        heclip.put("fold", PATIENTS.get(id));
        heclip.put("target_sum", 180.0);
        DataFrame genes = section.var()
                .with(
                        "hvg_rank",
                        new Column.Ints(IntStream.range(0, GENES)
                                .mapToLong(g -> g % 3 == 0 ? g / 3 : -1)
                                .toArray()))
                .with(
                        "heg_rank",
                        new Column.Ints(IntStream.range(0, GENES)
                                .mapToLong(g -> GENES - 1 - g)
                                .toArray()))
                .with("measured", new Column.Bools(everyGene()));
        return new AnnData(
                Optional.of(measured),
                section.obs(),
                genes,
                new LinkedHashMap<>(Map.of("predicted", predicted, "predicted_sd", sd)),
                section.obsm(),
                Map.of("heclip", heclip, "spatial", section.uns().get("spatial")));
    }

    private static boolean[] everyGene() {
        boolean[] every = new boolean[GENES];
        Arrays.fill(every, true);
        return every;
    }

    static String[] with(String[] args, String... more) {
        return Stream.concat(Arrays.stream(args), Arrays.stream(more)).toArray(String[]::new);
    }
}
