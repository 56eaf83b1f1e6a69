package org.heclip.fold;

import java.util.Locale;

/** What a fold leaves out. */
public enum SplitScheme {
    /** Patients when there are two or more, else sections. */
    AUTO,
    LEAVE_ONE_PATIENT_OUT,
    LEAVE_ONE_SECTION_OUT,
    /** Groups of whole patients, drawn by seed. */
    K_FOLD,
    /** Strips of each section, learned from the rest of the same section. */
    SPATIAL_BLOCKS,
    /** As a file says. */
    FILE;

    /** The name in files and options. */
    public String id() {
        return name().toLowerCase(Locale.ROOT);
    }

    @Override
    public String toString() {
        return id();
    }
}
