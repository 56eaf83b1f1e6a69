package org.heclip.h5ad;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import org.junit.jupiter.api.Test;

class ArrayReaderTest {
    /** Values of IEEE 754-2019, table 3.5 and its examples: largest, smallest normal, smallest subnormal, one third. */
    @Test
    void halfPrecisionIsExact() {
        assertEquals(1f, ArrayReader.half((short) 0x3C00));
        assertEquals(-2f, ArrayReader.half((short) 0xC000));
        assertEquals(65504f, ArrayReader.half((short) 0x7BFF));
        assertEquals(Math.scalb(1f, -14), ArrayReader.half((short) 0x0400));
        assertEquals(Math.scalb(1f, -24), ArrayReader.half((short) 0x0001));
        assertEquals(0.33325195f, ArrayReader.half((short) 0x3555));
        assertEquals(-0f, ArrayReader.half((short) 0x8000));
        assertEquals(Float.NEGATIVE_INFINITY, ArrayReader.half((short) 0xFC00));
        assertTrue(Float.isNaN(ArrayReader.half((short) 0x7E00)));
    }
}
