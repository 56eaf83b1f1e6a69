package org.heclip.model;

import java.util.Arrays;
import java.util.Locale;
import org.heclip.error.InputException;

/** How the learning rate changes. */
public enum Schedule {
    CONSTANT,
    /** Half a cosine from 1 to 0 (Loshchilov and Hutter, ICLR 2017, arXiv 1608.03983, equation 5, without restarts). */
    COSINE;

    /** @throws InputException for a name that is none of them */
    public static Schedule named(String name) {
        return Arrays.stream(values())
                .filter(schedule -> schedule.name().equalsIgnoreCase(name))
                .findFirst()
                .orElseThrow(() ->
                        new InputException("--schedule", "value", "found '" + name + "', expected constant or cosine"));
    }

    /** @param part of training that is done, 0 to 1 */
    double factor(double part) {
        return this == CONSTANT ? 1 : (1 + Math.cos(Math.PI * part)) / 2;
    }

    @Override
    public String toString() {
        return name().toLowerCase(Locale.ROOT);
    }
}
