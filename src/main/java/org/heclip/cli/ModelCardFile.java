package org.heclip.cli;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.heclip.config.RecordYaml;
import org.heclip.error.InputException;
import org.heclip.evaluate.LeakAudit.KnownSection;

/** A model card ({@code model.yml}, docs/steps.md), as far as evaluation needs it. */
final class ModelCardFile {
    private final Path file;
    private final Map<?, ?> card;

    private ModelCardFile(Path file, Map<?, ?> card) {
        this.file = file;
        this.card = card;
    }

    /** @throws InputException when the file is no YAML of keys and values */
    static ModelCardFile read(Path file) {
        Map<?, ?> card = RecordYaml.read(file, Map.class);
        if (card == null) {
            throw new InputException(file, "model card", "found nothing, expected keys and values");
        }
        return new ModelCardFile(file, card);
    }

    /** @throws InputException when the key is missing */
    String text(String key) {
        return text(card, key);
    }

    private String text(Map<?, ?> map, String key) {
        Object value = map.get(key);
        if (value == null) {
            throw new InputException(file, key, "found nothing, expected a value");
        }
        return value.toString();
    }

    /** All keys and values in their order; those of lists and maps as they print. */
    Map<?, ?> all() {
        return card;
    }

    /** @throws InputException when sections, their patients or images are missing */
    List<KnownSection> training() {
        if (!(card.get("training") instanceof List<?> sections) || sections.isEmpty()) {
            throw new InputException(file, "training", "found no list, expected the training sections");
        }
        List<KnownSection> training = new ArrayList<>();
        for (Object section : sections) {
            if (!(section instanceof Map<?, ?> map)) {
                throw new InputException(file, "training", "found '" + section + "', expected keys and values");
            }
            training.add(new KnownSection(text(map, "section"), text(map, "patient"), text(map, "image_sha256")));
        }
        return training;
    }

    /** What was fitted to a section, by the card; cards of before they said so say nothing. */
    List<String> fittedOn(String section) {
        List<String> found = new ArrayList<>();
        if (card.get("fitted_on") instanceof Map<?, ?> fitted) {
            fitted.forEach((what, sections) -> {
                if (sections instanceof List<?> list && list.contains(section)) {
                    found.add(what.toString());
                }
            });
        }
        return found;
    }
}
