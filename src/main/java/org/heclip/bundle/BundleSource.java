package org.heclip.bundle;

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import java.util.zip.ZipEntry;
import java.util.zip.ZipFile;
import org.heclip.error.InputException;

/** A bundle that nobody has vouched for: its entries as they are named, and their bytes. */
interface BundleSource extends AutoCloseable {
    /**
     * @param bytes size as declared, -1 where it is not
     * @param stored whether it lies there uncompressed
     */
    record Entry(String name, long bytes, boolean stored) {}

    List<Entry> entries() throws IOException;

    InputStream open(Entry entry) throws IOException;

    @Override
    void close() throws IOException;

    /** @param bundle a zip file, or a folder with its contents */
    static BundleSource of(Path bundle) throws IOException {
        return Files.isDirectory(bundle) ? new Folder(bundle) : new Zip(new ZipFile(bundle.toFile()));
    }

    /** Zip entries; nothing of them but name and bytes is looked at, so that none can become a link. */
    record Zip(ZipFile zip) implements BundleSource {
        @Override
        public List<Entry> entries() {
            return zip.stream()
                    .map(entry -> new Entry(entry.getName(), entry.getSize(), entry.getMethod() == ZipEntry.STORED))
                    .toList();
        }

        @Override
        public InputStream open(Entry entry) throws IOException {
            return zip.getInputStream(zip.getEntry(entry.name()));
        }

        @Override
        public void close() throws IOException {
            zip.close();
        }
    }

    /** Files of a folder. */
    record Folder(Path folder) implements BundleSource {
        @Override
        public List<Entry> entries() throws IOException {
            try (Stream<Path> files = Files.list(folder)) {
                return files.sorted().map(this::entry).toList();
            }
        }

        private Entry entry(Path file) {
            String name = file.getFileName().toString();
            if (!Files.isRegularFile(file, LinkOption.NOFOLLOW_LINKS)) {
                throw new InputException(folder, name, "found a link or a folder, expected files only");
            }
            try {
                return new Entry(name, Files.size(file), true);
            } catch (IOException e) {
                throw new InputException(folder, name, "cannot be read: " + e, e);
            }
        }

        @Override
        public InputStream open(Entry entry) throws IOException {
            return Files.newInputStream(folder.resolve(entry.name()), LinkOption.NOFOLLOW_LINKS);
        }

        @Override
        public void close() {}
    }
}
