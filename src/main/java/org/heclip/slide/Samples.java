package org.heclip.slide;

import com.twelvemonkeys.imageio.metadata.tiff.TIFF;
import java.nio.ByteOrder;
import java.util.Arrays;
import java.util.Optional;

/**
 * How the samples of a TIFF image's pixels become RGB, as {@link RasterRgb} does for others: stored values, 16 bits keep their
 * high byte, grey becomes three equal channels, what is transparent lies over white.
 *
 * @param channels samples of a pixel
 * @param bytes of a sample, 1 or 2
 * @param colours what the samples mean
 * @param alpha place of the opacity among them; -1 without
 * @param multiplied whether colours were multiplied by it (ExtraSamples 1)
 * @param palette {@code [colour][3]}; empty for other kinds
 */
record Samples(
        int channels, int bytes, Colours colours, int alpha, boolean multiplied, boolean bigEndian, byte[] palette) {
    private static final int OPAQUE = 255;

    enum Colours {
        RGB,
        YCBCR,
        GREY,
        INVERSE_GREY,
        PALETTE;

        /** TIFF's photometric interpretation. */
        static Optional<Colours> of(int photometric) {
            return switch (photometric) {
                case 0 -> Optional.of(INVERSE_GREY);
                case 1 -> Optional.of(GREY);
                case 2 -> Optional.of(RGB);
                case 3 -> Optional.of(PALETTE);
                case 6 -> Optional.of(YCBCR);
                default -> Optional.empty();
            };
        }

        int channels() {
            return this == RGB || this == YCBCR ? RgbImage.CHANNELS : 1;
        }
    }

    /** Empty for what needs another reader: other numbers of bits, floating point, separate planes, CMYK. */
    static Optional<Samples> of(TiffDirectory image) {
        long[] bits = image.integers(TIFF.TAG_BITS_PER_SAMPLE);
        int channels = image.integer(TIFF.TAG_SAMPLES_PER_PIXEL, 1);
        Optional<Colours> colours = Colours.of(image.integer(TIFF.TAG_PHOTOMETRIC_INTERPRETATION, -1));
        boolean even = bits.length > 0 && Arrays.stream(bits).allMatch(b -> b == bits[0]);
        boolean plain = image.integer(TIFF.TAG_SAMPLE_FORMAT, 1) == 1
                && image.integer(TIFF.TAG_PLANAR_CONFIGURATION, 1) == 1
                && image.integer(TIFF.TAG_FILL_ORDER, 1) == 1;
        if (!even || !plain || colours.isEmpty() || bits[0] != 8 && bits[0] != 16) {
            return Optional.empty();
        }
        int own = colours.get().channels();
        boolean small = colours.get() == Colours.PALETTE || colours.get() == Colours.YCBCR;
        byte[] palette = palette(image);
        if (channels < own
                || channels > own + 1
                || small && (bits[0] != 8 || channels > own)
                || colours.get() == Colours.PALETTE && palette.length == 0) {
            return Optional.empty();
        }
        int extra = image.integer(TIFF.TAG_EXTRA_SAMPLES, 0);
        return Optional.of(new Samples(
                channels,
                (int) bits[0] / 8,
                colours.get(),
                channels > own && extra > 0 ? own : -1,
                extra == 1,
                image.order() == ByteOrder.BIG_ENDIAN,
                palette));
    }

    private static byte[] palette(TiffDirectory image) {
        long[] map = image.integers(TIFF.TAG_COLOR_MAP);
        int colours = 256;
        if (map.length != RgbImage.CHANNELS * colours) {
            return new byte[0];
        }
        byte[] palette = new byte[map.length];
        for (int i = 0; i < map.length; i++) {
            palette[i % colours * RgbImage.CHANNELS + i / colours] = (byte) (map[i] >> 8);
        }
        return palette;
    }

    int pixelBytes() {
        return channels * bytes;
    }

    /** Whether decompressed bytes are RGB already; YCbCr becomes it with its decompression. */
    boolean isRgb() {
        return (colours == Colours.RGB || colours == Colours.YCBCR) && channels == RgbImage.CHANNELS && bytes == 1;
    }

    /** Converts pixels that begin at byte {@code from}, into {@code rgb} from byte {@code at}. */
    void convert(byte[] stored, int from, int pixels, byte[] rgb, int at) {
        if (isRgb()) {
            System.arraycopy(stored, from, rgb, at, pixels * RgbImage.CHANNELS);
            return;
        }
        int high = bytes == 2 && !bigEndian ? 1 : 0;
        for (int i = 0; i < pixels; i++) {
            int pixel = from + i * pixelBytes() + high;
            int opacity = alpha < 0 ? OPAQUE : stored[pixel + alpha * bytes] & 0xff;
            for (int c = 0; c < RgbImage.CHANNELS; c++) {
                rgb[at + i * RgbImage.CHANNELS + c] = overWhite(channel(stored, pixel, c), opacity);
            }
        }
    }

    private int channel(byte[] stored, int pixel, int channel) {
        return switch (colours) {
            case INVERSE_GREY -> OPAQUE - (stored[pixel] & 0xff);
            case GREY -> stored[pixel] & 0xff;
            case PALETTE -> palette[(stored[pixel] & 0xff) * RgbImage.CHANNELS + channel] & 0xff;
            default -> stored[pixel + channel * bytes] & 0xff;
        };
    }

    private byte overWhite(int sample, int opacity) {
        int own = multiplied ? sample * OPAQUE : sample * opacity;
        return (byte) Math.min(OPAQUE, (own + (OPAQUE - opacity) * OPAQUE + OPAQUE / 2) / OPAQUE);
    }

    /** Undoes horizontal differencing (TIFF 6.0, section 14), in place. */
    void undoDifferences(byte[] stored, int rowBytes) {
        for (int row = 0; row + rowBytes <= stored.length; row += rowBytes) {
            if (bytes > 1) {
                undoWide(stored, row, rowBytes);
            } else if (channels == RgbImage.CHANNELS) {
                undoRgb(stored, row, rowBytes);
            } else {
                for (int i = row + channels; i < row + rowBytes; i++) {
                    stored[i] += stored[i - channels];
                }
            }
        }
    }

    /** Sums kept apart from the array, which the processor would have to wait for. */
    private static void undoRgb(byte[] stored, int row, int rowBytes) {
        int red = 0;
        int green = 0;
        int blue = 0;
        for (int i = row; i < row + rowBytes; i += RgbImage.CHANNELS) {
            red += stored[i];
            green += stored[i + 1];
            blue += stored[i + 2];
            stored[i] = (byte) red;
            stored[i + 1] = (byte) green;
            stored[i + 2] = (byte) blue;
        }
    }

    private void undoWide(byte[] stored, int row, int rowBytes) {
        for (int i = row + pixelBytes(); i < row + rowBytes; i += bytes) {
            put16(stored, i, get16(stored, i) + get16(stored, i - pixelBytes()));
        }
    }

    private int get16(byte[] stored, int at) {
        int high = stored[bigEndian ? at : at + 1] & 0xff;
        return high << 8 | stored[bigEndian ? at + 1 : at] & 0xff;
    }

    private void put16(byte[] stored, int at, int value) {
        stored[bigEndian ? at : at + 1] = (byte) (value >> 8);
        stored[bigEndian ? at + 1 : at] = (byte) value;
    }
}
