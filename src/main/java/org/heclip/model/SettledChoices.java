package org.heclip.model;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Objects;
import java.util.Optional;

/**
 * What the folds of a cross-validation chose, as one choice for the fit on all sections: the median, of an even number of folds
 * the lower of the middle two, so that it is a value that a fold has chosen.
 *
 * @param epochs empty for models without
 * @param topK training spots that are averaged
 * @param ridgePenalty empty for models without
 */
public record SettledChoices(Optional<Integer> epochs, int topK, Optional<Double> ridgePenalty) {
    /** @param cards of one model, a card a fold, at least one */
    public static SettledChoices of(List<ModelCard> cards) {
        return new SettledChoices(
                median(cards.stream().map(ModelCard::chosenEpoch).toList()),
                median(cards.stream()
                                .map(card -> card.hyperparameters().retrieval().topK())
                                .toList())
                        .orElseThrow(),
                median(cards.stream().map(ModelCard::ridgePenalty).toList()));
    }

    /** The same with another number of epochs, where the model has epochs. */
    public SettledChoices withEpochs(int number) {
        return new SettledChoices(epochs.map(chosen -> number), topK, ridgePenalty);
    }

    /** As options of {@code train}. */
    public List<String> arguments() {
        List<String> arguments = new ArrayList<>();
        epochs.ifPresent(n ->
                arguments.addAll(List.of("--settled-epochs", n.toString(), "--settled-top-k", String.valueOf(topK))));
        ridgePenalty.ifPresent(penalty -> arguments.addAll(List.of("--settled-ridge-penalty", penalty.toString())));
        return arguments;
    }

    public String summary() {
        return epochs.map(n -> n + " epochs, K = " + topK)
                .or(() -> ridgePenalty.map(penalty -> String.format(Locale.ROOT, "penalty %.6g", penalty)))
                .orElse("nothing to choose");
    }

    private static <T extends Comparable<T>> Optional<T> median(List<T> chosen) {
        List<T> sorted = chosen.stream().filter(Objects::nonNull).sorted().toList();
        return sorted.isEmpty() ? Optional.empty() : Optional.of(sorted.get((sorted.size() - 1) / 2));
    }
}
