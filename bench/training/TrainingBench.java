package org.heclip.model;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import java.util.stream.IntStream;
import org.heclip.expression.DenseMatrix;

/** See run.py. Arguments: step|embed|grow ENCODER BATCH PX GENES STEPS cpu|gpu. */
final class TrainingBench {
    private final String encoder;
    private final int batch;
    private final int px;
    private final int genes;
    private final int steps;

    private TrainingBench(String[] arguments) {
        encoder = arguments[1];
        batch = Integer.parseInt(arguments[2]);
        px = Integer.parseInt(arguments[3]);
        genes = Integer.parseInt(arguments[4]);
        steps = Integer.parseInt(arguments[5]);
    }

    public static void main(String[] arguments) throws IOException {
        TrainingBench bench = new TrainingBench(arguments);
        try (NDManager manager = Libtorch.start(2, arguments[6]).newManager()) {
            if (arguments[0].equals("embed")) {
                bench.embed(manager);
            } else {
                bench.train(manager);
            }
        }
    }

    private void embed(NDManager manager) throws IOException {
        Encoder network = Encoder.named(encoder);
        Parameters weights = Parameters.of(manager, FoldedNormalisation.of(network, network.randomWeights(1)));
        TileBatch images = tiles(network);
        measure(() -> {
            try (NDManager step = manager.newSubManager()) {
                network.forward(images.array(step), weights, false).toFloatArray();
            }
        });
    }

    private void train(NDManager manager) throws IOException {
        Encoder network = Encoder.named(encoder);
        EncoderTrunk trunk = new EncoderTrunk(network, Parameters.of(manager, network.randomWeights(1)));
        Heclip plug = new Heclip();
        Hyperparameters hyperparameters = new Hyperparameters(
                new PanelChoice(1, 1),
                Optimisation.of(1, batch, 1e-5, 1e-3),
                new Contrast(1, 0.1, 0),
                new RetrievalChoice(1, NeighbourWeights.EQUAL),
                new RidgeChoice(null, 1));
        Network heclip = plug.network(
                manager, trunk, ProjectionHead.initial(ProjectionHead.PREFIX, trunk.width(), genes, new RandomTensors(1)), hyperparameters);
        FlatParameters parameters = new FlatParameters(manager, heclip.trainable());
        AdamW optimiser = new AdamW(manager, parameters, 1e-3);
        TrainingStep step = new TrainingStep(manager, heclip, new PastQueue(manager, heclip, 0));
        List<TileBatch> images = List.of(tiles(network));
        SpotBatch spots = new SpotBatch(
                new DenseMatrix(batch, genes, normal(genes)), DenseMatrix.zeros(batch, 2), DenseMatrix.zeros(batch, 2));
        RandomTensors random = new RandomTensors(1);
        measure(() -> {
            step.gradients(images, spots, row -> Dropout.of(0.1, random, "dropout", row));
            try (NDManager scratch = manager.newSubManager()) {
                NDArray gradients = parameters.takeGradients(scratch);
                GradientNorm.clip(parameters, gradients, null);
                optimiser.step(gradients, 1e-5);
            }
        });
    }

    /** Medians of wall and processor seconds of a step, then resident MB after a sixth of the steps and at the end. */
    private void measure(Runnable step) throws IOException {
        step.run();
        double[] wall = new double[steps];
        double[] processor = new double[steps];
        double early = 0;
        for (int i = 0; i < steps; i++) {
            long start = System.nanoTime();
            long used = processorNanos();
            step.run();
            wall[i] = (System.nanoTime() - start) / 1e9;
            processor[i] = (processorNanos() - used) / 1e9;
            early = i == steps / 6 ? residentMb() : early;
        }
        Arrays.sort(wall);
        Arrays.sort(processor);
        System.out.printf(
                "%.4f %.4f %.0f %.0f%n", wall[steps / 2], processor[steps / 2], early, residentMb());
    }

    private TileBatch tiles(Encoder network) {
        Random random = new Random(1);
        Tiles tiles = new Tiles.Read(batch, px, s -> {
            byte[] rgb = new byte[3 * px * px];
            random.nextBytes(rgb);
            return rgb;
        });
        return TileBatch.of(tiles, IntStream.range(0, batch).toArray(), null, network.scale());
    }

    private float[] normal(int perSpot) {
        Random random = new Random(1);
        float[] values = new float[batch * perSpot];
        for (int i = 0; i < values.length; i++) {
            values[i] = (float) random.nextGaussian();
        }
        return values;
    }

    private static long processorNanos() {
        return ((com.sun.management.OperatingSystemMXBean) ManagementFactory.getOperatingSystemMXBean())
                .getProcessCpuTime();
    }

    private static double residentMb() throws IOException {
        return Files.readAllLines(Path.of("/proc/self/status")).stream()
                .filter(line -> line.startsWith("VmRSS"))
                .mapToDouble(line -> Double.parseDouble(line.replaceAll("[^0-9]", "")) / 1024)
                .findFirst()
                .orElseThrow();
    }
}
