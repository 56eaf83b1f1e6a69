package org.heclip.cli;

import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.stream.IntStream;
import org.heclip.align.Alignment;
import org.heclip.align.Displacement;
import org.heclip.align.ExpressionCheck;
import org.heclip.align.ImageFit;
import org.heclip.align.Orientation;
import org.heclip.align.OrientationCheck;
import org.heclip.align.SmallImage;
import org.heclip.align.SpotLayout;
import org.heclip.expression.ExpressionMatrix;
import org.heclip.h5ad.AnnData;
import org.heclip.slide.CellGrid;
import org.heclip.slide.RgbImage;
import org.heclip.slide.Slide;
import org.heclip.slide.Slides;

/**
 * How small a shift or turn {@code align} notices, and how often it cries wolf: sections of known positions, displaced by known
 * moves. Rows of TSV on standard output.
 *
 * <p>usage: AlignmentPower NULL|PERMUTED|POWER FOLDER FIRST_SEED LAST_SEED SPOTS_PER_SIDE (simulated, in FOLDER; PERMUTED: each spot with
 * the counts of another one, so that the image shows nothing of them), or AlignmentPower REAL
 * FOLDER [SECTIONS] (her2st's files; C2,C3,C4,C5), or AlignmentPower GROSS FOLDER [SECTIONS] (orientations, a smaller image and
 * wrong pixel sizes of the same)
 */
final class AlignmentPower {
    private static final double[] SHIFTS = {10, 15, 20, 30, 30, 40};
    private static final double[] TURNS = {0.5, 1, 2, -2};

    /** {dx, dy, degrees}, a tenth of her2st's pitch in four directions. */
    static final List<double[]> REAL_PLANTS = List.of(
            new double[3],
            new double[] {30, 0, 0},
            new double[] {-30, 0, 0},
            new double[] {0, 30, 0},
            new double[] {0, -30, 0},
            new double[] {0, 0, 2},
            new double[] {0, 0, -2});

    private AlignmentPower() {}

    /** A section and its image. */
    record Given(String name, SectionFile file, Path image) {}

    public static void main(String[] args) throws IOException {
        Path folder = Path.of(args[1]);
        if (args[0].equals("GROSS")) {
            System.out.println("section\tplanted\tfound\tlead\tmargin");
            for (String name : real(args)) {
                printGross(folder, name);
            }
            return;
        }
        System.out.println(
                "section\twitness\tspots\tpitch\tplanted_x\tplanted_y\tplanted_turn\tx\tx_low\tx_high\ty\ty_low\ty_high"
                        + "\tturn\tturn_low\tturn_high\trms\tlimit\tprobability\tdetected");
        if (args[0].equals("REAL")) {
            for (String name : real(args)) {
                print(her2st(folder, name), REAL_PLANTS);
            }
            return;
        }
        for (int seed = Integer.parseInt(args[2]); seed <= Integer.parseInt(args[3]); seed++) {
            for (Given given : simulated(folder, seed, Integer.parseInt(args[4]))) {
                print(
                        args[0].equals("PERMUTED") ? permuted(given, seed) : given,
                        plants(given.name(), args[0].equals("POWER")));
            }
        }
    }

    /** Each spot has the counts of another one. */
    static Given permuted(Given given, long seed) {
        AnnData data = given.file().data();
        List<Integer> order =
                new ArrayList<>(IntStream.range(0, data.obs().size()).boxed().toList());
        Collections.shuffle(order, new Random(seed));
        ExpressionMatrix counts = given.file()
                .counts()
                .selectRows(order.stream().mapToInt(Integer::intValue).toArray());
        return new Given(
                given.name(),
                new SectionFile(
                        given.file().file(),
                        new AnnData(
                                Optional.of(counts), data.obs(), data.var(), data.layers(), data.obsm(), data.uns())),
                given.image());
    }

    private static List<String> real(String[] args) {
        return args.length > 2 ? List.of(args[2].split(",")) : List.of("C2", "C3", "C4", "C5");
    }

    /** @param more options of ingest */
    static Given her2st(Path data, String name, String... more) throws IOException {
        Path image = data.resolve(name + ".jpg");
        List<String> inputs = new ArrayList<>(List.of(
                "--counts",
                data.resolve(name + ".tsv.gz").toString(),
                "--positions",
                data.resolve(name + "_selection.tsv").toString()));
        inputs.addAll(List.of(more));
        return ingested(name, image, inputs.toArray(String[]::new));
    }

    /** Errors that no statistics of small moves is needed for. */
    private static void printGross(Path folder, String name) throws IOException {
        Given given = her2st(folder, name);
        SpotLayout spots = SectionLayout.onImage(given.file());
        try (Slide slide = Slides.open(given.image())) {
            int width = slide.width();
            int height = slide.height();
            RgbImage hires = slide.thumbnail(PlacedSection.HIRES_PX);
            double scale = slide.thumbnailScale(PlacedSection.HIRES_PX);
            CellGrid cells = CellGrid.of(slide, spots.radiusPx(), CellGrid.dense(hires));
            for (Orientation orientation : Orientation.values()) {
                SpotLayout placed = undone(spots, orientation, width, height);
                Optional<ExpressionCheck> expression =
                        ExpressionCheck.of(placed, given.file().counts(), cells, width, height);
                OrientationCheck check = Alignment.of(
                                placed,
                                ImageFit.of(placed, width, height),
                                hires,
                                scale,
                                true,
                                expression,
                                Optional.empty())
                        .orientation()
                        .orElseThrow();
                System.out.printf(
                        Locale.ROOT,
                        "%s\t%s\t%s\t%.1f\t%.2f%n",
                        name,
                        orientation.label(),
                        check.best().label(),
                        check.lead(),
                        check.margin());
            }
            Map<String, Double> factor = Map.of("tissue_hires_scalef", scale);
            String found = SmallImage.find(spots, hires.width(), hires.height(), factor)
                    .map(SmallImage::factor)
                    .orElse("none");
            boolean refused = !ImageFit.of(spots, hires.width(), hires.height()).isUsable();
            System.out.println(name + "\thi-res image, its factor known\t" + found);
            System.out.println(name + "\thi-res image, no factor\t" + (refused ? "refused" : "none"));
        }
        double mpp = given.file().mpp().orElseThrow().value();
        for (double wrong : new double[] {1, 1.5, 1 / 1.5}) {
            Given other = her2st(folder, name, "--mpp", Double.toString(mpp * wrong));
            System.out.printf(
                    Locale.ROOT,
                    "%s\tmpp x %.3f\t%d warnings%n",
                    name,
                    wrong,
                    SectionLayout.sizeWarnings(other.file()).size());
        }
    }

    /** One Visium and one legacy section. */
    static List<Given> simulated(Path folder, int seed, int perSide) throws IOException {
        Path out = folder.resolve("seed" + seed);
        run(
                new Simulate(),
                "--output",
                out.toString(),
                "--seed",
                "" + seed,
                "--patients",
                "2",
                "--sections",
                "1",
                "--spots-per-side",
                "" + perSide);
        Path visium = out.resolve("P1S1");
        Path legacy = out.resolve("P2S1");
        return List.of(
                ingested(
                        "visium" + seed,
                        visium.resolve("image.png"),
                        "--spaceranger",
                        visium.resolve("outs").toString()),
                ingested(
                        "st" + seed,
                        legacy.resolve("image.jpg"),
                        "--counts",
                        legacy.resolve("counts.tsv.gz").toString(),
                        "--positions",
                        legacy.resolve("selection.tsv").toString(),
                        "--mpp",
                        "1.0"));
    }

    private static Given ingested(String name, Path image, String... inputs) throws IOException {
        Path file = Files.createTempFile(name, ".h5ad");
        List<String> arguments = new ArrayList<>(List.of(inputs));
        arguments.addAll(
                List.of("--section", name, "--patient", "P", "--image", image.toString(), "--output", file.toString()));
        run(new Ingest(), arguments.toArray(String[]::new));
        SectionFile section = SectionFile.read(file);
        Files.delete(file);
        return new Given(name, section, image);
    }

    private static void run(Step step, String... arguments) {
        StringWriter text = new StringWriter();
        if (Main.execute(step, arguments, new PrintWriter(text, true)) != 0) {
            throw new IllegalStateException(text.toString());
        }
    }

    /** {dx, dy, degrees}, none first. */
    private static List<double[]> plants(String name, boolean all) {
        List<double[]> plants = new ArrayList<>(List.of(new double[3]));
        Random random = new Random(name.hashCode());
        for (double shift : all ? SHIFTS : new double[0]) {
            double angle = 2 * Math.PI * random.nextDouble();
            plants.add(new double[] {shift * Math.cos(angle), shift * Math.sin(angle), 0});
        }
        for (double turn : all ? TURNS : new double[0]) {
            plants.add(new double[] {0, 0, turn});
        }
        return plants;
    }

    private static void print(Given given, List<double[]> plants) {
        SpotLayout spots = SectionLayout.onImage(given.file());
        try (Slide slide = Slides.open(given.image())) {
            RgbImage hires = slide.thumbnail(PlacedSection.HIRES_PX);
            CellGrid cells = CellGrid.of(slide, spots.radiusPx(), CellGrid.dense(hires));
            for (double[] plant : plants) {
                SpotLayout placed = displaced(spots, plant);
                print(
                        given,
                        spots,
                        plant,
                        ExpressionCheck.of(placed, given.file().counts(), cells, slide.width(), slide.height())
                                .orElseThrow()
                                .displacement());
                printed(given, placed, slide, hires).ifPresent(d -> print(given, spots, plant, d));
            }
        }
    }

    /** What the array's printed spots say of these positions. */
    static Optional<Displacement> printed(Given given, SpotLayout placed, Slide slide, RgbImage hires) {
        return Alignment.of(
                        placed,
                        ImageFit.of(placed, slide.width(), slide.height()),
                        hires,
                        slide.thumbnailScale(PlacedSection.HIRES_PX),
                        false,
                        Optional.empty(),
                        SectionLayout.printedPlaces(given.file()))
                .displacement();
    }

    private static void print(Given given, SpotLayout spots, double[] plant, Displacement d) {
        System.out.printf(
                Locale.ROOT,
                "%s\t%s\t%d\t%.0f\t%.1f\t%.1f\t%.1f\t%.1f\t%.1f\t%.1f\t%.1f\t%.1f\t%.1f\t%.2f\t%.2f\t%.2f\t%.1f\t%.1f\t%.3g\t%b%n",
                given.name(),
                d.witness().label(),
                spots.tissueSpots().length,
                spots.pitchPx(),
                plant[0],
                plant[1],
                plant[2],
                d.shiftX().value(),
                d.shiftX().low(),
                d.shiftX().high(),
                d.shiftY().value(),
                d.shiftY().low(),
                d.shiftY().high(),
                d.turn().value(),
                d.turn().low(),
                d.turn().high(),
                d.rmsPx(),
                d.limitPx(),
                d.probability(),
                d.isDetected());
    }

    /** Positions that this orientation brings to the right places on an image of this size. */
    static SpotLayout undone(SpotLayout right, Orientation orientation, int width, int height) {
        double[] x = new double[right.size()];
        double[] y = new double[right.size()];
        for (int s = 0; s < x.length; s++) {
            double px = right.x()[s];
            double py = right.y()[s];
            double[] given =
                    switch (orientation) {
                        case AS_GIVEN -> new double[] {px, py};
                        case FLIP_X -> new double[] {width - px, py};
                        case FLIP_Y -> new double[] {px, height - py};
                        case ROTATE_180 -> new double[] {width - px, height - py};
                        case SWAP_XY -> new double[] {py, px};
                        case ROTATE_90 -> new double[] {py, width - px};
                        case ROTATE_270 -> new double[] {height - py, px};
                        case SWAP_XY_ROTATE_180 -> new double[] {height - py, width - px};
                    };
            x[s] = given[0];
            y[s] = given[1];
        }
        return new SpotLayout(x, y, right.inTissue(), right.radiusPx());
    }

    /** Turned about their middle, then shifted. */
    static SpotLayout displaced(SpotLayout spots, double[] plant) {
        double middleX = Arrays.stream(spots.x()).average().orElse(0);
        double middleY = Arrays.stream(spots.y()).average().orElse(0);
        double cos = Math.cos(Math.toRadians(plant[2]));
        double sin = Math.sin(Math.toRadians(plant[2]));
        double[] x = new double[spots.size()];
        double[] y = new double[spots.size()];
        for (int s = 0; s < x.length; s++) {
            double dx = spots.x()[s] - middleX;
            double dy = spots.y()[s] - middleY;
            x[s] = middleX + dx * cos - dy * sin + plant[0];
            y[s] = middleY + dx * sin + dy * cos + plant[1];
        }
        return new SpotLayout(x, y, spots.inTissue(), spots.radiusPx());
    }
}
