package org.heclip.report;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/**
 * A drawing as plain shapes. The template turns them into SVG, so that all text passes its escaping.
 *
 * @param label what a screen reader says
 */
public record Plot(int width, int height, String label, List<Shape> shapes) {
    /**
     * A path with a tooltip, or a text.
     *
     * @param css classes
     * @param path SVG path data; empty for a text
     * @param text the text, or the path's tooltip
     */
    public record Shape(String css, String path, double x, double y, String text) {}

    /** Collects shapes. */
    static final class Canvas {
        private final List<Shape> shapes = new ArrayList<>();

        void text(String css, double x, double y, String text) {
            shapes.add(new Shape(css, "", x, y, text));
        }

        void line(String css, double x1, double y1, double x2, double y2) {
            path(css, "M%s %sL%s %s", "", x1, y1, x2, y2);
        }

        void circle(String css, double x, double y, double r, String tooltip) {
            path(css, "M%s %sa%s %s 0 1 0 %s 0a%s %s 0 1 0 %s 0", tooltip, x - r, y, r, r, 2 * r, r, r, -2 * r);
        }

        /** A line through points, closed when asked. */
        void polygon(String css, List<double[]> points, boolean closed, String tooltip) {
            StringBuilder data = new StringBuilder();
            for (double[] point : points) {
                data.append(data.length() == 0 ? 'M' : 'L')
                        .append(number(point[0]))
                        .append(' ')
                        .append(number(point[1]));
            }
            shapes.add(new Shape(css, data + (closed ? "Z" : ""), 0, 0, tooltip));
        }

        private void path(String css, String format, String tooltip, Object... numbers) {
            Object[] texts = new Object[numbers.length];
            for (int i = 0; i < numbers.length; i++) {
                texts[i] = number((Double) numbers[i]);
            }
            shapes.add(new Shape(css, format.formatted(texts), 0, 0, tooltip));
        }

        Plot plot(int width, int height, String label) {
            return new Plot(width, height, label, List.copyOf(shapes));
        }
    }

    static String number(double value) {
        String text = String.format(Locale.ROOT, "%.1f", value);
        return text.endsWith(".0") ? text.substring(0, text.length() - 2) : text;
    }
}
