package org.heclip.cli;

import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.stream.IntStream;
import org.heclip.expression.DenseMatrix;
import org.heclip.expression.ExpressionMatrix;
import org.heclip.h5ad.AnnData;
import org.heclip.h5ad.Column;
import org.heclip.h5ad.DataFrame;
import org.heclip.h5ad.H5ad;
import org.heclip.h5ad.NdArray;

/** Small sections (section, tiles and embeddings h5ad) whose counts, images and names can be made alike. */
record PlantedSections(Path folder) {
    static final int SIDE = 8;
    static final int SPOTS = SIDE * SIDE;
    static final int GENES = 60;
    static final int PX = 34;
    private static final double PITCH = 100;

    /**
     * A section to write.
     *
     * @param counts seed of the counts
     * @param image seed of the tiles
     * @param noise grey levels added to the tiles, as another encoding would
     */
    record Plan(String section, String patient, String imageSha256, long counts, long image, int noise) {
        static Plan of(String section, String patient) {
            return new Plan(section, patient, "sum" + section, section.hashCode(), section.hashCode(), 0);
        }

        Plan withImage(String sha256, long seed, int noisy) {
            return new Plan(section, patient, sha256, counts, seed, noisy);
        }

        Plan withCounts(long seed) {
            return new Plan(section, patient, imageSha256, seed, image, noise);
        }
    }

    void write(Plan plan) {
        write(plan, PITCH);
    }

    /** @param pitch distance of neighbouring spots in pixels */
    void write(Plan plan, double pitch) {
        double[] spatial = new double[2 * SPOTS];
        Arrays.setAll(spatial, i -> i % 2 == 0 ? i / 2 % SIDE * pitch : i / 2 / SIDE * pitch);
        DataFrame obs = DataFrame.of(
                        IntStream.range(0, SPOTS).mapToObj(s -> "spot" + s).toList())
                .with(
                        "array_row",
                        new Column.Ints(IntStream.range(0, SPOTS)
                                .mapToLong(s -> s / SIDE)
                                .toArray()))
                .with(
                        "array_col",
                        new Column.Ints(IntStream.range(0, SPOTS)
                                .mapToLong(s -> s % SIDE)
                                .toArray()));
        Map<String, Object> heclip = Map.of(
                "section",
                plan.section(),
                "patient",
                plan.patient(),
                "image_sha256",
                plan.imageSha256(),
                "encoder",
                "resnet18",
                "encoder_weights",
                "random:1",
                "image_scale",
                1.0,
                "mpp",
                0.5,
                "tile_px",
                PX);
        Random random = new Random(plan.image());
        double[] colour = random.doubles(SPOTS * 18L).toArray();
        float[] features = new float[SPOTS * 6];
        for (int i = 0; i < features.length; i++) {
            features[i] = (float) random.nextGaussian();
        }
        AnnData bare = AnnData.of(obs)
                .withObsm("spatial", NdArray.of(SPOTS, 2, spatial))
                .withObsm("colour", NdArray.of(SPOTS, 18, colour))
                .withUns("heclip", heclip);
        H5ad.writeTiles(tiles(plan.section()), bare, PX, s -> tile(plan, s));
        H5ad.write(embeddings(plan.section()), bare.withObsm("features", NdArray.of(SPOTS, 6, features)));
        H5ad.write(
                section(plan.section()),
                new AnnData(
                        Optional.of(ExpressionMatrix.of(counts(plan.counts()))),
                        obs,
                        DataFrame.of(
                                IntStream.range(0, GENES).mapToObj(g -> "G" + g).toList()),
                        Map.of(),
                        bare.obsm(),
                        bare.uns()));
    }

    Path section(String id) {
        return folder.resolve(id + ".h5ad");
    }

    Path tiles(String id) {
        return folder.resolve(id + ".tiles.h5ad");
    }

    Path embeddings(String id) {
        return folder.resolve(id + ".emb.h5ad");
    }

    /** What the step said on the error stream; empty when it ended well. */
    static String run(Step step, Object... arguments) {
        List<String> flat = new ArrayList<>();
        for (Object argument : arguments) {
            if (argument instanceof List<?> several) {
                several.forEach(one -> flat.add(one.toString()));
            } else {
                flat.add(argument.toString());
            }
        }
        StringWriter err = new StringWriter();
        int code = Main.execute(step, flat.toArray(String[]::new), new PrintWriter(err, true));
        return code == ExitCode.DONE ? "" : err.toString();
    }

    private static DenseMatrix counts(long seed) {
        Random random = new Random(seed);
        DenseMatrix counts = DenseMatrix.zeros(SPOTS, GENES);
        for (int i = 0; i < counts.values().length; i++) {
            double mean = 3 + i % GENES + 4 * Math.abs(Math.sin(seed % 7 + i % GENES));
            counts.values()[i] = Math.max(0, Math.round(mean + Math.sqrt(mean) * random.nextGaussian()));
        }
        return counts;
    }

    private static byte[] tile(Plan plan, int s) {
        Random cells = new Random(1_000_003 * plan.image() + s);
        Random noise = new Random(s);
        int[] brightness = cells.ints(17 * 17, 60, 220).toArray();
        byte[] tile = new byte[PX * PX * 3];
        for (int i = 0; i < PX * PX; i++) {
            int level = brightness[i / PX * 17 / PX * 17 + i % PX * 17 / PX];
            for (int c = 0; c < 3; c++) {
                tile[3 * i + c] = (byte) (level + (plan.noise() == 0 ? 0 : noise.nextInt(plan.noise())));
            }
        }
        return tile;
    }
}
