package org.heclip.section;

/** The person that a section was taken from; folds never split a patient. */
public record Patient(String id) {
    /** @throws IllegalArgumentException for a blank id */
    public Patient {
        if (id.isBlank()) {
            throw new IllegalArgumentException("patient is blank");
        }
    }

    @Override
    public String toString() {
        return id;
    }
}
