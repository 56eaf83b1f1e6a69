package org.heclip.bundle;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.TreeMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.heclip.error.InputException;
import org.heclip.file.AtomicFile;
import org.heclip.file.Sha256;

/** {@code checksums.sha256}: the SHA-256 of each other part, as {@code sha256sum -c} reads it. */
record Checksums(Map<String, String> byName) {
    private static final Pattern LINE = Pattern.compile("([0-9a-f]{64})  (\\S+)");

    /** Of all parts that lie in the folder. */
    static Checksums of(Path folder) throws IOException {
        Map<String, String> sums = new TreeMap<>();
        for (BundlePart part : BundlePart.values()) {
            Path file = folder.resolve(part.fileName());
            if (part != BundlePart.CHECKSUMS && Files.exists(file)) {
                sums.put(part.fileName(), Sha256.of(file));
            }
        }
        return new Checksums(sums);
    }

    /** @throws InputException for a line that is no checksum */
    static Checksums parse(Path bundle, String text) {
        Map<String, String> sums = new TreeMap<>();
        text.lines().forEach(line -> {
            Matcher matcher = LINE.matcher(line);
            if (!matcher.matches() || sums.put(matcher.group(2), matcher.group(1)) != null) {
                throw new InputException(
                        bundle,
                        BundlePart.CHECKSUMS.fileName(),
                        "found '" + line + "', expected a SHA-256 and a name, each once");
            }
        });
        return new Checksums(sums);
    }

    void write(Path folder) throws IOException {
        StringBuilder text = new StringBuilder();
        byName.forEach((name, sum) -> text.append(sum).append("  ").append(name).append('\n'));
        AtomicFile.write(
                folder.resolve(BundlePart.CHECKSUMS.fileName()),
                file -> Files.writeString(file, text, StandardCharsets.UTF_8));
    }
}
