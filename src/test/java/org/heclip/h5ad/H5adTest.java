package org.heclip.h5ad;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import org.heclip.expression.DenseMatrix;
import org.heclip.expression.ExpressionMatrix;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class H5adTest {
    @TempDir
    private Path folder;

    @Test
    void everythingWrittenIsReadBack() {
        Path file = folder.resolve("rich.h5ad");
        H5ad.write(file, RichExample.data());
        assertEquals(AnnDataText.of(RichExample.data()), AnnDataText.of(H5ad.read(file)));
    }

    @Test
    void tilesAreReadOneByOneInAnyOrderFromManyThreads() {
        Path file = folder.resolve("tiles.h5ad");
        int spots = 1500; // several pages of libhdf5's default index, were it paged
        DataFrame obs = DataFrame.of(
                IntStream.range(0, spots).mapToObj(Integer::toString).toList());
        List<Integer> asked = new ArrayList<>();
        H5ad.writeTiles(file, AnnData.of(obs), RichExample.TILE_PX, s -> {
            asked.add(s);
            return RichExample.tile(s);
        });
        assertEquals(IntStream.range(0, spots).boxed().toList(), asked);
        try (TileReader tiles = TileReader.open(file)) {
            assertEquals(spots, tiles.size());
            assertEquals(RichExample.TILE_PX, tiles.tilePx());
            IntStream.range(0, spots)
                    .map(s -> s * 7 % spots)
                    .parallel()
                    .forEach(s -> assertArrayEquals(RichExample.tile(s), tiles.read(s)));
        }
        assertTrue(H5ad.read(file).obsm().isEmpty(), "tiles are not read into memory");
    }

    @Test
    void sameInputGivesTheSameBytes() throws IOException {
        Path one = folder.resolve("one.h5ad");
        Path two = folder.resolve("two.h5ad");
        for (Path file : List.of(one, two)) {
            H5ad.writeTiles(file, RichExample.data(), RichExample.TILE_PX, RichExample::tile);
        }
        assertEquals(-1, Files.mismatch(one, two));
    }

    @Test
    void matricesOfManyChunksKeepTheirForm() {
        Path file = folder.resolve("large.h5ad");
        ExpressionMatrix sparse = RichExample.large(700, 2000);
        DenseMatrix dense = sparse.dense();
        DataFrame obs =
                DataFrame.of(IntStream.range(0, 700).mapToObj(s -> "s" + s).toList());
        DataFrame var =
                DataFrame.of(IntStream.range(0, 2000).mapToObj(g -> "g" + g).toList());
        H5ad.write(file, AnnData.of(sparse, obs, var).withLayer("dense", dense));
        AnnData read = H5ad.read(file);
        assertEquals(sparse, read.x().orElseThrow());
        assertEquals(dense, read.layers().get("dense"));
        assertEquals(var.index(), read.var().index());
    }

    @Test
    void aColumnOrderBeyond64KilobytesIsReadBack() {
        Path file = folder.resolve("wide.h5ad");
        DataFrame wide = RichExample.wide(6000);
        H5ad.write(file, AnnData.of(wide));
        assertEquals(
                List.copyOf(wide.columns().keySet()),
                List.copyOf(H5ad.read(file).obs().columns().keySet()));
    }

    @Test
    void textsOfEveryLengthAreReadBack() {
        Path file = folder.resolve("texts.h5ad");
        H5ad.write(file, RichExample.texts());
        assertEquals(AnnDataText.of(RichExample.texts()), AnnDataText.of(H5ad.read(file)));
    }

    @Test
    void noSpotsAndNoGenesAreReadBack() {
        Path file = folder.resolve("none.h5ad");
        AnnData none =
                AnnData.of(new DenseMatrix(0, 0, new float[0]), DataFrame.of(List.of()), DataFrame.of(List.of()));
        H5ad.writeTiles(file, none, 4, s -> new byte[0]);
        assertEquals(AnnDataText.of(none), AnnDataText.of(H5ad.read(file)));
        try (TileReader tiles = TileReader.open(file)) {
            assertEquals(0, tiles.size());
        }
    }

    @Test
    void whatAFileCannotHoldIsRefusedAndLeavesNoFile() throws IOException {
        Path file = folder.resolve("bad.h5ad");
        AnnData data = RichExample.data();
        List<AnnData> bad = List.of(
                data.withUns("a/b", 1),
                data.withUns("nul", "a\0b"),
                data.withUns("object", new Object()),
                data.withUns("nested", Map.of("float", 1f)),
                data.withObs(data.obs().with("_index", Column.Categorical.constant("x", RichExample.SPOTS))));
        for (AnnData each : bad) {
            assertThrows(IllegalArgumentException.class, () -> H5ad.write(file, each));
        }
        try (var files = Files.list(folder)) {
            assertEquals(List.of(), files.toList());
        }
    }
}
