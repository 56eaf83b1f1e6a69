package org.heclip.report;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.heclip.evaluate.SpotScore;
import org.heclip.evaluate.SummaryScore;
import org.heclip.report.ReportInput.GeneValues;

/**
 * Blocks of a section are predicted by models of their own and evaluated under names of their own ({@code A.block1}); over the
 * tissue they are put together: each spot as the model saw it that had not learned from it.
 *
 * @param sectionOf the section of each block; empty when whole sections were held out
 */
public record Blocks(Map<String, String> sectionOf) {
    private static final String SECTION = "section:";

    /** The section that a name stands for: itself unless it is a block. */
    public String section(String name) {
        return sectionOf.getOrDefault(name, name);
    }

    /** Spots under their section's name. */
    public List<SpotScore> spots(List<SpotScore> spots) {
        return sectionOf.isEmpty()
                ? spots
                : spots.stream()
                        .map(s -> new SpotScore(
                                s.model(), s.protocol(), s.fold(), section(s.section()), s.barcode(), s.pcc()))
                        .toList();
    }

    /** Levels {@code section:<block>} become {@code section:<section>} with the mean over its blocks and no interval. */
    public List<SummaryScore> summary(List<SummaryScore> summary) {
        return sectionOf.isEmpty() ? summary : merged(summary, Blocks::place, this::mean);
    }

    private static List<String> place(SummaryScore score, Blocks blocks) {
        return List.of(score.model(), score.protocol(), score.panel(), blocks.level(score.level()));
    }

    private String level(String level) {
        return level.startsWith(SECTION) ? SECTION + section(level.substring(SECTION.length())) : level;
    }

    private SummaryScore mean(List<SummaryScore> parts) {
        SummaryScore first = parts.get(0);
        return !first.level().startsWith(SECTION)
                ? first
                : new SummaryScore(
                        first.model(),
                        first.protocol(),
                        first.panel(),
                        level(first.level()),
                        mean(parts, SummaryScore::mean, false),
                        null,
                        null,
                        first.n(),
                        first.undefined(),
                        1,
                        null,
                        null);
    }

    /** Values under their section's name, of all its blocks together. */
    public List<GeneValues> values(List<GeneValues> values) {
        return sectionOf.isEmpty()
                ? values
                : merged(
                        values,
                        (v, blocks) -> List.of(v.model(), v.protocol(), blocks.section(v.section()), v.gene()),
                        this::whole);
    }

    private GeneValues whole(List<GeneValues> parts) {
        GeneValues first = parts.get(0);
        return new GeneValues(
                first.model(),
                first.protocol(),
                section(first.section()),
                first.gene(),
                mean(parts, GeneValues::pcc, true),
                filled(parts, GeneValues::measured),
                filled(parts, GeneValues::predicted),
                filled(parts, GeneValues::sd));
    }

    /** Each spot from the part that has it. */
    private static double[] filled(List<GeneValues> parts, Function<GeneValues, double[]> figure) {
        double[] whole = figure.apply(parts.get(0)).clone();
        for (GeneValues part : parts) {
            double[] own = figure.apply(part);
            for (int s = 0; s < whole.length; s++) {
                whole[s] = Double.isNaN(whole[s]) ? own[s] : whole[s];
            }
        }
        return whole;
    }

    /** Null when it is undefined everywhere. */
    private static <R> Double mean(List<R> parts, Function<R, Double> figure, boolean undefinedAsZero) {
        double sum = 0;
        int defined = 0;
        for (R part : parts) {
            Double value = figure.apply(part);
            sum += value == null ? 0 : value;
            defined += value == null ? 0 : 1;
        }
        return defined == 0 ? null : (Double) (sum / (undefinedAsZero ? parts.size() : defined));
    }

    private interface Place<R> {
        List<String> of(R row, Blocks blocks);
    }

    /** Rows at one place as one row, in the order of the first of them. */
    private <R> List<R> merged(List<R> rows, Place<R> place, Function<List<R>, R> merge) {
        Map<List<String>, List<R>> groups = rows.stream()
                .collect(Collectors.groupingBy(
                        row -> place.of(row, this), LinkedHashMap::new, Collectors.toCollection(ArrayList::new)));
        return groups.values().stream().map(merge).toList();
    }
}
