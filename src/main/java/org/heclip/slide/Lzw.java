package org.heclip.slide;

import java.io.IOException;

/**
 * LZW as in TIFF (TIFF 6.0, section 13): codes of 9 to 12 bits, the highest bit first, one code early. A code's text is where
 * it was first written in the output, so that no table of texts is kept.
 */
final class Lzw {
    private static final int CLEAR = 256;
    private static final int END = 257;
    private static final int FIRST = 258;
    private static final int CODES = 4096;
    private static final int LEAST_BITS = 9;
    private static final int MOST_BITS = 12;

    private final byte[] in;
    private final byte[] out;
    private final int[] starts = new int[CODES + 1];
    private final int[] lengths = new int[CODES + 1];
    private int position;
    private int held;
    private int heldBits;

    private Lzw(byte[] in, byte[] out) {
        this.in = in;
        this.out = out;
    }

    /**
     * Fills {@code out}.
     *
     * @throws IOException when the codes are impossible, or end before
     */
    static void decode(byte[] in, byte[] out) throws IOException {
        int written = new Lzw(in, out).run();
        if (written < out.length) {
            throw new IOException("LZW data ends after " + written + " of " + out.length + " bytes");
        }
    }

    private int run() throws IOException {
        int at = 0;
        int bits = LEAST_BITS;
        int next = FIRST;
        int lastLength = 0;
        while (at < out.length) {
            int code = read(bits);
            if (code == END) {
                return at;
            } else if (code == CLEAR) {
                bits = LEAST_BITS;
                next = FIRST;
                lastLength = 0;
                continue;
            }
            if (lastLength > 0 && next <= CODES) {
                // the previous text and the byte that is written now
                starts[next] = at - lastLength;
                lengths[next] = lastLength + 1;
                next++;
            }
            if (code > END && (code >= next || lastLength == 0)) {
                throw new IOException("LZW code " + code + " is not known yet");
            }
            lastLength = write(code, at);
            at += lastLength;
            if (next + 1 >= 1 << bits && bits < MOST_BITS) {
                bits++;
            }
        }
        return at;
    }

    private int write(int code, int at) {
        if (code < CLEAR) {
            out[at] = (byte) code;
            return 1;
        }
        int start = starts[code];
        int length = Math.min(lengths[code], out.length - at);
        if (start + length <= at) {
            System.arraycopy(out, start, out, at, length);
        } else {
            for (int i = 0; i < length; i++) {
                out[at + i] = out[start + i];
            }
        }
        return length;
    }

    private int read(int bits) {
        while (heldBits < bits) {
            if (position >= in.length) {
                return END;
            }
            held = held << 8 | in[position++] & 0xff;
            heldBits += 8;
        }
        heldBits -= bits;
        return held >>> heldBits & (1 << bits) - 1;
    }
}
