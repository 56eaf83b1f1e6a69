package org.heclip.model;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.net.URISyntaxException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.heclip.error.InputException;
import org.heclip.expression.DenseMatrix;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Modules that {@code src/test/python/torchscript_golden.py} exported. */
class TorchScriptTest {
    private static final Libtorch LIBTORCH = Libtorch.start(2, "cpu");
    private static final TileBatch.Scale SCALE =
            new TileBatch.Scale(new float[] {0.7f, 0.5f, 0.6f}, new float[] {0.2f, 0.3f, 0.25f});

    @TempDir
    private Path folder;

    @Test
    void moduleSavedInTrainingModeGivesTheFeaturesOfEvaluation() {
        DenseMatrix features = extract(golden("encoder.pt"), 20);

        assertEquals(16, features.cols());
        Golden.read("torchscript").assertEqual("features", features.values(), 1, 1e-5);
    }

    @Test
    void mapsInsteadOfVectorsAreRefused() {
        assertRefused(golden("maps.pt"), 20, "output: found shape (2, 4, 9, 9) for 2 tiles");
    }

    @Test
    void tilesThatAModuleCannotTakeAreRefused() {
        assertRefused(golden("encoder.pt"), 2, "expected that it takes tiles of 2 px");
    }

    @Test
    void otherFilesAreRefusedWithoutRunningThem() throws IOException {
        assertRefused(golden("state_dict.pt"), 20, "TorchScript: found");
        assertRefused(Files.writeString(folder.resolve("text.pt"), "not a module"), 20, "TorchScript: found");
        assertRefused(Files.createFile(folder.resolve("empty.pt")), 20, "TorchScript: found");
        byte[] whole = Files.readAllBytes(golden("encoder.pt"));
        Path cut = Files.write(folder.resolve("cut.pt"), java.util.Arrays.copyOf(whole, whole.length / 2));
        assertRefused(cut, 20, "TorchScript: found");
    }

    @Test
    void scalesThatDivideByZeroAreRefused() {
        float[] zero = {1, 0, 1};
        String message = assertThrows(InputException.class, () -> new TileBatch.Scale(zero, zero))
                .getMessage();
        assertTrue(message.contains("--encoder-std"), message);
        assertEquals(SCALE.text(), TileBatch.Scale.parse(SCALE.text(), "x").text());
        for (String text : new String[] {"", "1 2 3", "1 2 3 4 5 6 7", "a b c d e f"}) {
            assertThrows(InputException.class, () -> TileBatch.Scale.parse(text, "x"));
        }
    }

    private static DenseMatrix extract(Path module, int px) {
        return FeatureExtractor.extract(LIBTORCH, module, SCALE, Lcg.tiles(3, px), 2, done -> {});
    }

    private static void assertRefused(Path module, int px, String message) {
        String found =
                assertThrows(InputException.class, () -> extract(module, px)).getMessage();
        assertTrue(found.contains(module.getFileName().toString()) && found.contains(message), found);
        assertEquals(1, found.lines().count(), found);
    }

    private static Path golden(String name) {
        try {
            return Path.of(
                    TorchScriptTest.class.getResource("/golden/model/" + name).toURI());
        } catch (URISyntaxException e) {
            throw new IllegalStateException(e);
        }
    }
}
