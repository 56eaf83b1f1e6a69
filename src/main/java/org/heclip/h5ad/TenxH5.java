package org.heclip.h5ad;

import java.nio.file.Path;

/** Feature-barcode matrices of 10x Genomics in HDF5. */
public final class TenxH5 {
    private TenxH5() {}

    /** @throws org.heclip.error.InputException naming file and element when it is not such a file */
    public static AnnData read(Path file) {
        throw new IllegalStateException("pending");
    }
}
