package org.heclip.cli;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.heclip.config.RecordYaml;
import org.heclip.error.InputException;
import org.heclip.fold.Fold;
import org.heclip.stain.StainMethod;
import org.heclip.stain.StainTarget;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

@Command(
        name = "stain",
        description =
                "The stain that all sections of a fold are brought to: the median over its training sections, from"
                        + " their tiles and no other.")
final class Stain extends Step {
    @Option(names = "--fold", required = true, paramLabel = "YAML", description = "Who learns, as split wrote it.")
    private Path fold;

    @Option(
            names = "--tiles",
            required = true,
            arity = "1..*",
            paramLabel = "H5AD",
            description = "Tiles of the fold's training sections.")
    private List<Path> tiles;

    @Option(
            names = "--method",
            required = true,
            paramLabel = "NAME",
            description = "${COMPLETION-CANDIDATES}: see docs/stain.md.")
    private StainMethod method;

    @Option(names = "--output", required = true, paramLabel = "YAML", description = "The target, and its origin.")
    private Path output;

    public static void main(String[] args) {
        Main.run(new Stain(), args);
    }

    @Override
    protected void run() {
        Fold who = RecordYaml.read(fold, Fold.class);
        Map<String, EmbeddingFile> files =
                TrainingFiles.byName(who.train(), "--tiles", tiles, EmbeddingFile::read, EmbeddingFile::section);
        List<StainTarget.Section> sections = new ArrayList<>();
        for (String section : who.train()) {
            sections.add(measured(who, files.get(section), method));
        }
        try {
            RecordYaml.write(output, StainTarget.of(who.id(), method, sections));
        } catch (IllegalArgumentException e) {
            throw new InputException("--tiles", String.join(", ", who.train()), "found " + e.getMessage());
        }
    }

    /** A training section's own stain, from the spots that are learned from. */
    static StainTarget.Section measured(Fold who, EmbeddingFile file, StainMethod method) {
        int[] rows = TrainingFiles.rows(who, file.section(), file);
        try (TileFile opened = TileFile.open(file.file())) {
            return SectionStain.measure(file.section(), method, opened.select(rows));
        }
    }
}
