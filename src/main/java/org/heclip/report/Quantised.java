package org.heclip.report;

import java.math.BigDecimal;
import java.math.MathContext;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.Arrays;
import java.util.Base64;
import java.util.stream.DoubleStream;

/**
 * A value per drawn spot in a byte, for maps in the page.
 *
 * @param low what byte 0 stands for: the 1st percentile
 * @param high what byte 254 stands for: the 99th percentile; 255 is a missing value
 * @param values bytes in base64
 */
record Quantised(double low, double high, String values) {
    private static final int LAST = 254;
    private static final int MISSING = 255;
    private static final int SIGNIFICANT = 4;

    /** @param drawn indices of the spots that are drawn */
    static Quantised of(double[] values, int[] drawn) {
        SpotMap.Range range = SpotMap.Range.of(values);
        byte[] bytes = new byte[drawn.length];
        for (int i = 0; i < drawn.length; i++) {
            double value = values[drawn[i]];
            double part = Math.max(0, Math.min(1, range.part(value)));
            bytes[i] = (byte) (Double.isNaN(value) ? MISSING : Math.round(part * LAST));
        }
        return new Quantised(
                rounded(range.low()), rounded(range.high()), Base64.getEncoder().encodeToString(bytes));
    }

    /** Places of the drawn spots in a picture, in hundredths of a pixel, as unsigned little-endian 16-bit numbers. */
    static String places(double[] pixels, int[] drawn) {
        ByteBuffer bytes = ByteBuffer.allocate(2 * drawn.length).order(ByteOrder.LITTLE_ENDIAN);
        for (int s : drawn) {
            bytes.putShort((short) Math.round(100 * pixels[s]));
        }
        return Base64.getEncoder().encodeToString(bytes.array());
    }

    /** Whether a map would be one colour all over. */
    static boolean isFlat(double[] values) {
        double[] known = DoubleStream.of(values).filter(v -> !Double.isNaN(v)).toArray();
        return Arrays.stream(known).allMatch(v -> v == known[0]);
    }

    static double rounded(double value) {
        return new BigDecimal(value).round(new MathContext(SIGNIFICANT)).doubleValue();
    }
}
