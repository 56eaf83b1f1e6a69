package org.heclip.slide;

import java.awt.Transparency;
import java.awt.color.ColorSpace;
import java.awt.image.BufferedImage;
import java.awt.image.ColorModel;
import java.awt.image.ComponentColorModel;
import java.awt.image.DataBuffer;
import java.awt.image.DataBufferByte;
import java.awt.image.IndexColorModel;
import java.awt.image.PixelInterleavedSampleModel;
import java.awt.image.Raster;
import java.awt.image.WritableRaster;
import java.nio.file.Path;
import java.util.Arrays;
import org.heclip.error.InputException;

/**
 * RGB as stored in a decoded image. Samples are taken as they are: a colour profile or a gamma is not applied, as in OpenCV
 * and Pillow ({@code BufferedImage.getRGB} would). Grey becomes three equal channels, 16 bits keep their high byte, what is
 * transparent is laid over white.
 */
final class RasterRgb implements Pixels {
    private static final int OPAQUE = 255;
    private final Raster raster;
    private final ColorModel colours;
    private final int shift;

    private RasterRgb(Raster raster, ColorModel colours, int shift) {
        this.raster = raster;
        this.colours = colours;
        this.shift = shift;
    }

    /** @throws InputException for samples that are not 8 or 16 bits of grey or RGB */
    static RasterRgb of(Path file, BufferedImage image) {
        Raster raster = image.getRaster();
        ColorModel colours = image.getColorModel();
        int bits = raster.getSampleModel().getSampleSize(0);
        if (colours instanceof IndexColorModel) {
            return new RasterRgb(raster, colours, 0);
        }
        int type = colours.getColorSpace().getType();
        if (type != ColorSpace.TYPE_RGB && type != ColorSpace.TYPE_GRAY || bits != 8 && bits != 16) {
            throw new InputException(
                    file,
                    "image",
                    "found " + raster.getNumBands() + " channels of " + bits + " bits in colour space type " + type
                            + ", expected 8 or 16 bits of RGB or grey");
        }
        if (bits == 16 && max(raster, colours.getNumColorComponents()) < WideSamples.NARROW) {
            throw WideSamples.narrow(file);
        }
        return new RasterRgb(raster, colours, bits - 8);
    }

    /** An image over samples of grey or RGB, {@code [height][width][components]}, which are not copied. */
    static BufferedImage image(byte[] samples, int width, int height, int components) {
        int[] order = components == 1 ? new int[] {0} : new int[] {0, 1, 2};
        WritableRaster raster = Raster.createInterleavedRaster(
                new DataBufferByte(samples, samples.length),
                width,
                height,
                width * components,
                components,
                order,
                null);
        ColorModel model = new ComponentColorModel(
                ColorSpace.getInstance(components == 1 ? ColorSpace.CS_GRAY : ColorSpace.CS_sRGB),
                false,
                false,
                Transparency.OPAQUE,
                DataBuffer.TYPE_BYTE);
        return new BufferedImage(model, raster, false, null);
    }

    @Override
    public int width() {
        return raster.getWidth();
    }

    @Override
    public int height() {
        return raster.getHeight();
    }

    @Override
    public void copy(int x, int y, RgbImage target) {
        int fromX = Math.max(0, x);
        int toX = (int) Math.min(width(), (long) x + target.width());
        int toY = (int) Math.min(height(), (long) y + target.height());
        for (int row = Math.max(0, y); row < toY && fromX < toX; row++) {
            int at = ((row - y) * target.width() + fromX - x) * RgbImage.CHANNELS;
            if (isPlainBytes()) {
                copyBytes(fromX, toX, row, target.pixels(), at);
            } else {
                copySamples(fromX, toX, row, target.pixels(), at);
            }
        }
    }

    private boolean isPlainBytes() {
        return raster.getSampleModel() instanceof PixelInterleavedSampleModel
                && raster.getDataBuffer() instanceof DataBufferByte
                && raster.getNumBands() == RgbImage.CHANNELS
                && raster.getParent() == null;
    }

    private void copyBytes(int fromX, int toX, int y, byte[] target, int at) {
        PixelInterleavedSampleModel model = (PixelInterleavedSampleModel) raster.getSampleModel();
        byte[] source = ((DataBufferByte) raster.getDataBuffer()).getData();
        int[] offsets = model.getBandOffsets();
        int pixel = raster.getDataBuffer().getOffset() + y * model.getScanlineStride() + fromX * model.getPixelStride();
        if (Arrays.equals(offsets, new int[] {0, 1, 2}) && model.getPixelStride() == RgbImage.CHANNELS) {
            System.arraycopy(source, pixel, target, at, (toX - fromX) * RgbImage.CHANNELS);
            return;
        }
        for (int x = fromX; x < toX; x++) {
            target[at] = source[pixel + offsets[0]];
            target[at + 1] = source[pixel + offsets[1]];
            target[at + 2] = source[pixel + offsets[2]];
            at += RgbImage.CHANNELS;
            pixel += model.getPixelStride();
        }
    }

    private void copySamples(int fromX, int toX, int y, byte[] target, int at) {
        int bands = raster.getNumBands();
        int[] samples = raster.getPixels(fromX + raster.getMinX(), y + raster.getMinY(), toX - fromX, 1, (int[]) null);
        for (int i = 0; i < toX - fromX; i++) {
            if (colours instanceof IndexColorModel palette) {
                int argb = palette.getRGB(samples[i]);
                put(target, at, argb >> 16 & 0xff, argb >> 8 & 0xff, argb & 0xff, argb >>> 24, false);
            } else {
                int first = i * bands;
                boolean grey = bands < RgbImage.CHANNELS;
                boolean clear = colours.hasAlpha();
                int red = samples[first] >> shift;
                int green = grey ? red : samples[first + 1] >> shift;
                int blue = grey ? red : samples[first + 2] >> shift;
                int alpha = clear ? samples[first + bands - 1] >> shift : OPAQUE;
                put(target, at, red, green, blue, alpha, colours.isAlphaPremultiplied());
            }
            at += RgbImage.CHANNELS;
        }
    }

    private static void put(byte[] target, int at, int red, int green, int blue, int alpha, boolean multiplied) {
        target[at] = overWhite(red, alpha, multiplied);
        target[at + 1] = overWhite(green, alpha, multiplied);
        target[at + 2] = overWhite(blue, alpha, multiplied);
    }

    private static byte overWhite(int sample, int alpha, boolean multiplied) {
        int own = multiplied ? sample * OPAQUE : sample * alpha;
        return (byte) Math.min(OPAQUE, (own + (OPAQUE - alpha) * OPAQUE + OPAQUE / 2) / OPAQUE);
    }

    /** Of colours, which come first; an opacity may well use its range when they do not. */
    private static int max(Raster raster, int components) {
        int max = 0;
        int[] row = null;
        for (int y = 0; y < raster.getHeight(); y++) {
            row = raster.getPixels(raster.getMinX(), y + raster.getMinY(), raster.getWidth(), 1, row);
            for (int pixel = 0; pixel < row.length; pixel += raster.getNumBands()) {
                for (int i = pixel; i < pixel + components; i++) {
                    max = Math.max(max, row[i]);
                }
            }
        }
        return max;
    }
}
