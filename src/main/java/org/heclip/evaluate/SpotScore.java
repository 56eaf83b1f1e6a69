package org.heclip.evaluate;

/** Row of {@code spots.tsv}: PCC over the genes of one spot; null where undefined. */
public record SpotScore(String model, String protocol, String fold, String section, String barcode, Double pcc) {}
