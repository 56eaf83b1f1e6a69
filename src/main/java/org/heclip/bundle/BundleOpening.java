package org.heclip.bundle;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.DigestOutputStream;
import java.util.EnumMap;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.heclip.bundle.BundleSource.Entry;
import org.heclip.error.InputException;
import org.heclip.file.Sha256;

/**
 * Unpacks a bundle that may be damaged or made to do harm. Nothing in it is run, no name of it becomes a path before it was found
 * among those of {@link BundlePart}, and no entry grows beyond what it declares and what is sensible.
 */
public final class BundleOpening {
    /** Versions of the format that this program reads: from 1 to this. */
    public static final int FORMAT_VERSION = 1;

    private static final Pattern VERSION = Pattern.compile("(?m)^format_version: ([0-9]{1,9})$");
    private static final int BUFFER_BYTES = 1 << 16;

    private final Path bundle;
    private final BundleSource source;
    private final Map<BundlePart, Entry> parts = new EnumMap<>(BundlePart.class);

    private BundleOpening(Path bundle, BundleSource source) {
        this.bundle = bundle;
        this.source = source;
    }

    /**
     * Puts the parts into a folder that did not exist, once all of them were found as their checksums say.
     *
     * @param bundle a {@code .heclip} file, or a folder with the parts
     * @throws InputException when it is no bundle, is incomplete, damaged, of a newer format, or holds anything unexpected
     */
    public static void unpack(Path bundle, Path folder) throws IOException {
        Path temporary = Files.createDirectories(folder.resolveSibling(
                "." + folder.getFileName() + ".part" + ProcessHandle.current().pid()));
        try (BundleSource source = BundleSource.of(bundle)) {
            new BundleOpening(bundle, source).unpack(temporary);
            Files.move(temporary, folder);
        } catch (IOException | IllegalArgumentException e) {
            throw new InputException(bundle, "bundle", "cannot be read (" + e + "), expected a .heclip file", e);
        } finally {
            remove(temporary);
        }
    }

    private void unpack(Path target) throws IOException {
        List<Entry> entries = source.entries();
        requireReadableVersion(entries);
        for (Entry entry : entries) {
            add(entry);
        }
        Set<String> missing = new TreeSet<>();
        for (BundlePart part : BundlePart.values()) {
            if (part.required() && !parts.containsKey(part)) {
                missing.add(part.fileName());
            }
        }
        if (!missing.isEmpty()) {
            throw new InputException(
                    bundle, "parts", "found no " + String.join(", ", missing) + ", expected all parts");
        }
        Checksums expected = Checksums.parse(bundle, text(parts.get(BundlePart.CHECKSUMS)));
        requireOneSumEach(expected);
        for (Map.Entry<BundlePart, Entry> part : parts.entrySet()) {
            String found = copy(
                    part.getKey(), part.getValue(), target.resolve(part.getKey().fileName()));
            String name = part.getKey().fileName();
            if (part.getKey() != BundlePart.CHECKSUMS
                    && !found.equals(expected.byName().get(name))) {
                throw new InputException(
                        bundle,
                        name,
                        "found SHA-256 " + found + ", expected "
                                + expected.byName().get(name) + ": the bundle is damaged or was changed");
            }
        }
    }

    /** First of all: a newer format may have other parts, and its user should hear of the version, not of them. */
    private void requireReadableVersion(List<Entry> entries) throws IOException {
        Entry card = entries.stream()
                .filter(entry -> entry.name().equals(BundlePart.CARD.fileName()))
                .findFirst()
                .orElseThrow(() -> new InputException(
                        bundle, BundlePart.CARD.fileName(), "not found, expected a bundle that mode train made"));
        requireSize(BundlePart.CARD, card);
        Matcher version = VERSION.matcher(text(card));
        String element = BundlePart.CARD.fileName() + ", format_version";
        if (!version.find()) {
            throw new InputException(bundle, element, "not found, expected 1 to " + FORMAT_VERSION);
        }
        int found = Integer.parseInt(version.group(1));
        if (found < 1 || found > FORMAT_VERSION) {
            throw new InputException(
                    bundle,
                    element,
                    "found " + found + ", expected 1 to " + FORMAT_VERSION
                            + (found > FORMAT_VERSION ? ": a newer version of this program made it" : ""));
        }
    }

    private void add(Entry entry) {
        BundlePart part = BundlePart.named(entry.name())
                .orElseThrow(() -> new InputException(
                        bundle,
                        "entry",
                        "found '" + printable(entry.name()) + "', expected no other than the parts of a bundle"));
        if (parts.put(part, entry) != null) {
            throw new InputException(bundle, entry.name(), "found it twice, expected it once");
        }
        requireSize(part, entry);
        if (part.stored() && !entry.stored()) {
            throw new InputException(bundle, entry.name(), "found it compressed, expected it stored as it is");
        }
    }

    private void requireSize(BundlePart part, Entry entry) {
        if (entry.bytes() < 0 || entry.bytes() > part.maxBytes()) {
            throw new InputException(
                    bundle,
                    entry.name(),
                    "found " + entry.bytes() + " bytes declared, expected at most " + part.maxBytes());
        }
    }

    private void requireOneSumEach(Checksums sums) {
        Set<String> names = new TreeSet<>();
        parts.keySet().stream()
                .filter(part -> part != BundlePart.CHECKSUMS)
                .forEach(part -> names.add(part.fileName()));
        if (!names.equals(sums.byName().keySet())) {
            throw new InputException(
                    bundle,
                    BundlePart.CHECKSUMS.fileName(),
                    "found sums of " + printable(String.join(", ", sums.byName().keySet())) + ", expected those of "
                            + String.join(", ", names));
        }
    }

    /** @return the SHA-256 of what was copied */
    private String copy(BundlePart part, Entry entry, Path target) throws IOException {
        try (InputStream in = source.open(entry);
                DigestOutputStream out = new DigestOutputStream(Files.newOutputStream(target), Sha256.digest())) {
            long left = entry.bytes();
            byte[] buffer = new byte[BUFFER_BYTES];
            for (int n = in.read(buffer); n >= 0; n = in.read(buffer)) {
                left -= n;
                if (left < 0) {
                    throw new InputException(
                            bundle, part.fileName(), "found more than the " + entry.bytes() + " bytes it declares");
                }
                out.write(buffer, 0, n);
            }
            return HexFormat.of().formatHex(out.getMessageDigest().digest());
        }
    }

    /** A small part, at most as long as it declares. */
    private String text(Entry entry) throws IOException {
        try (InputStream in = source.open(entry)) {
            return new String(in.readNBytes(Math.toIntExact(entry.bytes())), StandardCharsets.UTF_8);
        }
    }

    private static String printable(String name) {
        String clean = name.replaceAll("\\p{Cntrl}", "?");
        return clean.length() > 100 ? clean.substring(0, 100) + "..." : clean;
    }

    private static void remove(Path folder) throws IOException {
        if (Files.exists(folder)) {
            for (BundlePart part : BundlePart.values()) {
                Files.deleteIfExists(folder.resolve(part.fileName()));
            }
            Files.delete(folder);
        }
    }
}
