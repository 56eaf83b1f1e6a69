package org.heclip.cli;

import java.util.LinkedHashMap;
import java.util.Map;
import org.heclip.h5ad.AnnData;

/** {@code uns["heclip"]} of a file: where it comes from. */
record Provenance(Map<String, Object> entries) {
    /** Empty when the file has none. */
    static Provenance of(AnnData data) {
        Map<String, Object> entries = new LinkedHashMap<>();
        if (data.uns().get("heclip") instanceof Map<?, ?> found) {
            found.forEach((key, value) -> entries.put(key.toString(), value));
        }
        return new Provenance(entries);
    }

    /** The entry as text; empty when there is none. */
    String text(String key) {
        Object value = entries.get(key);
        return value == null ? "" : value.toString();
    }
}
