package org.heclip.h5ad;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.heclip.error.InputException;
import org.heclip.h5ad.hdf5.Compression;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** All of a file, as it is stored, from anndata to here and back. */
class ElementRoundTripTest {
    private static final int OBJECTS = 500;
    private static final Path FORMATS = Path.of("../shared/data/formats/anndata-archives");
    private static final Path GOLDEN = Path.of("src/test/resources/golden/h5ad");

    @TempDir
    private Path folder;

    @Test
    void randomObjectsAreReadBackAsTheyWereWritten() throws IOException {
        for (int seed = 0; seed < 60; seed++) {
            Path file = folder.resolve("a.h5ad");
            H5ad.write(file, new RandomElements(seed).next(), seed % 2 == 0 ? Compression.GZIP : Compression.NONE);
            Element.Dict first = H5ad.readElements(file);
            H5ad.write(file, first, Compression.GZIP);
            assertEquals(ElementText.of(first), ElementText.of(H5ad.readElements(file)), "seed " + seed);
        }
    }

    @Test
    void anndataReadsRandomObjectsWrittenHere() throws Exception {
        for (int seed = 0; seed < OBJECTS; seed++) {
            Path file = folder.resolve("ours" + seed + ".h5ad");
            H5ad.write(file, new RandomElements(seed).next(), seed % 2 == 0 ? Compression.GZIP : Compression.NONE);
        }
        PythonOracle.run("anndata_text.py", folder);
        assertAllAsAnndataReadsThem(OBJECTS);
    }

    @Test
    void randomObjectsOfAnndataAreReadHereAndCopiedLossless() throws Exception {
        PythonOracle.run("anndata_text.py", Path.of("random"), folder, Path.of("1"), Path.of("" + OBJECTS));
        assertAllAsAnndataReadsThem(OBJECTS);
        copyAndCompare(PythonOracle::run);
    }

    @Test
    void anndataOfDebianReadsRandomObjectsWrittenHere() throws Exception {
        for (int seed = 0; seed < OBJECTS; seed++) {
            H5ad.write(
                    folder.resolve("ours" + seed + ".h5ad"),
                    new RandomElements(seed, true).next(),
                    seed % 2 == 0 ? Compression.GZIP : Compression.NONE);
        }
        PythonOracle.runOld("anndata_text.py", folder);
        assertAllAsAnndataReadsThem(OBJECTS);
    }

    @Test
    void randomObjectsOfDebiansAnndataAreReadHereAndCopiedLossless() throws Exception {
        PythonOracle.runOld("anndata_text.py", Path.of("random"), folder, Path.of("1"), Path.of("" + OBJECTS));
        assertAllAsAnndataReadsThem(OBJECTS);
        copyAndCompare(PythonOracle::runOld);
    }

    @Test
    void filesOfOlderVersionsAreCopiedLossless() throws Exception {
        for (String name : List.of("current", "old", "without_x", "records")) {
            GoldenFilesTest.unzipped(GOLDEN.resolve(name + ".h5ad.gz"), folder.resolve(name + ".h5ad"));
        }
        PythonOracle.run("anndata_text.py", folder);
        copyAndCompare(PythonOracle::run);
    }

    @Test
    void theArchivesOfAnndataAreCopiedLossless() throws Exception {
        Assumptions.assumeTrue(Files.isDirectory(FORMATS), FORMATS + " is not here");
        for (Path file : h5ads(FORMATS)) {
            Files.copy(file, folder.resolve(file.getFileName()));
        }
        PythonOracle.run("anndata_text.py", folder);
        copyAndCompare(PythonOracle::run);
    }

    @Test
    void zarrStoresAreNamed() {
        Path zarr = folder.resolve("a.zarr");
        zarr.toFile().mkdir();
        String refused =
                assertThrows(InputException.class, () -> H5ad.read(zarr)).getMessage();
        assertTrue(refused.contains("found a Zarr store, expected an HDF5 file"), refused);
    }

    private interface Oracle {
        String run(String script, Path... arguments) throws Exception;
    }

    /** Of the files that have their text beside them. */
    private void copyAndCompare(Oracle oracle) throws Exception {
        Path copies = Files.createDirectory(folder.resolve("copies"));
        for (Path file : h5ads(folder)) {
            H5ad.write(copies.resolve(file.getFileName()), H5ad.readElements(file), Compression.GZIP);
        }
        oracle.run("anndata_text.py", copies);
        assertCopiesReadAlike(copies);
    }

    private void assertCopiesReadAlike(Path copies) throws IOException {
        for (Path copy : h5ads(copies)) {
            Path original = folder.resolve(copy.getFileName());
            assertEquals(Files.readString(text(original)), Files.readString(text(copy)), copy.toString());
        }
    }

    private void assertAllAsAnndataReadsThem(int count) throws IOException {
        List<Path> files = h5ads(folder);
        assertEquals(count, files.size());
        for (Path file : files) {
            assertEquals(Files.readString(text(file)), ElementText.of(H5ad.readElements(file)), file.toString());
        }
    }

    private static Path text(Path file) {
        return file.resolveSibling(file.getFileName() + ".txt");
    }

    private static List<Path> h5ads(Path folder) throws IOException {
        try (Stream<Path> files = Files.list(folder)) {
            return files.filter(f -> f.toString().endsWith(".h5ad")).sorted().toList();
        }
    }
}
