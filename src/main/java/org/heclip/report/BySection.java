package org.heclip.report;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * A figure of all models by section: a row for each while they are few, else a line for each model over its sections in the order of
 * their figures.
 *
 * @param unit what a row is: "section", or "block"
 */
record BySection(String unit) {
    /** More rows make a drawing that nobody can take in. */
    static final int MOST_ROWS = 60;

    Chart chart(String id, String figure, List<Plots.Row> rows) {
        if (rows.size() <= MOST_ROWS) {
            Plots.Intervals intervals = new Plots.Intervals(figure + ", by " + unit, rows);
            return new Chart(id, "intervals", intervals, Plots.intervals(intervals));
        }
        Plots.Curves curves =
                new Plots.Curves(unit + "s, each model's from its lowest to its highest", figure, false, ranked(rows));
        return new Chart(id, "curves", curves, Plots.curves(curves));
    }

    private static List<Plots.Curve> ranked(List<Plots.Row> rows) {
        Map<String, List<Plots.Estimate>> byModel = new LinkedHashMap<>();
        rows.forEach(row -> row.estimates().stream()
                .filter(estimate -> Double.isFinite(estimate.mean()))
                .forEach(estimate -> byModel.computeIfAbsent(estimate.label(), label -> new ArrayList<>())
                        .add(estimate)));
        List<Plots.Curve> curves = new ArrayList<>();
        byModel.forEach((label, estimates) -> {
            double[] rising = estimates.stream()
                    .mapToDouble(Plots.Estimate::mean)
                    .sorted()
                    .toArray();
            List<double[]> points = new ArrayList<>();
            for (int i = 0; i < rising.length; i++) {
                points.add(new double[] {i + 1, rising[i]});
            }
            curves.add(new Plots.Curve(label, estimates.get(0).colour(), false, points));
        });
        return curves;
    }
}
