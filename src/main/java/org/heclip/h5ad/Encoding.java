package org.heclip.h5ad;

import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.Map;
import org.heclip.h5ad.hdf5.Hdf5Array;

/** AnnData's {@code encoding-type} and {@code encoding-version} attributes, as anndata 0.8 to 0.12 write them. */
enum Encoding {
    ANNDATA("anndata", "0.1.0"),
    DICT("dict", "0.1.0"),
    DATAFRAME("dataframe", "0.2.0"),
    CATEGORICAL("categorical", "0.2.0"),
    RAW("raw", "0.1.0"),
    CSR_MATRIX("csr_matrix", "0.1.0"),
    CSC_MATRIX("csc_matrix", "0.1.0"),
    NULLABLE_INTEGER("nullable-integer", "0.1.0"),
    NULLABLE_BOOLEAN("nullable-boolean", "0.1.0"),
    NULLABLE_STRING_ARRAY("nullable-string-array", "0.1.0"),
    NULL("null", "0.1.0"),
    REC_ARRAY("rec-array", "0.2.0"),
    ARRAY("array", "0.2.0"),
    STRING_ARRAY("string-array", "0.2.0"),
    STRING("string", "0.2.0"),
    NUMERIC_SCALAR("numeric-scalar", "0.2.0");

    static final String TYPE = "encoding-type";
    static final String VERSION = "encoding-version";

    private final String type;
    private final String version;

    Encoding(String type, String version) {
        this.type = type;
        this.version = version;
    }

    /** @throws IllegalArgumentException for a name that is none */
    static Encoding of(String type) {
        return Arrays.stream(values())
                .filter(e -> e.type.equals(type))
                .findFirst()
                .orElseThrow(() -> new IllegalArgumentException("'" + type + "' is no encoding of AnnData"));
    }

    /** A fresh map of the two attributes, to which more may be added. */
    Map<String, Hdf5Array> attributes() {
        Map<String, Hdf5Array> attributes = new LinkedHashMap<>();
        attributes.put(TYPE, Hdf5Array.scalar(type));
        attributes.put(VERSION, Hdf5Array.scalar(version));
        return attributes;
    }
}
