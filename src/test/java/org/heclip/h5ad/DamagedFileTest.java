package org.heclip.h5ad;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTimeoutPreemptively;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import java.util.function.Function;
import org.heclip.error.InputException;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Damaged files end as bad input: no other exception, no hang. */
class DamagedFileTest {
    private static final Duration NO_HANG = Duration.ofSeconds(20);
    private static final Path GOLDEN = Path.of("src/test/resources/golden/h5ad");

    @TempDir
    private Path folder;

    private Path file;

    @BeforeEach
    void setUp() {
        file = folder.resolve("damaged.h5ad");
    }

    @Test
    void truncatedFilesAreRefused() throws IOException {
        H5ad.write(file, RichExample.data());
        byte[] whole = Files.readAllBytes(file);
        for (int length = 0; length < whole.length; length += 1 + whole.length / 150) {
            Files.write(file, Arrays.copyOf(whole, length));
            InputException refused = assertThrows(InputException.class, this::read, "at " + length);
            assertTrue(refused.getMessage().startsWith(file + ": "), refused.getMessage());
        }
    }

    @Test
    void flippedBytesAreReadOrRefused() throws IOException {
        H5ad.write(file, RichExample.data());
        assertTrue(refusals(Files.readAllBytes(file), f -> H5ad.read(f).obs(), 250) > 30);
    }

    @Test
    void flippedBytesOfAnndatasOwnFileAreReadOrRefused() throws IOException {
        byte[] whole = unzipped("current.h5ad.gz");
        assertTrue(refusals(whole, f -> H5ad.read(f).obs(), 250) > 10);
    }

    @Test
    void flippedBytesOfATenxFileAreReadOrRefused() throws IOException {
        assertTrue(refusals(unzipped("tenx_v3.h5.gz"), f -> TenxH5.read(f).obs(), 150) > 10);
    }

    @Test
    void flippedBytesOfTilesAreReadOrRefused() throws IOException {
        H5ad.writeTiles(file, AnnData.of(DataFrame.of(List.of("a", "b", "c"))), 8, RichExample::tile);
        int refused = refusals(
                Files.readAllBytes(file),
                f -> {
                    try (TileReader tiles = TileReader.open(f)) {
                        return tiles.read(0)[0] + tiles.read(2)[0];
                    }
                },
                100);
        assertTrue(refused > 10);
    }

    @Test
    void whatIsNoFileOrNotHdf5IsRefused() throws IOException {
        assertEquals(file + ": file: not found, expected an HDF5 file", refusal());
        Files.createDirectory(file);
        assertTrue(refusal().contains("not found"));
        Files.delete(file);
        Files.writeString(file, "barcode,gene\n");
        assertTrue(refusal().startsWith(file + ": file: cannot be read: "), refusal());
    }

    private String refusal() {
        return assertThrows(InputException.class, this::read).getMessage();
    }

    private Object read() {
        return assertTimeoutPreemptively(NO_HANG, () -> H5ad.read(file));
    }

    private byte[] unzipped(String name) throws IOException {
        return Files.readAllBytes(GoldenFilesTest.unzipped(GOLDEN.resolve(name), file));
    }

    /** Damages one to four bytes at a time; counts how often the reader noticed. */
    private int refusals(byte[] whole, Function<Path, Object> reader, int times) throws IOException {
        Random random = new Random(7);
        int refused = 0;
        for (int i = 0; i < times; i++) {
            byte[] bytes = whole.clone();
            for (int flips = random.nextInt(4); flips >= 0; flips--) {
                bytes[random.nextInt(bytes.length)] = (byte) random.nextInt(256);
            }
            Files.write(file, bytes);
            try {
                assertTimeoutPreemptively(NO_HANG, () -> reader.apply(file));
            } catch (InputException e) {
                refused++;
            }
        }
        return refused;
    }
}
