package org.heclip.cli;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
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
import org.heclip.evaluate.Domains;
import org.heclip.evaluate.GeneScore;
import org.heclip.evaluate.LeakAudit;
import org.heclip.evaluate.LeakAudit.CountedSection;
import org.heclip.evaluate.PairedScore;
import org.heclip.evaluate.PredictedSection;
import org.heclip.evaluate.PredictedSection.Origin;
import org.heclip.evaluate.SpotScore;
import org.heclip.evaluate.SummaryScore;
import org.heclip.fold.SplitScheme;
import org.heclip.report.Blocks;
import org.heclip.report.MapChoice;
import org.heclip.report.ReportInput;
import org.heclip.report.ReportInput.AuditRow;
import org.heclip.report.ReportInput.GeneValues;
import org.heclip.report.ReportInput.SectionView;
import org.heclip.report.ReportInput.Sheet;
import org.heclip.report.ReportInput.TrainingCurve;
import org.heclip.report.ReportInput.TrainingPoint;
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
    private final List<SectionView> views = new ArrayList<>();
    private final Map<String, List<String>> barcodes = new HashMap<>();
    private final List<CountedSection> counts = new ArrayList<>();
    private final List<TrainingCurve> curves = new ArrayList<>();
    private final Map<Origin, ModelCardFile> cards = new HashMap<>();
    private final List<AuditRow> audit = new ArrayList<>();
    private final List<GeneValues> explored = new ArrayList<>();
    private final Map<String, String> sectionOfBlock = new TreeMap<>();

    ReportFiles(Paths paths) {
        this.paths = paths;
    }

    ReportInput input(String title, Path parameters, Path versions) {
        List<SummaryScore> summary = table("summary.tsv", SummaryScore.class);
        List<GeneScore> genes = table("genes.tsv", GeneScore.class);
        readModels();
        Blocks blocks = new Blocks(sectionOfBlock);
        List<SummaryScore> whole = blocks.summary(summary);
        List<GeneScore> wholeGenes = blocks.genes(genes);
        List<MapChoice.Choice> choices = MapChoice.of(whole, wholeGenes);
        readSections(summary, blocks);
        readPredictions(choices, MapChoice.explored(whole, wholeGenes, drawn()), genes, blocks);
        return new ReportInput(
                title,
                summary,
                table("paired.tsv", PairedScore.class),
                genes,
                views,
                qcRows(),
                choices,
                blocks.values(explored),
                curves,
                table("calibration.tsv", Calibration.Level.class),
                table("domains.tsv", Domains.Score.class),
                sheet(paths.waterfall()),
                sheet(paths.audit()),
                audit,
                LeakAudit.twins(counts),
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

    private void readSections(List<SummaryScore> summary, Blocks blocks) {
        List<SpotScore> spots = MapChoice.leader(summary)
                .map(leader -> table("spots.tsv", SpotScore.class).stream()
                        .filter(spot -> spot.model().equals(leader.model())
                                && spot.protocol().equals(leader.protocol()))
                        .toList())
                .orElse(List.of());
        for (Path path : paths.sections()) {
            ReportedSection file = ReportedSection.read(path);
            views.add(file.view(blocks.spots(spots)));
            barcodes.put(views.get(views.size() - 1).id(), file.barcodes());
            counts.add(file.counts());
        }
        views.sort(Comparator.comparing(SectionView::id));
        counts.sort(Comparator.comparing(CountedSection::section));
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
            Origin origin = new Origin(card.text("model"), card.text("protocol"), card.text("fold"), "");
            cards.put(origin, card);
            if (SplitScheme.SPATIAL_BLOCKS.id().equals(card.text("scheme"))) {
                sectionOfBlock.put(origin.fold(), card.training().get(0).section());
            }
            curves.add(new TrainingCurve(
                    origin.model(),
                    origin.protocol(),
                    origin.fold(),
                    RecordTsv.read(folder.resolve("training.tsv"), TrainingPoint.class)));
        }
        curves.sort(Comparator.comparing(TrainingCurve::model)
                .thenComparing(TrainingCurve::protocol)
                .thenComparing(TrainingCurve::fold));
    }

    /** One at a time: a prediction is as large as all genes of its section, four times over. */
    private void readPredictions(
            List<MapChoice.Choice> choices, MapChoice.Explored chosen, List<GeneScore> genes, Blocks blocks) {
        for (Path path : paths.predictions()) {
            PredictionFile file = PredictionFile.read(path);
            PredictedSection section = file.section();
            Origin origin = section.origin();
            ModelCardFile card = cards.get(new Origin(origin.model(), origin.protocol(), origin.fold(), ""));
            if (card == null) {
                throw new InputException(
                        path, "uns/heclip", "found " + origin + ", expected the model among those given to --models");
            }
            CardAudit.of(path, file, section, card)
                    .forEach(check -> audit.add(
                            new AuditRow(origin.model(), origin.protocol(), origin.fold(), origin.section(), check)));
            String tissue = blocks.section(origin.section());
            Set<String> wanted = wanted(tissue, choices, chosen);
            if (!wanted.isEmpty()) {
                explored.addAll(new PredictedGenes(file, section, barcodes.getOrDefault(tissue, List.of()))
                        .values(wanted, genes));
            }
        }
        audit.sort(Comparator.comparing(AuditRow::model)
                .thenComparing(AuditRow::protocol)
                .thenComparing(AuditRow::section));
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
