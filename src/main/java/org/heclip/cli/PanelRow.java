package org.heclip.cli;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.heclip.expression.GenePanel;

/** A row of {@code panel.tsv}; all figures are from training sections. */
record PanelRow(String gene, String geneId, boolean hvg, Integer hvgRank, int hegRank, double meanLogExpression) {
    static List<PanelRow> of(GenePanel panel, Map<String, String> geneIds) {
        List<PanelRow> rows = new ArrayList<>();
        for (GenePanel.Gene gene : panel.genes()) {
            rows.add(new PanelRow(
                    gene.name(),
                    geneIds.get(gene.name()),
                    gene.hvg(),
                    gene.hvgRank(),
                    gene.hegRank(),
                    gene.meanLogExpression()));
        }
        return rows;
    }
}
