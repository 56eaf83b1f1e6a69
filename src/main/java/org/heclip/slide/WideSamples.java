package org.heclip.slide;

import java.io.IOException;
import java.nio.file.Path;
import org.heclip.error.InputException;

/** Whether 16-bit samples use their range: of 12 bits in 16 the high byte is all but black. */
final class WideSamples {
    static final int NARROW = 1 << 12;
    /** Blocks that are looked at, spread over the image: glass and tissue alike are bright. */
    private static final int LOOKED_AT = 64;

    private static final int NARROW_HIGH_BYTE = NARROW >> 8;

    private WideSamples() {}

    /** @throws InputException when no sample of many blocks reaches 4096 */
    static void requireFullRange(Path file, TiffBlocks blocks) throws IOException {
        int count = blocks.layout().blocks();
        long step = Math.max(1, count / LOOKED_AT);
        boolean empty = true;
        for (long i = 0; i < count; i += step) {
            if (blocks.layout().lengths()[(int) i] > 0) {
                empty = false;
                for (byte high : blocks.eight((int) i)) {
                    if ((high & 0xff) >= NARROW_HIGH_BYTE) {
                        return;
                    }
                }
            }
        }
        if (!empty) {
            throw narrow(file);
        }
    }

    static InputException narrow(Path file) {
        return new InputException(
                file,
                "image",
                "found 16-bit samples below 4096, expected the full range; save the image with 8 bits, or (TIFF) say"
                        + " so in its tag 281, MaxSampleValue");
    }
}
