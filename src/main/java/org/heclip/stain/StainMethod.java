package org.heclip.stain;

import java.util.Locale;

/** How the stain of one section is brought to that of others. */
public enum StainMethod {
    /** Mean and spread of colour: see {@link ReinhardProfile}. */
    REINHARD(ReinhardProfile.VALUES),
    /** Directions and strengths of two stains: see {@link MacenkoProfile}. */
    MACENKO(MacenkoProfile.VALUES);

    private final int values;

    StainMethod(int values) {
        this.values = values;
    }

    /** The name in files. */
    public String id() {
        return name().toLowerCase(Locale.ROOT);
    }

    /** @throws IllegalArgumentException for a name that is none of a method */
    public static StainMethod named(String id) {
        for (StainMethod method : values()) {
            if (method.id().equals(id)) {
                return method;
            }
        }
        throw new IllegalArgumentException("'" + id + "'");
    }

    /** @throws IllegalArgumentException when these are not the values of a profile of this method */
    public StainProfile profile(double[] numbers) {
        if (numbers.length != values) {
            throw new IllegalArgumentException(numbers.length + " numbers, expected " + values);
        }
        return switch (this) {
            case REINHARD -> ReinhardProfile.of(numbers);
            case MACENKO -> MacenkoProfile.of(numbers);
        };
    }

    @Override
    public String toString() {
        return id();
    }
}
