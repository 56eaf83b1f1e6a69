package org.heclip.bundle;

import java.util.Arrays;
import java.util.Optional;

/** The files that a bundle may hold; there are no others. */
public enum BundlePart {
    CARD("bundle.yml", true, false),
    MODEL("model.yml", true, false),
    PANEL("panel.tsv", true, false),
    EXPECTED("expected.tsv", true, false),
    TRAINING("training.tsv", true, false),
    DOMAIN("domain.safetensors", true, true),
    WEIGHTS("weights.safetensors", true, true),
    /** Weights of a frozen encoder that are not seeded random ones. */
    ENCODER("encoder.safetensors", false, true),
    /** Training spots of a model that looks them up. */
    REFERENCE("reference.h5ad", false, true),
    CHECKSUMS("checksums.sha256", true, false);

    private static final long MAX_TEXT_BYTES = 64L << 20;
    private static final long MAX_BINARY_BYTES = 8L << 30;

    private final String fileName;
    private final boolean required;
    private final boolean stored;

    BundlePart(String fileName, boolean required, boolean stored) {
        this.fileName = fileName;
        this.required = required;
        this.stored = stored;
    }

    public String fileName() {
        return fileName;
    }

    boolean required() {
        return required;
    }

    /** Whether the zip holds it as it is: it would not get smaller, and then nothing can swell when it is unpacked. */
    boolean stored() {
        return stored;
    }

    /** Largest size that is opened. */
    long maxBytes() {
        return stored ? MAX_BINARY_BYTES : MAX_TEXT_BYTES;
    }

    static Optional<BundlePart> named(String fileName) {
        return Arrays.stream(values())
                .filter(part -> part.fileName.equals(fileName))
                .findFirst();
    }
}
