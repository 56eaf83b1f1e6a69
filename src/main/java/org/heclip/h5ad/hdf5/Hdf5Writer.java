package org.heclip.h5ad.hdf5;

import io.jhdf.BufferBuilder;
import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.Arrays;
import java.util.Map;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.function.IntFunction;

/**
 * One HDF5 file being written. Objects are written children first: a dataset or group returns its address, a group is
 * given its children's addresses, {@link #finish} the root's. A file not finished is no HDF5 file.
 */
public final class Hdf5Writer implements AutoCloseable {
    private static final byte[] SIGNATURE = {(byte) 0x89, 'H', 'D', 'F', '\r', '\n', 0x1A, '\n'};
    private static final int SUPERBLOCK = 48;
    /** Smaller datasets are stored as they are, larger ones in chunks of about {@link #CHUNK_BYTES}. */
    private static final int CONTIGUOUS_BYTES = 2048;
    /** A quarter of libhdf5's default chunk cache. */
    private static final int CHUNK_BYTES = 1 << 18;

    private final FileChannel channel;
    private final FileEnd file;
    private final GlobalHeap heap;
    private final Compression compression;
    private final int threadCount = Math.max(1, Math.min(8, Runtime.getRuntime().availableProcessors()));
    private final ExecutorService threads = Executors.newFixedThreadPool(threadCount, work -> {
        Thread thread = new Thread(work, "hdf5-deflate");
        thread.setDaemon(true);
        return thread;
    });

    /** Creates the file, or empties it; chunks are compressed. @throws IOException when it cannot be written */
    public Hdf5Writer(Path path) throws IOException {
        this(path, Compression.GZIP);
    }

    /** Creates the file, or empties it. @throws IOException when it cannot be written */
    public Hdf5Writer(Path path, Compression compression) throws IOException {
        this.compression = compression;
        channel = FileChannel.open(
                path, StandardOpenOption.CREATE, StandardOpenOption.TRUNCATE_EXISTING, StandardOpenOption.WRITE);
        file = new FileEnd(channel, SUPERBLOCK);
        heap = new GlobalHeap(file);
    }

    /** Writes a dataset; returns its address. */
    public long dataset(Hdf5Array data, Map<String, Hdf5Array> attributes) throws IOException {
        int elementSize = data.type().size();
        long bytes = (long) data.size() * elementSize;
        byte[] references = data.values() instanceof String[] strings ? heap.store(strings) : null;
        if (bytes <= CONTIGUOUS_BYTES || data.shape().length == 0) {
            return contiguous(data, references == null ? data.encode(0, data.size()) : references, attributes);
        }
        int row = data.size() / data.shape()[0];
        int rows = rowsPerChunk(data.shape()[0], (long) row * elementSize);
        return chunked(data.type(), data.shape(), rows, attributes, c -> {
            int from = c * rows * row;
            int count = Math.min(rows, data.shape()[0] - c * rows) * row;
            return references == null
                    ? data.encode(from, count)
                    : Arrays.copyOfRange(references, from * elementSize, (from + count) * elementSize);
        });
    }

    private static int rowsPerChunk(int rows, long rowBytes) {
        return (int) Math.max(1, Math.min(rows, CHUNK_BYTES / rowBytes));
    }

    /**
     * Writes a dataset whose chunks are made while it is written; returns its address.
     *
     * @param shape at least one axis, none empty
     * @param rowsPerChunk a chunk is this many entries of the first axis, whole
     * @param content little-endian bytes of chunk {@code c}, asked for once each, in order
     */
    public long chunked(
            Hdf5Type type,
            int[] shape,
            int rowsPerChunk,
            Map<String, Hdf5Array> attributes,
            IntFunction<byte[]> content)
            throws IOException {
        ChunkedLayout layout = layout(Arrays.copyOfRange(shape, 1, shape.length), type, rowsPerChunk);
        int chunks = (int) (((long) shape[0] + rowsPerChunk - 1) / rowsPerChunk);
        for (int c = 0; c < chunks; c++) {
            layout.add(content.apply(c));
        }
        return chunkedHeader(type, shape, layout.finish(), attributes);
    }

    /** Begins a dataset of one axis whose length is not known yet; others may be written meanwhile. */
    public Hdf5Stream stream(Hdf5Type type) {
        return new Hdf5Stream(this, type, CHUNK_BYTES / type.size());
    }

    ChunkedLayout layout(int[] rowShape, Hdf5Type type, int rowsPerChunk) {
        ChunkedLayout.Target target = new ChunkedLayout.Target(file, compression, threads, 2 * threadCount);
        return new ChunkedLayout(rowShape, type.size(), rowsPerChunk, target);
    }

    long chunkedHeader(Hdf5Type type, int[] shape, byte[] layout, Map<String, Hdf5Array> attributes)
            throws IOException {
        ObjectHeader header = datasetHeader(type.message(), shape, 3);
        if (compression == Compression.GZIP) {
            header.add(ObjectHeader.FILTERS, Compression.filterMessage(type.size()));
        }
        header.add(ObjectHeader.LAYOUT, layout);
        Attributes.add(attributes, header, file, heap);
        return file.append(header.toBytes());
    }

    /** Writes a dataset of one axis whose entries are records of several values. @param members each of the same length */
    public long records(Map<String, Hdf5Array> members, Map<String, Hdf5Array> attributes) throws IOException {
        Hdf5Records records = new Hdf5Records(members);
        byte[] content = records.encode(heap);
        return contiguous(records.typeMessage(), new int[] {records.length()}, content, attributes);
    }

    private long contiguous(Hdf5Array data, byte[] content, Map<String, Hdf5Array> attributes) throws IOException {
        return contiguous(data.type().message(), data.shape(), content, attributes);
    }

    private long contiguous(byte[] type, int[] shape, byte[] content, Map<String, Hdf5Array> attributes)
            throws IOException {
        long address = content.length == 0 ? ObjectHeader.UNDEFINED_ADDRESS : file.append(content);
        byte[] layout = new BufferBuilder()
                .writeByte(3) // version (section IV.A.2.i)
                .writeByte(1) // contiguous
                .writeLong(address)
                .writeLong(content.length)
                .build()
                .array();
        ObjectHeader header = datasetHeader(type, shape, 2).add(ObjectHeader.LAYOUT, layout);
        Attributes.add(attributes, header, file, heap);
        return file.append(header.toBytes());
    }

    /** @param allocation when space is allocated: 2 late, 3 as chunks come (Fill Value message, section IV.A.2.f) */
    private static ObjectHeader datasetHeader(byte[] type, int[] shape, int allocation) {
        int fillWhenSet = 2 << 2;
        byte[] defaultFill = {3, (byte) (fillWhenSet | allocation)};
        return new ObjectHeader()
                .add(ObjectHeader.DATASPACE, Hdf5Array.dataspace(shape))
                .add(ObjectHeader.DATATYPE, type)
                .add(ObjectHeader.FILL_VALUE, defaultFill);
    }

    /**
     * Writes a group with its links in the object header, in the order given; returns its address.
     *
     * @param children address of each child by name
     */
    public long group(Map<String, Long> children, Map<String, Hdf5Array> attributes) throws IOException {
        ObjectHeader header = new ObjectHeader()
                .add(ObjectHeader.GROUP_INFO, new byte[] {0, 0}) // section IV.A.2.k
                .add(ObjectHeader.LINK_INFO, linkInfo());
        children.forEach((name, address) -> header.add(ObjectHeader.LINK, link(name, address)));
        Attributes.add(attributes, header, file, heap);
        return file.append(header.toBytes());
    }

    /** Section IV.A.2.c: no dense storage. */
    private static byte[] linkInfo() {
        return new BufferBuilder()
                .writeShort(0) // version and flags
                .writeLong(ObjectHeader.UNDEFINED_ADDRESS)
                .writeLong(ObjectHeader.UNDEFINED_ADDRESS)
                .build()
                .array();
    }

    /** Section IV.A.2.g: a hard link with a UTF-8 name. */
    private static byte[] link(String name, long address) {
        if (name.isEmpty() || name.equals(".") || name.indexOf('/') >= 0 || name.indexOf('\0') >= 0) {
            throw new IllegalArgumentException("'" + name + "' cannot name an HDF5 object");
        }
        byte[] bytes = name.getBytes(StandardCharsets.UTF_8);
        int charsetGiven = 1 << 4;
        int lengthInTwoBytes = 1;
        return new BufferBuilder()
                .writeByte(1) // version
                .writeByte(charsetGiven | lengthInTwoBytes)
                .writeByte(1) // UTF-8
                .writeShort(bytes.length)
                .writeBytes(bytes)
                .writeLong(address)
                .build()
                .array();
    }

    /** Completes the file: the superblock, version 2 (section II.B), comes last. */
    public void finish(long rootGroup) throws IOException {
        heap.flush();
        byte[] superblock = new BufferBuilder()
                .writeBytes(SIGNATURE)
                .writeByte(2) // version
                .writeByte(8) // bytes of an address
                .writeByte(8) // bytes of a length
                .writeByte(0) // closed properly
                .writeLong(0) // base address
                .writeLong(ObjectHeader.UNDEFINED_ADDRESS) // no extension
                .writeLong(file.address()) // end of file
                .writeLong(rootGroup)
                .appendChecksum()
                .build()
                .array();
        file.write(superblock, 0);
    }

    @Override
    public void close() throws IOException {
        threads.shutdownNow();
        channel.close();
    }
}
