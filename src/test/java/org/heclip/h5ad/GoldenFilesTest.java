package org.heclip.h5ad;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import java.util.zip.GZIPInputStream;
import org.heclip.error.InputException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Files written by anndata, h5py and scanpy (src/test/python/make_h5ad_golden.py), and what a reader must find in them. */
class GoldenFilesTest {
    private static final Path COMMITTED = Path.of("src/test/resources/golden/h5ad");

    @TempDir
    private Path folder;

    @Test
    void committedFilesAreReadExactly() throws IOException {
        List<Path> files = files(COMMITTED);
        assertEquals(10, files.size());
        for (Path file : files) {
            check(file);
        }
    }

    @Test
    void filesMadeNowAreReadExactly() throws Exception {
        PythonOracle.run("make_h5ad_golden.py", folder, Path.of("20240611"));
        List<Path> files = files(folder);
        assertEquals(10, files.size());
        for (Path file : files) {
            check(file);
        }
    }

    private static List<Path> files(Path folder) throws IOException {
        try (Stream<Path> files = Files.list(folder)) {
            return files.filter(file -> file.toString().endsWith(".gz"))
                    .sorted()
                    .toList();
        }
    }

    private void check(Path gzipped) throws IOException {
        String name = gzipped.getFileName().toString().replace(".gz", "");
        Path file = unzipped(gzipped, folder.resolve(name));
        Path expected = gzipped.resolveSibling(name.substring(0, name.lastIndexOf('.')) + ".txt");
        assertEquals(Files.readString(expected), found(file), name);
    }

    private static String found(Path file) {
        try {
            return AnnDataText.of(file.toString().endsWith(".h5ad") ? H5ad.read(file) : TenxH5.read(file));
        } catch (InputException e) {
            return "refused\t" + e.getMessage().replace(file + ": ", "") + "\n";
        }
    }

    static Path unzipped(Path gzipped, Path target) throws IOException {
        try (InputStream in = new GZIPInputStream(Files.newInputStream(gzipped))) {
            Files.write(target, in.readAllBytes());
        }
        return target;
    }
}
