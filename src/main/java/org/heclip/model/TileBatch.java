package org.heclip.model;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import java.util.Arrays;
import java.util.Random;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.heclip.error.InputException;

/** Tiles as the encoders want them: red, green and blue, normalised. */
public final class TileBatch {
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
    }

    private TileBatch() {}

    /**
     * @param spots tiles of the batch
     * @param augment chooses an orientation for each tile; null leaves them upright
     * @return {@code [tile][y][x][3]}
     */
    static float[] of(Tiles tiles, int[] spots, Random augment, Scale scale) {
        int px = tiles.tilePx();
        int size = CHANNELS * px * px;
        float[][] levels = levels(scale);
        float[] batch = new float[Math.multiplyExact(spots.length, size)];
        for (int i = 0; i < spots.length; i++) {
            Orientation orientation = augment == null ? Orientation.UPRIGHT : Orientation.random(augment);
            normalise(tiles.read(spots[i]), px, orientation, levels, batch, i * size);
        }
        return batch;
    }

    /**
     * The batch for an encoder, {@code [tile][3][y][x]}. Its memory stays in the order of {@link #of}, pixel by pixel, which
     * convolutions then keep to the end: libtorch saves the copies by which it would reorder each of them (a fifth of the time).
     */
    static NDArray array(NDManager manager, float[] batch, int tiles, int px) {
        try (NDArray pixels = NativeArray.copyOf(manager, batch, tiles, px, px, CHANNELS)) {
            return pixels.transpose(0, 3, 1, 2);
        }
    }

    /** What each level of each channel becomes. */
    private static float[][] levels(Scale scale) {
        float[][] levels = new float[CHANNELS][(int) WHITE + 1];
        for (int c = 0; c < CHANNELS; c++) {
            for (int level = 0; level < levels[c].length; level++) {
                levels[c][level] = (level / WHITE - scale.mean()[c]) / scale.sd()[c];
            }
        }
        return levels;
    }

    private static void normalise(
            byte[] rgb, int px, Orientation orientation, float[][] levels, float[] batch, int start) {
        boolean upright = orientation.equals(Orientation.UPRIGHT);
        for (int at = 0; at < px * px; at++) {
            int from = CHANNELS * (upright ? at : orientation.source(at / px, at % px, px));
            for (int c = 0; c < CHANNELS; c++) {
                batch[start + CHANNELS * at + c] = levels[c][rgb[from + c] & 0xff];
            }
        }
    }
}
