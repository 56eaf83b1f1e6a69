package org.heclip.model;

import ai.djl.Device;
import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.DataType;
import ai.djl.ndarray.types.Shape;
import java.nio.ByteBuffer;
import java.util.Arrays;
import java.util.Random;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.heclip.error.InputException;

/**
 * Tiles on their way to an encoder: bytes as they were cut, turned if they are to be. Normalised they are where the encoder is, since
 * bytes take a quarter of the time that numbers would take to a GPU.
 */
public final class TileBatch implements PreparedImages {
    private static final float WHITE = 255;
    private static final int CHANNELS = 3;

    /** What is taken off each channel (0 to 1), and what it is then divided by. */
    public record Scale(float[] mean, float[] sd) {
        /** @throws InputException unless both are three finite numbers, the divisors above 0 */
        public Scale {
            if (mean.length != CHANNELS || sd.length != CHANNELS) {
                throw new InputException(
                        "--encoder-mean, --encoder-std", "numbers", "found other than " + CHANNELS + " each");
            }
            for (int c = 0; c < CHANNELS; c++) {
                Range.require(Float.isFinite(mean[c]), "--encoder-mean", mean[c], "finite numbers");
                Range.requirePositive("--encoder-std", sd[c]);
            }
        }

        public static final Scale IMAGENET =
                new Scale(new float[] {0.485f, 0.456f, 0.406f}, new float[] {0.229f, 0.224f, 0.225f});
        /** As files record it: six numbers. */
        public String text() {
            return IntStream.range(0, 2 * CHANNELS)
                    .mapToObj(i -> Float.toString(i < CHANNELS ? mean[i] : sd[i - CHANNELS]))
                    .collect(Collectors.joining(" "));
        }

        /** @throws InputException unless it is what {@link #text} gives */
        public static Scale parse(String text, String source) {
            String[] words = text.split(" ");
            try {
                float[] values = new float[2 * CHANNELS];
                for (int i = 0; i < Math.max(words.length, values.length); i++) {
                    values[i] = Float.parseFloat(words[i]);
                }
                return new Scale(Arrays.copyOf(values, CHANNELS), Arrays.copyOfRange(values, CHANNELS, 2 * CHANNELS));
            } catch (NumberFormatException | ArrayIndexOutOfBoundsException e) {
                throw new InputException(source, "encoder_scale", "found '" + text + "', expected six numbers");
            }
        }

        /** To -1 to 1. */
        static final Scale INCEPTION = new Scale(new float[] {0.5f, 0.5f, 0.5f}, new float[] {0.5f, 0.5f, 0.5f});
    }

    /** One of the eight ways to lay a square: with or without a flip left to right, then quarter turns. */
    record Orientation(boolean flip, int quarterTurns) {
        static final Orientation UPRIGHT = new Orientation(false, 0);

        static Orientation random(Random random) {
            return new Orientation(random.nextBoolean(), random.nextInt(4));
        }

        /** Offset (y * px + x) in the original of the pixel at y, x of the turned tile. */
        int source(int y, int x, int px) {
            int last = px - 1;
            int sourceY = y;
            int sourceX = x;
            for (int turn = 0; turn < quarterTurns; turn++) {
                int previous = sourceY;
                sourceY = sourceX;
                sourceX = last - previous;
            }
            return sourceY * px + (flip ? last - sourceX : sourceX);
        }

        /** A tile {@code [y][x][3]}, turned; the same array where nothing is to be done. */
        byte[] turned(byte[] rgb, int px) {
            if (equals(UPRIGHT)) {
                return rgb;
            }
            byte[] turned = new byte[rgb.length];
            for (int at = 0; at < px * px; at++) {
                int from = CHANNELS * source(at / px, at % px, px);
                for (int c = 0; c < CHANNELS; c++) {
                    turned[CHANNELS * at + c] = rgb[from + c];
                }
            }
            return turned;
        }
    }

    /** Outside of the heap, from where libtorch takes it. */
    private final ByteBuffer rgb;

    private final int spots;
    private final int px;
    private final Scale scale;

    private TileBatch(ByteBuffer rgb, int spots, int px, Scale scale) {
        this.rgb = rgb;
        this.spots = spots;
        this.px = px;
        this.scale = scale;
    }

    /**
     * Reads the tiles in a parallel stream.
     *
     * @param spots tiles of the batch
     * @param augment chooses an orientation for each tile; null leaves them upright
     */
    static TileBatch of(Tiles tiles, int[] spots, Random augment, Scale scale) {
        int px = tiles.tilePx();
        int size = CHANNELS * px * px;
        Orientation[] orientations = new Orientation[spots.length];
        for (int i = 0; i < spots.length; i++) {
            orientations[i] = augment == null ? Orientation.UPRIGHT : Orientation.random(augment);
        }
        ByteBuffer batch = ByteBuffer.allocateDirect(Math.multiplyExact(spots.length, size));
        IntStream.range(0, spots.length)
                .parallel()
                .forEach(i -> batch.put(i * size, orientations[i].turned(tiles.read(spots[i]), px)));
        return new TileBatch(batch, spots.length, px, scale);
    }

    @Override
    public int spots() {
        return spots;
    }

    /**
     * {@code [tile][3][y][x]}, normalised. Its memory stays in the order of the tiles, pixel by pixel, which convolutions then keep
     * to the end: libtorch saves the copies by which it would reorder each of them (a fifth of the time).
     */
    @Override
    public NDArray array(NDManager manager) {
        Shape rows = new Shape((long) spots * px, (long) px * CHANNELS);
        try (NDManager scratch = manager.newSubManager();
                NDManager host = manager.newSubManager(Device.cpu())) {
            NDArray levels = scratch.create(rgb, rows, DataType.UINT8);
            // a row of pixels at a time: libtorch is slow where only three numbers lie side by side
            NDArray normalised = levels.toType(DataType.FLOAT32, true)
                    .divi(host.create(WHITE))
                    .subi(NativeArray.copyOf(scratch, repeated(scale.mean()), rows.get(1)))
                    .divi(NativeArray.copyOf(scratch, repeated(scale.sd()), rows.get(1)));
            NDArray images = normalised.reshape(spots, px, px, CHANNELS).transpose(0, 3, 1, 2);
            images.attach(manager);
            return images;
        }
    }

    @Override
    public boolean allFinite() {
        return true;
    }

    private float[] repeated(float[] channels) {
        float[] row = new float[px * CHANNELS];
        for (int i = 0; i < row.length; i++) {
            row[i] = channels[i % CHANNELS];
        }
        return row;
    }
}
