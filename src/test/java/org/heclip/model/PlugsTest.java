package org.heclip.model;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;
import org.heclip.error.InputException;
import org.heclip.expression.DenseMatrix;
import org.heclip.file.Tensor;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What each network sees, begins with and says of itself. */
class PlugsTest {
    private static final Hyperparameters HYPERPARAMETERS = Examples.hyperparameters(Optimisation.of(1, 2, 1e-3, 0));
    private static final RandomTensors RANDOM = new RandomTensors(1);

    @Test
    void eachNetworkSeesItsGenes() {
        TrainingData data = data(new int[] {0, 2}, new int[] {1, 2});

        assertArrayEquals(new int[] {0, 2}, new Heclip().targets(data));
        assertArrayEquals(new int[] {1, 2}, new HeclipHeg().targets(data));
        assertArrayEquals(new int[] {0, 2}, new Bleep().targets(data));
        assertArrayEquals(new int[] {0, 2}, new MclStExp().targets(data));
        assertArrayEquals(new int[] {0, 1, 2}, new StNet().targets(data));
    }

    @Test
    void tooFewGenesAreRefusedByTheOptionThatChoosesThem() {
        TrainingData data = data(new int[] {0}, new int[] {});

        assertRefused(() -> new Bleep().targets(data), "--n-hvg");
        assertRefused(() -> new HeclipHeg().targets(data), "--n-heg");
    }

    @Test
    void stNetStartsFromTheTrainingMeans() {
        Map<String, Tensor> weights = new StNet().initial(4, pool(0, 1), HYPERPARAMETERS, RANDOM);

        assertArrayEquals(new float[12], weights.get("head.weight").values());
        assertArrayEquals(
                new float[] {1.5f, 2.5f, 3.5f}, weights.get("head.bias").values());
    }

    @Test
    void positionTablesAreAsLongAsTheArrayNeeds() {
        Map<String, Tensor> weights = new MclStExp().initial(4, pool(7, 2), HYPERPARAMETERS, RANDOM);

        assertArrayEquals(new int[] {8, 3}, weights.get("spot.x_embed.weight").shape());
        assertArrayEquals(new int[] {3, 3}, weights.get("spot.y_embed.weight").shape());
        assertRefused(() -> new MclStExp().initial(4, pool(-1, 2), HYPERPARAMETERS, RANDOM), "array_row");
        assertRefused(() -> new MclStExp().initial(4, pool(1, 70_000), HYPERPARAMETERS, RANDOM), "array_col");
    }

    @ParameterizedTest
    @CsvSource({
        "heclip, standard deviation over the retrieved training spots",
        "bleep, standard deviation over the retrieved training spots",
        "stnet, root mean square residual of the gene on the validation part",
        "mean, root mean square residual of the gene on the validation part"
    })
    void spreadIsExplained(String model, String meaning) {
        assertEquals(meaning, Model.named(model).predictedSd(HYPERPARAMETERS));
    }

    @Test
    void everyNameIsAModel() {
        Model.NAMES.forEach(name -> assertTrue(Model.named(name) != null, name));
        assertRefused(() -> Model.named("clip"), "found 'clip', expected one of [heclip, heclip_heg");
    }

    @Test
    void thePipelineOffersEveryModel() throws IOException {
        String schema = Files.readString(Path.of("nextflow_schema.json"));
        String options = Files.readString(Path.of("conf/modules.config"));

        assertTrue(schema.contains("some of " + String.join(",", Model.NAMES) + ", separated by commas"));
        assertTrue(schema.contains("(" + String.join("|", Model.NAMES) + ")(,("));
        String networks = Model.NAMES.stream()
                .filter(name -> Model.named(name).images() == Model.Images.TRAINABLE)
                .collect(Collectors.joining("', '", "['", "']"));
        assertTrue(options.contains("ext.networks   = " + networks), networks);
    }

    private static void assertRefused(Runnable work, String message) {
        String found = assertThrows(InputException.class, work::run).getMessage();
        assertTrue(found.contains(message), found);
    }

    /** Two spots of three genes; the second at this place of the array. */
    private static Pool pool(int row, int column) {
        DenseMatrix expression = new DenseMatrix(2, 3, new float[] {1, 2, 3, 2, 3, 4});
        DenseMatrix array = new DenseMatrix(2, 2, new float[] {0, 0, row, column});
        SectionImages images = new SectionImages("A", 2, Optional.empty(), Optional.empty(), Optional.empty());
        return new Pool(images, expression, expression, DenseMatrix.zeros(2, 2), array);
    }

    private static TrainingData data(int[] hvg, int[] heg) {
        SectionImages images = new SectionImages("A", 2, Optional.empty(), Optional.empty(), Optional.empty());
        TrainingSection section =
                new TrainingSection(images, DenseMatrix.zeros(2, 3), DenseMatrix.zeros(2, 2), DenseMatrix.zeros(2, 2));
        return new TrainingData(List.of(section), List.of(), hvg, heg);
    }
}
