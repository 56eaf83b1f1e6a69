package org.heclip.cli;

import java.nio.file.Path;
import java.util.List;
import org.heclip.config.RecordTsv;
import org.heclip.config.RecordYaml;
import org.heclip.error.InputException;
import org.heclip.model.ModelCard;

/** What a trained model's folder says of it, without the weights. */
record ModelDescription(ModelCard card, List<PanelRow> panel) {
    /** @throws InputException naming the file and element that does not fit */
    static ModelDescription read(Path folder) {
        ModelCard card = RecordYaml.read(ModelFolder.required(folder, ModelFolder.CARD), ModelCard.class);
        List<PanelRow> panel = RecordTsv.read(ModelFolder.required(folder, ModelFolder.PANEL), PanelRow.class);
        if (panel.size() != card.genes()) {
            throw new InputException(
                    folder.resolve(ModelFolder.PANEL),
                    "rows",
                    "found " + panel.size() + ", expected " + card.genes() + " genes");
        }
        return new ModelDescription(card, panel);
    }
}
