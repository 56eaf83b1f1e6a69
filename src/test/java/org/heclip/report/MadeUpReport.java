package org.heclip.report;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.stream.IntStream;
import org.heclip.evaluate.Calibration;
import org.heclip.evaluate.CheckedPrediction;
import org.heclip.evaluate.Domains;
import org.heclip.evaluate.GeneScore;
import org.heclip.evaluate.PairedScore;
import org.heclip.evaluate.SummaryScore;
import org.heclip.report.ReportInput.Fit;
import org.heclip.report.ReportInput.GeneValues;
import org.heclip.report.ReportInput.Layer;
import org.heclip.report.ReportInput.Positions;
import org.heclip.report.ReportInput.SectionGlance;
import org.heclip.report.ReportInput.SectionView;
import org.heclip.report.ReportInput.Sheet;
import org.heclip.report.ReportInput.TissueImage;
import org.heclip.report.ReportInput.TrainingCurve;
import org.heclip.report.ReportInput.TrainingPoint;
import org.heclip.report.ReportInput.TwinSearch;
import org.heclip.section.QcSummary;

/**
 * What a run of any size would hand to the report, from a seed.
 *
 * @param name put into every name that a user can choose
 * @param pages sections that get a page
 */
record MadeUpReport(int sections, int spots, int genes, List<String> models, String name, int pages) {
    private static final String PROTOCOL = "honest";
    private static final int IMAGE = 600;

    ReportInput input() {
        List<SectionGlance> glances = new ArrayList<>();
        List<QcSummary> qc = new ArrayList<>();
        for (int i = 0; i < sections; i++) {
            glances.add(new SectionGlance(section(i), "P" + name, spots, List.of("a warning of " + name)));
            qc.add(new QcSummary(section(i), "P" + name, true, null, spots, spots, genes, genes, 4000.0, 1500.0));
        }
        List<SummaryScore> summary = summary();
        GeneFigures figures = GeneFigures.of(scores());
        List<MapChoice.Choice> choices = MapChoice.of(summary, figures, new Blocks(Map.of()));
        List<String> ids = glances.stream().map(SectionGlance::id).toList();
        List<String> paged = MapChoice.pages(summary, choices, ids, List.of(), pages);
        List<SectionView> views = IntStream.range(0, sections)
                .filter(i -> paged.contains(section(i)))
                .mapToObj(this::view)
                .toList();
        return new ReportInput(
                "A run of " + name,
                summary,
                List.of(new PairedScore(PROTOCOL, "all", models.get(0), models.get(1), 0.1, 0.05, 0.15)),
                figures,
                views,
                glances,
                fits(),
                qc,
                choices,
                explored(summary, figures, choices, paged),
                curves(),
                calibration(),
                domains(),
                Optional.of(waterfall()),
                Optional.of(new Sheet(List.of("fold", "finding"), List.of(List.of("F", name)))),
                List.of(new CheckedPrediction(models.get(0), PROTOCOL, name, section(0), "no leak", false, name)),
                new TwinSearch(List.of(), genes, (long) sections * spots, (long) sections * spots),
                Map.of("markers", name),
                Map.of("evaluate" + name, Map.of("heclip", "0.1.0")));
    }

    private String section(int i) {
        return "S" + i + name;
    }

    private String gene(int g) {
        return "GENE" + g + name;
    }

    private SectionView view(int i) {
        Random random = new Random(i);
        int side = (int) Math.ceil(Math.sqrt(spots));
        double[] x = new double[spots];
        double[] y = new double[spots];
        double[] counts = new double[spots];
        double[] fraction = new double[spots];
        for (int s = 0; s < spots; s++) {
            x[s] = 100.0 * (1 + s % side);
            y[s] = 100.0 * (1 + s / side);
            counts[s] = 4000 + 2000 * Math.sin(s % side / 9.0) + 500 * random.nextGaussian();
            fraction[s] = random.nextDouble();
        }
        byte[] rgb = new byte[3 * IMAGE * IMAGE];
        random.nextBytes(rgb);
        for (int p = 0; p < rgb.length; p++) {
            // grain like that of tissue: noise alone would compress far worse
            rgb[p] =
                    (byte) (170 + 40 * Math.sin(p / 3 % IMAGE / 17.0) * Math.cos(p / 3 / IMAGE / 13.0) + (rgb[p] & 31));
        }
        return new SectionView(
                section(i),
                "P" + name,
                "visium",
                0.5,
                spots,
                genes,
                "as_given",
                0.2,
                "(2, -3) px",
                List.of("a warning of " + name),
                List.of(
                        new Layer("counts per spot", counts, doubled(counts), Map.of("threshold", 2500.0)),
                        new Layer("genes per spot", counts, new double[0], Map.of()),
                        new Layer("part of the spot on tissue", fraction, new double[0], Map.of())),
                new Positions(x, y, 55),
                Optional.of(new TissueImage(IMAGE, IMAGE, rgb, IMAGE / (100.0 * (side + 2)))));
    }

    /** Each value and its half. */
    private static double[] doubled(double[] values) {
        return java.util.stream.DoubleStream.of(values)
                .flatMap(v -> java.util.stream.DoubleStream.of(v, v / 2))
                .toArray();
    }

    private List<SummaryScore> summary() {
        List<SummaryScore> summary = new ArrayList<>();
        for (int m = 0; m < models.size(); m++) {
            double mean = 0.4 - 0.05 * m;
            for (String panel : List.of("all", "heg50")) {
                summary.add(score(m, panel, "overall", mean));
                for (int i = 0; i < sections; i++) {
                    summary.add(score(m, panel, "section:" + section(i), mean + 0.03 * Math.sin(i)));
                }
            }
        }
        return summary;
    }

    private SummaryScore score(int m, String panel, String level, double mean) {
        return new SummaryScore(
                models.get(m), PROTOCOL, panel, level, mean, mean - 0.02, mean + 0.02, genes, 0, sections, null, null);
    }

    private List<GeneScore> scores() {
        List<GeneScore> scores = new ArrayList<>();
        for (String model : models) {
            for (int i = 0; i < sections; i++) {
                for (int g = 0; g < genes; g++) {
                    double pcc = 0.7 * (1 - (double) g / genes) - 0.05 * models.indexOf(model) + 0.02 * Math.sin(i + g);
                    scores.add(new GeneScore(
                            model,
                            PROTOCOL,
                            "F",
                            section(i),
                            gene(g),
                            spots,
                            pcc,
                            pcc,
                            0.5,
                            0.4,
                            0.3,
                            0.2,
                            0.4,
                            0.5,
                            0.01,
                            0.02,
                            pcc - 0.1,
                            pcc + 0.1,
                            g,
                            g,
                            g == 2));
                }
            }
        }
        return scores;
    }

    private List<GeneValues> explored(
            List<SummaryScore> summary, GeneFigures scores, List<MapChoice.Choice> choices, List<String> paged) {
        Map<String, Integer> drawn = new HashMap<>();
        paged.forEach(section -> drawn.put(section, Math.min(spots, MapChoice.MOST_SPOTS)));
        MapChoice.Explored chosen = MapChoice.explored(summary, scores, drawn);
        List<GeneValues> values = new ArrayList<>();
        for (String model : models) {
            chosen.sections()
                    .forEach(section -> chosen.genes().forEach(gene -> values.add(values(model, section, gene))));
            choices.stream()
                    .filter(choice -> !chosen.sections().contains(choice.section()))
                    .forEach(choice -> values.add(values(model, choice.section(), choice.gene())));
        }
        return values;
    }

    private GeneValues values(String model, String section, String gene) {
        Random random = new Random((model + section + gene).hashCode());
        double[] measured = random.doubles(spots).map(v -> 3 * v).toArray();
        double[] predicted = Arrays.stream(measured).map(v -> 1 + v / 2).toArray();
        // the last model is as sure everywhere
        boolean constant = models.indexOf(model) == models.size() - 1;
        double[] sd = random.doubles(spots).map(v -> constant ? 0.5 : 0.2 + v).toArray();
        measured[0] = Double.NaN;
        predicted[0] = Double.NaN;
        sd[0] = Double.NaN;
        return new GeneValues(model, PROTOCOL, section, gene, 0.4, measured, predicted, sd);
    }

    private List<Fit> fits() {
        return models.stream()
                .map(model -> new Fit(
                        model,
                        PROTOCOL,
                        "F" + name,
                        "leave_one_section_out",
                        sections - 1,
                        spots,
                        section(0),
                        genes,
                        genes,
                        7,
                        0.5,
                        50,
                        0.3,
                        1L,
                        "resnet18",
                        "random:1",
                        "frozen"))
                .toList();
    }

    private List<TrainingCurve> curves() {
        List<TrainingPoint> points = new ArrayList<>();
        for (int epoch = 1; epoch < 9; epoch++) {
            points.add(new TrainingPoint(epoch, "choose", 1, 4.0 / epoch, 0.1 + 0.01 * epoch));
        }
        return List.of(new TrainingCurve(models.get(0), PROTOCOL, "F" + name, points));
    }

    private List<Calibration.Level> calibration() {
        List<Calibration.Level> levels = new ArrayList<>();
        for (String model : models) {
            for (double nominal : new double[] {0.5, 0.8, 0.9, 0.95}) {
                levels.add(new Calibration.Level(model, PROTOCOL, "F", section(0), nominal, nominal * 0.95, 1000));
            }
        }
        return levels;
    }

    private List<Domains.Score> domains() {
        List<Domains.Score> scores = new ArrayList<>();
        for (int i = 0; i < sections; i++) {
            scores.add(new Domains.Score(models.get(0), PROTOCOL, "F", section(i), 5, spots, 0.3));
        }
        return scores;
    }

    private Sheet waterfall() {
        return new Sheet(
                List.of("model", "panel", "leak", "mean", "ci_low", "ci_high"),
                List.of(
                        List.of(models.get(0), "all", PROTOCOL, "0.2", "0.19", "0.21"),
                        List.of(models.get(0), "all", "panel on all sections " + name, "0.3", "", "")));
    }
}
