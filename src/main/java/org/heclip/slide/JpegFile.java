package org.heclip.slide;

import java.io.BufferedInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.Optional;

/** A JPEG file of grey or of three components of 8 bits, decoded in one piece, by libturbojpeg or by the JDK's decoder. */
record JpegFile(Path file, JpegHead head) {
    static JpegFile open(Path file) throws IOException {
        try (InputStream in = new BufferedInputStream(Files.newInputStream(file))) {
            return new JpegFile(file, JpegHead.read(in));
        }
    }

    /** Whether it is of the kind that is read here. */
    boolean isUsual() {
        return head.bits() == 8
                && (head.components() == 1 || head.components() == RgbImage.CHANNELS)
                && head.frame() <= JpegHead.PROGRESSIVE
                && head.width() > 0
                && head.height() > 0;
    }

    /**
     * Grey or RGB.
     *
     * @throws IOException when it is damaged
     */
    Pixels pixels() throws IOException {
        if (head.isProgressive()) {
            try (InputStream in = Files.newInputStream(file)) {
                JpegHead.requireFewScans(in);
            }
        }
        byte[] start = head.start(new byte[0], head.isYcbcr());
        try (FileChannel channel = FileChannel.open(file, StandardOpenOption.READ)) {
            Optional<Pixels> found =
                    TurboJpeg.decodes(head) ? TurboJpeg.decode(head, start, channel) : Optional.empty();
            return found.isPresent() ? found.get() : decode(start, channel);
        }
    }

    private Pixels decode(byte[] start, FileChannel channel) throws IOException {
        NativeRows rows = NativeRows.begin(head.width(), head.height(), head.components());
        try (JpegDecoder decoder = new JpegDecoder()) {
            decoder.decode(
                    start,
                    (position, into, at, length) ->
                            channel.read(ByteBuffer.wrap(into, at, length), head.scan() + position),
                    rows.target());
            return rows;
        } finally {
            rows.giveUp();
        }
    }
}
