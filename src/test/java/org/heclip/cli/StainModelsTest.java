package org.heclip.cli;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.heclip.config.RecordYaml;
import org.heclip.expression.DenseMatrix;
import org.heclip.h5ad.H5ad;
import org.heclip.model.ModelCard;
import org.heclip.stain.StainTarget;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Models of stain-normalised sections: their audit, and the bundles made of them. */
class StainModelsTest {
    private static StainedSections files;

    @BeforeAll
    static void sections(@TempDir Path made) {
        files = StainedSections.write(made);
    }

    @Test
    void honestTargetPassesTheAuditAndAnyOtherIsFound() throws IOException {
        files.train("colour", "emb", "fold.yml", "honest");
        assertEquals("", files.audit("honest"));
        ModelCard card = RecordYaml.read(files.at("honest/model.yml"), ModelCard.class);
        assertEquals(StainedSections.TRAINING, card.fittedOn().stain());

        // a target of all sections, the test section too, behind a card that says otherwise
        RecordYaml.write(files.at("all.yml"), StainedSections.everyone());
        files.target("macenko", "all.yml", StainedSections.ALL, "all.stain.yml");
        StainTarget leaky = RecordYaml.read(files.at("all.stain.yml"), StainTarget.class);
        files.replace(
                "honest", "leaky", text(RecordYaml.read(files.at("fold.stain.yml"), StainTarget.class)), text(leaky));
        String said = files.audit("leaky");
        assertTrue(said.contains("refitted of model colour: found a leak: the stain target is ["), said);
        assertEquals(1, said.lines().count(), said);

        // the same, said openly
        ModelCard open = RecordYaml.read(files.at("leaky/model.yml"), ModelCard.class);
        files.replace("leaky", "open", "  stain:\n", "  stain:\n  - " + StainedSections.HELD_OUT + "\n");
        assertEquals(StainedSections.TRAINING, open.fittedOn().stain());
        said = files.audit("open");
        assertTrue(said.contains("fitted_on of model colour: found a leak: the stain target fitted to test"), said);
    }

    @Test
    void reinhardWorksTheSameWay() {
        files.target("reinhard", "fold.yml", StainedSections.TRAINING, "reinhard.stain.yml");
        StainedSections.ALL.forEach(id -> files.embed(id, "reinhard.stain.yml", "reinhard"));
        files.train("colour", "reinhard", "fold.yml", "reinhard");
        assertEquals("", files.audit("reinhard"));
    }

    @Test
    void bundleGivesTheBenchmarksPrediction() throws IOException {
        for (String model : List.of("heclip", "colour")) {
            assertBundleGivesTheBenchmarksPrediction(model, "--epochs", "2");
        }
    }

    @Test
    void fineTunedBundleGivesTheBenchmarksPrediction() throws IOException {
        List<Object> tiles = Stream.concat(
                        Stream.of("--tiles"), StainedSections.TRAINING.stream().map(files::tiles))
                .map(Object.class::cast)
                .toList();
        assertBundleGivesTheBenchmarksPrediction(
                "stnet", "--encoder-mode", "finetune", "--epochs", "1", tiles, "--micro-batch-size", "16");
    }

    private static void assertBundleGivesTheBenchmarksPrediction(String model, Object... options) throws IOException {
        String name = model;
        files.train(model, "emb", "fold.yml", "cv_" + name, options);
        StainedSections.ok(
                new Predict(),
                "--model",
                files.at("cv_" + name),
                "--section",
                files.at(StainedSections.HELD_OUT + ".h5ad"),
                "--embeddings",
                files.at(StainedSections.HELD_OUT + ".emb.h5ad"),
                "--tiles",
                files.tiles(StainedSections.HELD_OUT),
                "--output",
                files.at("cv_" + name + ".h5ad"));
        StainedSections.ok(
                new Evaluate(),
                "--prediction",
                files.at("cv_" + name + ".h5ad"),
                "--model-card",
                files.at("cv_" + name + "/model.yml"),
                "--bootstrap",
                "2",
                "--output",
                files.at("figures_" + name));
        StainedSections.ok(
                new Bundle(),
                "--name",
                name,
                "--model",
                files.at("cv_" + name),
                "--embeddings",
                StainedSections.TRAINING.stream()
                        .map(id -> files.at(id + ".emb.h5ad"))
                        .toList(),
                "--genes",
                files.at("figures_" + name + "/genes.tsv"),
                "--output",
                files.at("bundles"));
        Path bundle = files.at("bundles/" + name);
        assertEquals("macenko", BundleCardFile.read(bundle).card().tiles().stainNormalisation());
        StainedSections.ok(
                new Featurise(),
                "--bundle",
                bundle,
                "--section",
                files.at(StainedSections.HELD_OUT + ".h5ad"),
                "--image",
                files.image(StainedSections.HELD_OUT),
                "--output",
                files.at(name + ".f.h5ad"));
        StainedSections.ok(
                new Infer(),
                "--bundle",
                bundle,
                "--section",
                files.at(StainedSections.HELD_OUT + ".h5ad"),
                "--features",
                files.at(name + ".f.h5ad"),
                "--output",
                files.at(name + ".infer.h5ad"),
                "--summary",
                files.at(name + ".yml"));
        DenseMatrix expected = H5ad.read(files.at("cv_" + name + ".h5ad"))
                .layers()
                .get("predicted")
                .dense();
        DenseMatrix found =
                H5ad.read(files.at(name + ".infer.h5ad")).x().orElseThrow().dense();
        assertArrayEquals(expected.values(), found.values(), 1e-5f, name);
    }

    /** The numbers of a target as a card has them. */
    private static String text(StainTarget target) {
        StringBuilder text = new StringBuilder("  target:\n");
        for (double number : target.target()) {
            text.append("  - ").append(number).append('\n');
        }
        return text.toString();
    }
}
