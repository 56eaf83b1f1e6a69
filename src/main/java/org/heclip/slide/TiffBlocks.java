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
import java.util.zip.DataFormatException;
import java.util.zip.Inflater;

/** Decodes the blocks (tiles or strips) of one image of a TIFF. Reads are safe from several threads. */
final class TiffBlocks implements AutoCloseable {
    private static final int PREDICTOR_NONE = 1;
    private static final int PREDICTOR_HORIZONTAL = 2;

    private final FileChannel file;
    private final TiffLayout layout;
    private final Samples samples;
    private final TiffCompression compression;
    private final boolean differences;
    private final JpegBlocks jpeg;

    private TiffBlocks(
            FileChannel file, TiffLayout layout, Samples samples, TiffCompression compression, TiffDirectory image) {
        this.file = file;
        this.layout = layout;
        this.samples = samples;
        this.compression = compression;
        this.differences = image.integer(TIFF.TAG_PREDICTOR, PREDICTOR_NONE) == PREDICTOR_HORIZONTAL
                && (compression == TiffCompression.LZW || compression == TiffCompression.DEFLATE);
        this.jpeg = new JpegBlocks(image.bytes(TIFF.TAG_JPEG_TABLES));
    }

    /** Empty for an image that this reader does not decode. */
    static Optional<TiffBlocks> of(FileChannel file, TiffDirectory image) {
        Optional<TiffLayout> layout = TiffLayout.of(image);
        Optional<Samples> samples = Samples.of(image);
        Optional<TiffCompression> compression = TiffCompression.of(image.integer(TIFF.TAG_COMPRESSION, 1));
        boolean known = image.integer(TIFF.TAG_PREDICTOR, PREDICTOR_NONE) <= PREDICTOR_HORIZONTAL;
        if (layout.isEmpty() || samples.isEmpty() || compression.isEmpty() || !known) {
            return Optional.empty();
        }
        boolean isJpeg = compression.get() == TiffCompression.JPEG;
        boolean subsampled = samples.get().colours() == Samples.Colours.YCBCR && !isJpeg;
        if (subsampled || isJpeg && samples.get().bytes() > 1) {
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
        byte[] packed = read(layout.offsets()[index], Math.toIntExact(layout.lengths()[index]));
        byte[] stored =
                switch (compression) {
                    case NONE -> Arrays.copyOf(packed, requireAtLeast(size, packed.length));
                    case LZW -> Lzw.decode(packed, size);
                    case DEFLATE -> inflate(packed, size);
                    case PACK_BITS -> unpack(packed, size);
                    case JPEG -> jpeg.decode(packed, layout.blockWidth(), layout.rows(index), samples.channels());
                };
        if (differences) {
            samples.undoDifferences(stored, rowBytes);
        }
        return stored;
    }

    /** RGB of a part of a row of raw strips, into {@code rgb} from byte {@code at}. */
    void rawRow(int x, int y, int pixels, byte[] rgb, int at) throws IOException {
        int strip = y / layout.blockHeight();
        long rowBytes = (long) layout.width() * samples.pixelBytes();
        long inStrip = (y - (long) strip * layout.blockHeight()) * rowBytes;
        if (inStrip + rowBytes > layout.lengths()[strip]) {
            throw new EOFException("strip " + strip + " ends before row " + y);
        }
        long from = layout.offsets()[strip] + inStrip + (long) x * samples.pixelBytes();
        if (samples.isRgb()) {
            read(from, ByteBuffer.wrap(rgb, at, pixels * RgbImage.CHANNELS));
        } else {
            samples.convert(read(from, pixels * samples.pixelBytes()), 0, pixels, rgb, at);
        }
    }

    private byte[] read(long from, int length) throws IOException {
        byte[] bytes = new byte[length];
        read(from, ByteBuffer.wrap(bytes));
        return bytes;
    }

    private void read(long from, ByteBuffer into) throws IOException {
        long position = from;
        while (into.hasRemaining()) {
            int read = file.read(into, position);
            if (read < 0) {
                throw new EOFException("the file ends at byte " + position);
            }
            position += read;
        }
    }

    private static int requireAtLeast(int size, int found) throws IOException {
        if (found < size) {
            throw new EOFException("a block of " + found + " bytes where " + size + " belong");
        }
        return size;
    }

    private static byte[] inflate(byte[] packed, int size) throws IOException {
        Inflater inflater = new Inflater();
        try {
            inflater.setInput(packed);
            byte[] out = new byte[size];
            int at = 0;
            while (at < size) {
                int count = inflater.inflate(out, at, size - at);
                if (count == 0) {
                    throw new EOFException("a deflated block ends after " + at + " of " + size + " bytes");
                }
                at += count;
            }
            return out;
        } catch (DataFormatException e) {
            throw new IOException("a deflated block is damaged: " + e.getMessage(), e);
        } finally {
            inflater.end();
        }
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
    }
}
