package org.heclip.report;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.heclip.evaluate.Calibration;
import org.heclip.evaluate.Domains;
import org.heclip.report.ReportPage.Cell;
import org.heclip.report.ReportPage.Table;

/**
 * Whether the predicted standard deviations hold, and whether predictions show the tissue's domains.
 *
 * @param reliability null when nothing is known
 * @param domains null when nothing was clustered
 */
public record UncertaintyPart(Chart reliability, Table coverage, Chart domains, int clusters) {
    private static final List<Double> TABLE_LEVELS = List.of(0.5, 0.8, 0.9, 0.95);

    static UncertaintyPart of(ReportInput input, Models models) {
        Map<Models.Key, Map<Double, Double>> coverage = coverage(input.calibration());
        List<Plots.Curve> curves = new ArrayList<>();
        for (Models.Key key : models.keys()) {
            List<double[]> points = new ArrayList<>();
            coverage.getOrDefault(key, Map.of())
                    .forEach((nominal, observed) -> points.add(new double[] {nominal, observed}));
            if (!points.isEmpty()) {
                curves.add(new Plots.Curve(models.label(key), models.colour(key), false, points));
            }
        }
        Plots.Curves reliability =
                new Plots.Curves("share of values that the interval should hold", "share it holds", true, curves);
        return new UncertaintyPart(
                curves.isEmpty() ? null : new Chart("reliability", "curves", reliability, Plots.curves(reliability)),
                table(models, coverage),
                domains(input, models),
                input.domains().stream().mapToInt(Domains.Score::clusters).max().orElse(0));
    }

    /** Share inside the intervals by level, all sections of a model together, each value counting the same. */
    static Map<Models.Key, Map<Double, Double>> coverage(List<Calibration.Level> levels) {
        Map<Models.Key, Map<Double, double[]>> sums = new LinkedHashMap<>();
        for (Calibration.Level level : levels) {
            if (level.observed() != null) {
                double[] sum = sums.computeIfAbsent(
                                new Models.Key(level.model(), level.protocol()), key -> new LinkedHashMap<>())
                        .computeIfAbsent(level.nominal(), nominal -> new double[2]);
                sum[0] += level.observed() * level.spotsGenes();
                sum[1] += level.spotsGenes();
            }
        }
        Map<Models.Key, Map<Double, Double>> coverage = new LinkedHashMap<>();
        sums.forEach((key, byLevel) -> byLevel.forEach((nominal, sum) ->
                coverage.computeIfAbsent(key, k -> new LinkedHashMap<>()).put(nominal, sum[0] / sum[1])));
        return coverage;
    }

    private static Table table(Models models, Map<Models.Key, Map<Double, Double>> coverage) {
        List<String> header = new ArrayList<>(List.of("model"));
        TABLE_LEVELS.forEach(level -> header.add("in the " + Math.round(100 * level) + " % interval"));
        List<List<Cell>> rows = new ArrayList<>();
        for (Models.Key key : models.keys()) {
            List<Cell> row = new ArrayList<>(List.of(Cell.text(models.label(key))));
            for (Double level : TABLE_LEVELS) {
                Double observed = coverage.getOrDefault(key, Map.of()).get(level);
                row.add(Cell.figure(observed, Figure.percent(observed), ""));
            }
            rows.add(row);
        }
        return new Table(header, rows);
    }

    private static Chart domains(ReportInput input, Models models) {
        Map<String, List<Plots.Estimate>> bySection = new LinkedHashMap<>();
        for (Models.Key key : models.keys()) {
            for (Domains.Score score : input.domains()) {
                if (new Models.Key(score.model(), score.protocol()).equals(key) && score.ari() != null) {
                    bySection
                            .computeIfAbsent(score.section(), section -> new ArrayList<>())
                            .add(new Plots.Estimate(
                                    models.colour(key), models.label(key), score.ari(), Double.NaN, Double.NaN));
                }
            }
        }
        if (bySection.isEmpty()) {
            return null;
        }
        List<Plots.Row> rows = new ArrayList<>();
        bySection.forEach((section, estimates) -> rows.add(new Plots.Row(section, estimates)));
        return new BySection(HeldOut.of(input.fits()).unit(1))
                .chart("domains", "adjusted Rand index of the domains", rows);
    }
}
