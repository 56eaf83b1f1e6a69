package org.heclip.slide;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTimeoutPreemptively;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import com.sun.management.ThreadMXBean;
import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.UnaryOperator;
import java.util.stream.Stream;
import java.util.zip.CRC32;
import org.heclip.error.InputException;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Headers that lie: one line for the user (exit status 2), soon, and no memory for what is not there. */
class DamagedImageTest {
    private static final long LITTLE = 24L << 20;

    @TempDir
    Path folder;

    private static Map<String, UnaryOperator<MadeTiff>> ofBoth() {
        Map<String, UnaryOperator<MadeTiff>> lies = new LinkedHashMap<>();
        for (int tag : new int[] {MadeTiff.WIDTH, MadeTiff.HEIGHT}) {
            for (long value :
                    new long[] {0, -1, 1L << 31, (1L << 32) - 1, Long.MAX_VALUE, Integer.MAX_VALUE, 1 << 20}) {
                lies.put("tag " + tag + " of " + value, tiff -> tiff.put(tag, value));
            }
            lies.put("no tag " + tag, tiff -> tiff.without(tag));
        }
        lies.put("a square of 2^31", tiff -> tiff.put(MadeTiff.WIDTH, 1L << 31).put(MadeTiff.HEIGHT, 1L << 31));
        lies.put("no channels", tiff -> tiff.put(MadeTiff.CHANNELS, 0));
        lies.put("channels beyond count", tiff -> tiff.put(MadeTiff.CHANNELS, 65535));
        lies.put("negative channels", tiff -> tiff.put(MadeTiff.CHANNELS, -3));
        lies.put("no bits", tiff -> tiff.put(MadeTiff.BITS, 0, 0, 0));
        lies.put("negative bits", tiff -> tiff.put(MadeTiff.BITS, -8, -8, -8));
        lies.put("bits without end", tiff -> tiff.lie(MadeTiff.BITS, 3, Integer.MAX_VALUE));
        lies.put("text of 2^62", tiff -> tiff.lie(MadeTiff.DESCRIPTION, 2, 1L << 62));
        lies.put("an unknown compression", tiff -> tiff.put(MadeTiff.COMPRESSION, 4711));
        lies.put("separate planes of one", tiff -> tiff.put(MadeTiff.PLANAR, 2));
        lies.put("a directory below that is the text", tiff -> tiff.put(MadeTiff.COMPRESSION, 5));
        return lies;
    }

    private static Map<String, UnaryOperator<MadeTiff>> ofBlocks(int offsets, int lengths, int count) {
        Map<String, UnaryOperator<MadeTiff>> lies = new LinkedHashMap<>(ofBoth());
        for (long value : new long[] {-1, 1L << 40, Long.MAX_VALUE, Long.MIN_VALUE}) {
            lies.put("offset " + value, tiff -> tiff.put(offsets, repeated(value, count)));
        }
        for (long value : new long[] {-1, 7, 1L << 31, (1L << 32) - 1, Long.MAX_VALUE, Long.MIN_VALUE}) {
            lies.put("length " + value, tiff -> tiff.put(lengths, repeated(value, count)));
        }
        lies.put("offset and length that overflow", tiff -> tiff.put(offsets, repeated(Long.MAX_VALUE - 5, count))
                .put(lengths, repeated(Long.MAX_VALUE - 5, count)));
        lies.put("no offsets", tiff -> tiff.without(offsets));
        for (int tag : new int[] {offsets, lengths}) {
            lies.put("one value of tag " + tag, tiff -> tiff.put(tag, MadeTiff.BLOCKS));
            for (long many : new long[] {1 << 28, Integer.MAX_VALUE, 1L << 32, 1L << 61, -1}) {
                lies.put("tag " + tag + " of " + many + " values", tiff -> tiff.put(MadeTiff.COMPRESSION, 8)
                        .lie(tag, 16, many));
            }
        }
        return lies;
    }

    private static long[] repeated(long value, int count) {
        long[] all = new long[count];
        java.util.Arrays.fill(all, value);
        return all;
    }

    @TestFactory
    Stream<DynamicTest> stripsThatLie() {
        Map<String, UnaryOperator<MadeTiff>> lies = ofBlocks(MadeTiff.STRIP_OFFSETS, MadeTiff.STRIP_LENGTHS, 3);
        for (long rows : new long[] {-1, 1, 2}) {
            lies.put("rows of a strip " + rows, tiff -> tiff.put(MadeTiff.ROWS_PER_STRIP, rows));
        }
        return lies.entrySet().stream()
                .map(lie -> DynamicTest.dynamicTest(
                        lie.getKey(), () -> requireRefusal(lie.getValue().apply(MadeTiff.strips()))));
    }

    @TestFactory
    Stream<DynamicTest> tilesThatLie() {
        Map<String, UnaryOperator<MadeTiff>> lies = ofBlocks(MadeTiff.TILE_OFFSETS, MadeTiff.TILE_LENGTHS, 2);
        for (int tag : new int[] {MadeTiff.TILE_WIDTH, MadeTiff.TILE_HEIGHT}) {
            for (long value : new long[] {0, -1, 1, Integer.MAX_VALUE, 1L << 32}) {
                lies.put("tag " + tag + " of " + value, tiff -> tiff.put(tag, value));
            }
        }
        for (int compression : new int[] {1, 5, 7, 8, 32773}) {
            lies.put("one tile of 20,000, compression " + compression, tiff -> tiff.put(
                            MadeTiff.COMPRESSION, compression)
                    .put(MadeTiff.TILE_WIDTH, 20_000)
                    .put(MadeTiff.TILE_HEIGHT, 20_000)
                    .put(MadeTiff.TILE_OFFSETS, MadeTiff.BLOCKS)
                    .put(MadeTiff.TILE_LENGTHS, 100));
        }
        return lies.entrySet().stream()
                .map(lie -> DynamicTest.dynamicTest(
                        lie.getKey(), () -> requireRefusal(lie.getValue().apply(MadeTiff.tiles()))));
    }

    private void requireRefusal(MadeTiff tiff) throws IOException {
        requireRefusal(tiff.write(folder.resolve("lie.tif")));
    }

    /** Memory that a file asks for and that is not there would be asked for again and again (exit status 137). */
    private static void read(Path file) {
        try {
            GoldenFile.read(file);
        } catch (OutOfMemoryError e) {
            throw new AssertionError("believed", e);
        }
    }

    private static void requireRefusal(Path file) {
        InputException refused = assertTimeoutPreemptively(Duration.ofSeconds(20), () -> {
            ThreadMXBean threads = (ThreadMXBean) ManagementFactory.getThreadMXBean();
            long before = threads.getCurrentThreadAllocatedBytes();
            InputException e = assertThrows(InputException.class, () -> read(file));
            long allocated = threads.getCurrentThreadAllocatedBytes() - before;
            assertTrue(allocated < LITTLE, () -> allocated + " bytes were allocated");
            return e;
        });
        assertEquals(1, refused.getMessage().lines().count(), refused.getMessage());
        assertTrue(refused.getMessage().contains(file.getFileName().toString()), refused.getMessage());
    }

    /** However large the file is. */
    @ParameterizedTest
    @ValueSource(ints = {5, 7, 8, 32773})
    void aTileThatIsSaidToBeMostOfALargeFile(int compression) throws IOException {
        byte[] blocks = new byte[25 << 20];
        requireRefusal(MadeTiff.of(blocks, 32, 32)
                .put(MadeTiff.COMPRESSION, compression)
                .put(MadeTiff.TILE_WIDTH, 32)
                .put(MadeTiff.TILE_HEIGHT, 32)
                .put(MadeTiff.TILE_OFFSETS, MadeTiff.BLOCKS)
                .put(MadeTiff.TILE_LENGTHS, blocks.length));
    }

    /** 25,000 x 25,000 of CMYK in planes of one strip: as RGB an array would hold them, before that it would not. */
    @Test
    void blocksThatNoArrayHoldsBeforeTheyAreRgb() throws IOException {
        byte[] blocks = new byte[1 << 17];
        MadeTiff planes = MadeTiff.of(blocks, 25_000, 25_000)
                .put(MadeTiff.BITS, 8, 8, 8, 8)
                .put(MadeTiff.CHANNELS, 4)
                .put(MadeTiff.PHOTOMETRIC, 5)
                .put(MadeTiff.PLANAR, 2)
                .put(MadeTiff.COMPRESSION, 8)
                .put(MadeTiff.STRIP_OFFSETS, repeated(MadeTiff.BLOCKS, 4))
                .put(MadeTiff.STRIP_LENGTHS, repeated(blocks.length, 4));
        requireRefusal(planes);
    }

    /** Numbers of which some bits carry no value, in what is decoded in one piece: of YCbCr as it is. */
    @Test
    void fewerBitsThanWhatDecodesItKnows() throws IOException {
        MadeTiff tiff = MadeTiff.strips()
                .put(MadeTiff.BITS, 16, 16, 16)
                .put(MadeTiff.PHOTOMETRIC, 6)
                .put(281, 4095)
                .put(MadeTiff.ROWS_PER_STRIP, 8)
                .put(MadeTiff.STRIP_OFFSETS, repeated(MadeTiff.BLOCKS, 6))
                .put(MadeTiff.STRIP_LENGTHS, repeated(64 * 8 * 6, 6));
        requireRefusal(tiff);
        InputException refused =
                assertThrows(InputException.class, () -> GoldenFile.read(tiff.write(folder.resolve("fewer.tif"))));
        assertTrue(refused.getMessage().contains("carry no value"), refused.getMessage());
    }

    /** Of reversed bits. */
    @Test
    void bitsThatWhatDecodesThemTakesForOthers() throws IOException {
        Path file = MadeTiff.of(new byte[64 * 6], 64, 8)
                .put(MadeTiff.BITS, 6)
                .put(MadeTiff.CHANNELS, 1)
                .put(MadeTiff.PHOTOMETRIC, 1)
                .put(266, 2)
                .put(MadeTiff.STRIP_OFFSETS, MadeTiff.BLOCKS)
                .put(MadeTiff.STRIP_LENGTHS, 64 * 6)
                .write(folder.resolve("six.tif"));
        InputException refused = assertThrows(InputException.class, () -> GoldenFile.read(file));
        assertTrue(refused.getMessage().contains("samples of 6 bits"), refused.getMessage());
    }

    /** What a reader does not need, or finds for itself, may be damaged. */
    @Test
    void liesThatDoNotMatterAreNotBelieved() throws IOException {
        for (MadeTiff tiff : new MadeTiff[] {
            MadeTiff.strips().lie(MadeTiff.DESCRIPTION, 2, Integer.MAX_VALUE - 16),
            MadeTiff.tiles().lie(MadeTiff.DESCRIPTION, 2, 1 << 30),
            MadeTiff.strips().without(MadeTiff.STRIP_LENGTHS),
            MadeTiff.strips().lie(MadeTiff.STRIP_LENGTHS, 16, 1L << 40)
        }) {
            Path file = tiff.write(folder.resolve("harmless.tif"));
            long before = allocated();
            assertEquals(0, GoldenFile.read(file).sample(63, 31, 2));
            assertTrue(allocated() - before < LITTLE);
        }
    }

    private static long allocated() {
        return ((ThreadMXBean) ManagementFactory.getThreadMXBean()).getCurrentThreadAllocatedBytes();
    }

    /** Sizes of a PNG's header, with its checksum right. */
    @ParameterizedTest
    @CsvSource({
        "0, 38",
        "50, 0",
        "-1, 38",
        "50, -1",
        "2147483647, 2147483647",
        "-2147483648, 38",
        "1000000, 38",
        "50, 1000000"
    })
    void pngSizesThatLie(int width, int height) throws IOException {
        for (String name : List.of("rgb8.png", "grey8.png", "rgba.png", "palette.png")) {
            ByteBuffer png = ByteBuffer.wrap(Files.readAllBytes(GoldenFile.path("slide/" + name)));
            png.putInt(16, width).putInt(20, height);
            CRC32 sum = new CRC32();
            sum.update(png.array(), 12, 17);
            png.putInt(29, (int) sum.getValue());
            requireRefusal(Files.write(folder.resolve(name), png.array()));
        }
    }

    /** A chunk that is said to be longer than the file. */
    @ParameterizedTest
    @ValueSource(ints = {Integer.MAX_VALUE, -1, Integer.MIN_VALUE, 1 << 30})
    void pngChunksWithoutEnd(int length) throws IOException {
        for (int chunk : new int[] {8, 33}) {
            ByteBuffer png = ByteBuffer.wrap(Files.readAllBytes(GoldenFile.path("slide/rgb8.png")));
            png.putInt(chunk, length);
            requireRefusal(Files.write(folder.resolve("chunk.png"), png.array()));
        }
    }

    @ParameterizedTest
    @CsvSource({"0, 38", "50, 0", "65535, 65535", "65535, 38", "50, 65535", "0, 0"})
    void jpegSizesThatLie(int width, int height) throws IOException {
        for (String name : List.of("baseline.jpg", "progressive.jpg", "grey.jpg", "cmyk.jpg")) {
            byte[] all = Files.readAllBytes(GoldenFile.path("slide/" + name));
            ByteBuffer jpeg = ByteBuffer.wrap(all);
            jpeg.putShort(frame(all) + 5, (short) height).putShort(frame(all) + 7, (short) width);
            requireRefusal(Files.write(folder.resolve(name), all));
        }
    }

    /** Segments of impossible lengths, and frames of impossible numbers. */
    @Test
    void jpegSegmentsThatLie() throws IOException {
        byte[] good = Files.readAllBytes(GoldenFile.path("slide/baseline.jpg"));
        int frame = frame(good);
        for (int[] lie : new int[][] {{2, 0}, {2, 1}, {2, 7}, {2, 65535}, {9, 0}, {9, 255}, {4, 0}, {4, 99}}) {
            byte[] bad = good.clone();
            if (lie[0] == 2) {
                bad[frame + 2] = (byte) (lie[1] >> 8);
                bad[frame + 3] = (byte) lie[1];
            } else {
                bad[frame + lie[0]] = (byte) lie[1];
            }
            requireRefusal(Files.write(folder.resolve("segment.jpg"), bad));
        }
    }

    /** Where the marker of the frame is: baseline or progressive. */
    private static int frame(byte[] jpeg) {
        int at = 2;
        while ((jpeg[at + 1] & 0xff) != 0xc0 && (jpeg[at + 1] & 0xff) != 0xc2) {
            at += 2 + ((jpeg[at + 2] & 0xff) << 8 | jpeg[at + 3] & 0xff);
        }
        return at;
    }

    /** The sizes of a slide that OpenSlide reads; libraries may allocate on their own account. */
    @Test
    void slidesOfOpenSlideThatLie() throws IOException {
        assumeTrue(OpenSlideCalls.found().isUsable(), "no OpenSlide here");
        for (String name : List.of("jpeg2000.svs", "slide.ndpi")) {
            ByteBuffer good = ByteBuffer.wrap(Files.readAllBytes(GoldenFile.path("slide/" + name)))
                    .order(ByteOrder.LITTLE_ENDIAN);
            int directory = good.getInt(4);
            for (int entry = 0; entry < good.getShort(directory); entry++) {
                int at = directory + 2 + 12 * entry;
                int tag = good.getShort(at) & 0xffff;
                for (int value :
                        tag == MadeTiff.WIDTH || tag == MadeTiff.HEIGHT ? new int[] {0, -1, 1 << 30} : new int[0]) {
                    byte[] bad = good.array().clone();
                    ByteBuffer.wrap(bad)
                            .order(ByteOrder.LITTLE_ENDIAN)
                            .putShort(at + 2, (short) 4)
                            .putInt(at + 8, value);
                    requireRefusal(Files.write(folder.resolve(name), bad));
                }
            }
        }
    }

    /** What follows itself, or lies below itself, is read once. */
    @Test
    void directoriesInCirclesEnd() throws IOException {
        for (MadeTiff good : new MadeTiff[] {MadeTiff.strips(), MadeTiff.tiles()}) {
            Path file = good.circle().put(MadeTiff.SUB_IFD, good.directory()).write(folder.resolve("circle.tif"));
            assertTimeoutPreemptively(
                    Duration.ofSeconds(20),
                    () -> assertEquals(0, GoldenFile.read(file).sample(9, 9, 1)));
        }
    }
}
