package org.heclip.file;

import java.io.IOException;
import java.nio.file.FileSystemException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import org.heclip.error.InputException;

/** Files that are either complete under their name or not there at all. */
public final class AtomicFile {
    /** Writes to the path it is given. */
    @FunctionalInterface
    public interface Content {
        void writeTo(Path temporary) throws IOException;
    }

    private AtomicFile() {}

    /**
     * Has {@code content} write a temporary file beside {@code target}, then moves it there. Missing parent folders are made.
     * When {@code content} throws, nothing is left behind.
     *
     * @throws InputException when there is no such folder and none can be made, or a folder has the target's name
     * @throws IOException when the folder cannot be written
     */
    public static void write(Path target, Content content) throws IOException {
        Path folder = target.toAbsolutePath().getParent();
        try {
            Files.createDirectories(folder);
        } catch (FileSystemException e) {
            throw new InputException(target, "output", "found no folder for it: " + e, e);
        }
        if (Files.isDirectory(target)) {
            throw new InputException(target, "output", "found a folder, expected a file or nothing");
        }
        Path temporary = folder.resolve(
                "." + target.getFileName() + "." + ProcessHandle.current().pid() + ".part");
        try {
            content.writeTo(temporary);
            Files.move(temporary, target, StandardCopyOption.REPLACE_EXISTING, StandardCopyOption.ATOMIC_MOVE);
        } finally {
            Files.deleteIfExists(temporary);
        }
    }
}
