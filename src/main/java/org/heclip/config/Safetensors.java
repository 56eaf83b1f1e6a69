package org.heclip.config;

import com.fasterxml.jackson.core.type.TypeReference;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.TreeMap;
import org.heclip.error.InputException;
import org.heclip.file.AtomicFile;
import org.heclip.file.Tensor;

/**
 * Weight files in the safetensors format: eight bytes with the length of a JSON header, the header, then the raw
 * little-endian values. Nothing in such a file is ever run, and every offset is checked against the file before it is used.
 */
public final class Safetensors {
    private static final int LENGTH_BYTES = 8;
    /** The format's own limit. */
    private static final long MAX_HEADER_BYTES = 100_000_000;

    private static final int ALIGNMENT = 8;
    private static final String METADATA = "__metadata__";
    private static final JsonMapper JSON = new JsonMapper();

    private record Entry(String dtype, long[] shape, long begin, long end) {}

    private Safetensors() {}

    /**
     * Reads all float32 tensors; 64-bit integers (counters such as {@code num_batches_tracked}) are left out.
     *
     * @return by name, sorted
     * @throws InputException naming the tensor for anything that is not a well-formed file
     */
    public static Map<String, Tensor> read(Path file) {
        try (FileChannel channel = FileChannel.open(file, StandardOpenOption.READ)) {
            long headerBytes = headerBytes(file, channel);
            long dataStart = LENGTH_BYTES + headerBytes;
            Map<String, Tensor> tensors = new TreeMap<>();
            for (Map.Entry<String, JsonNode> field :
                    header(file, channel, headerBytes).entrySet()) {
                String name = field.getKey();
                if (!name.equals(METADATA)) {
                    Entry entry = entry(file, name, field.getValue(), channel.size() - dataStart);
                    if (!entry.dtype().equals("I64")) {
                        tensors.put(name, tensor(file, name, entry, channel, dataStart));
                    }
                }
            }
            return tensors;
        } catch (IOException e) {
            throw new InputException(file, "safetensors file", "cannot be read: " + e.getMessage(), e);
        }
    }

    /** Writes the tensors, sorted by name, under a temporary name, then moves; the same tensors give the same bytes. */
    public static void write(Path file, Map<String, Tensor> tensors) {
        Map<String, Tensor> sorted = new TreeMap<>(tensors);
        byte[] header = header(sorted);
        try {
            AtomicFile.write(file, temporary -> {
                try (FileChannel channel =
                        FileChannel.open(temporary, StandardOpenOption.CREATE, StandardOpenOption.WRITE)) {
                    writeAll(channel, littleEndian(LENGTH_BYTES).putLong(0, header.length));
                    writeAll(channel, ByteBuffer.wrap(header));
                    for (Tensor tensor : sorted.values()) {
                        ByteBuffer bytes = littleEndian(Math.multiplyExact(tensor.values().length, Float.BYTES));
                        bytes.asFloatBuffer().put(tensor.values());
                        writeAll(channel, bytes);
                    }
                }
            });
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static byte[] header(Map<String, Tensor> sorted) {
        ObjectNode root = JSON.createObjectNode();
        long offset = 0;
        for (Map.Entry<String, Tensor> tensor : sorted.entrySet()) {
            long end = offset + (long) tensor.getValue().values().length * Float.BYTES;
            ObjectNode node = root.putObject(tensor.getKey()).put("dtype", "F32");
            node.set("shape", JSON.valueToTree(tensor.getValue().shape()));
            node.putArray("data_offsets").add(offset).add(end);
            offset = end;
        }
        byte[] json = root.toString().getBytes(StandardCharsets.UTF_8);
        int padding = Math.floorMod(-json.length, ALIGNMENT);
        return (root + " ".repeat(padding)).getBytes(StandardCharsets.UTF_8);
    }

    private static long headerBytes(Path file, FileChannel channel) throws IOException {
        if (channel.size() < LENGTH_BYTES) {
            throw new InputException(
                    file, "safetensors file", "found " + channel.size() + " bytes, expected at least " + LENGTH_BYTES);
        }
        long bytes = read(channel, 0, LENGTH_BYTES).getLong();
        long limit = Math.min(MAX_HEADER_BYTES, channel.size() - LENGTH_BYTES);
        if (bytes < 2 || bytes > limit) {
            throw new InputException(
                    file, "header", "found a length of " + bytes + " bytes, expected 2 to " + limit + " (safetensors)");
        }
        return bytes;
    }

    private static Map<String, JsonNode> header(Path file, FileChannel channel, long bytes) throws IOException {
        byte[] json = read(channel, LENGTH_BYTES, bytes).array();
        try {
            return JSON.readValue(json, new TypeReference<LinkedHashMap<String, JsonNode>>() {});
        } catch (IOException e) {
            throw new InputException(file, "header", "found no JSON object, expected that of a safetensors file", e);
        }
    }

    private static Entry entry(Path file, String name, JsonNode node, long dataBytes) {
        JsonNode offsets = node.path("data_offsets");
        if (!node.path("dtype").isTextual()
                || !node.path("shape").isArray()
                || offsets.size() != 2
                || !offsets.get(0).canConvertToLong()
                || !offsets.get(1).canConvertToLong()) {
            throw new InputException(file, name, "found " + node + ", expected dtype, shape and data_offsets");
        }
        long[] shape = new long[node.path("shape").size()];
        for (int i = 0; i < shape.length; i++) {
            shape[i] = node.path("shape").get(i).asLong(-1);
        }
        long begin = offsets.get(0).asLong();
        long end = offsets.get(1).asLong();
        if (begin < 0 || end < begin || end > dataBytes) {
            throw new InputException(
                    file,
                    name,
                    "found offsets " + begin + " to " + end + ", expected them within " + dataBytes + " bytes");
        }
        return new Entry(node.path("dtype").asText(), shape, begin, end);
    }

    private static Tensor tensor(Path file, String name, Entry entry, FileChannel channel, long dataStart)
            throws IOException {
        if (!entry.dtype().equals("F32")) {
            throw new InputException(file, name, "found type " + entry.dtype() + ", expected F32");
        }
        long size = 1;
        int[] shape = new int[entry.shape().length];
        for (int i = 0; i < shape.length; i++) {
            long extent = entry.shape()[i];
            if (extent < 0 || extent > Integer.MAX_VALUE || (extent > 0 && size > Integer.MAX_VALUE / extent)) {
                throw new InputException(file, name, "found extent " + extent + ", expected fewer than 2^31 values");
            }
            shape[i] = (int) extent;
            size *= extent;
        }
        long bytes = entry.end() - entry.begin();
        if (size * Float.BYTES != bytes || bytes > Integer.MAX_VALUE) {
            throw new InputException(
                    file, name, "found " + bytes + " bytes, expected " + size * Float.BYTES + " (below 2 GiB)");
        }
        float[] values = new float[(int) size];
        read(channel, dataStart + entry.begin(), bytes).asFloatBuffer().get(values);
        return new Tensor(shape, values);
    }

    private static ByteBuffer littleEndian(int bytes) {
        return ByteBuffer.allocate(bytes).order(ByteOrder.LITTLE_ENDIAN);
    }

    private static void writeAll(FileChannel channel, ByteBuffer bytes) throws IOException {
        while (bytes.hasRemaining()) {
            channel.write(bytes);
        }
    }

    private static ByteBuffer read(FileChannel channel, long position, long bytes) throws IOException {
        ByteBuffer buffer = littleEndian(Math.toIntExact(bytes));
        while (buffer.hasRemaining()) {
            if (channel.read(buffer, position + buffer.position()) < 0) {
                throw new IOException("the file ends early");
            }
        }
        return buffer.flip();
    }
}
