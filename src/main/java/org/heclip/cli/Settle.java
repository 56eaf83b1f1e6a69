package org.heclip.cli;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.heclip.config.RecordYaml;
import org.heclip.error.InputException;
import org.heclip.file.AtomicFile;
import org.heclip.fold.Fold;
import org.heclip.model.ModelCard;
import org.heclip.model.ModelCard.TrainedOn;
import org.heclip.model.SettledChoices;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

@Command(
        name = "settle",
        description = "What the folds of a cross-validation chose, for the final fit on all of their sections.")
final class Settle extends Step {
    @Option(
            names = "--models",
            required = true,
            arity = "1..*",
            paramLabel = "DIR",
            description = "The same model, trained in each fold.")
    private List<Path> models;

    @Option(names = "--epochs", paramLabel = "N", description = "So many epochs, whatever the folds chose.")
    private Integer epochs;

    @Option(names = "--fold", required = true, paramLabel = "YAML", description = "Output: who learns, which is all.")
    private Path fold;

    @Option(
            names = "--arguments",
            required = true,
            paramLabel = "FILE",
            description = "Output: options of train with the median of what the folds chose, in one line.")
    private Path arguments;

    public static void main(String[] args) {
        Main.run(new Settle(), args);
    }

    @Override
    protected void run() throws IOException {
        List<ModelCard> cards = new ArrayList<>();
        for (Path model : models) {
            cards.add(RecordYaml.read(model.resolve("model.yml"), ModelCard.class));
        }
        if (cards.stream().map(ModelCard::model).distinct().count() > 1) {
            throw new InputException("settle", "--models", "found several kinds, expected one model of each fold");
        }
        RecordYaml.write(fold, everyone(cards));
        SettledChoices chosen = SettledChoices.of(cards);
        SettledChoices choices = epochs == null ? chosen : chosen.withEpochs(epochs);
        System.err.println("settle " + cards.get(0).model() + ": " + choices.summary());
        AtomicFile.write(arguments, file -> Files.writeString(file, String.join(" ", choices.arguments()) + "\n"));
    }

    private static Fold everyone(List<ModelCard> cards) {
        Map<String, String> patients = new TreeMap<>();
        for (ModelCard card : cards) {
            for (TrainedOn section : card.training()) {
                patients.put(section.section(), section.patient());
            }
        }
        List<String> all = List.copyOf(patients.keySet());
        boolean rotated = cards.stream()
                .anyMatch(card -> card.training().size() > 1
                        && card.training().size() == card.validation().size());
        List<String> last = all.size() == 1 ? List.of() : all.subList(all.size() - 1, all.size());
        return new Fold("final", Fold.ALL, all, rotated ? all : last, List.of(), patients);
    }
}
