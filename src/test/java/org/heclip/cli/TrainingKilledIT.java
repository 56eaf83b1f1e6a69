package org.heclip.cli;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.concurrent.TimeUnit;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.heclip.config.RecordYaml;
import org.heclip.expression.DenseMatrix;
import org.heclip.expression.ExpressionMatrix;
import org.heclip.h5ad.AnnData;
import org.heclip.h5ad.Column;
import org.heclip.h5ad.DataFrame;
import org.heclip.h5ad.H5ad;
import org.heclip.h5ad.NdArray;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The train jar, killed with SIGKILL at random moments and started again. */
class TrainingKilledIT {
    private static final int SPOTS = 40;
    private static final int GENES = 80;
    private static final int FEATURES = 64;
    private static final int KILLS = 10;
    private static final Path JAR = Path.of("target/steps/train.jar").toAbsolutePath();

    @TempDir
    private static Path folder;

    private final Random random = new Random();

    @BeforeAll
    static void inputs() {
        List.of("A", "B").forEach(TrainingKilledIT::writeSection);
        RecordYaml.write(folder.resolve("fold.yml"), ExampleFold.leavingOutC());
    }

    @Test
    void killedTenTimesItEndsWithTheSameBytes() throws Exception {
        Path checkpoint = folder.resolve("checkpoint");
        assertEquals(0, train("whole", List.of(), 1).waitFor());
        for (int kill = 0; kill < KILLS; kill++) {
            killAtARandomMoment(checkpoint, "killed");
        }
        assertTrue(Files.exists(checkpoint.resolve("checkpoint.yml")), "nothing was saved before the last kill");
        assertEquals(
                0,
                train("killed", List.of("--checkpoint", checkpoint.toString()), 1)
                        .waitFor());

        assertTrue(log("killed").contains("goes on after epoch"), log("killed"));
        assertSameFiles("whole", "killed");
        assertFalse(Files.exists(checkpoint.resolve("checkpoint.yml")), "a checkpoint that nobody needs any more");
    }

    @Test
    void checkpointOfAnotherTrainingIsNamedAndNotUsed() throws Exception {
        Path checkpoint = folder.resolve("foreign");
        killAtARandomMoment(checkpoint, "other");
        assertTrue(Files.exists(checkpoint.resolve("checkpoint.yml")));
        assertEquals(
                0,
                train("other", List.of("--checkpoint", checkpoint.toString()), 2)
                        .waitFor());
        assertEquals(0, train("other_whole", List.of(), 2).waitFor());

        assertTrue(log("other").contains("is of another training: other seed"), log("other"));
        assertSameFiles("other_whole", "other");
    }

    /** After none to two further epochs, anywhere in the one that follows. */
    private void killAtARandomMoment(Path checkpoint, String output) throws Exception {
        Path yaml = checkpoint.resolve("checkpoint.yml");
        Process process = train(output, List.of("--checkpoint", checkpoint.toString()), 1);
        String last = Files.exists(yaml) ? Files.readString(yaml) : "";
        for (int epochs = 1 + random.nextInt(2); epochs > 0 && process.isAlive(); ) {
            Thread.sleep(2);
            String now = Files.exists(yaml) ? Files.readString(yaml) : "";
            if (!now.equals(last)) {
                last = now;
                epochs--;
            }
        }
        Thread.sleep(random.nextInt(20)); // on an idle machine an epoch takes about ten
        assertTrue(process.isAlive(), "ended before it could be killed: " + log(output));
        process.destroyForcibly();
        assertTrue(process.waitFor(1, TimeUnit.MINUTES));
        assertEquals(128 + 9, process.exitValue());
        assertFalse(Files.exists(folder.resolve(output)), "half a model");
    }

    private static Process train(String output, List<String> more, long seed) throws IOException {
        List<String> command = new ArrayList<>(List.of(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-XX:+UseSerialGC",
                "-XX:TieredStopAtLevel=1",
                "-jar",
                JAR.toString()));
        command.addAll(
                List.of(("--fold fold.yml --model heclip --sections A.h5ad B.h5ad --embeddings A.emb.h5ad B.emb.h5ad"
                                + " --threads 1 --device cpu --n-hvg 60 --n-heg 60 --epochs 80 --batch-size 16"
                                + " --micro-batch-size 6 --queue 24 --warmup-epochs 2 --schedule cosine --clip-norm 1"
                                + " --learning-rate 0.0005 --top-k 8 --seed " + seed + " --output " + output)
                        .split(" ")));
        command.addAll(more);
        return new ProcessBuilder(command)
                .directory(folder.toFile())
                .redirectErrorStream(true)
                .redirectOutput(folder.resolve(output + ".log").toFile())
                .start();
    }

    private static String log(String output) throws IOException {
        return Files.readString(folder.resolve(output + ".log"));
    }

    private static void assertSameFiles(String expected, String found) throws IOException {
        try (Stream<Path> files = Files.list(folder.resolve(expected))) {
            List<Path> all = files.toList();
            assertTrue(all.size() >= 5, all.toString());
            for (Path file : all) {
                Path other = folder.resolve(found).resolve(file.getFileName());
                assertArrayEquals(Files.readAllBytes(file), Files.readAllBytes(other), file.toString());
            }
        }
    }

    private static void writeSection(String id) {
        Random random = new Random(id.hashCode());
        DataFrame obs = DataFrame.of(
                        IntStream.range(0, SPOTS).mapToObj(s -> "spot" + s).toList())
                .with("array_row", new Column.Ints(new long[SPOTS]))
                .with(
                        "array_col",
                        new Column.Ints(IntStream.range(0, SPOTS).asLongStream().toArray()));
        double[] spatial = new double[2 * SPOTS];
        Arrays.setAll(spatial, i -> i % 2 == 0 ? i * 50.0 : 0);
        float[] features = new float[SPOTS * FEATURES];
        DenseMatrix counts = DenseMatrix.zeros(SPOTS, GENES);
        for (int i = 0; i < features.length; i++) {
            features[i] = (float) random.nextGaussian();
        }
        for (int i = 0; i < counts.values().length; i++) {
            double signal = 10 * features[i / GENES * FEATURES + i % 20];
            counts.values()[i] = Math.max(0, Math.round(50 + signal + 5 * random.nextGaussian()));
        }
        Map<String, Object> heclip = Map.of(
                "section",
                id,
                "patient",
                "P" + id,
                "image_sha256",
                "sum" + id,
                "encoder",
                "resnet18",
                "encoder_weights",
                "random:1",
                "tile_px",
                "32");
        AnnData bare = AnnData.of(obs)
                .withObsm("spatial", NdArray.of(SPOTS, 2, spatial))
                .withUns("heclip", heclip);
        H5ad.write(folder.resolve(id + ".emb.h5ad"), bare.withObsm("features", NdArray.of(SPOTS, FEATURES, features)));
        DataFrame genes =
                DataFrame.of(IntStream.range(0, GENES).mapToObj(g -> "GENE" + g).toList());
        H5ad.write(
                folder.resolve(id + ".h5ad"),
                new AnnData(Optional.of(ExpressionMatrix.of(counts)), obs, genes, Map.of(), bare.obsm(), bare.uns()));
    }
}
