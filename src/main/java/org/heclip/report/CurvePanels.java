package org.heclip.report;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import org.heclip.report.ReportInput.TrainingCurve;
import org.heclip.report.ReportInput.TrainingPoint;
import org.heclip.report.ReportPage.CurvePanel;

/** Loss and validation PCC over the epochs, for models that have epochs. */
final class CurvePanels {
    private static final int FEWEST_POINTS = 2;
    /** More lines cannot be told apart. */
    private static final int MOST_FOLDS = 12;

    private static final String REFIT = "refit";

    private final List<TrainingCurve> curves;
    private final Models models;

    CurvePanels(List<TrainingCurve> curves, Models models) {
        this.curves = curves;
        this.models = models;
    }

    List<CurvePanel> panels() {
        Map<Models.Key, List<TrainingCurve>> byModel = new LinkedHashMap<>();
        curves.forEach(curve -> byModel.computeIfAbsent(
                        new Models.Key(curve.model(), curve.protocol()), k -> new ArrayList<>())
                .add(curve));
        List<CurvePanel> panels = new ArrayList<>();
        byModel.forEach((key, all) -> {
            List<TrainingCurve> folds = all.subList(0, Math.min(all.size(), MOST_FOLDS));
            List<Chart> plots = new ArrayList<>();
            plot(key, folds, TrainingPoint::loss, "loss", plots);
            plot(key, folds, TrainingPoint::validationPcc, "validation PCC", plots);
            if (!plots.isEmpty()) {
                panels.add(new CurvePanel(models.label(key), plots, all.size(), folds.size()));
            }
        });
        return panels;
    }

    /** Rounds are numbered where there are several: validation was rotated. */
    private static String name(TrainingPoint point, List<TrainingPoint> points) {
        boolean rounds = points.stream().anyMatch(other -> other.round() != null && other.round() > 1);
        return rounds && point.round() != null ? point.phase() + " " + point.round() : point.phase();
    }

    private void plot(
            Models.Key key,
            List<TrainingCurve> folds,
            Function<TrainingPoint, Double> figure,
            String label,
            List<Chart> plots) {
        List<Plots.Curve> lines = new ArrayList<>();
        for (TrainingCurve fold : folds) {
            Map<String, List<double[]>> byPhase = new LinkedHashMap<>();
            fold.points().stream()
                    .filter(point -> figure.apply(point) != null)
                    .forEach(point -> byPhase.computeIfAbsent(name(point, fold.points()), phase -> new ArrayList<>())
                            .add(new double[] {point.epoch(), figure.apply(point)}));
            byPhase.forEach((phase, points) -> {
                if (points.size() >= FEWEST_POINTS) {
                    lines.add(new Plots.Curve(
                            "fold " + fold.fold() + ", " + phase,
                            folds.indexOf(fold) % Models.COLOURS,
                            phase.equals(REFIT),
                            points));
                }
            });
        }
        if (!lines.isEmpty()) {
            Plots.Curves curves = new Plots.Curves("epoch", label, false, lines);
            // a model's number and the figure's make the name unique
            String id = "training" + models.keys().indexOf(key) + "figure" + plots.size();
            plots.add(new Chart(id, "curves", curves, Plots.curves(curves)));
        }
    }
}
