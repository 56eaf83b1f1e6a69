package org.heclip.cli;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import org.heclip.config.RecordTsv;
import org.heclip.config.RecordYaml;
import org.heclip.config.TextTable;
import org.heclip.error.InputException;
import org.heclip.evaluate.Calibration;
import org.heclip.evaluate.CheckedPrediction;
import org.heclip.evaluate.Domains;
import org.heclip.evaluate.GeneScore;
import org.heclip.evaluate.PairedScore;
import org.heclip.evaluate.PredictedSection.Origin;
import org.heclip.evaluate.SpotScore;
import org.heclip.evaluate.SummaryScore;
import org.heclip.fold.SplitScheme;
import org.heclip.report.Blocks;
import org.heclip.report.GeneFigures;
import org.heclip.report.MapChoice;
import org.heclip.report.ReportInput;
import org.heclip.report.ReportInput.Fit;
import org.heclip.report.ReportInput.GeneValues;
import org.heclip.report.ReportInput.SectionView;
import org.heclip.report.ReportInput.Sheet;
import org.heclip.report.ReportInput.TrainingCurve;
import org.heclip.report.ReportInput.TrainingPoint;
import org.heclip.report.ReportInput.TwinSearch;
import org.heclip.section.QcSummary;

/** Reads what the report shows. */
final class ReportFiles {
    /**
     * The files of a run.
     *
     * @param metrics folder that summarise wrote
     * @param waterfall table of what leaks are worth; null when there is none
     * @param audit table of the leak audit; null when there is none
     */
    record Paths(
            Path metrics,
            List<Path> sections,
            List<Path> predictions,
            List<Path> models,
            List<Path> qc,
            Path waterfall,
            Path audit) {}

    private final Paths paths;
    private final int mostPages;
    private final List<SectionView> views = new ArrayList<>();
    private final Map<String, List<String>> barcodes = new HashMap<>();
    private final List<TrainingCurve> curves = new ArrayList<>();
    private final List<Fit> fits = new ArrayList<>();
    private final Set<Origin> models = new HashSet<>();
    private final List<GeneValues> explored = new ArrayList<>();
    private final Map<String, String> sectionOfBlock = new TreeMap<>();

    /** @param mostPages sections that get a page of their own */
    ReportFiles(Paths paths, int mostPages) {
        this.paths = paths;
        this.mostPages = mostPages;
    }

    /** What is large is read a piece at a time: a run can have a thousand sections. */
    ReportInput input(String title, Path parameters, Path versions) {
        List<SummaryScore> summary = table("summary.tsv", SummaryScore.class);
        GeneFigures genes = new GeneFigures();
        RecordTsv.forEach(paths.metrics().resolve("genes.tsv"), GeneScore.class, genes::add);
        readModels();
        Blocks blocks = new Blocks(sectionOfBlock);
        List<SummaryScore> whole = blocks.summary(summary);
        List<MapChoice.Choice> choices = MapChoice.of(whole, genes, blocks);
        ReportedSections sections = ReportedSections.glance(paths.sections());
        TwinSearch twins = readSections(
                sections,
                MapChoice.pages(whole, choices, sections.ids(), sections.warned(), mostPages),
                summary,
                blocks);
        readPredictions(choices, MapChoice.explored(whole, genes, drawn()), genes, blocks);
        return new ReportInput(
                title,
                summary,
                table("paired.tsv", PairedScore.class),
                genes,
                views,
                sections.glances(),
                fits,
                qcRows(),
                choices,
                blocks.values(explored),
                curves,
                table("calibration.tsv", Calibration.Level.class),
                table("domains.tsv", Domains.Score.class),
                sheet(paths.waterfall()),
                sheet(paths.audit()),
                table("leaks.tsv", CheckedPrediction.class),
                twins,
                texts(RecordYaml.read(parameters, Map.class)),
                versions(RecordYaml.read(versions, Map.class)));
    }

    private <R extends Record> List<R> table(String name, Class<R> type) {
        return RecordTsv.read(paths.metrics().resolve(name), type);
    }

    private static Optional<Sheet> sheet(Path file) {
        if (file == null) {
            return Optional.empty();
        }
        TextTable table = TextTable.read(file);
        return Optional.of(new Sheet(table.header(), table.rows()));
    }

    private TwinSearch readSections(
            ReportedSections sections, List<String> pages, List<SummaryScore> summary, Blocks blocks) {
        List<SpotScore> spots = new ArrayList<>();
        MapChoice.leader(summary)
                .ifPresent(leader -> RecordTsv.forEach(paths.metrics().resolve("spots.tsv"), SpotScore.class, spot -> {
                    if (spot.model().equals(leader.model())
                            && spot.protocol().equals(leader.protocol())
                            && pages.contains(blocks.section(spot.section()))) {
                        spots.add(spot);
                    }
                }));
        List<SpotScore> placed = blocks.spots(spots);
        return sections.read(pages, file -> {
            views.add(file.view(placed));
            barcodes.put(file.id(), file.barcodes());
        });
    }

    private Map<String, Integer> drawn() {
        Map<String, Integer> drawn = new HashMap<>();
        views.forEach(view -> drawn.put(view.id(), Math.min(MapChoice.MOST_SPOTS, view.spots())));
        return drawn;
    }

    private List<QcSummary> qcRows() {
        return paths.qc().stream()
                .flatMap(file -> RecordTsv.read(file, QcSummary.class).stream())
                .sorted(Comparator.comparing(QcSummary::section))
                .toList();
    }

    private void readModels() {
        for (Path folder : paths.models()) {
            ModelCardFile card = ModelCardFile.read(folder.resolve("model.yml"));
            Fit fit = card.fit();
            models.add(new Origin(fit.model(), fit.protocol(), fit.fold(), ""));
            fits.add(fit);
            if (SplitScheme.SPATIAL_BLOCKS.id().equals(fit.scheme())) {
                sectionOfBlock.put(fit.fold(), card.training().get(0).section());
            }
            curves.add(new TrainingCurve(
                    fit.model(),
                    fit.protocol(),
                    fit.fold(),
                    RecordTsv.read(folder.resolve("training.tsv"), TrainingPoint.class)));
        }
        curves.sort(Comparator.comparing(TrainingCurve::model)
                .thenComparing(TrainingCurve::protocol)
                .thenComparing(TrainingCurve::fold));
        fits.sort(Comparator.comparing(Fit::protocol).thenComparing(Fit::model).thenComparing(Fit::fold));
    }

    /** One at a time, and only those that are drawn: a prediction is as large as all genes of its section, four times over. */
    private void readPredictions(
            List<MapChoice.Choice> choices, MapChoice.Explored chosen, GeneFigures genes, Blocks blocks) {
        for (Path path : paths.predictions()) {
            Origin origin = PredictionFile.origin(path);
            if (!models.contains(new Origin(origin.model(), origin.protocol(), origin.fold(), ""))) {
                throw new InputException(
                        path, "uns/heclip", "found " + origin + ", expected the model among those given to --models");
            }
            String tissue = blocks.section(origin.section());
            Set<String> wanted = wanted(tissue, choices, chosen);
            if (!wanted.isEmpty()) {
                PredictionFile file = PredictionFile.read(path);
                explored.addAll(new PredictedGenes(file, file.section(), barcodes.getOrDefault(tissue, List.of()))
                        .values(wanted, genes));
            }
        }
        // genes in the order in which they were chosen, the rest by name: not by who came first
        explored.sort(Comparator.comparing((GeneValues values) -> chosen.genes().indexOf(values.gene()))
                .thenComparing(GeneValues::section)
                .thenComparing(GeneValues::protocol)
                .thenComparing(GeneValues::model));
    }

    private static Set<String> wanted(String section, List<MapChoice.Choice> choices, MapChoice.Explored chosen) {
        Set<String> wanted = new LinkedHashSet<>();
        if (chosen.sections().contains(section)) {
            wanted.addAll(chosen.genes());
        }
        choices.stream()
                .filter(choice -> choice.section().equals(section))
                .forEach(choice -> wanted.add(choice.gene()));
        return wanted;
    }

    private static Map<String, String> texts(Map<?, ?> map) {
        Map<String, String> texts = new TreeMap<>();
        if (map != null) {
            map.forEach((name, value) -> texts.put(String.valueOf(name), value == null ? "" : value.toString()));
        }
        return texts;
    }

    private static Map<String, Map<String, String>> versions(Map<?, ?> map) {
        Map<String, Map<String, String>> versions = new TreeMap<>();
        if (map != null) {
            map.forEach((step, libraries) -> versions.put(
                    String.valueOf(step),
                    libraries instanceof Map<?, ?> each ? texts(each) : texts(Map.of("", libraries))));
        }
        return versions;
    }
}
