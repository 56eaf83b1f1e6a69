package org.heclip.cli;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.heclip.expression.GeneIdentity;
import org.heclip.expression.GenePanel;
import org.heclip.expression.GeneScaling;
import org.heclip.expression.Preprocessing;

/**
 * A row of {@code panel.tsv}; all figures are from the sections that the panel was fitted to.
 *
 * @param scaleMean mean and standard deviation of the targets when genes were standardised, else null
 */
record PanelRow(
        String gene,
        String geneId,
        boolean hvg,
        Integer hvgRank,
        int hegRank,
        double meanLogExpression,
        Double scaleMean,
        Double scaleSd) {
    /** With identifiers only where each gene has one. */
    static GeneIdentity.Genes identity(List<PanelRow> panel) {
        boolean complete = panel.stream().noneMatch(row -> row.geneId() == null);
        return new GeneIdentity.Genes(
                panel.stream().map(PanelRow::gene).toList(),
                Optional.of(panel)
                        .filter(rows -> complete)
                        .map(rows -> rows.stream().map(PanelRow::geneId).toList()));
    }

    static List<PanelRow> of(Preprocessing preprocessing, Map<String, String> geneIds) {
        List<PanelRow> rows = new ArrayList<>();
        Optional<GeneScaling> scaling = preprocessing.scaling();
        for (GenePanel.Gene gene : preprocessing.panel().genes()) {
            int g = rows.size();
            rows.add(new PanelRow(
                    gene.name(),
                    geneIds.get(gene.name()),
                    gene.hvg(),
                    gene.hvgRank(),
                    gene.hegRank(),
                    gene.meanLogExpression(),
                    scaling.map(s -> s.mean()[g]).orElse(null),
                    scaling.map(s -> s.sd()[g]).orElse(null)));
        }
        return rows;
    }
}
