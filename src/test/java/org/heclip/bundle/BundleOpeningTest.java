package org.heclip.bundle;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.TreeMap;
import java.util.stream.Stream;
import java.util.zip.CRC32;
import java.util.zip.ZipEntry;
import java.util.zip.ZipOutputStream;
import org.heclip.error.InputException;
import org.heclip.file.Sha256;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Bundles that are damaged, and bundles that were made to do harm. */
class BundleOpeningTest {
    private static final int SYMBOLIC_LINK = 0120777;

    @TempDir
    Path folder;

    private final Map<String, byte[]> parts = new TreeMap<>();
    private Path bundle;
    private Path target;

    @BeforeEach
    void plainParts() {
        parts.put("bundle.yml", bytes("format: heclip-bundle\nformat_version: 1\nname: x\n"));
        parts.put("model.yml", bytes("model: mean\n"));
        parts.put("panel.tsv", bytes("gene\nA\n"));
        parts.put("expected.tsv", bytes("gene\nA\n"));
        parts.put("training.tsv", bytes("epoch\n"));
        parts.put("weights.safetensors", new byte[] {1, 2, 3});
        parts.put("domain.safetensors", new byte[] {4, 5});
        bundle = folder.resolve("x.heclip");
        target = folder.resolve("opened");
    }

    @Test
    void whatWasWrittenIsUnpackedAsItWas() throws IOException {
        write();
        BundleOpening.unpack(bundle, target);
        for (Map.Entry<String, byte[]> part : parts.entrySet()) {
            assertArrayEquals(part.getValue(), Files.readAllBytes(target.resolve(part.getKey())), part.getKey());
        }
        Path again = folder.resolve("again");
        BundleOpening.unpack(target, again);
        assertEquals(names(target), names(again));
    }

    @Test
    void samePartsGiveTheSameBytes() throws IOException {
        Path unpacked = folder.resolve("parts");
        Files.createDirectories(unpacked);
        for (Map.Entry<String, byte[]> part : parts.entrySet()) {
            Files.write(unpacked.resolve(part.getKey()), part.getValue());
        }
        BundleFile.write(unpacked, bundle);
        byte[] first = Files.readAllBytes(bundle);
        Files.setLastModifiedTime(
                unpacked.resolve("panel.tsv"), java.nio.file.attribute.FileTime.fromMillis(1_000_000_000_000L));
        BundleFile.write(unpacked, bundle);
        assertArrayEquals(first, Files.readAllBytes(bundle));
        BundleOpening.unpack(bundle, target);
    }

    @Test
    void namesThatLeaveTheFolderAreRefused() throws IOException {
        for (String name :
                List.of("../evil", "/etc/evil", "..\\evil", "a/../../evil", "C:\\evil", "panel.tsv/", "PANEL.TSV")) {
            parts.put(name, bytes("x"));
            write();
            refused("entry: found '");
            parts.remove(name);
        }
    }

    @Test
    void entriesThatNoBundleHasAreRefused() throws IOException {
        parts.put("run.sh", bytes("rm -rf /"));
        write();
        refused("entry: found 'run.sh', expected no other than the parts of a bundle");
    }

    @Test
    void controlCharactersOfNamesAreNotPrinted() throws IOException {
        parts.put("a\u001b[2Jb\nerror: c", bytes("x"));
        write();
        refused("entry: found 'a?[2Jb?error: c'");
    }

    @Test
    void partInTwoEntriesIsRefused() throws IOException {
        parts.put("panel.tsx", bytes("gene\nB\n"));
        write();
        byte[] zip = Files.readAllBytes(bundle);
        replace(zip, "panel.tsx", "panel.tsv");
        Files.write(bundle, zip);
        refused("panel.tsv: found it twice, expected it once");
    }

    @Test
    void symbolicLinkIsNeverMade() throws IOException {
        parts.put("panel.tsv", bytes("/etc/passwd"));
        write();
        byte[] zip = Files.readAllBytes(bundle);
        int central = lastIndexOf(zip, "panel.tsv") - 46;
        zip[central + 5] = 3; // made on unix
        zip[central + 40] = (byte) (SYMBOLIC_LINK & 0xff);
        zip[central + 41] = (byte) (SYMBOLIC_LINK >> 8);
        Files.write(bundle, zip);
        BundleOpening.unpack(bundle, target);
        assertFalse(Files.isSymbolicLink(target.resolve("panel.tsv")));
        assertEquals("/etc/passwd", Files.readString(target.resolve("panel.tsv")));
    }

    @Test
    void linkInAFolderIsRefused() throws IOException {
        write();
        BundleOpening.unpack(bundle, target);
        Files.delete(target.resolve("panel.tsv"));
        Files.createSymbolicLink(target.resolve("panel.tsv"), bundle);
        InputException problem =
                assertThrows(InputException.class, () -> BundleOpening.unpack(target, folder.resolve("other")));
        assertTrue(problem.getMessage().contains("panel.tsv: found a link or a folder"), problem.getMessage());
    }

    @Test
    void largePartThatIsCompressedIsRefusedBeforeItSwells() throws IOException {
        write(Map.of("weights.safetensors", ZipEntry.DEFLATED));
        refused("weights.safetensors: found it compressed, expected it stored as it is");
    }

    @Test
    void textThatSwellsBeyondItsBoundIsRefused() throws IOException {
        parts.put("panel.tsv", new byte[(64 << 20) + 1]);
        write();
        assertTrue(Files.size(bundle) < 1 << 20, "a bomb");
        refused("panel.tsv: found 67108865 bytes declared, expected at most 67108864");
    }

    @Test
    void entryThatIsLongerThanItDeclaresIsRefused() throws IOException {
        parts.put("panel.tsv", new byte[1 << 20]);
        write();
        byte[] zip = Files.readAllBytes(bundle);
        int central = lastIndexOf(zip, "panel.tsv") - 46;
        zip[central + 24] = 10;
        zip[central + 25] = 0;
        zip[central + 26] = 0;
        Files.write(bundle, zip);
        refused("");
    }

    @Test
    void changedPartIsRefused() throws IOException {
        write();
        byte[] zip = Files.readAllBytes(bundle);
        int at = indexOf(zip, new byte[] {1, 2, 3});
        zip[at] = 9;
        CRC32 crc = new CRC32();
        crc.update(new byte[] {9, 2, 3});
        byte[] sum = new byte[] {
            (byte) crc.getValue(),
            (byte) (crc.getValue() >> 8),
            (byte) (crc.getValue() >> 16),
            (byte) (crc.getValue() >> 24)
        };
        System.arraycopy(sum, 0, zip, lastIndexOf(zip, "weights.safetensors") - 46 + 16, 4);
        Files.write(bundle, zip);
        refused("weights.safetensors");
    }

    @Test
    void newerVersionIsToldBeforeItsUnknownParts() throws IOException {
        parts.put("bundle.yml", bytes("format: heclip-bundle\nformat_version: 2\nnew_key: 1\n"));
        parts.put("graph.safetensors", new byte[1]);
        write();
        refused("bundle.yml, format_version: found 2, expected 1 to 1: a newer version of this program made it");
    }

    @Test
    void missingPartsAreNamed() throws IOException {
        parts.remove("panel.tsv");
        parts.remove("weights.safetensors");
        write();
        refused("parts: found no panel.tsv, weights.safetensors, expected all parts");
    }

    @Test
    void partWithoutASumIsRefused() throws IOException {
        write();
        String sums = "0".repeat(64) + "  bundle.yml\n";
        parts.put("checksums.sha256", bytes(sums));
        write();
        refused("checksums.sha256: found sums of bundle.yml, expected those of");
    }

    @Test
    void whatIsNoZipIsRefused() throws IOException {
        write();
        byte[] zip = Files.readAllBytes(bundle);
        for (byte[] content : List.of(
                new byte[0],
                bytes("hello"),
                java.util.Arrays.copyOf(zip, zip.length / 2),
                java.util.Arrays.copyOf(zip, 40))) {
            Files.write(bundle, content);
            refused("bundle: cannot be read");
        }
        Files.delete(bundle);
        refused("bundle: cannot be read");
    }

    @Test
    void flippedByteIsNoticedOrHarmless() throws IOException {
        write();
        byte[] zip = Files.readAllBytes(bundle);
        Random random = new Random(1);
        for (int i = 0; i < 400; i++) {
            byte[] flipped = zip.clone();
            flipped[random.nextInt(zip.length)] ^= (byte) (1 << random.nextInt(8));
            Files.write(bundle, flipped);
            try {
                BundleOpening.unpack(bundle, target);
                for (Map.Entry<String, byte[]> part : parts.entrySet()) {
                    assertArrayEquals(part.getValue(), Files.readAllBytes(target.resolve(part.getKey())));
                    Files.delete(target.resolve(part.getKey()));
                }
                Files.deleteIfExists(target.resolve("checksums.sha256"));
                Files.delete(target);
            } catch (InputException e) {
                assertEquals(1, e.getMessage().lines().count());
                assertFalse(Files.exists(target));
            }
        }
    }

    /** One line, and nothing is left behind. */
    private void refused(String message) throws IOException {
        InputException problem = assertThrows(InputException.class, () -> BundleOpening.unpack(bundle, target));
        assertTrue(problem.getMessage().contains(message), problem.getMessage());
        assertEquals(1, problem.getMessage().lines().count(), problem.getMessage());
        try (Stream<Path> left = Files.list(folder)) {
            assertEquals(List.of(), left.filter(file -> !file.equals(bundle)).toList());
        }
        assertFalse(Files.exists(folder.resolveSibling("evil")));
    }

    private void write() throws IOException {
        write(Map.of());
    }

    /** A zip as anybody could make it, its checksums right unless they are given. */
    private void write(Map<String, Integer> methods) throws IOException {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        try (ZipOutputStream zip = new ZipOutputStream(bytes)) {
            Map<String, byte[]> all = new TreeMap<>(parts);
            all.putIfAbsent("checksums.sha256", bytes(sums()));
            for (Map.Entry<String, byte[]> part : all.entrySet()) {
                ZipEntry entry = new ZipEntry(part.getKey());
                boolean binary = part.getKey().endsWith(".safetensors");
                entry.setMethod(methods.getOrDefault(part.getKey(), binary ? ZipEntry.STORED : ZipEntry.DEFLATED));
                if (entry.getMethod() == ZipEntry.STORED) {
                    CRC32 crc = new CRC32();
                    crc.update(part.getValue());
                    entry.setSize(part.getValue().length);
                    entry.setCrc(crc.getValue());
                }
                zip.putNextEntry(entry);
                zip.write(part.getValue());
                zip.closeEntry();
            }
        }
        Files.write(bundle, bytes.toByteArray());
    }

    private String sums() {
        StringBuilder text = new StringBuilder();
        parts.forEach((name, content) -> {
            if (name.matches("[a-z.]+")) {
                text.append(HexFormat.of().formatHex(Sha256.digest().digest(content)))
                        .append("  ")
                        .append(name)
                        .append('\n');
            }
        });
        return text.toString();
    }

    private static List<Path> names(Path folder) throws IOException {
        try (Stream<Path> files = Files.list(folder)) {
            return files.map(Path::getFileName).sorted().toList();
        }
    }

    private static byte[] bytes(String text) {
        return text.getBytes(StandardCharsets.UTF_8);
    }

    private static void replace(byte[] zip, String from, String to) {
        for (int at = indexOf(zip, bytes(from)); at >= 0; at = indexOf(zip, bytes(from))) {
            System.arraycopy(bytes(to), 0, zip, at, to.length());
        }
    }

    private static int lastIndexOf(byte[] bytes, String text) {
        return new String(bytes, StandardCharsets.ISO_8859_1).lastIndexOf(text);
    }

    private static int indexOf(byte[] bytes, byte[] part) {
        return new String(bytes, StandardCharsets.ISO_8859_1).indexOf(new String(part, StandardCharsets.ISO_8859_1));
    }
}
