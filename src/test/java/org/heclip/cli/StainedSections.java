package org.heclip.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.heclip.config.RecordTsv;
import org.heclip.config.RecordYaml;
import org.heclip.evaluate.FoldAudit.Verdict;
import org.heclip.fold.Fold;

/** Simulated sections with their tiles, a fold, the stain of its training sections, and embeddings of all in that stain. */
record StainedSections(Path folder) {
    static final List<String> TRAINING = List.of("P1S1", "P1S2", "P2S1");
    static final List<String> ALL = List.of("P1S1", "P1S2", "P2S1", "P2S2");
    static final String HELD_OUT = "P2S2";

    static StainedSections write(Path folder) {
        StainedSections files = new StainedSections(folder);
        ok(new Simulate(), "--seed", "3", "--spots-per-side", "7", "--output", files.at("sim"));
        for (String id : ALL) {
            ok(
                    new Ingest(),
                    "--section",
                    id,
                    "--patient",
                    id.substring(0, 2),
                    files.inputs(id),
                    "--output",
                    files.at(id + ".h5ad"));
            ok(
                    new Tile(),
                    "--section",
                    files.at(id + ".h5ad"),
                    "--image",
                    files.image(id),
                    "--tile-px",
                    "32",
                    "--tile-mpp",
                    "3",
                    "--output",
                    files.tiles(id));
        }
        RecordYaml.write(files.at("fold.yml"), fold(TRAINING));
        files.target("macenko", "fold.yml", TRAINING, "fold.stain.yml");
        ALL.forEach(id -> files.embed(id, "fold.stain.yml", "emb"));
        return files;
    }

    static Fold fold(List<String> training) {
        return new Fold(
                HELD_OUT,
                "leave_one_section_out",
                training,
                training.subList(training.size() - 1, training.size()),
                List.of(HELD_OUT),
                Map.of("P1S1", "P1", "P1S2", "P1", "P2S1", "P2", HELD_OUT, "P2"));
    }

    static Fold everyone() {
        return new Fold(
                "final",
                Fold.ALL,
                ALL,
                List.of(HELD_OUT),
                List.of(),
                fold(TRAINING).patients());
    }

    void target(String method, String fold, List<String> sections, String output) {
        ok(new Stain(), "--fold", at(fold), "--tiles", tiles(sections), "--method", method, "--output", at(output));
    }

    void embed(String id, String target, String kind) {
        ok(
                new Embed(),
                "--tiles",
                tiles(id),
                "--encoder",
                "resnet18",
                target == null ? List.of() : List.of("--stain", at(target)),
                "--output",
                at(id + "." + kind + ".h5ad"));
    }

    void train(String model, String kind, String fold, String output, Object... options) {
        assertEquals("", tryTrain(model, kind, fold, output, options));
    }

    String tryTrain(String model, String kind, String fold, String output, Object... options) {
        Stream<Object> arguments = Stream.of(
                "--fold",
                at(fold),
                "--model",
                model,
                "--sections",
                TRAINING.stream().map(id -> at(id + ".h5ad")).toList(),
                "--embeddings",
                TRAINING.stream().map(id -> at(id + "." + kind + ".h5ad")).toList(),
                "--n-hvg",
                "40",
                "--n-heg",
                "120",
                "--top-k",
                "8",
                "--batch-size",
                "32",
                "--output",
                at(output));
        return PlantedSections.run(
                new Train(), Stream.concat(arguments, Stream.of(options)).toArray());
    }

    String audit(String model) {
        String said = PlantedSections.run(
                new Audit(),
                "--fold",
                at("fold.yml"),
                "--sections",
                ALL.stream().map(id -> at(id + ".h5ad")).toList(),
                "--tiles",
                tiles(ALL),
                "--models",
                at(model),
                "--output",
                at("audit.tsv"));
        boolean found = RecordTsv.read(at("audit.tsv"), Audit.Row.class).stream()
                .anyMatch(row -> row.verdict() == Verdict.FINDING);
        assertEquals(found, !said.isEmpty(), said);
        return said;
    }

    /** A copy of a model whose card is changed. */
    void replace(String model, String copy, String from, String to) throws IOException {
        Files.createDirectories(at(copy));
        try (Stream<Path> files = Files.list(at(model))) {
            for (Path file : files.toList()) {
                Files.copy(file, at(copy).resolve(file.getFileName()));
            }
        }
        Path card = at(copy + "/model.yml");
        String text = Files.readString(card);
        assertTrue(text.contains(from), text);
        Files.writeString(card, text.replaceFirst(Pattern.quote(from), to));
    }

    private List<Object> inputs(String id) {
        return id.startsWith("P1")
                ? List.of("--spaceranger", at("sim/" + id + "/outs"), "--image", image(id))
                : List.of(
                        "--counts",
                        at("sim/" + id + "/counts.tsv.gz"),
                        "--positions",
                        at("sim/" + id + "/selection.tsv"),
                        "--mpp",
                        "1.0",
                        "--image",
                        image(id));
    }

    Path image(String id) {
        return at("sim/" + id + (id.startsWith("P1") ? "/image.png" : "/image.jpg"));
    }

    Path tiles(String id) {
        return at(id + ".tiles.h5ad");
    }

    List<Path> tiles(List<String> ids) {
        return ids.stream().map(this::tiles).toList();
    }

    static void ok(Step step, Object... arguments) {
        assertEquals("", PlantedSections.run(step, arguments));
    }

    Path at(String name) {
        return folder.resolve(name);
    }
}
