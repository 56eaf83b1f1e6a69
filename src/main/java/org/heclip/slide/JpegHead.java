package org.heclip.slide;

import java.io.ByteArrayOutputStream;
import java.io.DataInputStream;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;

/**
 * What a JPEG stream says before its first scan (ITU-T T.81, annex B).
 *
 * @param segments tables and frame, without start of image, comments and application data: no colour profile and no guess
 *     about colours is left in it
 * @param scan where the first scan's marker begins in the stream; -1 for a stream of tables alone
 * @param frame the frame's marker, 0 without frame
 * @param bits of a sample
 * @param transform what Adobe's marker says: 0 none, 1 YCbCr, 2 YCCK; -1 without it
 * @param hasUsualChroma whether it is grey, or the second and third component have all pixels, every second of a row, or
 *     every second of every second row: older decoders interpolate others in other ways
 * @param isYcbcr whether three components are YCbCr, by the rules of libjpeg: JFIF, then Adobe's marker, then their names
 */
record JpegHead(
        byte[] segments,
        long scan,
        int frame,
        int bits,
        int width,
        int height,
        int components,
        int transform,
        boolean hasUsualChroma,
        boolean isYcbcr) {
    private static final int MARKER = 0xff;
    private static final int START = 0xd8;
    private static final int END = 0xd9;
    private static final int SCAN = 0xda;
    private static final int COMMENT = 0xfe;
    private static final int JFIF = 0xe0;
    private static final int ADOBE = 0xee;
    static final int PROGRESSIVE = 0xc2;
    private static final int MOST_SCANS = 100;
    /** Where Adobe's marker has its transform: 5 letters, a version and two flags come before. */
    private static final int ADOBE_TRANSFORM = 11;

    private static final byte[] ADOBE_HEAD = {
        (byte) MARKER, (byte) ADOBE, 0, 14, 'A', 'd', 'o', 'b', 'e', 0, 100, 0, 0, 0, 0
    };

    /**
     * @throws EOFException when the stream ends before its first scan
     * @throws IOException when it is no JPEG
     */
    static JpegHead read(InputStream stream) throws IOException {
        DataInputStream in = new DataInputStream(stream);
        Reading reading = new Reading();
        if (in.readUnsignedByte() != MARKER || in.readUnsignedByte() != START) {
            throw new IOException("no start of a JPEG image");
        }
        reading.position = 2;
        int marker = reading.next(in);
        while (marker != SCAN && marker != END) {
            reading.segment(marker, in);
            marker = reading.next(in);
        }
        return reading.head(marker == SCAN ? reading.position - 2 : -1);
    }

    private static final class Reading {
        private final ByteArrayOutputStream kept = new ByteArrayOutputStream(1024);
        private byte[] frame = new byte[0];
        private int frameMarker;
        private boolean isJfif;
        private int transform = -1;
        private long position;

        int next(DataInputStream in) throws IOException {
            int code = in.readUnsignedByte();
            position++;
            while (code != MARKER) {
                code = in.readUnsignedByte();
                position++;
            }
            while (code == MARKER) {
                code = in.readUnsignedByte();
                position++;
            }
            return code;
        }

        void segment(int marker, DataInputStream in) throws IOException {
            int length = in.readUnsignedShort();
            byte[] segment = new byte[Math.max(0, length - 2)];
            in.readFully(segment);
            position += 2 + segment.length;
            String start = new String(segment, 0, Math.min(5, segment.length), StandardCharsets.ISO_8859_1);
            if (marker == JFIF) {
                isJfif |= start.equals("JFIF\0");
            } else if (marker == ADOBE && start.equals("Adobe") && segment.length > ADOBE_TRANSFORM) {
                transform = segment[ADOBE_TRANSFORM];
            }
            if (marker >= JFIF) {
                return;
            }
            if (marker >= 0xc0 && marker < 0xd0 && marker != 0xc4 && marker != 0xc8 && marker != 0xcc) {
                frame = segment;
                frameMarker = marker;
            }
            kept.write(MARKER);
            kept.write(marker);
            kept.write(length >> 8);
            kept.write(length);
            kept.writeBytes(segment);
        }

        JpegHead head(long scan) throws IOException {
            if (frameMarker == 0) {
                return new JpegHead(kept.toByteArray(), scan, 0, 0, 0, 0, 0, -1, false, false);
            }
            int components = frame.length < 6 ? 0 : frame[5] & 0xff;
            if (components == 0 || frame.length < 6 + 3 * components) {
                throw new IOException("a damaged JPEG frame");
            }
            return new JpegHead(
                    kept.toByteArray(),
                    scan,
                    frameMarker,
                    frame[0],
                    (frame[3] & 0xff) << 8 | frame[4] & 0xff,
                    (frame[1] & 0xff) << 8 | frame[2] & 0xff,
                    components,
                    transform,
                    components == 1 || components == 3 && hasUsualChroma(),
                    components == 3 && isYcbcr());
        }

        /** Sampling factors of the three components: across in the high half of a byte, down in the low half. */
        private boolean hasUsualChroma() {
            int first = frame[7];
            return (first == 0x11 || first == 0x21 || first == 0x22) && frame[10] == 0x11 && frame[13] == 0x11;
        }

        private boolean isYcbcr() {
            if (isJfif) {
                return true;
            } else if (transform >= 0) {
                return transform == 1;
            }
            return !(frame[6] == 'R' && frame[9] == 'G' && frame[12] == 'B');
        }
    }

    boolean isProgressive() {
        return frame == PROGRESSIVE;
    }

    /**
     * A scan of few bytes can stand for a whole image, so that their number decides how long decoding takes.
     *
     * @throws IOException when there are more than libtiff allows, too; encoders write about ten
     */
    static void requireFewScans(InputStream stream) throws IOException {
        byte[] piece = new byte[1 << 16];
        int scans = 0;
        byte before = 0;
        for (int count = stream.read(piece); count > 0; count = stream.read(piece)) {
            for (int i = 0; i < count; i++) {
                if (before == (byte) MARKER && piece[i] == (byte) SCAN && ++scans > MOST_SCANS) {
                    throw new IOException("a JPEG of more than " + MOST_SCANS + " scans");
                }
                before = piece[i];
            }
        }
    }

    /** These segments as the start of a stream that says what its colours are. */
    byte[] start(byte[] tables, boolean ycbcr) {
        ByteArrayOutputStream out = new ByteArrayOutputStream(tables.length + segments.length + 32);
        out.write(MARKER);
        out.write(START);
        out.writeBytes(tables);
        out.writeBytes(segments);
        if (components == 3) {
            out.writeBytes(ADOBE_HEAD);
            out.write(ycbcr ? 1 : 0);
        }
        return out.toByteArray();
    }
}
