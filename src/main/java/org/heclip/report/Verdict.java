package org.heclip.report;

import java.util.ArrayList;
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
        overall(leader.get().protocol()).stream()
                .filter(score -> !BASELINES.contains(score.model()))
                .forEach(score -> BASELINES.stream()
                        .sorted()
                        .flatMap(baseline -> compared(score.model(), baseline, score.protocol()).stream())
                        .forEach(sentences::add));
        runnerUp(leader.get()).ifPresent(sentences::add);
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

    private Optional<String> runnerUp(SummaryScore leader) {
        return overall(leader.protocol()).stream()
                .filter(score -> !score.model().equals(leader.model()))
                .max(Comparator.comparingDouble(SummaryScore::mean))
                // a baseline against another model is told above
                .filter(score -> BASELINES.contains(score.model()) == BASELINES.contains(leader.model()))
                .flatMap(second -> compared(leader.model(), second.model(), leader.protocol()));
    }

    /** One sentence on the paired difference of two models; empty when they were not compared. */
    private Optional<String> compared(String model, String other, String protocol) {
        return input.paired().stream()
                .filter(pair -> pair.panel().equals(PANEL) && pair.protocol().equals(protocol))
                .flatMap(pair -> oriented(pair, model, other).stream())
                .findFirst()
                .map(pair -> sentence(pair));
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

    private static String sentence(PairedScore pair) {
        String role = BASELINES.contains(pair.modelB()) ? "the baseline " : "";
        String numbers = "(difference " + Figure.withInterval(pair.difference(), pair.ciLow(), pair.ciHigh())
                + ", gene by gene)";
        if (pair.ciLow() > 0) {
            return "%s is better than %s%s %s.".formatted(pair.modelA(), role, pair.modelB(), numbers);
        } else if (pair.ciHigh() < 0) {
            return "%s is worse than %s%s %s.".formatted(pair.modelA(), role, pair.modelB(), numbers);
        }
        return "%s cannot be told from %s%s %s.".formatted(pair.modelA(), role, pair.modelB(), numbers);
    }
}
