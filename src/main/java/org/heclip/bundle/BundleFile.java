package org.heclip.bundle;

import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.LocalDateTime;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.zip.CRC32;
import java.util.zip.CheckedInputStream;
import java.util.zip.ZipEntry;
import java.util.zip.ZipOutputStream;
import org.heclip.file.AtomicFile;

/** Writes {@code <name>.heclip}: a zip of the parts; the same parts give the same bytes. */
public final class BundleFile {
    /** 1 February 1980: before it a zip entry needs an extra field; the time zone does not matter to a local time. */
    private static final LocalDateTime ENTRY_TIME = LocalDateTime.of(1980, 2, 1, 0, 0);

    private BundleFile() {}

    /**
     * @param folder holds the parts, without checksums, which are added to it
     * @param file the bundle
     */
    public static void write(Path folder, Path file) throws IOException {
        Checksums.of(folder).write(folder);
        List<BundlePart> parts = Arrays.stream(BundlePart.values())
                .filter(part -> Files.exists(folder.resolve(part.fileName())))
                .sorted(Comparator.comparing(BundlePart::fileName))
                .toList();
        AtomicFile.write(file, temporary -> {
            try (OutputStream out = Files.newOutputStream(temporary);
                    ZipOutputStream zip = new ZipOutputStream(out)) {
                for (BundlePart part : parts) {
                    zip.putNextEntry(entry(part, folder.resolve(part.fileName())));
                    Files.copy(folder.resolve(part.fileName()), zip);
                    zip.closeEntry();
                }
            }
        });
    }

    private static ZipEntry entry(BundlePart part, Path file) throws IOException {
        ZipEntry entry = new ZipEntry(part.fileName());
        entry.setTimeLocal(ENTRY_TIME);
        if (part.stored()) {
            entry.setMethod(ZipEntry.STORED);
            entry.setSize(Files.size(file));
            entry.setCrc(crc(file));
        }
        return entry;
    }

    private static long crc(Path file) throws IOException {
        CRC32 crc = new CRC32();
        try (CheckedInputStream in = new CheckedInputStream(Files.newInputStream(file), crc)) {
            in.transferTo(OutputStream.nullOutputStream());
        }
        return crc.getValue();
    }
}
