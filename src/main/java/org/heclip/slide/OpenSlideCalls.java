package org.heclip.slide;

import com.sun.jna.Pointer;

/** OpenSlide's C functions (openslide.h, 3.4.0 or later); names and arguments are its own. */
final class OpenSlideCalls {
    private static final class Bound {
        static final NativeCode.Found FOUND = NativeCode.bind(OpenSlideCalls.class, "openslide");
    }

    private OpenSlideCalls() {}

    static NativeCode.Found found() {
        return NativeCode.isOff() ? new NativeCode.Found("HECLIP_NATIVE is off") : Bound.FOUND;
    }

    static native String openslide_get_version();

    static native String openslide_detect_vendor(byte[] filename);

    static native Pointer openslide_open(byte[] filename);

    static native void openslide_close(Pointer slide);

    static native String openslide_get_error(Pointer slide);

    static native int openslide_get_level_count(Pointer slide);

    static native void openslide_get_level_dimensions(Pointer slide, int level, long[] width, long[] height);

    static native double openslide_get_level_downsample(Pointer slide, int level);

    static native String openslide_get_property_value(Pointer slide, String name);

    static native void openslide_read_region(
            Pointer slide, int[] argb, long x, long y, int level, long width, long height);
}
