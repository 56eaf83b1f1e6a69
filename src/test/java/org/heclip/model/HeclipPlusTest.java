package org.heclip.model;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.Consumer;
import java.util.stream.IntStream;
import org.heclip.error.InputException;
import org.heclip.expression.DenseMatrix;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Against the same formulas in numpy, scipy and scikit-learn ({@code src/test/python/heclip_plus_golden.py}). */
class HeclipPlusTest {
    private static final Golden GOLDEN = Golden.read("heclip_plus");
    private static final int[] STAGES = {3, 4};
    private static final int COLOURS = 5;
    private static final int OWN = 12;
    private static final int GENES = 30;

    private final Run run = new Run(1, 1, "cpu", Optional.empty(), done -> {}, Checkpoints.none());
    private final List<TrainingSection> train = List.of(section("A"), section("B"), section("C"));

    @Test
    void contextIsThatOfNumpy() {
        DenseMatrix context = ContextFeatures.of(images("A"));

        assertEquals(4 * OWN, context.cols());
        GOLDEN.assertEqual("context", context.values(), 1, 1e-5);
    }

    @Test
    void componentsAreThoseOfNumpy() {
        double[] weights = train.stream()
                .flatMapToDouble(section -> Arrays.stream(section.totalCounts()).map(Math::sqrt))
                .toArray();
        ExpressionComponents components = ExpressionComponents.of(TrainingSection.expression(train), weights, 3, 1);

        GOLDEN.assertEqual(
                "directions", Rows.tensor(components.directions(), GENES).values(), 1, 1e-5);
    }

    @Test
    void choiceAndPredictionAreThoseOfScikitLearn() {
        FittedModel fitted = fit(null);

        double[] choice = GOLDEN.arrays().get("choice");
        assertEquals(choice[0], fitted.ridgePenalty());
        assertEquals(
                Math.min((int) choice[1], GENES),
                fitted.weights().get("components.directions").shape()[0]);
        assertEquals(GOLDEN.arrays().get("validation")[0], fitted.validationPcc(), 1e-5);
        Prediction prediction = predict(fitted);
        GOLDEN.assertEqual("predicted", prediction.mean().values(), 1, 1e-5);
        GOLDEN.assertEqual("spread", prediction.sd().row(3), 1, 1e-5);
    }

    /** A slide that is too large for memory comes in bands; its columns are standardised over all of them. */
    @ParameterizedTest
    @ValueSource(strings = {"heclip_plus", "colour"})
    void bandsOfASlideArePredictedAsTheWhole(String name) {
        Model model = Model.named(name);
        FittedModel fitted = model.fit(data(train), hyperparameters(null), run);
        SectionImages slide = images("T");
        DenseMatrix whole = model.predict(learned(fitted), slide).mean();

        int[] passes = new int[1];
        DenseMatrix banded = DenseMatrix.zeros(whole.rows(), whole.cols());
        model.predict(learned(fitted), bands(slide, 7, passes), (places, prediction) -> {
            for (int i = 0; i < places.length; i++) {
                System.arraycopy(prediction.mean().row(i), 0, banded.values(), places[i] * whole.cols(), whole.cols());
            }
        });

        assertEquals(model.passes(), passes[0]);
        assertArrayEquals(whole.values(), banded.values(), 1e-6f);
    }

    private static SlideImages bands(SectionImages slide, int most, int[] passes) {
        return new SlideImages() {
            @Override
            public DenseMatrix spatial() {
                return slide.requireSpatial();
            }

            @Override
            public void forEachBand(double reachPx, Consumer<Band> visitor) {
                passes[0]++;
                for (int from = 0; from < slide.spots(); from += most) {
                    int[] own = IntStream.range(from, Math.min(slide.spots(), from + most))
                            .toArray();
                    visitor.accept(reachPx > 0 ? new Band(slide, own, own) : Band.of(slide.select(own), from));
                }
            }
        };
    }

    @Test
    void intervalsHoldTheirShareOfTheValidationResiduals() {
        double[] multipliers = IntervalMultipliers.of(fit(null).weights()).orElseThrow();

        double[] expected = GOLDEN.arrays().get("multipliers");
        assertEquals(expected[0], multipliers[4], 2e-3);
        assertEquals(expected[1], multipliers[8], 2e-3);
    }

    @Test
    void givenPenaltyIsUsed() {
        assertEquals(2.5, fit(2.5).ridgePenalty());
    }

    @Test
    void progressEndsAtItsLastStep() {
        List<Integer> told = new ArrayList<>();
        Run watched = new Run(1, 1, "cpu", Optional.empty(), told::add, Checkpoints.none());
        new HeclipPlus().fit(data(train), hyperparameters(null), watched);

        assertEquals(3 + 5 + 1, told.size());
        assertEquals(new HeclipPlus().progressSteps(data(train), hyperparameters(null)), told.get(told.size() - 1));
    }

    @Test
    void cardSaysWhatIsTakenFromTheEncoder() {
        TrainingSection section = section("A");
        SectionImages images = section.input();
        SectionImages output = new SectionImages(
                "A",
                images.spots(),
                Optional.of(images.stages().get(1)),
                images.colour(),
                Optional.empty(),
                images.spatial(),
                List.of(),
                Optional.empty());
        TrainingSection without = new TrainingSection(output, section.expression(), section.spatial(), section.array());

        assertEquals("stages", new HeclipPlus().encoderFeatures(data(train)));
        assertEquals("output", new HeclipPlus().encoderFeatures(data(List.of(without))));
    }

    @Test
    void patientsAreLeftOutWhereThereAreTwo() {
        List<TrainingSection> two = List.of(of("A", "P1"), of("B", "P1"), of("C", "P2"));
        List<TrainingData.Division> divisions =
                TrainingData.of(two, Set.of("C"), new int[] {0}, new int[] {0}).rotation();

        assertEquals(List.of(List.of("C"), List.of("A", "B")), names(divisions));
        assertEquals(3, data(train).rotation().size());
    }

    @Test
    void singleSectionIsChosenOnItsBlock() {
        FittedModel fitted = new HeclipPlus().fit(data(List.of(section("A"))), hyperparameters(null), run);

        assertTrue(Float.isFinite(predict(fitted).mean().get(0, 0)));
    }

    @Test
    void farFromAllTrainingPredictionIsTheTrainingMean() {
        KernelRidge ridge = KernelSystem.of(new DenseMatrix(3, 1, new float[] {0, 1, 2}), new double[] {1, 1, 1}, 1, 1)
                .solve(new double[][] {{1}, {2}, {6}}, 1e6);

        assertEquals(3, ridge.predict(new DenseMatrix(1, 1, new float[] {99}), "T")[0][0], 1e-3);
    }

    @Test
    void landmarksOfManySpotsPredictAsWellAsAll() {
        int spots = KernelSystem.MOST + 400;
        float[] x = new float[spots];
        double[][] y = new double[spots][1];
        double[] weights = new double[spots];
        for (int s = 0; s < spots; s++) {
            x[s] = s * 6f / spots;
            y[s][0] = Math.sin(x[s]);
            weights[s] = 1;
        }
        KernelRidge ridge =
                KernelSystem.of(new DenseMatrix(spots, 1, x), weights, 1, 1).solve(y, 1e-3);

        assertEquals(KernelSystem.MOST, ridge.landmarks().rows());
        double[][] found = ridge.predict(new DenseMatrix(3, 1, new float[] {1, 3, 5}), "T");
        assertArrayEquals(
                new double[] {Math.sin(1), Math.sin(3), Math.sin(5)},
                new double[] {found[0][0], found[1][0], found[2][0]},
                1e-3);
    }

    @Test
    void lonelySpotAndConstantFeaturesArePredicted() {
        SectionImages one = images("T").select(new int[] {0});
        Prediction prediction = new HeclipPlus().predict(learned(fit(null)), one);

        assertTrue(Float.isFinite(prediction.mean().get(0, 0)));
    }

    @Test
    void otherEncoderIsRefused() {
        SectionImages images = images("T");
        SectionImages fewer = new SectionImages(
                "T",
                images.spots(),
                images.features(),
                images.colour(),
                images.tiles(),
                images.spatial(),
                List.of(images.stages().get(0)),
                Optional.empty());
        assertThrows(InputException.class, () -> new HeclipPlus().predict(learned(fit(null)), fewer));
    }

    private FittedModel fit(Double penalty) {
        return new HeclipPlus().fit(data(train), hyperparameters(penalty), run);
    }

    private Prediction predict(FittedModel fitted) {
        return new HeclipPlus().predict(learned(fitted), images("T"));
    }

    private Learned learned(FittedModel fitted) {
        return new Learned(fitted.weights(), fitted.reference(), hyperparameters(null), run);
    }

    private static Hyperparameters hyperparameters(Double penalty) {
        Hyperparameters some = Examples.hyperparameters(Optimisation.of(1, 2, 1e-3, 0));
        return new Hyperparameters(
                some.panel(), some.optimisation(), some.contrast(), some.retrieval(), new RidgeChoice(penalty, 1));
    }

    private static TrainingData data(List<TrainingSection> sections) {
        String last = sections.get(sections.size() - 1).input().section();
        return TrainingData.of(sections, Set.of(last), new int[] {0}, new int[] {0});
    }

    private static List<List<String>> names(List<TrainingData.Division> divisions) {
        return divisions.stream()
                .map(division -> division.inner().stream()
                        .map(section -> section.input().section())
                        .toList())
                .toList();
    }

    private static TrainingSection section(String name) {
        return of(name, "P1");
    }

    private static TrainingSection of(String name, String patient) {
        SectionImages images = images(name);
        return new TrainingSection(
                images,
                matrix(name + ".expression", GENES),
                images.requireSpatial(),
                DenseMatrix.zeros(images.spots(), 2),
                GOLDEN.arrays().get(name + ".totals"),
                patient);
    }

    private static SectionImages images(String name) {
        DenseMatrix own = matrix(name + ".own", OWN);
        List<DenseMatrix> stages = new ArrayList<>();
        int from = 0;
        for (int width : STAGES) {
            stages.add(own.selectCols(IntStream.range(from, from + width).toArray()));
            from += width;
        }
        DenseMatrix colour =
                own.selectCols(IntStream.range(from, from + COLOURS).toArray());
        DenseMatrix spatial = matrix(name + ".spatial", 2);
        return new SectionImages(
                name,
                own.rows(),
                Optional.empty(),
                Optional.of(colour),
                Optional.empty(),
                Optional.of(spatial),
                stages,
                Optional.empty());
    }

    private static DenseMatrix matrix(String name, int cols) {
        double[] values = GOLDEN.arrays().get(name);
        return new DenseMatrix(values.length / cols, cols, Rows.floats(values));
    }
}
