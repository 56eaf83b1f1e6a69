package org.heclip.simulate;

/**
 * A nucleus: an ellipse.
 *
 * @param longUm half of the long axis
 * @param shortUm half of the short axis
 * @param angle of the long axis, in radians
 * @param stain concentration of haematoxylin, 1 for an ordinary one
 */
record Nucleus(double xUm, double yUm, double longUm, double shortUm, double angle, double stain) {}
