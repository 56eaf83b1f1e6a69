package org.heclip.report;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.heclip.evaluate.SummaryScore;

/** The models of a report, best first, each with a label and a colour. */
final class Models {
    /** A model under a protocol. */
    record Key(String model, String protocol) {}

    private record Place(Key key, String panel, String level) {}

    /** Of the page's palette: seven colours with dots, then the same with diamonds. */
    static final int COLOURS = 14;

    private final Map<Place, SummaryScore> scores = new HashMap<>();
    private final List<Key> bestFirst;
    private final List<String> panels;
    private final boolean oneProtocol;

    Models(List<SummaryScore> summary) {
        summary.forEach(score ->
                scores.put(new Place(new Key(score.model(), score.protocol()), score.panel(), score.level()), score));
        panels = summary.stream().map(SummaryScore::panel).distinct().toList();
        bestFirst = summary.stream()
                .map(score -> new Key(score.model(), score.protocol()))
                .distinct()
                .sorted(Comparator.comparingDouble(key -> -mean(key)))
                .toList();
        oneProtocol = bestFirst.stream().map(Key::protocol).distinct().count() <= 1;
    }

    private double mean(Key key) {
        return score(key, "all", "overall").map(SummaryScore::mean).orElse(Double.NEGATIVE_INFINITY);
    }

    List<Key> keys() {
        return bestFirst;
    }

    Optional<SummaryScore> score(Key key, String panel, String level) {
        return Optional.ofNullable(scores.get(new Place(key, panel, level)));
    }

    String label(Key key) {
        return oneProtocol ? key.model() : key.model() + " (" + key.protocol() + ")";
    }

    /** A number of the palette. */
    int colour(Key key) {
        return Math.max(0, bestFirst.indexOf(key)) % COLOURS;
    }

    /** In the order in which they come. */
    List<String> panels() {
        return panels;
    }

    /** The colour of a model by its name under any protocol. */
    int colourOf(String model) {
        return bestFirst.stream()
                .filter(key -> key.model().equals(model))
                .findFirst()
                .map(this::colour)
                .orElse(0);
    }

    /** The means of all models with a panel at a level. */
    Plots.Row row(String label, String panel, String level) {
        List<Plots.Estimate> estimates = new ArrayList<>();
        for (Key key : bestFirst) {
            score(key, panel, level)
                    .map(score -> new Plots.Estimate(
                            colour(key), label(key), orNaN(score.mean()), orNaN(score.ciLow()), orNaN(score.ciHigh())))
                    .ifPresent(estimates::add);
        }
        return new Plots.Row(label, estimates);
    }

    private static double orNaN(Double value) {
        return value == null ? Double.NaN : value;
    }
}
