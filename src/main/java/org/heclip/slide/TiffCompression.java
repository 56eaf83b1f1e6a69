package org.heclip.slide;

import java.util.Map;
import java.util.Optional;

/** Compressions of TIFF blocks that are decoded here (TIFF 6.0, section 8, and its later registrations). */
enum TiffCompression {
    NONE,
    LZW,
    DEFLATE,
    JPEG,
    PACK_BITS;

    /** Those that nothing here decodes. */
    private static final Map<Integer, String> FOREIGN = Map.of(
            33003, "JPEG 2000",
            33004, "JPEG 2000",
            33005, "JPEG 2000",
            34712, "JPEG 2000",
            22610, "JPEG XR",
            34934, "JPEG XR",
            34925, "LZMA",
            34887, "LERC",
            50000, "Zstandard",
            50001, "WebP");

    static Optional<TiffCompression> of(int tag) {
        return switch (tag) {
            case 1 -> Optional.of(NONE);
            case 5 -> Optional.of(LZW);
            case 7 -> Optional.of(JPEG);
            case 8, 32946 -> Optional.of(DEFLATE);
            case 32773 -> Optional.of(PACK_BITS);
            default -> Optional.empty();
        };
    }

    /** The name of a compression that no reader here knows. */
    static Optional<String> foreign(int tag) {
        return Optional.ofNullable(FOREIGN.get(tag));
    }
}
