package org.heclip.evaluate;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Collectors;

/** What each leak is worth: the mark of a model while leaks are switched on one after the other. */
public final class LeakWorth {
    private LeakWorth() {}

    /**
     * One more leak.
     *
     * @param leak empty for the honest start
     */
    public record Rung(String protocol, String leak, String meaning) {}

    /**
     * A model's mark on one rung.
     *
     * @param rung counted from 0, honest
     * @param mean over sections of the mean PCC over the panel's genes, undefined ones as 0
     * @param worth what this leak added to the rung before; null for the first
     * @param sections number of them
     */
    public record Row(
            String model,
            String panel,
            int rung,
            String protocol,
            String leak,
            String meaning,
            Double mean,
            Double worth,
            int sections) {}

    /**
     * @param scores of any models and protocols
     * @param ladder from honest on; rungs that a model was not run on are left out of its steps
     * @return steps of the models that were run on two rungs or more, by model and panel in the order of their names
     */
    public static List<Row> of(List<PanelScore> scores, List<Rung> ladder) {
        Map<String, Map<String, Map<String, List<PanelScore>>>> grouped = scores.stream()
                .filter(score -> score.mean() != null)
                .collect(Collectors.groupingBy(
                        PanelScore::model,
                        TreeMap::new,
                        Collectors.groupingBy(
                                PanelScore::panel, TreeMap::new, Collectors.groupingBy(PanelScore::protocol))));
        List<Row> steps = new ArrayList<>();
        grouped.forEach((model, panels) -> panels.forEach((panel, byProtocol) -> {
            List<Row> own = climb(model, panel, byProtocol, ladder);
            if (own.size() > 1) {
                steps.addAll(own);
            }
        }));
        return steps;
    }

    private static List<Row> climb(
            String model, String panel, Map<String, List<PanelScore>> byProtocol, List<Rung> ladder) {
        List<Row> steps = new ArrayList<>();
        for (int i = 0; i < ladder.size(); i++) {
            Rung rung = ladder.get(i);
            List<PanelScore> scores = byProtocol.getOrDefault(rung.protocol(), List.of());
            if (scores.isEmpty()) {
                continue;
            }
            double mean =
                    scores.stream().mapToDouble(PanelScore::mean).average().orElseThrow();
            Double before = steps.isEmpty() ? null : steps.get(steps.size() - 1).mean();
            steps.add(new Row(
                    model,
                    panel,
                    i,
                    rung.protocol(),
                    rung.leak(),
                    rung.meaning(),
                    Figures.of(mean),
                    before == null ? null : Figures.of(mean - before),
                    scores.size()));
        }
        return steps;
    }
}
