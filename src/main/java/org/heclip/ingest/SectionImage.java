package org.heclip.ingest;

/**
 * The image that tiles are cut from.
 *
 * @param sha256 of the file; empty for an image that came inside an h5ad
 * @param scale image pixels per full-resolution pixel; 1 for the full-resolution image itself
 * @param orientation how the stored image is turned to be looked at, 1 (not) to 8 (TIFF 6.0, section 8)
 */
public record SectionImage(String name, String sha256, int widthPx, int heightPx, double scale, int orientation) {}
