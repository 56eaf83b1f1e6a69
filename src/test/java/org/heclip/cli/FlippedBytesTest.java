package org.heclip.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import java.util.stream.Stream;
import org.heclip.h5ad.H5ad;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Inputs with random bytes changed or cut off are read or refused in one line; they never end in our own fault. */
class FlippedBytesTest {
    private static final int ROUNDS = 25;

    @TempDir
    Path dir;

    @Test
    void noDamageEndsInOurOwnFault() throws IOException {
        TinySection section = new TinySection(dir);
        H5ad.write(section.h5ad, section.annData());
        Random random = new Random(20);
        int refused = 0;
        for (List<String> options :
                List.of(section.legacyOptions(), section.spaceRangerOptions(), section.h5adOptions())) {
            for (Path file : files(options)) {
                byte[] sound = Files.readAllBytes(file);
                for (int round = 0; round < ROUNDS; round++) {
                    Files.write(file, damaged(sound, random));
                    TinySection.Outcome outcome = section.ingest(options);
                    String what = file + ", round " + round + ": " + outcome.errors();
                    assertTrue(outcome.exit() == 0 || outcome.exit() == 2, what);
                    assertEquals(
                            outcome.exit() == 2 ? 1 : 0,
                            outcome.errors().lines().count(),
                            what);
                    refused += outcome.exit() == 2 ? 1 : 0;
                }
                Files.write(file, sound);
            }
        }
        assertTrue(refused > 50, "only " + refused + " were refused: is the damage real?");
    }

    private static List<Path> files(List<String> options) throws IOException {
        try (Stream<Path> all = Files.walk(Path.of(options.get(1)))) {
            List<Path> inside = all.filter(Files::isRegularFile).sorted().toList();
            return options.get(0).equals("--counts")
                    ? List.of(Path.of(options.get(1)), Path.of(options.get(3)), Path.of(options.get(5)))
                    : inside;
        }
    }

    private static byte[] damaged(byte[] sound, Random random) {
        byte[] bytes = sound.clone();
        if (random.nextInt(4) == 0) {
            return Arrays.copyOf(bytes, random.nextInt(bytes.length));
        }
        for (int i = 0; i <= random.nextInt(4); i++) {
            bytes[random.nextInt(bytes.length)] = (byte) random.nextInt(256);
        }
        return bytes;
    }
}
