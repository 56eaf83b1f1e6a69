package org.heclip.slide;

import com.twelvemonkeys.imageio.metadata.tiff.TIFF;
import com.twelvemonkeys.io.enc.DecoderStream;
import com.twelvemonkeys.io.enc.PackBitsDecoder;
import java.io.ByteArrayInputStream;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.util.Arrays;
import java.util.Optional;

/** Decodes the blocks (tiles or strips) of one image of a TIFF. Reads are safe from several threads. */
final class TiffBlocks implements AutoCloseable {
    private static final int PREDICTOR_NONE = 1;
    private static final int PREDICTOR_HORIZONTAL = 2;

    private final FileBytes file;
    private final TiffLayout layout;
    private final Samples samples;
    private final TiffCompression compression;
    private final boolean differences;
    private final JpegBlocks jpeg;
    private final Inflating inflating = new Inflating();

    private TiffBlocks(
            FileBytes file, TiffLayout layout, Samples samples, TiffCompression compression, TiffDirectory image)
            throws IOException {
        this.file = file;
        this.layout = layout;
        this.samples = samples;
        this.compression = compression;
        this.differences = image.integer(TIFF.TAG_PREDICTOR, PREDICTOR_NONE) == PREDICTOR_HORIZONTAL
                && (compression == TiffCompression.LZW || compression == TiffCompression.DEFLATE);
        this.jpeg = JpegBlocks.of(image.bytes(TIFF.TAG_JPEG_TABLES), samples.colours() == Samples.Colours.YCBCR);
    }

    /** Empty for an image that this reader does not decode. */
    static Optional<TiffBlocks> of(FileBytes file, TiffDirectory image) throws IOException {
        Optional<TiffLayout> layout = TiffLayout.of(image);
        Optional<Samples> samples = Samples.of(image);
        Optional<TiffCompression> compression = TiffCompression.of(image.integer(TIFF.TAG_COMPRESSION, 1));
        boolean known = image.integer(TIFF.TAG_PREDICTOR, PREDICTOR_NONE) <= PREDICTOR_HORIZONTAL;
        if (layout.isEmpty() || samples.isEmpty() || compression.isEmpty() || !known) {
            return Optional.empty();
        }
        boolean isJpeg = compression.get() == TiffCompression.JPEG;
        boolean subsampled = samples.get().colours() == Samples.Colours.YCBCR && !isJpeg;
        int components = samples.get().channels();
        if (subsampled || isJpeg && (samples.get().bytes() > 1 || components != 1 && components != RgbImage.CHANNELS)) {
            return Optional.empty();
        }
        return Optional.of(new TiffBlocks(file, layout.get(), samples.get(), compression.get(), image));
    }

    TiffLayout layout() {
        return layout;
    }

    boolean isWide() {
        return samples.bytes() > 1;
    }

    /** Bytes of a decoded block as RGB; may be more than an array holds. */
    long rgbBytes() {
        return (long) layout.blockWidth() * layout.blockHeight() * RgbImage.CHANNELS;
    }

    /** Bytes of a block as it is stored, decompressed; may be more than an array holds. */
    long storedBytes() {
        return (long) layout.blockWidth() * layout.blockHeight() * samples.pixelBytes();
    }

    /** Whether rows can be read without decoding a block: strips as they are. */
    boolean isRaw() {
        return compression == TiffCompression.NONE && !layout.tiled();
    }

    /** RGB of a block, {@code [rows][blockWidth][3]}; white where the block was left out. */
    byte[] rgb(int index) throws IOException {
        int pixels = layout.blockWidth() * layout.rows(index);
        if (layout.lengths()[index] == 0) {
            byte[] white = new byte[pixels * RgbImage.CHANNELS];
            Arrays.fill(white, (byte) 255);
            return white;
        }
        byte[] stored = stored(index);
        if (samples.isRgb() && stored.length == pixels * RgbImage.CHANNELS) {
            return stored;
        }
        byte[] rgb = new byte[pixels * RgbImage.CHANNELS];
        samples.convert(stored, 0, pixels, rgb, 0);
        return rgb;
    }

    /** Samples of a block as they are stored, decompressed. */
    byte[] stored(int index) throws IOException {
        int rowBytes = layout.blockWidth() * samples.pixelBytes();
        int size = rowBytes * layout.rows(index);
        byte[] packed = file.read(layout.offsets()[index], Math.toIntExact(layout.lengths()[index]));
        byte[] stored =
                switch (compression) {
                    case NONE -> Arrays.copyOf(packed, requireAtLeast(size, packed.length));
                    case LZW -> Lzw.decode(packed, size);
                    case DEFLATE -> inflating.decode(packed, size);
                    case PACK_BITS -> unpack(packed, size);
                    case JPEG -> jpeg.decode(packed, layout.blockWidth(), layout.rows(index), samples.channels());
                };
        if (differences) {
            samples.undoDifferences(stored, rowBytes);
        }
        return stored;
    }

    /** RGB of a part of a row of raw strips, into {@code rgb} from byte {@code at}. */
    private void rawRow(FileChannel channel, int x, int y, int pixels, byte[] rgb, int at) throws IOException {
        int strip = y / layout.blockHeight();
        long rowBytes = (long) layout.width() * samples.pixelBytes();
        long inStrip = (y - (long) strip * layout.blockHeight()) * rowBytes;
        if (inStrip + rowBytes > layout.lengths()[strip]) {
            throw new EOFException("strip " + strip + " ends before row " + y);
        }
        long from = layout.offsets()[strip] + inStrip + (long) x * samples.pixelBytes();
        if (samples.isRgb()) {
            FileBytes.fill(channel, from, ByteBuffer.wrap(rgb, at, pixels * RgbImage.CHANNELS));
        } else {
            ByteBuffer stored = ByteBuffer.allocate(pixels * samples.pixelBytes());
            FileBytes.fill(channel, from, stored);
            samples.convert(stored.array(), 0, pixels, rgb, at);
        }
    }

    /** RGB of a rectangle of raw strips, its rows {@code stride} bytes apart in {@code rgb} from byte {@code at} on. */
    void rawRows(int x, int y, int pixels, int rows, byte[] rgb, int at, int stride) throws IOException {
        file.read(channel -> {
            for (int row = 0; row < rows; row++) {
                rawRow(channel, x, y + row, pixels, rgb, at + row * stride);
            }
        });
    }

    private static int requireAtLeast(int size, int found) throws IOException {
        if (found < size) {
            throw new EOFException("a block of " + found + " bytes where " + size + " belong");
        }
        return size;
    }

    private static byte[] unpack(byte[] packed, int size) throws IOException {
        try (InputStream in = new DecoderStream(new ByteArrayInputStream(packed), new PackBitsDecoder())) {
            byte[] out = in.readNBytes(size);
            requireAtLeast(size, out.length);
            return out;
        }
    }

    @Override
    public void close() {
        jpeg.close();
        inflating.close();
    }
}
