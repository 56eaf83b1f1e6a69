package org.heclip.model;

/** What the user chose for training; part of the model card. Each part refuses values out of their range. */
public record Hyperparameters(
        PanelChoice panel,
        Optimisation optimisation,
        Contrast contrast,
        RetrievalChoice retrieval,
        RidgeChoice ridge) {}
