package org.heclip.slide;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.sun.management.ThreadMXBean;
import java.awt.image.BufferedImage;
import java.awt.image.Raster;
import java.io.IOException;
import java.io.RandomAccessFile;
import java.lang.management.ManagementFactory;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.Arrays;
import java.util.Random;
import java.util.stream.IntStream;
import java.util.zip.Deflater;
import javax.imageio.ImageIO;
import org.heclip.error.InputException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Images of more pixels, or in files of more parts, than one number or one mapping holds. */
class LargeImageTest {
    private static final long LITTLE = 24L << 20;

    @TempDir
    Path folder;

    private static byte[] noise(int length) {
        byte[] bytes = new byte[length];
        new Random(5).nextBytes(bytes);
        return bytes;
    }

    private static long allocated() {
        return ((ThreadMXBean) ManagementFactory.getThreadMXBean()).getCurrentThreadAllocatedBytes();
    }

    /** 70,000 x 60,000 = 4.2e9 pixels: all tiles are the same glass but the last, whose pixels are known. */
    @Test
    void tilesBeyondTwoToThe31Pixels() throws IOException {
        int edge = 512;
        int width = 70_000;
        int height = 60_000;
        int across = (width - 1) / edge + 1;
        int count = across * ((height - 1) / edge + 1);
        byte[] glass = new byte[edge * edge * 3];
        Arrays.fill(glass, (byte) 240);
        byte[] last = noise(edge * edge * 3);
        byte[] packedGlass = deflated(glass);
        byte[] packedLast = deflated(last);
        byte[] both = Arrays.copyOf(packedGlass, packedGlass.length + packedLast.length);
        System.arraycopy(packedLast, 0, both, packedGlass.length, packedLast.length);
        long[] offsets = new long[count];
        long[] lengths = new long[count];
        Arrays.fill(offsets, MadeTiff.BLOCKS);
        Arrays.fill(lengths, packedGlass.length);
        offsets[count - 1] += packedGlass.length;
        lengths[count - 1] = packedLast.length;
        Path file = MadeTiff.of(both, width, height)
                .put(MadeTiff.COMPRESSION, 8)
                .put(MadeTiff.TILE_WIDTH, edge)
                .put(MadeTiff.TILE_HEIGHT, edge)
                .put(MadeTiff.TILE_OFFSETS, offsets)
                .put(MadeTiff.TILE_LENGTHS, lengths)
                .write(folder.resolve("large.tif"));
        long before = allocated();
        try (Slide slide = Slides.open(file)) {
            assertTrue((long) slide.width() * slide.height() > Integer.MAX_VALUE);
            RgbImage corner = slide.readRegion(width - 100, height - 80, 120, 90);
            int left = (width - 100) % edge;
            int top = (height - 80) % edge;
            for (int y = 0; y < 80; y++) {
                for (int x = 0; x < 100; x++) {
                    for (int c = 0; c < 3; c++) {
                        int expected = last[((top + y) * edge + left + x) * 3 + c] & 0xff;
                        assertEquals(expected, corner.sample(x, y, c), x + ", " + y);
                    }
                }
            }
            assertEquals(255, corner.sample(100, 0, 0));
            assertEquals(255, corner.sample(0, 80, 0));
            int seam = width / edge * edge;
            assertEquals(240, slide.readRegion(seam - 2, height - 80, 4, 4).sample(1, 0, 1));
            RgbImage tile =
                    Resampler.resample(slide, new Resampler.Window(width - 448, height - 448, 448, 448), 224, 224);
            assertEquals(240, tile.sample(0, 0, 0));
        }
        assertTrue(allocated() - before < LITTLE, allocated() - before + " bytes");
        assertEquals(new Slides.Size(width, height), Slides.size(file, ImageOrientation.STORED));
    }

    private static byte[] deflated(byte[] bytes) {
        Deflater deflater = new Deflater(1);
        deflater.setInput(bytes);
        deflater.finish();
        byte[] out = new byte[bytes.length + 1024];
        int length = deflater.deflate(out);
        deflater.end();
        return Arrays.copyOf(out, length);
    }

    /** 60,000 x 60,000 pixels of raw strips of a row; even rows are one strip, odd ones another. */
    @Test
    void stripsBeyondTwoToThe31Pixels() throws IOException {
        int edge = 60_000;
        int row = edge * 3;
        byte[] two = noise(2 * row);
        Path file = MadeTiff.of(two, edge, edge)
                .put(MadeTiff.ROWS_PER_STRIP, 1)
                .put(
                        MadeTiff.STRIP_OFFSETS,
                        IntStream.range(0, edge)
                                .mapToLong(y -> MadeTiff.BLOCKS + (long) y % 2 * row)
                                .toArray())
                .put(
                        MadeTiff.STRIP_LENGTHS,
                        IntStream.range(0, edge).mapToLong(y -> row).toArray())
                .write(folder.resolve("strips.tif"));
        long before = allocated();
        try (Slide slide = Slides.open(file)) {
            RgbImage corner = slide.readRegion(edge - 50, edge - 7, 50, 7);
            for (int y = 0; y < 7; y++) {
                byte[] expected = Arrays.copyOfRange(two, (y + 1) % 2 * row + row - 150, (y + 1) % 2 * row + row);
                assertEquals(
                        new RgbImage(50, 1, expected),
                        new RgbImage(50, 1, Arrays.copyOfRange(corner.pixels(), y * 150, y * 150 + 150)));
            }
        }
        assertTrue(allocated() - before < LITTLE, allocated() - before + " bytes");
    }

    /** 30,000 x 30,000 x 3 x 16 bits in one strip of 5.4 GB, whose range is looked at in some rows. */
    @ParameterizedTest
    @ValueSource(booleans = {true, false})
    void wideSamplesOfOneLargeStrip(boolean isFullRange) throws IOException {
        int edge = 30_000;
        long offset = 1 << 20;
        long row = edge * 6L;
        Path file = MadeTiff.of(new byte[0], edge, edge)
                .put(MadeTiff.BITS, 16, 16, 16)
                .put(MadeTiff.ROWS_PER_STRIP, edge)
                .put(MadeTiff.STRIP_OFFSETS, offset)
                .put(MadeTiff.STRIP_LENGTHS, row * edge)
                .write(folder.resolve("wide.tif"));
        try (RandomAccessFile sparse = new RandomAccessFile(file.toFile(), "rw")) {
            sparse.setLength(offset + row * edge);
            sparse.seek(offset + row * edge / 2);
            byte[] samples = new byte[(int) row];
            Arrays.fill(samples, (byte) (isFullRange ? 99 : 9));
            sparse.write(samples);
        }
        long before = allocated();
        if (isFullRange) {
            try (Slide slide = Slides.open(file)) {
                assertEquals(99, slide.readRegion(edge - 9, edge / 2, 9, 9).sample(8, 0, 2));
                assertEquals(0, slide.readRegion(edge - 9, edge - 9, 9, 9).sample(8, 8, 2));
            }
        } else {
            InputException refused = assertThrows(InputException.class, () -> Slides.open(file));
            assertTrue(refused.getMessage().contains("below 4096"), refused.getMessage());
        }
        // a row at a time, of which nothing is held
        assertTrue(allocated() - before < 128 * 2 * row, allocated() - before + " bytes");
    }

    /** A JPEG whose rows are held in several pieces, grey and coloured, as Java's own reader has it. */
    @ParameterizedTest
    @ValueSource(ints = {BufferedImage.TYPE_3BYTE_BGR, BufferedImage.TYPE_BYTE_GRAY})
    void aJpegIsHeldInPieces(int type) throws IOException {
        BufferedImage image = new BufferedImage(2999, 3001, type);
        byte[] noise = noise(2999 * 3001 * image.getRaster().getNumBands());
        for (int i = 0; i < noise.length; i++) {
            // smooth enough for few bytes
            noise[i] = (byte) (100 + i / 999 % 100 + noise[i] / 20);
        }
        image.getRaster().setDataElements(0, 0, 2999, 3001, noise);
        Path file = folder.resolve("pieces.jpg");
        assertTrue(ImageIO.write(image, "jpg", file.toFile()));
        Raster expected = ImageIO.read(file.toFile()).getRaster();
        try (Slide slide = Slides.open(file)) {
            RgbImage got = slide.readRegion(0, 0, 2999, 3001);
            int bands = expected.getNumBands();
            int[] row = new int[2999 * bands];
            for (int y = 0; y < 3001; y++) {
                expected.getPixels(0, y, 2999, 1, row);
                for (int i = 0; i < 2999 * 3; i++) {
                    assertEquals(row[bands == 1 ? i / 3 : i], got.pixels()[y * 2999 * 3 + i] & 0xff);
                }
            }
        }
    }

    /** Rows that lie across the parts that a file is mapped in, by several threads, with room for one part. */
    @Test
    void rawRowsMayLieInTwoPartsOfTheFile() throws IOException {
        int edge = 2900;
        byte[] pixels = noise(edge * edge * 3);
        Path file = MadeTiff.of(pixels, edge, edge)
                .put(MadeTiff.ROWS_PER_STRIP, edge)
                .put(MadeTiff.STRIP_OFFSETS, MadeTiff.BLOCKS)
                .put(MadeTiff.STRIP_LENGTHS, pixels.length)
                .write(folder.resolve("parts.tif"));
        RgbImage whole = new RgbImage(edge, edge, pixels);
        try (Slide slide = Slides.open(file, 1, ImageOrientation.STORED)) {
            assertEquals(whole, slide.readRegion(0, 0, edge, edge));
            assertTrue(IntStream.range(0, 400).parallel().allMatch(i -> {
                int x = i * 37 % (edge - 60);
                int y = i * 1009 % (edge - 60);
                RgbImage part = slide.readRegion(x, y, 60, 60);
                return part.sample(59, 59, 2) == whole.sample(x + 59, y + 59, 2)
                        && part.sample(0, 31, 0) == whole.sample(x, y + 31, 0);
            }));
        }
        // where the file could be mapped only until it is closed, this would fail on some systems
        Files.delete(file);
    }

    /** What is cut off while it is read is refused; the process goes on. */
    @Test
    void aFileThatShrinksIsRefused() throws IOException {
        int edge = 1000;
        Path file = MadeTiff.of(noise(edge * edge * 3), edge, edge)
                .put(MadeTiff.ROWS_PER_STRIP, edge)
                .put(MadeTiff.STRIP_OFFSETS, MadeTiff.BLOCKS)
                .put(MadeTiff.STRIP_LENGTHS, edge * edge * 3)
                .write(folder.resolve("shrinks.tif"));
        try (Slide slide = Slides.open(file)) {
            slide.readRegion(0, 0, 10, 10);
            try (FileChannel channel = FileChannel.open(file, StandardOpenOption.WRITE)) {
                channel.truncate(100_000);
            }
            InputException refused = assertThrows(InputException.class, () -> slide.readRegion(0, edge - 20, 100, 20));
            assertTrue(refused.getMessage().contains("cut off"), refused.getMessage());
        }
    }
}
