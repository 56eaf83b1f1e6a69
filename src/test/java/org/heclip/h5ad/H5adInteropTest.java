package org.heclip.h5ad;

import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.file.Path;
import java.util.List;
import java.util.stream.IntStream;
import org.heclip.expression.DenseMatrix;
import org.heclip.expression.ExpressionMatrix;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Against the reference implementation: anndata, scanpy and h5py. */
class H5adInteropTest {
    @TempDir
    private Path folder;

    @Test
    void anndataReadsWhatWasWrittenHere() throws Exception {
        write();
        assertTrue(PythonOracle.run("check_h5ad.py", folder).contains("checked"));
    }

    @Test
    void anndataOfDebianReadsWhatWasWrittenHere() throws Exception {
        write();
        assertTrue(PythonOracle.runOld("check_h5ad.py", folder, Path.of("without-scanpy"))
                .contains("checked with anndata 0.8"));
    }

    private void write() {
        H5ad.write(folder.resolve("rich.h5ad"), RichExample.data());
        H5ad.write(folder.resolve("wide.h5ad"), AnnData.of(RichExample.wide(6000)));
        H5ad.write(folder.resolve("texts.h5ad"), RichExample.texts());
        AnnData none =
                AnnData.of(new DenseMatrix(0, 0, new float[0]), DataFrame.of(List.of()), DataFrame.of(List.of()));
        H5ad.writeTiles(folder.resolve("none.h5ad"), none, 4, s -> new byte[0]);
        ExpressionMatrix sparse = RichExample.large(700, 2000);
        AnnData large = AnnData.of(sparse, names(700), names(2000)).withLayer("dense", sparse.dense());
        H5ad.write(folder.resolve("large.h5ad"), large);
        H5ad.writeTiles(folder.resolve("tiles.h5ad"), AnnData.of(names(1500)), RichExample.TILE_PX, RichExample::tile);
    }

    private static DataFrame names(int size) {
        return DataFrame.of(IntStream.range(0, size).mapToObj(i -> "n" + i).toList());
    }
}
