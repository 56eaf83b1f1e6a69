package org.heclip.slide;

import java.util.BitSet;
import java.util.function.BiPredicate;

/** 4-connected patches of a mask, {@code y * width + x}. */
final class Patches {
    private final BitSet bits;
    private final int width;
    private final int height;

    Patches(BitSet bits, int width, int height) {
        this.bits = bits;
        this.width = width;
        this.height = height;
    }

    /** Turns each patch of {@code value} that is smaller than {@code smallestPx} into its opposite. */
    void clean(boolean value, int smallestPx) {
        keep(value, (patch, size) -> size >= smallestPx);
    }

    /** Turns each patch of {@code value} into its opposite that the test (of pixels, and how many of these count) refuses. */
    void keep(boolean value, BiPredicate<int[], Integer> test) {
        int n = width * height;
        BitSet seen = new BitSet(n);
        int[] queue = new int[n];
        for (int start = 0; start < n; start++) {
            if (bits.get(start) != value || seen.get(start)) {
                continue;
            }
            int size = flood(value, start, seen, queue);
            if (!test.test(queue, size)) {
                for (int i = 0; i < size; i++) {
                    bits.set(queue[i], !value);
                }
            }
        }
    }

    /** Whether a pixel has a neighbour that is not of the mask. */
    boolean isOnEdge(int pixel) {
        for (int neighbour : around(pixel)) {
            if (neighbour < 0 || !bits.get(neighbour)) {
                return true;
            }
        }
        return false;
    }

    /** Collects a patch in {@code queue}; returns its size. */
    private int flood(boolean value, int start, BitSet seen, int[] queue) {
        int size = 1;
        queue[0] = start;
        seen.set(start);
        for (int next = 0; next < size; next++) {
            for (int neighbour : around(queue[next])) {
                if (neighbour >= 0 && bits.get(neighbour) == value && !seen.get(neighbour)) {
                    seen.set(neighbour);
                    queue[size++] = neighbour;
                }
            }
        }
        return size;
    }

    private int[] around(int pixel) {
        int x = pixel % width;
        int y = pixel / width;
        return new int[] {
            x > 0 ? pixel - 1 : -1,
            x + 1 < width ? pixel + 1 : -1,
            y > 0 ? pixel - width : -1,
            y + 1 < height ? pixel + width : -1
        };
    }
}
