package org.heclip.report;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.heclip.evaluate.SummaryScore;
import org.heclip.section.QcSummary;

/**
 * The run's figures as MultiQC's custom content: files named {@code *_mqc.json} that hold a section each, which MultiQC finds
 * by name and shows without configuration.
 */
public final class MultiQc {
    private static final String PARENT = "heclip";
    private static final String SECTION = "section:";

    private MultiQc() {}

    /**
     * A file of custom content.
     *
     * @param content what stands in it, as maps and lists
     */
    public record CustomContent(String file, Map<String, Object> content) {}

    /** The files, each with data. */
    public static List<CustomContent> of(ReportInput input) {
        Models models = new Models(input.summary());
        List<CustomContent> files = new ArrayList<>();
        add(
                files,
                "models",
                "Models",
                "Mean Pearson correlation per gene and section, then over sections, for each panel of genes.",
                "table",
                Map.of("namespace", "HECLIP", "col1_header", "model"),
                correlations(models.panels()),
                modelRows(models));
        add(
                files,
                "sections",
                "Sections",
                "Mean Pearson correlation over all genes of each held-out section, by model.",
                "table",
                Map.of("namespace", "HECLIP", "col1_header", "section"),
                correlations(models.keys().stream().map(models::label).toList()),
                sectionRows(input, models));
        add(
                files,
                "reliability",
                "Reliability of the predicted standard deviations",
                "Share of measured values inside the central intervals, against the share that should be.",
                "linegraph",
                Map.of("xlab", "nominal", "ylab", "observed", "xmin", 0, "xmax", 1, "ymin", 0, "ymax", 1),
                Map.of(),
                reliability(input, models));
        add(
                files,
                "qc",
                "Quality control",
                "Spots and genes that were kept, and medians over the spots in tissue.",
                "table",
                Map.of("namespace", "HECLIP", "col1_header", "section"),
                Map.of(),
                qcRows(input));
        return files;
    }

    private static void add(
            List<CustomContent> files,
            String id,
            String name,
            String description,
            String plot,
            Map<String, Object> config,
            Map<String, Map<String, Object>> headers,
            Map<String, Map<String, Object>> data) {
        if (data.isEmpty()) {
            return;
        }
        Map<String, Object> settings = new LinkedHashMap<>();
        settings.put("id", PARENT + "_" + id + "_plot");
        settings.put("title", "HECLIP: " + name);
        config.keySet().stream().sorted().forEach(key -> settings.put(key, config.get(key)));
        Map<String, Object> content = new LinkedHashMap<>();
        content.put("id", PARENT + "_" + id);
        content.put("parent_id", PARENT);
        content.put("parent_name", "HECLIP");
        content.put("parent_description", "Spatial gene expression predicted from H&E images.");
        content.put("section_name", name);
        content.put("description", description);
        content.put("plot_type", plot);
        content.put("pconfig", settings);
        if (!headers.isEmpty()) {
            content.put("headers", headers);
        }
        content.put("data", data);
        files.add(new CustomContent(PARENT + "_" + id + "_mqc.json", content));
    }

    /** How columns of correlations are shown. */
    private static Map<String, Map<String, Object>> correlations(List<String> columns) {
        Map<String, Map<String, Object>> headers = new LinkedHashMap<>();
        columns.forEach(column -> {
            Map<String, Object> header = new LinkedHashMap<>();
            header.put("title", column);
            header.put("format", "{:,.3f}");
            header.put("min", 0);
            header.put("max", 1);
            header.put("scale", "Blues");
            headers.put(column, header);
        });
        return headers;
    }

    private static Map<String, Map<String, Object>> modelRows(Models models) {
        Map<String, Map<String, Object>> rows = new LinkedHashMap<>();
        for (Models.Key key : models.keys()) {
            models.panels().forEach(panel -> models.score(key, panel, ModelsPart.OVERALL)
                    .map(SummaryScore::mean)
                    .ifPresent(mean -> rows.computeIfAbsent(models.label(key), label -> new LinkedHashMap<>())
                            .put(panel, mean)));
        }
        return rows;
    }

    private static Map<String, Map<String, Object>> sectionRows(ReportInput input, Models models) {
        Map<String, Map<String, Object>> rows = new LinkedHashMap<>();
        // blocks of sections have names of their own
        input.summary().stream()
                .map(SummaryScore::level)
                .filter(level -> level.startsWith(SECTION))
                .distinct()
                .sorted()
                .forEach(level -> models.keys().forEach(key -> models.score(key, "all", level)
                        .map(SummaryScore::mean)
                        .ifPresent(mean -> rows.computeIfAbsent(
                                        level.substring(SECTION.length()), id -> new LinkedHashMap<>())
                                .put(models.label(key), mean))));
        return rows;
    }

    private static Map<String, Map<String, Object>> reliability(ReportInput input, Models models) {
        Map<String, Map<String, Object>> lines = new LinkedHashMap<>();
        UncertaintyPart.coverage(input.calibration()).forEach((key, levels) -> {
            Map<String, Object> line = new LinkedHashMap<>();
            levels.forEach((nominal, observed) -> line.put(nominal.toString(), observed));
            lines.put(models.label(key), line);
        });
        return lines;
    }

    private static Map<String, Map<String, Object>> qcRows(ReportInput input) {
        Map<String, Map<String, Object>> rows = new LinkedHashMap<>();
        for (QcSummary row : input.qc()) {
            Map<String, Object> figures = new LinkedHashMap<>();
            figures.put("passed", row.passed() ? "yes" : "no");
            figures.put("spots", row.spotsAfter());
            figures.put("spots before", row.spotsBefore());
            figures.put("genes", row.genesAfter());
            figures.put("median counts", row.medianCounts());
            figures.put("median genes", row.medianGenes());
            rows.put(row.section(), figures);
        }
        return rows;
    }
}
