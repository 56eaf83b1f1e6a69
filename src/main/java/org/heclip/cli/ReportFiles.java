package org.heclip.cli;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.TreeMap;
import org.heclip.config.RecordTsv;
import org.heclip.config.RecordYaml;
import org.heclip.error.InputException;
import org.heclip.evaluate.GeneScore;
import org.heclip.evaluate.LeakAudit;
import org.heclip.evaluate.LeakAudit.CountedSection;
import org.heclip.evaluate.PairedScore;
import org.heclip.evaluate.PredictedSection;
import org.heclip.evaluate.PredictedSection.Origin;
import org.heclip.evaluate.PredictedSection.RankedGene;
import org.heclip.evaluate.SummaryScore;
import org.heclip.report.MapChoice;
import org.heclip.report.ReportInput;
import org.heclip.report.ReportInput.AuditRow;
import org.heclip.report.ReportInput.GeneMap;
import org.heclip.report.ReportInput.Positions;
import org.heclip.report.ReportInput.SectionView;
import org.heclip.report.ReportInput.TrainingCurve;
import org.heclip.report.ReportInput.TrainingPoint;
import org.heclip.section.QcSummary;

/** Reads what the report shows. */
final class ReportFiles {
    private final Path metrics;
    private final List<Path> sections;
    private final List<Path> predictions;
    private final List<Path> models;
    private final List<Path> qc;

    private final List<SectionView> views = new ArrayList<>();
    private final List<CountedSection> counts = new ArrayList<>();
    private final List<TrainingCurve> curves = new ArrayList<>();
    private final Map<Origin, ModelCardFile> cards = new TreeMap<>(Comparator.comparing(Origin::toString));
    private final List<AuditRow> audit = new ArrayList<>();
    private final Map<MapChoice.Choice, GeneMap> maps = new TreeMap<>(Comparator.comparing(Object::toString));

    ReportFiles(Path metrics, List<Path> sections, List<Path> predictions, List<Path> models, List<Path> qc) {
        this.metrics = metrics;
        this.sections = sections;
        this.predictions = predictions;
        this.models = models;
        this.qc = qc;
    }

    ReportInput input(String title, Path parameters, Path versions) {
        List<SummaryScore> summary = RecordTsv.read(metrics.resolve("summary.tsv"), SummaryScore.class);
        List<GeneScore> genes = RecordTsv.read(metrics.resolve("genes.tsv"), GeneScore.class);
        List<MapChoice.Choice> choices = MapChoice.of(summary, genes);
        readSections();
        readModels();
        readPredictions(choices);
        return new ReportInput(
                title,
                summary,
                RecordTsv.read(metrics.resolve("paired.tsv"), PairedScore.class),
                genes,
                views,
                qcRows(),
                choices.stream().map(maps::get).filter(Objects::nonNull).toList(),
                curves,
                audit,
                LeakAudit.twins(counts),
                texts(RecordYaml.read(parameters, Map.class)),
                versions(RecordYaml.read(versions, Map.class)));
    }

    private void readSections() {
        for (Path path : sections) {
            ReportedSection file = ReportedSection.read(path);
            views.add(file.view());
            counts.add(file.counts());
        }
        views.sort(Comparator.comparing(SectionView::id));
        counts.sort(Comparator.comparing(CountedSection::section));
    }

    private List<QcSummary> qcRows() {
        return qc.stream()
                .flatMap(file -> RecordTsv.read(file, QcSummary.class).stream())
                .sorted(Comparator.comparing(QcSummary::section))
                .toList();
    }

    private void readModels() {
        for (Path folder : models) {
            ModelCardFile card = ModelCardFile.read(folder.resolve("model.yml"));
            Origin origin = new Origin(card.text("model"), card.text("protocol"), card.text("fold"), "");
            cards.put(origin, card);
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
    private void readPredictions(List<MapChoice.Choice> choices) {
        for (Path path : predictions) {
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
            choices.stream()
                    .filter(choice -> choice.model().equals(origin.model())
                            && choice.protocol().equals(origin.protocol())
                            && choice.section().equals(origin.section()))
                    .forEach(choice -> maps.put(choice, map(choice, file, section)));
        }
        audit.sort(Comparator.comparing(AuditRow::model)
                .thenComparing(AuditRow::protocol)
                .thenComparing(AuditRow::section));
    }

    private GeneMap map(MapChoice.Choice choice, PredictionFile file, PredictedSection section) {
        int g = section.genes().stream().map(RankedGene::name).toList().indexOf(choice.gene());
        double diameter = views.stream()
                .filter(view -> view.id().equals(choice.section()))
                .mapToDouble(view -> view.positions().diameter())
                .findFirst()
                .orElse(0);
        return new GeneMap(
                choice,
                new Positions(section.xFullResPx(), section.yFullResPx(), diameter),
                section.measured().column(g),
                section.predicted().column(g),
                file.layer("predicted_sd").column(g));
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
