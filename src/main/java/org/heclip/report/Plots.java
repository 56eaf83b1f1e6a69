package org.heclip.report;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.stream.DoubleStream;
import org.apache.commons.math3.stat.descriptive.rank.Median;

/** The report's drawings. */
final class Plots {
    private static final int WIDTH = 900;
    private static final int LEFT = 130;
    private static final int RIGHT = 20;
    private static final int AXIS = 42;
    private static final int RIDGE = 58;
    private static final int BINS = 60;
    private static final int ROW = 15;
    private static final int ROW_GAP = 12;
    private static final int CURVE_WIDTH = 340;
    private static final int CURVE_HEIGHT = 210;

    private Plots() {}

    /** Values of one model. */
    record Series(String label, int colour, double[] values) {}

    /** A figure and its interval; NaN ends for none. */
    record Estimate(int colour, String label, double mean, double low, double high) {}

    /** Estimates that belong together, such as those of one section. */
    record Row(String label, List<Estimate> estimates) {}

    /** A line of a training curve. */
    record Curve(String label, int colour, boolean dashed, List<double[]> points) {}

    /** How the PCC of the genes are distributed, a ridge for each model. */
    static Plot distribution(List<Series> models) {
        double low = models.stream()
                .flatMapToDouble(m -> DoubleStream.of(m.values()))
                .min()
                .orElse(0);
        double high = models.stream()
                .flatMapToDouble(m -> DoubleStream.of(m.values()))
                .max()
                .orElse(1);
        Plot.Canvas canvas = new Plot.Canvas();
        Axis x = Axis.holding(Math.min(0, low), Math.max(0, high), LEFT, WIDTH - (double) RIGHT);
        int height = models.size() * RIDGE + AXIS + 8;
        xAxis(canvas, x, 8, height - AXIS, "PCC of a gene in a section");
        double[][] counts = models.stream().map(m -> histogram(m.values(), x)).toArray(double[][]::new);
        for (int m = 0; m < models.size(); m++) {
            ridge(canvas, models.get(m), counts[m], x, 8 + (m + 1) * (double) RIDGE);
        }
        return canvas.plot(WIDTH, height, "Distribution of the correlation per gene for each model");
    }

    private static double[] histogram(double[] values, Axis x) {
        double[] counts = new double[BINS];
        for (double value : values) {
            int bin = (int) ((value - x.low()) / (x.high() - x.low()) * BINS);
            counts[Math.max(0, Math.min(BINS - 1, bin))]++;
        }
        return counts;
    }

    private static void ridge(Plot.Canvas canvas, Series model, double[] counts, Axis x, double base) {
        double tallest = Math.max(1, DoubleStream.of(counts).max().orElse(1));
        double width = (x.to() - x.from()) / BINS;
        List<double[]> outline = new ArrayList<>();
        outline.add(new double[] {x.from(), base});
        for (int b = 0; b < BINS; b++) {
            double y = base - counts[b] / tallest * (RIDGE - 12);
            outline.add(new double[] {x.from() + b * width, y});
            outline.add(new double[] {x.from() + (b + 1) * width, y});
        }
        outline.add(new double[] {x.to(), base});
        double median = model.values().length == 0 ? 0 : new Median().evaluate(model.values());
        String tooltip =
                model.label() + ": " + model.values().length + " genes x sections, median " + Figure.text(median);
        canvas.polygon("ridge c" + model.colour(), outline, true, tooltip);
        canvas.text("name", LEFT - 10.0, base - RIDGE / 3.0, model.label());
        if (model.values().length > 0) {
            canvas.line("mark", x.at(median), base, x.at(median), base - RIDGE + 12.0);
        } else {
            canvas.text("tick", (x.from() + x.to()) / 2, base - RIDGE / 3.0, "no gene has a defined PCC");
        }
    }

    /** Means with intervals, a group of dots for each row. */
    static Plot intervals(List<Row> rows, String xLabel) {
        double[] ends = rows.stream()
                .flatMap(row -> row.estimates().stream())
                .flatMapToDouble(e -> DoubleStream.of(e.mean(), e.low(), e.high()))
                .filter(Double::isFinite)
                .toArray();
        Axis x = Axis.holding(
                Math.min(0, Arrays.stream(ends).min().orElse(0)),
                Math.max(0, Arrays.stream(ends).max().orElse(1)),
                LEFT,
                WIDTH - (double) RIGHT);
        int height = 8
                + AXIS
                + rows.stream()
                        .mapToInt(row -> row.estimates().size() * ROW + ROW_GAP)
                        .sum();
        Plot.Canvas canvas = new Plot.Canvas();
        xAxis(canvas, x, 8, height - AXIS, xLabel);
        double y = 8 + ROW_GAP / 2.0;
        for (Row row : rows) {
            canvas.text("name", LEFT - 10.0, y + row.estimates().size() * ROW / 2.0 + 4, row.label());
            for (Estimate estimate : row.estimates()) {
                estimate(canvas, estimate, x, y + ROW / 2.0);
                y += ROW;
            }
            y += ROW_GAP;
        }
        return canvas.plot(WIDTH, height, xLabel + ", with 95 % intervals");
    }

    private static void estimate(Plot.Canvas canvas, Estimate estimate, Axis x, double y) {
        if (Double.isFinite(estimate.low())) {
            canvas.line("whisker c" + estimate.colour(), x.at(estimate.low()), y, x.at(estimate.high()), y);
        }
        if (Double.isFinite(estimate.mean())) {
            String tooltip =
                    estimate.label() + ": " + Figure.withInterval(estimate.mean(), estimate.low(), estimate.high());
            canvas.circle("dot c" + estimate.colour(), x.at(estimate.mean()), y, 4.5, tooltip);
        }
    }

    /** Lines over epochs. */
    static Plot curves(List<Curve> curves, String yLabel) {
        double[] ys = curves.stream()
                .flatMap(c -> c.points().stream())
                .mapToDouble(p -> p[1])
                .toArray();
        double lastEpoch = curves.stream()
                .flatMap(c -> c.points().stream())
                .mapToDouble(p -> p[0])
                .max()
                .orElse(1);
        Axis x = Axis.holding(0, lastEpoch, 52, CURVE_WIDTH - 12.0);
        Axis y = Axis.holding(
                Arrays.stream(ys).min().orElse(0), Arrays.stream(ys).max().orElse(1), CURVE_HEIGHT - AXIS, 22.0);
        Plot.Canvas canvas = new Plot.Canvas();
        xAxis(canvas, x, 22, CURVE_HEIGHT - AXIS, "epoch");
        canvas.text("title", 4, 14, yLabel);
        for (double tick : y.ticks()) {
            canvas.line("grid", x.from(), y.at(tick), x.to(), y.at(tick));
            canvas.text("tick end", x.from() - 6, y.at(tick) + 4, y.label(tick));
        }
        for (Curve curve : curves) {
            List<double[]> points = curve.points().stream()
                    .map(p -> new double[] {x.at(p[0]), y.at(p[1])})
                    .toList();
            canvas.polygon(
                    "curve c" + curve.colour() + (curve.dashed() ? " dashed" : ""), points, false, curve.label());
        }
        return canvas.plot(CURVE_WIDTH, CURVE_HEIGHT, yLabel + " over epochs");
    }

    private static void xAxis(Plot.Canvas canvas, Axis x, double top, double base, String label) {
        for (double tick : x.ticks()) {
            boolean zero = Math.abs(tick) < x.step() / 2;
            canvas.line(zero ? "zero" : "grid", x.at(tick), top, x.at(tick), base);
            canvas.text("tick", x.at(tick), base + 16, x.label(tick));
        }
        canvas.text("axis", (x.from() + x.to()) / 2, base + 34, label);
    }
}
