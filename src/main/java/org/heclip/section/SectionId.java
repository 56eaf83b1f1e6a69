package org.heclip.section;

import java.util.regex.Pattern;

/** Name of a tissue section, safe as a file name. */
public record SectionId(String value) {
    private static final Pattern SAFE = Pattern.compile("[A-Za-z0-9][A-Za-z0-9._-]{0,99}");

    /** @throws IllegalArgumentException for a name that could leave its folder or break a file name */
    public SectionId {
        if (!SAFE.matcher(value).matches()) {
            throw new IllegalArgumentException(
                    "section name '" + value + "' (expected letters, digits, '.', '_' or '-', at most 100)");
        }
    }

    @Override
    public String toString() {
        return value;
    }
}
