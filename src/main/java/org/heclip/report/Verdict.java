package org.heclip.report;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.heclip.evaluate.PairedScore;
import org.heclip.evaluate.SummaryScore;

/** What the figures say, in plain words. */
final class Verdict {
    /** Models that need no deep learning: what any other has to beat. */
    private static final Set<String> BASELINES = Set.of("mean", "colour");

    private static final String PANEL = "all";
    private static final double NEXT_TO_NOTHING = 0.1;
    private static final double WEAK = 0.3;
    private static final double MODERATE = 0.5;

    private final ReportInput input;

    Verdict(ReportInput input) {
        this.input = input;
    }

    List<String> sentences() {
        Optional<SummaryScore> leader = MapChoice.leader(input.summary());
        if (leader.isEmpty()) {
            return List.of("No model has a figure: nothing can be concluded.");
        }
        List<String> sentences = new ArrayList<>();
        sentences.add(headline(leader.get()));
        List<String> models = overall(leader.get().protocol()).stream()
                .map(SummaryScore::model)
                .filter(model -> !BASELINES.contains(model))
                .toList();
        BASELINES.stream()
                .sorted()
                .map(baseline -> models.stream()
                        .flatMap(model -> compared(model, baseline, leader.get().protocol()).stream())
                        .toList())
                .forEach(pairs -> sentences.addAll(said(pairs)));
        sentences.addAll(said(runnerUp(leader.get()).stream().toList()));
        return sentences;
    }

    private String headline(SummaryScore leader) {
        long sections = input.summary().stream()
                .filter(score -> score.model().equals(leader.model())
                        && score.protocol().equals(leader.protocol())
                        && score.panel().equals(PANEL)
                        && score.level().startsWith("section:"))
                .count();
        HeldOut heldOut = HeldOut.of(input.fits());
        String where = heldOut.blocks() ? " of sections that it learned from" : "";
        return "The best model, %s, reaches a mean correlation per gene of %s on %d held-out %s%s: %s."
                .formatted(
                        leader.model(),
                        Figure.withInterval(leader.mean(), leader.ciLow(), leader.ciHigh()),
                        sections,
                        heldOut.unit(sections),
                        where,
                        strength(leader.mean()));
    }

    private static String strength(double mean) {
        if (mean < NEXT_TO_NOTHING) {
            return "next to nothing is predicted (below 0.1)";
        } else if (mean < WEAK) {
            return "a weak prediction (0.1 to 0.3), as is usual over all genes";
        }
        return mean < MODERATE ? "a moderate prediction (0.3 to 0.5)" : "a strong prediction (above 0.5)";
    }

    private List<SummaryScore> overall(String protocol) {
        return input.summary().stream()
                .filter(score -> score.protocol().equals(protocol)
                        && score.panel().equals(PANEL)
                        && score.level().equals("overall")
                        && score.mean() != null)
                .toList();
    }

    private Optional<PairedScore> runnerUp(SummaryScore leader) {
        return overall(leader.protocol()).stream()
                .filter(score -> !score.model().equals(leader.model()))
                .max(Comparator.comparingDouble(SummaryScore::mean))
                // a baseline against another model is told above
                .filter(score -> BASELINES.contains(score.model()) == BASELINES.contains(leader.model()))
                .flatMap(second -> compared(leader.model(), second.model(), leader.protocol()));
    }

    /** The paired difference of two models; empty when they were not compared. */
    private Optional<PairedScore> compared(String model, String other, String protocol) {
        return input.paired().stream()
                .filter(pair -> pair.panel().equals(PANEL) && pair.protocol().equals(protocol))
                .flatMap(pair -> oriented(pair, model, other).stream())
                .findFirst();
    }

    private static Optional<PairedScore> oriented(PairedScore pair, String model, String other) {
        if (pair.difference() == null || pair.ciLow() == null || pair.ciHigh() == null) {
            return Optional.empty();
        }
        if (pair.modelA().equals(model) && pair.modelB().equals(other)) {
            return Optional.of(pair);
        }
        boolean reversed = pair.modelA().equals(other) && pair.modelB().equals(model);
        return reversed
                ? Optional.of(new PairedScore(
                        pair.protocol(),
                        pair.panel(),
                        model,
                        other,
                        0 - pair.difference(),
                        0 - pair.ciHigh(),
                        0 - pair.ciLow()))
                : Optional.empty();
    }

    /** How models do against one other: those that are better, cannot be told from it, or are worse, a sentence each. */
    private static List<String> said(List<PairedScore> pairs) {
        return Arrays.stream(Outcome.values())
                .map(outcome -> pairs.stream()
                        .filter(pair -> Outcome.of(pair) == outcome)
                        .toList())
                .filter(alike -> !alike.isEmpty())
                .map(alike -> sentence(Outcome.of(alike.get(0)), alike))
                .toList();
    }

    private static String sentence(Outcome outcome, List<PairedScore> pairs) {
        String other = pairs.get(0).modelB();
        boolean several = pairs.size() > 1;
        return "%s %s %s%s (%s %s, gene by gene)."
                .formatted(
                        listed(pairs.stream().map(PairedScore::modelA).toList()),
                        several ? outcome.several : outcome.one,
                        BASELINES.contains(other) ? "the baseline " : "",
                        other,
                        several ? "differences" : "difference",
                        listed(pairs.stream()
                                .map(pair -> Figure.withInterval(pair.difference(), pair.ciLow(), pair.ciHigh()))
                                .toList()));
    }

    /** "a", "a and b", "a, b and c". */
    private static String listed(List<String> items) {
        int last = items.size() - 1;
        return last == 0 ? items.get(0) : String.join(", ", items.subList(0, last)) + " and " + items.get(last);
    }

    /** What an interval of differences says of the first of two models. */
    private enum Outcome {
        BETTER("is better than", "are better than"),
        ALIKE("cannot be told from", "cannot be told from"),
        WORSE("is worse than", "are worse than");

        private final String one;
        private final String several;

        Outcome(String one, String several) {
            this.one = one;
            this.several = several;
        }

        static Outcome of(PairedScore pair) {
            if (pair.ciLow() > 0) {
                return BETTER;
            }
            return pair.ciHigh() < 0 ? WORSE : ALIKE;
        }
    }
}
