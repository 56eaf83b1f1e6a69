package org.heclip.report;

import java.util.List;
import java.util.stream.IntStream;

/** The colour map viridis (van der Walt and Smith, CC0): even steps for all eyes, readable in grey. */
public final class Viridis {
    /** Eleven colours at even distances; between them is interpolated. */
    private static final int[] ANCHORS = {
        0x440154, 0x482475, 0x414487, 0x355f8d, 0x2a788e, 0x21918c, 0x22a884, 0x44bf70, 0x7ad151, 0xbddf26, 0xfde725
    };

    private Viridis() {}

    /** @param part 0 to 1, held within */
    public static int rgb(double part) {
        double at = Math.max(0, Math.min(1, part)) * (ANCHORS.length - 1);
        int below = Math.min((int) at, ANCHORS.length - 2);
        double rest = at - below;
        int rgb = 0;
        for (int shift = 16; shift >= 0; shift -= 8) {
            int a = ANCHORS[below] >> shift & 0xff;
            int b = ANCHORS[below + 1] >> shift & 0xff;
            rgb |= (int) Math.round(a + rest * (b - a)) << shift;
        }
        return rgb;
    }

    /** The anchors as the page's script and style know them. */
    static List<String> hex() {
        return IntStream.of(ANCHORS)
                .mapToObj(rgb -> String.format("#%06x", rgb))
                .toList();
    }
}
