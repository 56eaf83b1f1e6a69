package org.heclip.evaluate;

/**
 * Row of {@code panels.tsv}: mean PCC of a panel in one section, undefined ones counted as 0.
 *
 * @param mean null when the panel has no gene here
 * @param n genes of the panel
 * @param undefined those of them without a PCC
 */
public record PanelScore(
        String model, String protocol, String fold, String section, String panel, Double mean, int n, int undefined) {}
