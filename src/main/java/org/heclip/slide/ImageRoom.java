package org.heclip.slide;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.heclip.error.InputException;

/** Whether what an image's header asks for can be, and fits the memory of this process. */
record ImageRoom(Path file, int width, int height) {
    /** A Java array ends there, and the decoders put an image into one. */
    private static final long MAX_SAMPLES = Integer.MAX_VALUE - 8L;
    /** More pixels for each byte than any image of tissue has: a damaged header, or a file made to fill the memory. */
    private static final long MAX_PIXELS_PER_BYTE = 10_000;

    /** No deflated byte stands for more (RFC 1951: 258 bytes in two bits, near enough). */
    private static final long MOST_INFLATED = 1032;

    private static final double MEBIBYTE = 1 << 20;
    private static final double DECODER_OVERHEAD = 1.1;

    /** @throws InputException when so many pixels cannot be in that file */
    void requirePlausible() throws IOException {
        require((long) width * height / MAX_PIXELS_PER_BYTE <= Files.size(file));
    }

    /** @throws InputException when so many bytes cannot be deflated in that file */
    void requireInflatable(long inflated) throws IOException {
        require(inflated / MOST_INFLATED <= Files.size(file));
    }

    private void require(boolean isPossible) throws IOException {
        if (!isPossible) {
            throw new InputException(
                    file,
                    "image",
                    "found " + size() + " in " + Files.size(file) + " bytes, expected an undamaged image");
        }
    }

    /**
     * @param bytes to be held at once
     * @throws InputException when no array holds them
     * @throws OutOfMemoryError when this process has not that much memory
     */
    void require(long bytes) {
        if (bytes > MAX_SAMPLES) {
            throw new InputException(
                    file,
                    "image",
                    "found " + size()
                            + ", too large to decode in one piece; expected a tiled TIFF for images this large");
        }
        Runtime runtime = Runtime.getRuntime();
        long free = runtime.maxMemory() - (runtime.totalMemory() - runtime.freeMemory());
        if (bytes * DECODER_OVERHEAD > free) {
            // not the file's fault: exit status 137 has the pipeline try again with more memory
            throw new OutOfMemoryError("%s: image of %s needs %.0f MiB, this process has %.0f MiB left"
                    .formatted(file, size(), bytes * DECODER_OVERHEAD / MEBIBYTE, free / MEBIBYTE));
        }
    }

    private String size() {
        return width + " x " + height + " pixels";
    }
}
