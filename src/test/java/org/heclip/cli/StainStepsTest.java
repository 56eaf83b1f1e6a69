package org.heclip.cli;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import org.heclip.config.RecordYaml;
import org.heclip.fold.Fold;
import org.heclip.h5ad.AnnData;
import org.heclip.h5ad.H5ad;
import org.heclip.h5ad.NdArray;
import org.heclip.stain.StainTarget;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Stain normalisation: the target of a fold, and the embeddings of sections that are brought to it. */
class StainStepsTest {
    private static StainedSections files;

    @BeforeAll
    static void sections(@TempDir Path made) {
        files = StainedSections.write(made);
    }

    @Test
    void targetIsThatOfTheTrainingSectionsAndSaysSo() {
        StainTarget target = RecordYaml.read(files.at("fold.stain.yml"), StainTarget.class);
        assertEquals("macenko", target.method());
        assertEquals(
                StainedSections.TRAINING,
                target.sections().stream().map(StainTarget.Section::section).toList());
        assertTrue(target.sections().stream().allMatch(section -> section.tiles() > 20 && section.own() != null));
        String other = PlantedSections.run(
                new Stain(),
                "--fold",
                files.at("fold.yml"),
                "--tiles",
                files.tiles(StainedSections.ALL),
                "--method",
                "macenko",
                "--output",
                files.at("no"));
        assertTrue(other.contains("section 'P2S2': found in --tiles, expected each of the fold's"), other);
    }

    @Test
    void embeddingsHaveTheColoursOfTheTargetAndSaySo() {
        AnnData plain = H5ad.read(files.tiles(StainedSections.HELD_OUT));
        AnnData stained = H5ad.read(files.at(StainedSections.HELD_OUT + ".emb.h5ad"));
        assertNotEquals(colour(plain, 0), colour(stained, 0));
        Map<?, ?> heclip = (Map<?, ?>) stained.uns().get("heclip");
        assertEquals("macenko", heclip.get("stain"));
        assertArrayEquals(
                StainedSections.TRAINING.toArray(), (String[]) ((NdArray) heclip.get("stain_fitted_on")).values());
        files.embed(StainedSections.HELD_OUT, null, "plain");
        AnnData without = H5ad.read(files.at(StainedSections.HELD_OUT + ".plain.h5ad"));
        assertEquals(colour(plain, 0), colour(without, 0));
        assertFalse(((Map<?, ?>) without.uns().get("heclip"))
                .keySet().stream().anyMatch(key -> key.toString().startsWith("stain")));
    }

    @Test
    void targetOfOtherSectionsIsRefusedByTraining() {
        RecordYaml.write(files.at("two.yml"), StainedSections.fold(List.of("P1S1", "P1S2")));
        files.target("macenko", "two.yml", List.of("P1S1", "P1S2"), "two.stain.yml");
        StainedSections.TRAINING.forEach(id -> files.embed(id, "two.stain.yml", "two"));
        String said = files.tryTrain("colour", "two", "fold.yml", "never");
        assertTrue(
                said.contains("uns/heclip/stain_fitted_on: found [P1S1, P1S2], expected the fold's training sections"),
                said);
        assertEquals(1, said.lines().count(), said);

        files.embed("P1S1", null, "mixed");
        files.embed("P1S2", "fold.stain.yml", "mixed");
        files.embed("P2S1", "fold.stain.yml", "mixed");
        said = files.tryTrain("colour", "mixed", "fold.yml", "never");
        assertTrue(said.contains("uns/heclip/stain_target: found another stain than in the other embeddings"), said);
        assertFalse(Files.exists(files.at("never")));
    }

    @Test
    void modelRefusesEmbeddingsOfAnotherStain() {
        files.train("colour", "emb", "fold.yml", "strict");
        files.embed(StainedSections.HELD_OUT, null, "raw");
        String said = PlantedSections.run(
                new Predict(),
                "--model",
                files.at("strict"),
                "--section",
                files.at(StainedSections.HELD_OUT + ".h5ad"),
                "--embeddings",
                files.at(StainedSections.HELD_OUT + ".raw.h5ad"),
                "--output",
                files.at("raw_prediction.h5ad"));
        assertTrue(said.contains("uns/heclip/stain_target: found none, expected Stain[method=macenko"), said);
        assertEquals(1, said.lines().count(), said);
    }

    @Test
    void blankSectionStaysAsItIsAndBlankTrainingIsRefused() {
        AnnData data = H5ad.read(files.tiles(StainedSections.HELD_OUT));
        H5ad.writeTiles(files.at("blank.tiles.h5ad"), data, 32, s -> white());
        files.embed("blank", "fold.stain.yml", "emb");
        AnnData embedded = H5ad.read(files.at("blank.emb.h5ad"));
        assertEquals(255f, ((float[]) embedded.obsm().get("colour").values())[0], "white stays white");
        Map<?, ?> heclip = (Map<?, ?>) embedded.uns().get("heclip");
        assertTrue(heclip.get("stain_problem").toString().contains("of one colour"), heclip.toString());
        assertNull(heclip.get("stain_own"));

        RecordYaml.write(
                files.at("blank.yml"),
                new Fold(
                        "A",
                        "leave_one_section_out",
                        List.of(StainedSections.HELD_OUT),
                        List.of(),
                        List.of("P1S1"),
                        Map.of(StainedSections.HELD_OUT, "P2", "P1S1", "P1")));
        String said = PlantedSections.run(
                new Stain(),
                "--fold",
                files.at("blank.yml"),
                "--tiles",
                files.at("blank.tiles.h5ad"),
                "--method",
                "macenko",
                "--output",
                files.at("blank.stain.yml"));
        assertTrue(said.startsWith("error: --tiles: P2S2: found no training section with a stain"), said);
        assertFalse(Files.exists(files.at("blank.stain.yml")));
    }

    @Test
    void damagedTargetsAreOneLine() throws IOException {
        String good = Files.readString(files.at("fold.stain.yml"));
        Map<String, String> damaged = Map.of(
                "",
                "No content",
                "fold: P2S2\n",
                "expected what stain writes",
                good.replace("macenko", "vahadane"),
                "'vahadane'",
                good.replaceFirst("target:\n(- .*\n){3}", "target:\n"),
                "5 numbers, expected 8",
                good.replaceFirst("target:\n- .*\n", "target:\n- .nan\n"),
                ".nan",
                good + "more: 1\n",
                "more");
        int i = 0;
        for (Map.Entry<String, String> one : damaged.entrySet()) {
            Path file = files.at("damaged" + i++ + ".yml");
            Files.writeString(file, one.getKey());
            String said = PlantedSections.run(
                    new Embed(),
                    "--tiles",
                    files.tiles(StainedSections.HELD_OUT),
                    "--encoder",
                    "resnet18",
                    "--stain",
                    file,
                    "--output",
                    files.at("damaged.h5ad"));
            assertTrue(said.startsWith("error: " + file) && said.contains(one.getValue()), said);
            assertFalse(said.contains("\tat "), said);
            assertFalse(Files.exists(files.at("damaged.h5ad")));
        }
    }

    private static float colour(AnnData data, int statistic) {
        return ((float[]) data.obsm().get("colour").values())[statistic];
    }

    private static byte[] white() {
        byte[] white = new byte[32 * 32 * 3];
        Arrays.fill(white, (byte) 255);
        return white;
    }
}
