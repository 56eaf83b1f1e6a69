package org.heclip.config;

/**
 * A row of the samplesheet as it was written; null where a field is absent. Paths are relative to what the pipeline says, or
 * absolute, or URIs.
 *
 * @param mpp um per pixel of the full-resolution image, as the user wrote it
 */
public record SamplesheetRow(
        String section,
        String patient,
        String spaceranger,
        String counts,
        String positions,
        String image,
        String scalefactors,
        String h5ad,
        String mpp) {}
