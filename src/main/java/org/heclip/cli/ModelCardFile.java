package org.heclip.cli;

import java.math.BigDecimal;
import java.math.MathContext;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import org.heclip.config.RecordYaml;
import org.heclip.error.InputException;
import org.heclip.evaluate.LeakAudit.KnownSection;
import org.heclip.report.ReportInput.Fit;

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

    /** What was fitted, how and to what; keys that a card does not have are left empty. */
    Fit fit() {
        List<?> training = list("training");
        boolean networks = card.get("chosen_epoch") != null;
        boolean retrieves = Files.isRegularFile(file.resolveSibling(ModelFolder.REFERENCE));
        return new Fit(
                text("model"),
                text("protocol"),
                text("fold"),
                text("scheme"),
                training.size(),
                training.stream()
                        .mapToInt(section -> section instanceof Map<?, ?> map && map.get("spots") instanceof Number n
                                ? n.intValue()
                                : 0)
                        .sum(),
                list("validation").stream().map(Object::toString).collect(Collectors.joining(",")),
                whole("genes"),
                whole("hvg_genes"),
                networks ? whole("chosen_epoch") : null,
                card.get("ridge_penalty") instanceof Number penalty ? penalty.doubleValue() : null,
                retrieves
                                && card.get("hyperparameters") instanceof Map<?, ?> all
                                && all.get("retrieval") instanceof Map<?, ?> retrieval
                                && retrieval.get("top_k") instanceof Number k
                        ? k.intValue()
                        : null,
                card.get("validation_pcc") instanceof Number pcc ? rounded(pcc.doubleValue()) : null,
                card.get("seed") instanceof Number seed ? seed.longValue() : null,
                textOrNull("encoder"),
                textOrNull("encoder_weights"),
                textOrNull("encoder_mode"));
    }

    /** Six digits, as all figures in tables have. */
    private static Double rounded(double value) {
        return Double.isNaN(value)
                ? null
                : (Double) new BigDecimal(value).round(new MathContext(6)).doubleValue();
    }

    private Integer whole(String key) {
        return card.get(key) instanceof Number number ? number.intValue() : null;
    }

    private String textOrNull(String key) {
        return card.get(key) == null ? null : card.get(key).toString();
    }

    private List<?> list(String key) {
        return card.get(key) instanceof List<?> list ? list : List.of();
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
