package org.heclip.model;

/** What a query image is compared with in prediction. */
enum Lookup {
    /** Nothing: the network's own output is the prediction. */
    NOTHING,
    /** The images of the training spots. */
    IMAGES,
    /** The expression of the training spots. */
    SPOTS
}
