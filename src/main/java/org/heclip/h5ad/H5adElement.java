package org.heclip.h5ad;

import io.jhdf.HdfFile;
import io.jhdf.api.Attribute;
import io.jhdf.api.Dataset;
import io.jhdf.api.Group;
import io.jhdf.api.Node;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.SeekableByteChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Collection;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Supplier;
import java.util.stream.Stream;
import org.heclip.error.InputException;

/**
 * A group or dataset of an HDF5 file that is not trusted. Whatever a library throws on a damaged file becomes an {@link
 * InputException} naming file and path; links to other files are refused, not followed.
 */
final class H5adElement implements AutoCloseable {
    /** Deeper nesting is a loop or an attack. */
    private static final int MAX_DEPTH = 64;

    /** Groups that hold one another, perhaps many times over, are given up on after so many. */
    private static final int MAX_ELEMENTS = 250_000;

    /** What a decoder puts where bytes are no text. */
    private static final char LOST = '\uFFFD';

    private final Path file;
    private final HdfFile hdf;
    private final Node node;
    private final String path;
    private final int depth;
    private final AtomicInteger listed;
    private final Optional<H5adElement> parent;

    /** The root. */
    private H5adElement(Path file, HdfFile hdf) {
        this.file = file;
        this.hdf = hdf;
        this.node = hdf;
        this.path = "/";
        this.depth = 0;
        this.listed = new AtomicInteger();
        this.parent = Optional.empty();
    }

    private H5adElement(H5adElement parent, Node node, String name) {
        this.file = parent.file;
        this.hdf = parent.hdf;
        this.node = node;
        this.path = parent.join(name);
        this.depth = parent.depth + 1;
        this.listed = parent.listed;
        this.parent = Optional.of(parent);
    }

    /** The root group; closing it closes the file. */
    static H5adElement open(Path file) {
        if (Files.isDirectory(file) && isZarr(file)) {
            throw new InputException(
                    file,
                    "file",
                    "found a Zarr store, expected an HDF5 file; convert it: python -c \"import anndata;"
                            + " anndata.read_zarr('in.zarr').write_h5ad('out.h5ad')\"");
        }
        if (!Files.isRegularFile(file)) {
            throw new InputException(file, "file", "not found, expected an HDF5 file");
        }
        HdfFile hdf = guarded(file, "file", () -> new HdfFile(channel(file), file.toUri()));
        return new H5adElement(file, hdf);
    }

    /**
     * For jHDF to read from instead of mapping: mapped pages count as this process's memory until the collector lets them
     * go, a chunk a map is slow, and a file cut short meanwhile would end the process.
     */
    private static SeekableByteChannel channel(Path file) {
        try {
            return Files.newByteChannel(file);
        } catch (IOException e) {
            throw new InputException(file, "file", "cannot be read (" + e.getMessage() + ")", e);
        }
    }

    private static boolean isZarr(Path folder) {
        return folder.toString().endsWith(".zarr")
                || Stream.of(".zgroup", ".zmetadata", "zarr.json").anyMatch(name -> Files.exists(folder.resolve(name)));
    }

    Path file() {
        return file;
    }

    String path() {
        return path;
    }

    String name() {
        return path.substring(path.lastIndexOf('/') + 1);
    }

    boolean isGroup() {
        return node instanceof Group;
    }

    /** Lists the children by name, in the file's order. */
    Map<String, H5adElement> children() {
        Collection<Node> nodes = guarded(() -> group().getChildren().values());
        if (listed.addAndGet(nodes.size()) > MAX_ELEMENTS) {
            throw fail("is one of more than " + MAX_ELEMENTS + " elements: a loop, or no AnnData");
        }
        boolean garbled = nodes.stream().anyMatch(child -> child.getName().indexOf(LOST) >= 0);
        Map<String, String> names = garbled ? namesByGarbled() : Map.of();
        Map<String, H5adElement> children = new LinkedHashMap<>();
        for (Node child : nodes) {
            String name = names.getOrDefault(child.getName(), child.getName());
            children.put(name, element(child, name));
        }
        return children;
    }

    /** What jHDF makes of names wrongly marked as ASCII, with the names. */
    private Map<String, String> namesByGarbled() {
        Map<String, String> names = new HashMap<>();
        for (String name : guarded(() -> LinkNames.of(hdf.getHdfBackingStorage(), node.getAddress()))) {
            byte[] bytes = name.getBytes(StandardCharsets.UTF_8);
            String garbled = new String(bytes, StandardCharsets.US_ASCII);
            String other = names.put(garbled, name);
            if (other != null && !other.equals(name)) {
                throw fail("has the names '" + other + "' and '" + name
                        + "', wrongly marked as ASCII, which cannot be told apart; rename one");
            }
        }
        return names;
    }

    Optional<H5adElement> find(String name) {
        Node child = guarded(() -> group().getChildren().get(name));
        boolean ascii = StandardCharsets.US_ASCII.newEncoder().canEncode(name);
        return child == null && !ascii
                ? Optional.ofNullable(children().get(name))
                : Optional.ofNullable(child).map(node -> element(node, name));
    }

    /** A child that must be there. */
    H5adElement child(String name) {
        return find(name).orElseThrow(() -> new InputException(file, join(name), "not found"));
    }

    private H5adElement element(Node child, String name) {
        if (child.isLink()) {
            throw new InputException(file, join(name), "is a soft or external link, which is not followed");
        }
        if (depth >= MAX_DEPTH) {
            throw new InputException(file, path, "is nested more than " + MAX_DEPTH + " deep");
        }
        for (Optional<H5adElement> above = Optional.of(this); above.isPresent(); above = above.get().parent) {
            if (child instanceof Group && above.get().node.getAddress() == child.getAddress()) {
                throw new InputException(file, join(name), "leads back to the group it is in");
            }
        }
        return new H5adElement(this, child, name);
    }

    private String join(String name) {
        return path.equals("/") ? name : path + "/" + name;
    }

    private Group group() {
        if (node instanceof Group group) {
            return group;
        }
        throw fail("is a dataset, expected a group");
    }

    /** @throws InputException when it is a group */
    Dataset dataset() {
        if (node instanceof Dataset dataset) {
            return dataset;
        }
        throw fail("is a group, expected a dataset");
    }

    /**
     * AnnData's name of how this element is stored; empty where there is none, as before anndata 0.8. Before 0.7 only sparse
     * matrices said it, as {@code h5sparse_format}.
     */
    String encoding() {
        return text(Encoding.TYPE).orElseGet(() -> text("h5sparse_format")
                .map(format -> format + "_matrix")
                .orElse(""));
    }

    boolean hasAttribute(String name) {
        return attribute(name) != null;
    }

    /** A text attribute. */
    Optional<String> text(String attribute) {
        return Optional.ofNullable(attributeData(attribute)).map(value -> {
            if (value instanceof String text) {
                return text;
            }
            throw fail("attribute '" + attribute + "' is no text");
        });
    }

    /** A text array attribute; an empty one whatever its type, as anndata writes empty ones as float64. */
    Optional<String[]> texts(String attribute) {
        Attribute found = attribute(attribute);
        if (found == null) {
            return Optional.empty();
        }
        Object value = attributeData(attribute);
        if (value == null) {
            return Optional.of(new String[0]);
        }
        if (value instanceof String[] texts) {
            return Optional.of(texts);
        }
        throw fail("attribute '" + attribute + "' is no array of text");
    }

    /** A boolean attribute, false where there is none. */
    boolean flag(String attribute) {
        Object value = attributeData(attribute);
        return value != null
                && (value.equals("TRUE")
                        || value.equals(Boolean.TRUE)
                        || value instanceof Number n && n.intValue() != 0);
    }

    /** Two lengths in an integer array attribute, each from 0 to 2^31 - 1. */
    int[] shape(String attribute) {
        Object value = attributeData(attribute);
        long[] lengths;
        if (value instanceof long[] v) {
            lengths = v;
        } else if (value instanceof int[] v) {
            lengths = Arrays.stream(v).asLongStream().toArray();
        } else {
            throw fail("attribute '" + attribute + "' is missing or no integer array");
        }
        if (lengths.length != 2) {
            throw fail("attribute '" + attribute + "' has " + lengths.length + " entries, expected 2");
        }
        for (long length : lengths) {
            if (length < 0 || length > Integer.MAX_VALUE - 8) {
                throw fail("attribute '" + attribute + "' has the length " + length);
            }
        }
        return new int[] {(int) lengths[0], (int) lengths[1]};
    }

    private Attribute attribute(String name) {
        return guarded(() -> node.getAttributes().get(name));
    }

    private Object attributeData(String name) {
        Attribute attribute = attribute(name);
        return attribute == null ? null : guarded(attribute::getData);
    }

    /** Texts of this file. */
    HeapTexts heapTexts() {
        return new HeapTexts(hdf.getHdfBackingStorage());
    }

    /** Bytes of the file from an address, as the file's own addresses count; read, not mapped. */
    ByteBuffer bytes(long address, int length) {
        return guarded(() -> hdf.getHdfBackingStorage().readBufferFromAddress(address, length));
    }

    /** Bytes of the file, to judge what its elements may claim. */
    long fileBytes() {
        return fileBytes(file);
    }

    private static long fileBytes(Path file) {
        try {
            return Files.size(file);
        } catch (IOException e) {
            throw new InputException(file, "file", "cannot be read (" + e.getMessage() + ")", e);
        }
    }

    InputException fail(String problem) {
        return new InputException(file, path, problem);
    }

    /** Calls a library; its exceptions become bad input at this element. */
    <T> T guarded(Supplier<T> call) {
        return guarded(file, path, call);
    }

    private static <T> T guarded(Path file, String path, Supplier<T> call) {
        try {
            return call.get();
        } catch (InputException e) {
            throw e;
        } catch (RuntimeException | StackOverflowError e) {
            throw new InputException(file, path, "cannot be read: " + rootMessage(e), e);
        } catch (OutOfMemoryError e) {
            // a small file that asks for all memory is damaged; a large one may need more, and is retried
            if (fileBytes(file) < Runtime.getRuntime().maxMemory() / 16) {
                throw new InputException(file, path, "is damaged: it asks for more memory than it can fill", e);
            }
            throw e;
        }
    }

    private static String rootMessage(Throwable e) {
        Throwable root = e;
        while (root.getCause() != null && root.getCause() != root) {
            root = root.getCause();
        }
        return root.getMessage() == null ? root.getClass().getSimpleName() : root.getMessage();
    }

    @Override
    public void close() {
        hdf.close();
    }
}
