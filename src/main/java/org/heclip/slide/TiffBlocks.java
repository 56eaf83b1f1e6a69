package org.heclip.slide;

import com.twelvemonkeys.imageio.metadata.tiff.TIFF;
import com.twelvemonkeys.io.enc.DecoderStream;
import com.twelvemonkeys.io.enc.PackBitsDecoder;
import java.io.ByteArrayInputStream;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.util.Arrays;
import java.util.Optional;

/** Decodes the blocks (tiles or strips) of one image of a TIFF. Reads are safe from several threads. */
final class TiffBlocks implements AutoCloseable {
    /** LZW makes noise half as long again, JPEG of the best quality twice as long. */
    private static final long MOST_PACKED = 4;
    /** A JPEG block may have tables and a colour profile of its own. */
    private static final long ROOM_FOR_MARKERS = 1 << 20;

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
        this.differences = hasDifferences(image, compression);
        this.jpeg = JpegBlocks.of(image.bytes(TIFF.TAG_JPEG_TABLES), samples.colours() == Samples.Colours.YCBCR);
    }

    /**
     * Empty for an image that this reader does not decode.
     *
     * @param significantBits of a sample, as OME-XML has it; 0 where that says nothing
     */
    static Optional<TiffBlocks> of(FileBytes file, TiffDirectory image, int significantBits) throws IOException {
        Optional<TiffLayout> layout = TiffLayout.of(image);
        Optional<Samples> samples = Samples.of(image, significantBits);
        Optional<TiffCompression> compression = TiffCompression.of(image.integer(TIFF.TAG_COMPRESSION, 1));
        boolean known = image.integer(TIFF.TAG_PREDICTOR, PREDICTOR_NONE) <= PREDICTOR_HORIZONTAL;
        if (layout.isEmpty() || samples.isEmpty() || compression.isEmpty() || !known) {
            return Optional.empty();
        }
        Samples sound = samples.get();
        boolean isJpeg = compression.get() == TiffCompression.JPEG;
        boolean subsampled = sound.colours() == Samples.Colours.YCBCR && !isJpeg;
        int together = sound.together();
        boolean noJpeg = sound.bits().bits() != Byte.SIZE
                || together != 1 && together != RgbImage.CHANNELS && !(sound.isInk() && together == JpegInks.INKS);
        boolean noDifferences =
                hasDifferences(image, compression.get()) && !sound.bits().isWholeBytes();
        if (subsampled || noDifferences || isJpeg && noJpeg) {
            return Optional.empty();
        }
        return Optional.of(new TiffBlocks(file, layout.get(), sound, compression.get(), image));
    }

    private static boolean hasDifferences(TiffDirectory image, TiffCompression compression) {
        return image.integer(TIFF.TAG_PREDICTOR, PREDICTOR_NONE) == PREDICTOR_HORIZONTAL
                && (compression == TiffCompression.LZW || compression == TiffCompression.DEFLATE);
    }

    TiffLayout layout() {
        return layout;
    }

    /** Whether its samples have 16 bits, and the file does not say that fewer are used. */
    boolean isWide() {
        return samples.bits().isFullRange();
    }

    /** Bytes of a decoded block as RGB; may be more than an array holds. */
    long rgbBytes() {
        return (long) layout.blockWidth() * layout.blockHeight() * RgbImage.CHANNELS;
    }

    /** Bytes of a decoded block with 8 bits a sample; may be more than an array holds. */
    long eightBytes() {
        return (long) layout.blockWidth() * layout.blockHeight() * samples.channels();
    }

    /** Bytes of a block as it is stored, decompressed; may be more than an array holds. */
    long storedBytes() {
        return layout.blockHeight() * rowBytes();
    }

    private long rowBytes() {
        return samples.bits().rowBytes((long) layout.blockWidth() * samples.together());
    }

    /** Whether rows can be read without decoding a block: strips as they are. */
    boolean isRaw() {
        return compression == TiffCompression.NONE && !layout.tiled();
    }

    /** The first block that holds less than its pixels need, of those that are stored as they are; -1 without. */
    int tooShort() {
        for (int i = 0; i < layout.lengths().length && compression == TiffCompression.NONE; i++) {
            long length = layout.lengths()[i];
            if (length > 0 && length < layout.rows(i % layout.blocks()) * rowBytes()) {
                return i;
            }
        }
        return -1;
    }

    /** How many blocks there are, or rows where they need no decoding. */
    int places() {
        return isRaw() ? layout.height() : layout.blocks();
    }

    /** Whether a sample of colour is at least that, made 8 bits; empty for a place that was left out. */
    Optional<Boolean> reaches(int place, int least) throws IOException {
        int block = isRaw() ? place / layout.blockHeight() : place;
        if (layout.lengths()[block] == 0) {
            return Optional.empty();
        }
        byte[] eight = isRaw() ? eightOfRow(place) : eight(place);
        int colours = samples.colours().channels();
        for (int i = 0; i < eight.length; i++) {
            if ((eight[i] & 0xff) >= least && i % samples.channels() < colours) {
                return Optional.of(true);
            }
        }
        return Optional.of(false);
    }

    /** As {@link #eight}, of a row of a raw strip, which may be the whole image. */
    private byte[] eightOfRow(int y) throws IOException {
        int inRow = Math.multiplyExact(layout.width(), samples.together());
        byte[] eight = new byte[Math.multiplyExact(layout.width(), samples.channels())];
        byte[] stored = new byte[Math.toIntExact(rowBytes())];
        for (int plane = 0; plane < samples.planes(); plane++) {
            int block = plane * layout.blocks() + y / layout.blockHeight();
            long from = layout.offsets()[block] + y % layout.blockHeight() * rowBytes();
            file.read(from, stored);
            samples.bits().toBytes(stored, 0, inRow, eight, plane, samples.planes());
        }
        return eight;
    }

    /** Bytes of one block as RGB. */
    int rgbBytes(int index) {
        return pixels(index) * RgbImage.CHANNELS;
    }

    private int pixels(int index) {
        return layout.blockWidth() * layout.rows(index);
    }

    /** Fills {@code rgb}, {@code [rows][blockWidth][3]}, with a block; white where the block was left out. */
    void rgb(int index, byte[] rgb) throws IOException {
        if (layout.lengths()[index] == 0) {
            Arrays.fill(rgb, (byte) 255);
        } else if (samples.isRgb()) {
            eight(index, rgb);
        } else {
            samples.convert(eight(index), pixels(index), rgb, 0);
        }
    }

    /** Samples of a block with 8 bits each, {@code [rows][blockWidth][channel]}. */
    byte[] eight(int index) throws IOException {
        byte[] eight = new byte[pixels(index) * samples.channels()];
        eight(index, eight);
        return eight;
    }

    private void eight(int index, byte[] eight) throws IOException {
        SampleBits bits = samples.bits();
        if (!samples.planar() && bits.bits() == Byte.SIZE) {
            stored(index, eight);
            return;
        }
        int rows = layout.rows(index);
        int inRow = layout.blockWidth() * samples.together();
        byte[] stored = new byte[(int) rowBytes() * rows];
        for (int plane = 0; plane < samples.planes(); plane++) {
            stored(plane * layout.blocks() + index, stored);
            for (int row = 0; row < rows; row++) {
                int at = row * inRow * samples.planes() + plane;
                bits.toBytes(stored, row * rowBytes() * Byte.SIZE, inRow, eight, at, samples.planes());
            }
        }
    }

    /** Fills {@code into} with the samples of a block, of one channel where they lie apart, as they are stored, decompressed. */
    private void stored(int index, byte[] into) throws IOException {
        long from = layout.offsets()[index];
        if (compression == TiffCompression.NONE) {
            requireAtLeast(into.length, layout.lengths()[index]);
            file.read(from, into);
            return;
        }
        byte[] packed = new byte[packedLength(index, into.length)];
        file.read(from, packed);
        int rowBytes = (int) rowBytes();
        switch (compression) {
            case LZW -> Lzw.decode(packed, into);
            case DEFLATE -> inflating.decode(packed, into);
            case PACK_BITS -> unpack(packed, into);
            case JPEG -> jpeg.decode(packed, layout.blockWidth(), into.length / rowBytes, samples.together(), into);
            default -> throw new IllegalStateException(compression + " is not decoded");
        }
        if (differences) {
            samples.bits().undoDifferences(into, rowBytes, samples.together());
        }
    }

    /** @throws IOException when the block is longer than any that was compressed */
    private int packedLength(int index, int size) throws IOException {
        long length = layout.lengths()[index];
        if (length > MOST_PACKED * size + ROOM_FOR_MARKERS) {
            throw new IOException("a block of " + length + " bytes for " + size + " bytes of pixels");
        }
        return Math.toIntExact(length);
    }

    /** RGB of a rectangle of raw strips, its rows {@code stride} bytes apart in {@code rgb} from byte {@code at} on. */
    void rawRows(int x, int y, int pixels, int rows, byte[] rgb, int at, int stride) throws IOException {
        new RawStrips(file, layout, samples).read(x, y, pixels, rows, rgb, at, stride);
    }

    private static void requireAtLeast(int size, long found) throws IOException {
        if (found < size) {
            throw new EOFException("a block of " + found + " bytes where " + size + " belong");
        }
    }

    private static void unpack(byte[] packed, byte[] out) throws IOException {
        try (InputStream in = new DecoderStream(new ByteArrayInputStream(packed), new PackBitsDecoder())) {
            requireAtLeast(out.length, in.readNBytes(out, 0, out.length));
        }
    }

    @Override
    public void close() {
        jpeg.close();
        inflating.close();
    }
}
