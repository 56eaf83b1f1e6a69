package org.heclip.model;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import java.util.Set;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.heclip.error.InputException;
import org.heclip.expression.DenseMatrix;
import org.heclip.file.Tensor;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/** A whole training on small sections whose features drive half of the genes. */
class TrainingLoopTest {
    private static final int WIDTH = 5;
    private static final int GENES = 8;
    private static final int SPOTS = 30;
    private static final Optimisation PLAIN = Optimisation.of(3, 8, 1e-2, 1e-3);

    /** Keeps the checkpoints in memory and "kills" the training after one of them. */
    private static final class Killer implements Checkpoints {
        private final int after;
        private final List<Checkpoint> saved = new ArrayList<>();

        Killer(int after) {
            this.after = after;
        }

        @Override
        public Optional<Checkpoint> latest() {
            return saved.isEmpty() ? Optional.empty() : Optional.of(saved.get(saved.size() - 1));
        }

        @Override
        public void save(Checkpoint checkpoint) {
            saved.add(checkpoint);
            if (saved.size() == after) {
                throw new IllegalStateException("killed");
            }
        }
    }

    static Stream<Optimisation> optimisations() {
        return Stream.of(PLAIN, new Optimisation(3, 8, 3, 1e-2, 1e-3, Schedule.COSINE, 1, 3, 0.5));
    }

    @Test
    void rotatedValidationChoosesTheEpochThatIsBestOnAverage() {
        TrainingData data = rotated();
        FittedModel fitted = fit(data, Optimisation.of(4, 8, 1e-2, 0), 0, Checkpoints.none());

        double[] mean = IntStream.rangeClosed(1, 4)
                .mapToDouble(epoch -> chosen(fitted)
                        .filter(row -> row.epoch() == epoch)
                        .mapToDouble(EpochRow::validationPcc)
                        .average()
                        .orElseThrow())
                .toArray();
        assertEquals(3 * 4, chosen(fitted).count());
        assertEquals(Arrays.stream(mean).max().orElseThrow(), fitted.validationPcc());
        assertEquals(fitted.validationPcc(), mean[fitted.chosenEpoch() - 1]);
    }

    /** A round is the training that holds its section out: the same curve as when the fold names that section. */
    @Test
    void eachRoundOfARotatedValidationIsAFitOfItsOwn() {
        TrainingData data = rotated();
        TrainingData last = TrainingData.of(data.all(), Set.of("C"), data.hvg(), data.heg());
        List<Double> alone = chosen(fit(last, PLAIN, 0, Checkpoints.none()))
                .map(EpochRow::loss)
                .toList();

        assertEquals(
                alone,
                chosen(fit(data, PLAIN, 0, Checkpoints.none()))
                        .filter(row -> row.round() == 3)
                        .map(EpochRow::loss)
                        .toList());
    }

    @Test
    void resumedInAnyRoundItEndsBitIdentical() {
        TrainingData data = rotated();
        Optimisation optimisation = Optimisation.of(2, 8, 1e-2, 1e-3);
        Killer never = new Killer(-1);
        FittedModel expected = fit(data, optimisation, 0, never);
        for (int after = 1; after <= never.saved.size(); after++) {
            Killer killer = new Killer(after);
            assertThrows(IllegalStateException.class, () -> fit(data, optimisation, 0, killer));
            FittedModel resumed = fit(data, optimisation, 0, killer);

            assertEquals(expected.weights(), resumed.weights(), "killed after checkpoint " + after);
            assertEquals(expected.curve(), resumed.curve());
        }
    }

    @ParameterizedTest
    @MethodSource("optimisations")
    void resumedAfterAnyEpochItEndsBitIdentical(Optimisation optimisation) {
        TrainingData data = sections(2, SPOTS, GENES);
        Killer never = new Killer(-1);
        FittedModel expected = fit(data, optimisation, 12, never);
        for (int after = 1; after <= never.saved.size(); after++) {
            Killer killer = new Killer(after);
            assertThrows(IllegalStateException.class, () -> fit(data, optimisation, 12, killer));
            FittedModel resumed = fit(data, optimisation, 12, killer);

            assertEquals(expected.weights(), resumed.weights(), "killed after checkpoint " + after);
            assertEquals(expected.curve(), resumed.curve());
            assertEquals(never.saved.size(), killer.saved.size(), "epochs that were done twice or left out");
        }
    }

    /** Running statistics of batch normalisation and augmentation are part of it. */
    @Test
    void resumedFineTuningEndsBitIdentical() {
        TrainingData data = withTiles(sections(2, 6, GENES));
        Optimisation optimisation = new Optimisation(2, 4, 2, 1e-3, 0, Schedule.CONSTANT, 0, null, null);
        Encoder encoder = ResNet.resnet18();
        Optional<Run.TrainableEncoder> start = Optional.of(new Run.TrainableEncoder(encoder, encoder.randomWeights(1)));
        NetworkModel model = new NetworkModel(new Heclip());
        Hyperparameters hyperparameters = hyperparameters(optimisation, 0);
        FittedModel expected =
                model.fit(data, hyperparameters, new Run(1, 1, "cpu", start, done -> {}, Checkpoints.none()));
        Killer killer = new Killer(1);
        Run killed = new Run(1, 1, "cpu", start, done -> {}, killer);
        assertThrows(IllegalStateException.class, () -> model.fit(data, hyperparameters, killed));

        assertEquals(
                expected.weights(), model.fit(data, hyperparameters, killed).weights());
    }

    @Test
    void patienceEndsTheSearchAndKeepsTheBestEpoch() {
        TrainingData data = sections(2, SPOTS, GENES);
        FittedModel all = fit(data, Optimisation.of(12, 8, 1e-2, 0), 0, Checkpoints.none());
        FittedModel patient =
                fit(data, new Optimisation(12, 8, null, 1e-2, 0, Schedule.CONSTANT, 0, 1, null), 0, Checkpoints.none());

        long tried = chosen(patient).count();
        assertTrue(tried < 12, tried + " epochs were tried");
        assertEquals(chosen(all).limit(tried).toList(), chosen(patient).toList());
        assertEquals(tried - 1, (long) patient.chosenEpoch());
    }

    @Test
    void otherSeedGivesOtherWeights() {
        TrainingData data = sections(2, SPOTS, GENES);

        assertFalse(new NetworkModel(new Heclip())
                .fit(data, hyperparameters(PLAIN, 0), run(2, Checkpoints.none()))
                .weights()
                .equals(fit(data, PLAIN, 0, Checkpoints.none()).weights()));
    }

    @Test
    void aSingleSectionIsValidatedOnABlockOfItself() {
        FittedModel fitted = fit(sections(1, SPOTS, GENES), PLAIN, 0, Checkpoints.none());

        assertTrue(fitted.validationPcc() > 0.1, "PCC " + fitted.validationPcc());
        assertEquals(SPOTS, fitted.reference().orElseThrow().expression().rows());
    }

    @Test
    void fewerSpotsThanABatchAreOneBatch() {
        FittedModel fitted = fit(sections(2, 6, GENES), Optimisation.of(2, 128, 1e-3, 0), 0, Checkpoints.none());

        assertTrue(fitted.curve().stream().allMatch(row -> Double.isFinite(row.loss())));
    }

    @Test
    void moreGenesThanSpotsTrain() {
        FittedModel fitted = fit(sections(2, 8, 40), PLAIN, 0, Checkpoints.none());

        assertTrue(fitted.curve().stream().allMatch(row -> Double.isFinite(row.loss())));
        assertEquals(40, fitted.reference().orElseThrow().expression().cols());
    }

    /** Its PCC does not exist and counts as 0; the others' does. */
    @Test
    void constantGenesCountAsNothing() {
        TrainingData data = sections(2, SPOTS, GENES);
        FittedModel some = fit(constant(data, 2), PLAIN, 0, Checkpoints.none());
        FittedModel all = fit(constant(data, GENES), PLAIN, 0, Checkpoints.none());

        assertTrue(some.validationPcc() > 0.05, "PCC " + some.validationPcc());
        assertEquals(0, all.validationPcc());
        assertTrue(all.weights().values().stream().allMatch(TrainingLoopTest::finite));
    }

    @ParameterizedTest
    @ValueSource(ints = {0, 3})
    void sectionsWithoutEnoughSpotsAreRefused(int spots) {
        String message = assertThrows(InputException.class, () -> sections(2, spots, GENES))
                .getMessage();

        assertTrue(message.contains("found " + spots + ", expected at least 4"), message);
    }

    private static FittedModel fit(TrainingData data, Optimisation optimisation, int queue, Checkpoints checkpoints) {
        return new NetworkModel(new Heclip()).fit(data, hyperparameters(optimisation, queue), run(1, checkpoints));
    }

    private static Hyperparameters hyperparameters(Optimisation optimisation, int queue) {
        return new Hyperparameters(
                new PanelChoice(1, 1),
                optimisation,
                new Contrast(1, 0.1, queue),
                new RetrievalChoice(4, NeighbourWeights.EQUAL),
                new RidgeChoice(null, 1));
    }

    private static Run run(long seed, Checkpoints checkpoints) {
        return new Run(seed, 1, "cpu", Optional.empty(), done -> {}, checkpoints);
    }

    private static Stream<EpochRow> chosen(FittedModel fitted) {
        return fitted.curve().stream().filter(row -> row.phase().equals(EpochRow.CHOOSE));
    }

    private static boolean finite(Tensor tensor) {
        return IntStream.range(0, tensor.values().length).allMatch(i -> Float.isFinite(tensor.values()[i]));
    }

    private static TrainingData rotated() {
        List<TrainingSection> sections = Stream.of("A", "B", "C")
                .map(name -> section(name, SPOTS, GENES))
                .toList();
        return TrainingData.of(
                sections, Set.of("A", "B", "C"), IntStream.range(0, GENES).toArray(), new int[0]);
    }

    /** Section B validates where there are two. */
    private static TrainingData sections(int number, int spots, int genes) {
        List<TrainingSection> sections = Stream.of("A", "B")
                .limit(number)
                .map(name -> section(name, spots, genes))
                .toList();
        return TrainingData.of(sections, Set.of("B"), IntStream.range(0, genes).toArray(), new int[0]);
    }

    private static TrainingSection section(String name, int spots, int genes) {
        Random random = new Random(name.hashCode());
        DenseMatrix features = DenseMatrix.zeros(spots, WIDTH);
        DenseMatrix expression = DenseMatrix.zeros(spots, genes);
        DenseMatrix spatial = DenseMatrix.zeros(spots, 2);
        for (int s = 0; s < spots; s++) {
            spatial.values()[2 * s] = s;
            for (int f = 0; f < WIDTH; f++) {
                features.values()[s * WIDTH + f] = (float) random.nextGaussian();
            }
            for (int g = 0; g < genes; g++) {
                double signal = g % 2 == 0 ? features.get(s, g % WIDTH) : 0;
                expression.values()[s * genes + g] = (float) (2 + signal + 0.3 * random.nextGaussian());
            }
        }
        SectionImages images =
                new SectionImages(name, spots, Optional.of(features), Optional.empty(), Optional.empty());
        return new TrainingSection(images, expression, spatial, spatial);
    }

    private static TrainingData withTiles(TrainingData data) {
        List<TrainingSection> tiled = data.all().stream()
                .map(section -> {
                    SectionImages input = section.input();
                    Tiles tiles = Lcg.tiles(input.spots(), 32);
                    SectionImages images = new SectionImages(
                            input.section(), input.spots(), input.features(), input.colour(), Optional.of(tiles));
                    return new TrainingSection(images, section.expression(), section.spatial(), section.array());
                })
                .toList();
        return TrainingData.of(tiled, Set.of("B"), data.hvg(), data.heg());
    }

    /** The same with the first genes at one value everywhere. */
    private static TrainingData constant(TrainingData data, int genes) {
        List<TrainingSection> flat = data.all().stream()
                .map(section -> {
                    float[] values = section.expression().values().clone();
                    for (int i = 0; i < values.length; i++) {
                        values[i] = i % GENES < genes ? 1 : values[i];
                    }
                    DenseMatrix expression =
                            new DenseMatrix(section.expression().rows(), GENES, values);
                    return new TrainingSection(section.input(), expression, section.spatial(), section.array());
                })
                .toList();
        return TrainingData.of(flat, Set.of("B"), data.hvg(), data.heg());
    }
}
