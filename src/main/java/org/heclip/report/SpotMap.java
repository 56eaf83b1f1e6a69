package org.heclip.report;

import java.awt.Color;
import java.awt.Graphics2D;
import java.awt.RenderingHints;
import java.awt.geom.AffineTransform;
import java.awt.geom.Ellipse2D;
import java.awt.image.BufferedImage;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.Base64;
import java.util.Optional;
import java.util.stream.DoubleStream;
import javax.imageio.IIOImage;
import javax.imageio.ImageIO;
import javax.imageio.ImageWriteParam;
import javax.imageio.ImageWriter;
import org.apache.commons.math3.stat.descriptive.rank.Percentile;
import org.heclip.report.ReportInput.Positions;
import org.heclip.report.ReportInput.TissueImage;

/** Spots drawn over the tissue, as small pictures that live inside the page. */
final class SpotMap {
    /** Longer side of a picture on paper. */
    static final int SMALL = 300;
    /** Longer side of a picture under interactive maps. */
    static final int LARGE = 520;

    private static final float QUALITY = 0.85f;
    /** Part of the distance between spots that a drawn radius takes, so that small spots stay visible. */
    private static final double RADIUS = 0.42;

    private static final double LOW_PERCENT = 1;
    private static final double HIGH_PERCENT = 99;
    private static final Color WASH = new Color(255, 255, 255, 150);

    private final Optional<TissueImage> tissue;
    private final Positions spots;
    private final double left;
    private final double top;
    private final double scale;
    private final int width;
    private final int height;

    SpotMap(Optional<TissueImage> tissue, Positions spots, int longerSide) {
        this.tissue = tissue;
        this.spots = spots;
        double margin = Math.max(spots.diameter(), pitch(spots));
        left = DoubleStream.of(spots.x()).min().orElse(0) - margin;
        top = DoubleStream.of(spots.y()).min().orElse(0) - margin;
        double wide = DoubleStream.of(spots.x()).max().orElse(1) + margin - left;
        double high = DoubleStream.of(spots.y()).max().orElse(1) + margin - top;
        scale = longerSide / Math.max(wide, high);
        width = Math.max(1, (int) Math.round(wide * scale));
        height = Math.max(1, (int) Math.round(high * scale));
    }

    /** Ends of a map's colours: the 1st and 99th percentile, so that one spot cannot take all contrast. */
    record Range(double low, double high) {
        static Range of(double[] values) {
            double[] known =
                    DoubleStream.of(values).filter(v -> !Double.isNaN(v)).toArray();
            if (known.length == 0) {
                return new Range(0, 1);
            }
            Percentile percentile = new Percentile();
            percentile.setData(known);
            return new Range(percentile.evaluate(LOW_PERCENT), percentile.evaluate(HIGH_PERCENT));
        }

        double part(double value) {
            return high > low ? (value - low) / (high - low) : 0;
        }
    }

    /** The tissue under the spots, alone. */
    String tissue() {
        return dataUri(background());
    }

    /** A colour for each spot's value, over the pale tissue. */
    String values(double[] values, Range range) {
        BufferedImage picture = background();
        Graphics2D pen = pen(picture);
        pen.setColor(WASH);
        pen.fillRect(0, 0, width, height);
        double radius = radius();
        for (int s = 0; s < values.length; s++) {
            if (!Double.isNaN(values[s])) {
                pen.setColor(new Color(Viridis.rgb(range.part(values[s]))));
                double x = (spots.x()[s] - left) * scale;
                double y = (spots.y()[s] - top) * scale;
                pen.fill(new Ellipse2D.Double(x - radius, y - radius, 2 * radius, 2 * radius));
            }
        }
        pen.dispose();
        return dataUri(picture);
    }

    /** Pixels of the picture a full-resolution pixel. */
    double scale() {
        return scale;
    }

    int width() {
        return width;
    }

    int height() {
        return height;
    }

    /** Of a drawn spot, in pixels of the picture. */
    double radius() {
        return Math.max(1.2, scale * Math.max(spots.diameter() / 2, RADIUS * pitch(spots)));
    }

    /** Columns of the spots in the picture, in pixels. */
    double[] xPx() {
        return DoubleStream.of(spots.x()).map(x -> (x - left) * scale).toArray();
    }

    /** Rows of the spots in the picture, in pixels. */
    double[] yPx() {
        return DoubleStream.of(spots.y()).map(y -> (y - top) * scale).toArray();
    }

    private BufferedImage background() {
        BufferedImage picture = new BufferedImage(width, height, BufferedImage.TYPE_INT_RGB);
        Graphics2D pen = pen(picture);
        pen.setColor(Color.WHITE);
        pen.fillRect(0, 0, width, height);
        tissue.ifPresent(image -> {
            AffineTransform place = AffineTransform.getScaleInstance(scale / image.scale(), scale / image.scale());
            place.preConcatenate(AffineTransform.getTranslateInstance(-left * scale, -top * scale));
            pen.drawImage(picture(image), place, null);
        });
        pen.dispose();
        return picture;
    }

    private static Graphics2D pen(BufferedImage picture) {
        Graphics2D pen = picture.createGraphics();
        pen.setRenderingHint(RenderingHints.KEY_ANTIALIASING, RenderingHints.VALUE_ANTIALIAS_ON);
        pen.setRenderingHint(RenderingHints.KEY_INTERPOLATION, RenderingHints.VALUE_INTERPOLATION_BILINEAR);
        return pen;
    }

    private static BufferedImage picture(TissueImage image) {
        BufferedImage picture = new BufferedImage(image.width(), image.height(), BufferedImage.TYPE_INT_RGB);
        byte[] rgb = image.rgb();
        for (int i = 0; i < image.width() * image.height(); i++) {
            int colour = (rgb[3 * i] & 0xff) << 16 | (rgb[3 * i + 1] & 0xff) << 8 | rgb[3 * i + 2] & 0xff;
            picture.setRGB(i % image.width(), i / image.width(), colour);
        }
        return picture;
    }

    /** Distance of the middle spot to its nearest neighbour, a fair measure on regular arrays. */
    private static double pitch(Positions spots) {
        int middle = spots.x().length / 2;
        double nearest = Double.POSITIVE_INFINITY;
        for (int s = 0; s < spots.x().length; s++) {
            double d = Math.hypot(spots.x()[s] - spots.x()[middle], spots.y()[s] - spots.y()[middle]);
            if (s != middle && d > 0 && d < nearest) {
                nearest = d;
            }
        }
        return Double.isFinite(nearest) ? nearest : spots.diameter();
    }

    private static String dataUri(BufferedImage picture) {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        ImageWriter writer = ImageIO.getImageWritersByFormatName("jpeg").next();
        ImageWriteParam how = writer.getDefaultWriteParam();
        how.setCompressionMode(ImageWriteParam.MODE_EXPLICIT);
        how.setCompressionQuality(QUALITY);
        try (var out = ImageIO.createImageOutputStream(bytes)) {
            writer.setOutput(out);
            writer.write(null, new IIOImage(picture, null, null), how);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } finally {
            writer.dispose();
        }
        return "data:image/jpeg;base64," + Base64.getEncoder().encodeToString(bytes.toByteArray());
    }
}
