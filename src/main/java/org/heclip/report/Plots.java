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
    private static final int HISTOGRAM_HEIGHT = 150;

    private Plots() {}

    /** Values of one model. */
    record Series(String label, int colour, double[] values) {}

    /** A figure and its interval; NaN ends for none. */
    record Estimate(int colour, String label, double mean, double low, double high) {}

    /** Estimates that belong together, such as those of one section. */
    record Row(String label, List<Estimate> estimates) {}

    /** A line of a training curve. */
    record Curve(String label, int colour, boolean dashed, List<double[]> points) {}

    /** Estimates in rows over one axis. */
    record Intervals(String label, List<Row> rows) {}

    /** Lines over one axis; with {@code diagonal} both axes run from 0 to 1 and a line shows where y is x. */
    record Curves(String xLabel, String yLabel, boolean diagonal, List<Curve> curves) {}

    /** A value that is marked on an axis. */
    record Mark(String label, double value) {}

    /**
     * Counts in bins of the same width between two values.
     *
     * @param before counts of all spots, those that quality control left out too; empty where these are not known
     */
    record Histogram(String label, double low, double high, int[] counts, int[] before, List<Mark> marks) {}

    /** Counts of one model in the bins of a distribution. */
    record Ridge(String label, int colour, int n, double median, int[] counts) {}

    /** The PCC of all models' genes in bins of the same width between two values. */
    record Distribution(double low, double high, double step, List<Ridge> models) {
        static Distribution of(List<Series> models) {
            double[] all = models.stream()
                    .flatMapToDouble(m -> DoubleStream.of(m.values()))
                    .toArray();
            Axis x = Axis.holding(
                    Math.min(0, DoubleStream.of(all).min().orElse(0)),
                    Math.max(0, DoubleStream.of(all).max().orElse(1)),
                    0,
                    BINS);
            return new Distribution(
                    x.low(),
                    x.high(),
                    x.step(),
                    models.stream().map(m -> ridge(m, x)).toList());
        }

        private static Ridge ridge(Series model, Axis x) {
            int[] counts = new int[BINS];
            for (double value : model.values()) {
                counts[Math.max(0, Math.min(BINS - 1, (int) x.at(value)))]++;
            }
            return new Ridge(
                    model.label(),
                    model.colour(),
                    model.values().length,
                    model.values().length == 0 ? Double.NaN : new Median().evaluate(model.values()),
                    counts);
        }
    }

    /** How the PCC of the genes are distributed, a ridge for each model. */
    static Plot distribution(Distribution distribution) {
        List<Ridge> models = distribution.models();
        Plot.Canvas canvas = new Plot.Canvas();
        Axis x = Axis.holding(distribution.low(), distribution.high(), LEFT, WIDTH - (double) RIGHT);
        int height = models.size() * RIDGE + AXIS + 8;
        xAxis(canvas, x, 8, height - AXIS, "PCC of a gene in a section");
        for (int m = 0; m < models.size(); m++) {
            ridge(canvas, models.get(m), x, 8 + (m + 1) * (double) RIDGE);
        }
        return canvas.plot(WIDTH, height, "Distribution of the correlation per gene for each model");
    }

    private static void ridge(Plot.Canvas canvas, Ridge model, Axis x, double base) {
        int[] counts = model.counts();
        double tallest = Math.max(1, Arrays.stream(counts).max().orElse(1));
        double width = (x.to() - x.from()) / BINS;
        List<double[]> outline = new ArrayList<>();
        outline.add(new double[] {x.from(), base});
        for (int b = 0; b < BINS; b++) {
            double y = base - counts[b] / tallest * (RIDGE - 12);
            outline.add(new double[] {x.from() + b * width, y});
            outline.add(new double[] {x.from() + (b + 1) * width, y});
        }
        outline.add(new double[] {x.to(), base});
        String tooltip = model.label() + ": " + model.n() + " genes x sections, median " + Figure.text(model.median());
        canvas.polygon("ridge c" + model.colour(), outline, true, tooltip);
        canvas.text("name", LEFT - 10.0, base - RIDGE / 3.0, model.label());
        if (model.n() > 0) {
            canvas.line("mark", x.at(model.median()), base, x.at(model.median()), base - RIDGE + 12.0);
        } else {
            canvas.text("tick", (x.from() + x.to()) / 2, base - RIDGE / 3.0, "no gene has a defined PCC");
        }
    }

    /** Means with intervals, a group of dots for each row. */
    static Plot intervals(Intervals intervals) {
        List<Row> rows = intervals.rows();
        String xLabel = intervals.label();
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
            double at = x.at(estimate.mean());
            if (estimate.colour() < Models.COLOURS / 2) {
                canvas.circle("dot c" + estimate.colour(), at, y, 4.5, tooltip);
            } else {
                List<double[]> diamond = List.of(
                        new double[] {at - 6, y}, new double[] {at, y - 6}, new double[] {at + 6, y}, new double[] {
                            at, y + 6
                        });
                canvas.polygon("dot c" + estimate.colour(), diamond, true, tooltip);
            }
        }
    }

    /** Lines over epochs, or over levels. */
    static Plot curves(Curves drawn) {
        List<Curve> curves = drawn.curves();
        String yLabel = drawn.yLabel();
        double[] ys = curves.stream()
                .flatMap(c -> c.points().stream())
                .mapToDouble(p -> p[1])
                .toArray();
        double last = curves.stream()
                .flatMap(c -> c.points().stream())
                .mapToDouble(p -> p[0])
                .max()
                .orElse(1);
        Axis x = Axis.holding(0, drawn.diagonal() ? 1 : last, 52, CURVE_WIDTH - 12.0);
        Axis y = Axis.holding(
                drawn.diagonal() ? 0 : Arrays.stream(ys).min().orElse(0),
                drawn.diagonal() ? 1 : Arrays.stream(ys).max().orElse(1),
                CURVE_HEIGHT - AXIS,
                22.0);
        Plot.Canvas canvas = new Plot.Canvas();
        xAxis(canvas, x, 22, CURVE_HEIGHT - AXIS, drawn.xLabel());
        canvas.text("title", 4, 14, yLabel);
        for (double tick : y.ticks()) {
            canvas.line("grid", x.from(), y.at(tick), x.to(), y.at(tick));
            canvas.text("tick end", x.from() - 6, y.at(tick) + 4, y.label(tick));
        }
        if (drawn.diagonal()) {
            canvas.line("zero", x.at(0), y.at(0), x.at(1), y.at(1));
        }
        for (Curve curve : curves) {
            List<double[]> points = curve.points().stream()
                    .map(p -> new double[] {x.at(p[0]), y.at(p[1])})
                    .toList();
            canvas.polygon(
                    "curve c" + curve.colour() + (curve.dashed() ? " dashed" : ""), points, false, curve.label());
        }
        return canvas.plot(CURVE_WIDTH, CURVE_HEIGHT, yLabel + " over " + drawn.xLabel());
    }

    /** A small histogram with its marks. */
    static Plot histogram(Histogram histogram) {
        Axis x = Axis.holding(histogram.low(), histogram.high(), 12, CURVE_WIDTH - 20.0);
        double base = HISTOGRAM_HEIGHT - AXIS;
        double tallest = Arrays.stream(histogram.before()).max().orElse(1);
        tallest = Math.max(tallest, Arrays.stream(histogram.counts()).max().orElse(1));
        Plot.Canvas canvas = new Plot.Canvas();
        xAxis(canvas, x, 8, base, histogram.label());
        if (histogram.before().length > 0) {
            canvas.polygon(
                    "ridge before",
                    steps(histogram, histogram.before(), x, base, tallest),
                    true,
                    "before quality control");
        }
        canvas.polygon("ridge c0", steps(histogram, histogram.counts(), x, base, tallest), true, histogram.label());
        histogram.marks().forEach(mark -> canvas.line("mark", x.at(mark.value()), 8, x.at(mark.value()), base));
        return canvas.plot(CURVE_WIDTH, HISTOGRAM_HEIGHT, "Distribution of " + histogram.label());
    }

    private static List<double[]> steps(Histogram histogram, int[] counts, Axis x, double base, double tallest) {
        double width = (histogram.high() - histogram.low()) / counts.length;
        List<double[]> outline = new ArrayList<>();
        outline.add(new double[] {x.at(histogram.low()), base});
        for (int b = 0; b < counts.length; b++) {
            double y = base - counts[b] / tallest * (base - 8);
            outline.add(new double[] {x.at(histogram.low() + b * width), y});
            outline.add(new double[] {x.at(histogram.low() + (b + 1) * width), y});
        }
        outline.add(new double[] {x.at(histogram.high()), base});
        return outline;
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
