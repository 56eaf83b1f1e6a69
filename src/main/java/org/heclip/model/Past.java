package org.heclip.model;

import ai.djl.ndarray.NDArray;

/**
 * Earlier spots of the epoch, as they were embedded then.
 *
 * @param images {@code [spot][dimension]}
 * @param spots {@code [spot][dimension]}
 */
record Past(NDArray images, NDArray spots) {}
