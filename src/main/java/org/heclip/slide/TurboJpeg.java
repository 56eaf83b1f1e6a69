package org.heclip.slide;

import com.sun.jna.Memory;
import com.sun.jna.NativeLong;
import com.sun.jna.Pointer;
import java.util.Optional;

/**
 * Progressive JPEG files by libturbojpeg where it is installed: Java's decoder makes the pixels anew with each scan. The pixels
 * are the same.
 */
final class TurboJpeg {
    private static final class Bound {
        static final NativeCode.Found FOUND = NativeCode.bind(TurboJpeg.class, "turbojpeg");
    }

    private static final int RGB = 0;
    private static final int GREY = 6;
    /** The accurate inverse transform, as Java's decoder has it. */
    private static final int ACCURATE = 4096;

    private TurboJpeg() {}

    static boolean isUsable() {
        return !NativeCode.isOff() && Bound.FOUND.isUsable();
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
     * Grey or RGB; empty where the library has anything to say against it: what is damage
     * and what is not, Java's decoder decides.
     *
     * @param start of the stream to its first scan
     * @param scans the rest
     */
    static Optional<Pixels> decode(byte[] start, byte[] scans, int width, int height, int components) {
        Pointer decoder = tjInitDecompress();
        long size = (long) width * height * components;
        // held until nobody looks at its pixels any more
        Memory pixels = new Memory(size);
        try (Memory jpeg = new Memory((long) start.length + scans.length)) {
            jpeg.write(0, start, 0, start.length);
            jpeg.write(start.length, scans, 0, scans.length);
            int failed = tjDecompress2(
                    decoder,
                    jpeg,
                    new NativeLong(jpeg.size()),
                    pixels,
                    width,
                    width * components,
                    height,
                    components == 1 ? GREY : RGB,
                    ACCURATE);
            if (failed != 0) {
                pixels.close();
                return Optional.empty();
            }
            return Optional.of(NativeRows.of(pixels.getByteBuffer(0, size), width, height, components));
        } finally {
            tjDestroy(decoder);
        }
    }
}
