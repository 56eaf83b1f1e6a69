package org.heclip.slide;

import com.twelvemonkeys.imageio.metadata.tiff.TIFF;
import java.util.Arrays;
import java.util.Optional;

/**
 * What the samples of a TIFF image's pixels mean, and how they become RGB, as {@link RasterRgb} has it for others: stored
 * values, grey becomes three equal channels, what is transparent lies over white, ink is subtracted without a colour profile.
 *
 * @param channels samples of a pixel
 * @param bits how a sample is stored
 * @param colours what the samples mean
 * @param planar whether each channel has blocks of its own
 * @param alpha place of the opacity among them; -1 without
 * @param multiplied whether colours were multiplied by it (ExtraSamples 1)
 * @param palette {@code [colour][3]}; empty for other kinds
 */
record Samples(
        int channels, SampleBits bits, Colours colours, boolean planar, int alpha, boolean multiplied, byte[] palette) {
    private static final int OPAQUE = 255;
    private static final int SEPARATE = 2;
    /** ExtraSamples. */
    private static final int MULTIPLIED = 1;

    private static final int STRAIGHT = 2;
    private static final int INK_SET = 332;
    private static final int BLACK = 3;

    enum Colours {
        RGB,
        YCBCR,
        GREY,
        INVERSE_GREY,
        PALETTE,
        CMYK;

        /** TIFF's photometric interpretation. */
        static Optional<Colours> of(int photometric) {
            return switch (photometric) {
                case 0 -> Optional.of(INVERSE_GREY);
                case 1 -> Optional.of(GREY);
                case 2 -> Optional.of(RGB);
                case 3 -> Optional.of(PALETTE);
                case 5 -> Optional.of(CMYK);
                case 6 -> Optional.of(YCBCR);
                default -> Optional.empty();
            };
        }

        int channels() {
            return switch (this) {
                case RGB, YCBCR -> RgbImage.CHANNELS;
                case CMYK -> RgbImage.CHANNELS + 1;
                default -> 1;
            };
        }
    }

    /**
     * Empty for what needs another reader: other numbers of bits, floating point, other inks.
     *
     * @param significantBits of a sample, as OME-XML has it; 0 where that says nothing
     */
    static Optional<Samples> of(TiffDirectory image, int significantBits) {
        Optional<SampleBits> bits = SampleBits.of(image, significantBits);
        Optional<Colours> colours = Colours.of(image.integer(TIFF.TAG_PHOTOMETRIC_INTERPRETATION, -1));
        int planes = image.integer(TIFF.TAG_PLANAR_CONFIGURATION, 1);
        if (bits.isEmpty() || colours.isEmpty() || planes < 1 || planes > SEPARATE) {
            return Optional.empty();
        }
        int channels = image.integer(TIFF.TAG_SAMPLES_PER_PIXEL, 1);
        int own = colours.get().channels();
        int depth = bits.get().bits();
        boolean indexed = colours.get() == Colours.PALETTE;
        boolean ycbcr = colours.get() == Colours.YCBCR;
        byte[] palette = indexed ? palette(image, depth) : new byte[0];
        if (channels < own
                || channels > own + 1
                || (indexed || ycbcr) && (channels > own || planes == SEPARATE)
                || ycbcr && depth != Byte.SIZE
                || indexed && palette.length == 0
                || colours.get() == Colours.CMYK && image.integer(INK_SET, 1) != 1) {
            return Optional.empty();
        }
        int extra = image.integer(TIFF.TAG_EXTRA_SAMPLES, 0);
        return Optional.of(new Samples(
                channels,
                bits.get(),
                colours.get(),
                planes == SEPARATE && channels > 1,
                channels > own && (extra == MULTIPLIED || extra == STRAIGHT) ? own : -1,
                extra == MULTIPLIED,
                palette));
    }

    /** Empty where it is not as long as the samples need, or they are more than 8 bits. */
    private static byte[] palette(TiffDirectory image, int depth) {
        long[] map = image.integers(TIFF.TAG_COLOR_MAP);
        int colours = 1 << depth;
        if (depth > Byte.SIZE || map.length != RgbImage.CHANNELS * colours) {
            return new byte[0];
        }
        // colours have 16 bits; old software wrote 8, as libtiff knows, too
        int shift = Arrays.stream(map).max().orElse(0) > OPAQUE ? Byte.SIZE : 0;
        byte[] palette = new byte[map.length];
        for (int i = 0; i < map.length; i++) {
            palette[i % colours * RgbImage.CHANNELS + i / colours] = (byte) (map[i] >> shift);
        }
        return palette;
    }

    /** Number of images, of one channel or of all, that the blocks make up. */
    int planes() {
        return planar ? channels : 1;
    }

    /** Channels that lie together in a block. */
    int together() {
        return planar ? 1 : channels;
    }

    /** Whether samples of 8 bits are RGB already; YCbCr becomes it with its decompression. */
    boolean isRgb() {
        return (colours == Colours.RGB || colours == Colours.YCBCR) && channels == RgbImage.CHANNELS;
    }

    boolean isInk() {
        return colours == Colours.CMYK;
    }

    /** Whether what is stored is RGB of 8 bits already. */
    boolean isStoredRgb() {
        return isRgb() && !planar && bits.bits() == Byte.SIZE;
    }

    /** Converts pixels of 8 bits a sample, {@code [pixel][channel]}, into {@code rgb} from byte {@code at}. */
    void convert(byte[] samples, int pixels, byte[] rgb, int at) {
        if (isRgb()) {
            System.arraycopy(samples, 0, rgb, at, pixels * RgbImage.CHANNELS);
            return;
        }
        for (int i = 0; i < pixels; i++) {
            int pixel = i * channels;
            int opacity = alpha < 0 ? OPAQUE : samples[pixel + alpha] & 0xff;
            for (int c = 0; c < RgbImage.CHANNELS; c++) {
                rgb[at + i * RgbImage.CHANNELS + c] = overWhite(channel(samples, pixel, c), opacity);
            }
        }
    }

    private int channel(byte[] samples, int pixel, int channel) {
        return switch (colours) {
            case INVERSE_GREY -> OPAQUE - (samples[pixel] & 0xff);
            case GREY -> samples[pixel] & 0xff;
            case PALETTE -> palette[(samples[pixel] & 0xff) * RgbImage.CHANNELS + channel] & 0xff;
            case CMYK -> withoutInk(samples[pixel + channel] & 0xff, samples[pixel + BLACK] & 0xff);
            default -> samples[pixel + channel] & 0xff;
        };
    }

    /** What two inks leave, {@code (255 - black) (255 - ink) / 255}, rounded as Pillow does. */
    private static int withoutInk(int ink, int black) {
        int left = OPAQUE - black;
        int product = ink * left + 128;
        return left - ((product >> 8) + product >> 8);
    }

    private byte overWhite(int sample, int opacity) {
        int own = multiplied ? sample * OPAQUE : sample * opacity;
        return (byte) Math.min(OPAQUE, (own + (OPAQUE - opacity) * OPAQUE + OPAQUE / 2) / OPAQUE);
    }
}
