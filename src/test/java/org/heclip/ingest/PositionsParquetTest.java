package org.heclip.ingest;

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
import java.util.stream.IntStream;
import org.heclip.error.InputException;
import org.heclip.section.Barcode;
import org.heclip.section.Spot;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Files that pyarrow wrote (src/test/python/make_parquet_golden.py), and one of Space Ranger's. */
class PositionsParquetTest {
    private static final Path GOLDEN = Path.of("src/test/resources/golden/parquet");
    private static final Path VISIUM_HD =
            Path.of("../shared/data/formats/visium-hd/binned_outputs/square_002um/spatial/tissue_positions.parquet");

    @TempDir
    Path dir;

    @Test
    void allWaysOfWritingGiveTheSameSpots() {
        List<Spot> expected = IntStream.range(0, 300)
                .mapToObj(i -> new Spot(
                        new Barcode(String.format("s_008um_%05d_%05d-1", i / 20, i % 20)),
                        i % 3 > 0,
                        i / 20,
                        i % 20,
                        7000 - 2.25 * i,
                        1.5 * i + 0.25))
                .toList();
        for (String name : List.of("snappy", "plain", "gzip_v2", "groups")) {
            Positions positions = PositionsText.read(GOLDEN.resolve(name + ".parquet"));
            assertEquals(expected, positions.spots(), name);
        }
    }

    @Test
    void whatIsNotKnownOrMissingIsNamed() throws IOException {
        refused("zstd", "column barcode: found the compression ZSTD, expected Snappy, gzip or none");
        refused("gap", "column pxl_col_in_fullres: found missing values");
        refused("missing", "column array_col: found only [barcode, in_tissue, array_row, pxl_row_in_fullres");
        refused("delta", "column array_row: found the encoding 5, expected plain or a dictionary");
        Path text = Files.writeString(dir.resolve("text.parquet"), "barcode,in_tissue,array_row\n");
        String message = assertThrows(InputException.class, () -> PositionsText.read(text))
                .getMessage();
        assertTrue(message.contains("metadata: found another format, expected a sound Parquet table"), message);
    }

    private static void refused(String name, String expected) {
        Path file = GOLDEN.resolve(name + ".parquet");
        String message = assertThrows(InputException.class, () -> PositionsText.read(file))
                .getMessage();
        assertTrue(message.startsWith(file + ": " + expected), message);
    }

    @Test
    void damagedFilesAreReadOrRefused() throws IOException {
        Random random = new Random(5);
        int refused = 0;
        for (String name : List.of("snappy", "plain", "gzip_v2", "groups")) {
            byte[] sound = Files.readAllBytes(GOLDEN.resolve(name + ".parquet"));
            for (int round = 0; round < 250; round++) {
                byte[] bytes = round % 5 == 0 ? Arrays.copyOf(sound, random.nextInt(sound.length)) : sound.clone();
                for (int flips = random.nextInt(4); flips >= 0 && bytes.length > 0; flips--) {
                    bytes[random.nextInt(bytes.length)] = (byte) random.nextInt(256);
                }
                Path file = Files.write(dir.resolve("damaged.parquet"), bytes);
                try {
                    assertTimeoutPreemptively(Duration.ofSeconds(10), () -> PositionsText.read(file));
                } catch (InputException e) {
                    refused++;
                    assertTrue(e.getMessage().startsWith(file.toString()), e.getMessage());
                }
            }
        }
        assertTrue(refused > 300, "only " + refused + " were refused");
    }

    @Test
    void spaceRangersOwnFileIsRead() {
        Assumptions.assumeTrue(Files.exists(VISIUM_HD), VISIUM_HD + " is not here");
        List<Spot> spots = PositionsText.read(VISIUM_HD).spots();
        assertEquals(10, spots.size());
        Spot first =
                new Spot(new Barcode("s_002um_00305_01021-1"), true, 305, 1021, 13608.742910510004, 2385.629487758882);
        assertEquals(first, spots.get(0));
    }
}
