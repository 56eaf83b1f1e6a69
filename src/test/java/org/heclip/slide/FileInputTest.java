package org.heclip.slide;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.io.EOFException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class FileInputTest {
    @TempDir
    Path folder;

    /** Forwards, backwards, within its buffer and beyond, up to the end. */
    @Test
    void whatIsReadIsWhatLiesThere() throws IOException {
        Random random = new Random(4);
        byte[] all = new byte[100_000];
        random.nextBytes(all);
        Path file = Files.write(folder.resolve("bytes"), all);
        try (FileInput in = new FileInput(file)) {
            assertEquals(all.length, in.length());
            for (int round = 0; round < 3000; round++) {
                int from = random.nextInt(all.length - 4);
                int length = random.nextInt(round % 20 == 0 ? 40_000 : 40);
                in.seek(from);
                byte[] read = new byte[Math.min(length, all.length - from)];
                in.readFully(read);
                assertArrayEquals(Arrays.copyOfRange(all, from, from + read.length), read);
                in.seek(from);
                assertEquals(all[from] & 0xff, in.read());
                assertEquals(from + 1, in.getStreamPosition());
            }
            in.seek(all.length);
            assertEquals(-1, in.read());
            assertEquals(-1, in.read(new byte[3], 0, 3));
            in.seek(all.length - 2);
            assertThrows(EOFException.class, in::readInt);
        }
    }
}
