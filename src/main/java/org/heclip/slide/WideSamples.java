package org.heclip.slide;

import java.io.IOException;
import java.nio.file.Path;
import java.util.Optional;
import org.heclip.error.InputException;

/** Whether 16-bit samples use their range: of 12 bits in 16 the high byte is all but black. */
final class WideSamples {
    static final int NARROW = 1 << 12;
    /** Blocks, or rows of raw strips, that are looked at, spread over the image: glass and tissue alike are bright. */
    private static final int LOOKED_AT = 128;

    private static final int NARROW_HIGH_BYTE = NARROW >> 8;

    private WideSamples() {}

    /** @throws InputException when no sample of colour of many places reaches 4096 */
    static void requireFullRange(Path file, TiffBlocks blocks) throws IOException {
        int places = Math.min(LOOKED_AT, blocks.places());
        boolean empty = true;
        for (int i = 0; i < places; i++) {
            Optional<Boolean> reached = blocks.reaches((int) ((long) i * blocks.places() / places), NARROW_HIGH_BYTE);
            if (reached.isPresent() && reached.get()) {
                return;
            }
            empty &= reached.isEmpty();
        }
        if (!empty) {
            throw narrow(file);
        }
    }

    static InputException narrow(Path file) {
        return new InputException(
                file,
                "image",
                "found 16-bit samples below 4096, expected the full range; save the image with 8 bits, or say so in a"
                        + " TIFF's tag 281 (MaxSampleValue) or OME-XML (SignificantBits)");
    }
}
