package org.heclip.section;

/** Name of a spot, unique in its section: a Visium barcode or the {@code XxY} array position of legacy ST. */
public record Barcode(String value) {
    /** @throws IllegalArgumentException for a blank barcode */
    public Barcode {
        if (value.isBlank()) {
            throw new IllegalArgumentException("barcode is blank");
        }
    }

    @Override
    public String toString() {
        return value;
    }
}
