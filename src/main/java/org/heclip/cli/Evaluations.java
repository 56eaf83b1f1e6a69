package org.heclip.cli;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.heclip.config.RecordTsv;
import org.heclip.error.InputException;
import org.heclip.evaluate.PanelScore;
import org.heclip.evaluate.PredictedSection.Origin;

/** Folders that evaluate wrote, by protocol, model, fold and section; their tables are read one folder at a time. */
final class Evaluations {
    private static final String PANELS = "panels.tsv";

    private record Evaluation(Path folder, Origin origin, List<PanelScore> panels) {}

    private final List<Evaluation> sorted = new ArrayList<>();

    private Evaluations() {}

    /** @throws InputException for a folder whose panels are not those of one model on one section */
    static Evaluations open(List<Path> folders) {
        Evaluations evaluations = new Evaluations();
        for (Path folder : folders) {
            List<PanelScore> panels = RecordTsv.read(folder.resolve(PANELS), PanelScore.class);
            List<Origin> origins = panels.stream()
                    .map(score -> new Origin(score.model(), score.protocol(), score.fold(), score.section()))
                    .distinct()
                    .toList();
            if (origins.size() != 1) {
                throw new InputException(
                        folder.resolve(PANELS), "rows", "found " + origins + ", expected one model on one section");
            }
            evaluations.sorted.add(new Evaluation(folder, origins.get(0), panels));
        }
        evaluations.sorted.sort(
                Comparator.comparing((Evaluation e) -> e.origin().protocol())
                        .thenComparing(e -> e.origin().model())
                        .thenComparing(e -> e.origin().fold())
                        .thenComparing(e -> e.origin().section()));
        return evaluations;
    }

    List<PanelScore> panels() {
        return sorted.stream().flatMap(e -> e.panels().stream()).toList();
    }

    /** A table of each folder. */
    <R extends Record> Iterable<List<R>> tables(String name, Class<R> type) {
        return () -> sorted.stream()
                .map(e -> RecordTsv.read(e.folder().resolve(name), type))
                .iterator();
    }

    /** The rows of a table of all folders. */
    <R extends Record> Iterable<R> rows(String name, Class<R> type) {
        return () -> sorted.stream()
                .flatMap(e -> RecordTsv.read(e.folder().resolve(name), type).stream())
                .iterator();
    }

    /** What is done with the tables of one section under one protocol, by model. */
    interface BySection<R> {
        void accept(String protocol, Map<String, List<R>> tables);
    }

    <R extends Record> void bySection(String name, Class<R> type, BySection<R> visitor) {
        Map<List<String>, List<Evaluation>> sections = new TreeMap<>(
                Comparator.comparing((List<String> key) -> key.get(0)).thenComparing(key -> key.get(1)));
        sorted.forEach(e -> sections.computeIfAbsent(
                        List.of(e.origin().protocol(), e.origin().section()), key -> new ArrayList<>())
                .add(e));
        sections.forEach((key, models) -> {
            Map<String, List<R>> tables = new TreeMap<>();
            models.forEach(e ->
                    tables.put(e.origin().model(), RecordTsv.read(e.folder().resolve(name), type)));
            visitor.accept(key.get(0), tables);
        });
    }
}
