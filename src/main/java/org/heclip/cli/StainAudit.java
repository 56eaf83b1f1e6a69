package org.heclip.cli;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.heclip.fold.Fold;
import org.heclip.model.ModelCard;
import org.heclip.stain.StainMethod;
import org.heclip.stain.StainTarget;

/** Whether the stain that a fold's tiles were brought to is the one that its training sections give. */
final class StainAudit {
    private final Fold fold;
    private final List<EmbeddingFile> tiles;
    private final Map<String, double[]> refitted = new HashMap<>();

    /** @param tiles of all sections of the fold; may be empty */
    StainAudit(Fold fold, List<Path> tiles) {
        this.fold = fold;
        this.tiles = tiles.stream().map(EmbeddingFile::read).toList();
    }

    /** What is wrong with a model's target, a sentence each. @param rounding part by which numbers may differ */
    List<String> problems(ModelCard card, double rounding) {
        if (card.stain() == null) {
            return List.of();
        }
        if (tiles.isEmpty()) {
            return List.of("tiles are stain-normalised, and none are given to fit the target again");
        }
        double[] expected = refitted.computeIfAbsent(card.stain().method(), this::refit);
        List<Double> found = card.stain().target();
        for (int i = 0; i < expected.length; i++) {
            if (found.size() != expected.length || Math.abs(found.get(i) - expected[i]) > rounding) {
                return List.of("the stain target is " + found + ", the training sections give " + list(expected));
            }
        }
        return List.of();
    }

    private double[] refit(String method) {
        List<StainTarget.Section> sections = new ArrayList<>();
        for (String name : fold.train()) {
            tiles.stream()
                    .filter(file -> file.section().equals(name))
                    .findFirst()
                    .ifPresent(file -> sections.add(Stain.measured(fold, file, StainMethod.named(method))));
        }
        return StainTarget.of(fold.id(), StainMethod.named(method), sections).target();
    }

    private static List<Double> list(double[] values) {
        return Arrays.stream(values).boxed().toList();
    }
}
