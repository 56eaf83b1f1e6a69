package org.heclip.slide;

import com.sun.jna.Memory;
import com.sun.jna.NativeLong;
import com.sun.jna.Pointer;
import java.io.IOException;
import java.nio.channels.FileChannel;
import java.util.Optional;

/**
 * JPEG images by libturbojpeg where it is installed: Java's decoder hands over row by row, and makes the pixels anew with each
 * scan. The pixels are the same. One image after the other is decoded with the same memory. Not for several threads.
 */
final class TurboJpeg implements AutoCloseable {
    private static final class Bound {
        static final NativeCode.Found FOUND = NativeCode.bind(TurboJpeg.class, "turbojpeg");
    }

    private static final long PIECE_BYTES = 1 << 30;
    private static final int RGB = 0;
    private static final int GREY = 6;
    /** The accurate inverse transform, as Java's decoder has it. */
    private static final int ACCURATE = 4096;

    private final Pointer decoder = tjInitDecompress();
    private Memory stream = new Memory(1);
    private Memory pixels = new Memory(1);

    /** Whether the library is there and its pixels of such an image are those of Java's decoder. */
    static boolean decodes(JpegHead head) {
        return head.frame() <= JpegHead.PROGRESSIVE
                && head.hasUsualChroma()
                && !NativeCode.isOff()
                && Bound.FOUND.isUsable();
    }

    static native Pointer tjInitDecompress();

    static native int tjDecompress2(
            Pointer handle,
            Pointer jpeg,
            NativeLong size,
            Pointer pixels,
            int width,
            int pitch,
            int height,
            int format,
            int flags);

    static native int tjDestroy(Pointer handle);

    /**
     * A file as grey or RGB; empty where the library has anything to say against it: what is damage and what is not, Java's
     * decoder decides.
     *
     * @param start of the stream to its first scan
     */
    static Optional<Pixels> decode(JpegHead head, byte[] start, FileChannel file) throws IOException {
        // held until nobody looks at its pixels any more
        Memory pixels = new Memory(bytes(head));
        try (TurboJpeg jpeg = new TurboJpeg()) {
            jpeg.read(start, file, head.scan());
            if (!jpeg.decode(head, jpeg.stream.size(), pixels)) {
                pixels.close();
                return Optional.empty();
            }
            return Optional.of(NativeRows.of(
                    pixels.getByteBuffer(0, pixels.size()), head.width(), head.height(), head.components()));
        }
    }

    private void read(byte[] start, FileChannel file, long from) throws IOException {
        long length = file.size() - from;
        stream = atLeast(stream, start.length + length);
        stream.write(0, start, 0, start.length);
        for (long at = 0; at < length; at += PIECE_BYTES) {
            FileBytes.fill(
                    file, from + at, stream.getByteBuffer(start.length + at, Math.min(PIECE_BYTES, length - at)));
        }
    }

    private static long bytes(JpegHead head) {
        return (long) head.width() * head.height() * head.components();
    }

    /**
     * Fills {@code into}, {@code [height][width][1 or 3]}; false where the library has anything to say against the image.
     *
     * @param start of the stream to its first scan
     * @param scans the rest, from its byte {@code from} on
     */
    boolean decode(JpegHead head, byte[] start, byte[] scans, int from, byte[] into) {
        int length = start.length + scans.length - from;
        stream = atLeast(stream, length);
        stream.write(0, start, 0, start.length);
        stream.write(start.length, scans, from, scans.length - from);
        pixels = atLeast(pixels, bytes(head));
        boolean good = decode(head, length, pixels);
        if (good) {
            pixels.read(0, into, 0, into.length);
        }
        return good;
    }

    private boolean decode(JpegHead head, long length, Memory target) {
        int failed = tjDecompress2(
                decoder,
                stream,
                new NativeLong(length),
                target,
                head.width(),
                head.width() * head.components(),
                head.height(),
                head.components() == 1 ? GREY : RGB,
                ACCURATE);
        return failed == 0;
    }

    private static Memory atLeast(Memory memory, long size) {
        if (memory.size() >= size) {
            return memory;
        }
        memory.close();
        return new Memory(size);
    }

    @Override
    public void close() {
        tjDestroy(decoder);
        stream.close();
        pixels.close();
    }
}
