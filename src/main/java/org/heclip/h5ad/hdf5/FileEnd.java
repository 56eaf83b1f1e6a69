package org.heclip.h5ad.hdf5;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;

/** A file that only grows: what is appended gets the address of the end so far. */
final class FileEnd {
    private final FileChannel channel;
    private long address;

    FileEnd(FileChannel channel, long address) {
        this.channel = channel;
        this.address = address;
    }

    /** Where the next block will lie. */
    long address() {
        return address;
    }

    /** Keeps room at the end, to be written later; returns its address. */
    long reserve(int bytes) {
        long at = address;
        address += bytes;
        return at;
    }

    /** Writes the block at the end and returns its address. */
    long append(byte[] block) throws IOException {
        long at = reserve(block.length);
        write(block, at);
        return at;
    }

    /** Writes into reserved room. */
    void write(byte[] block, long at) throws IOException {
        ByteBuffer buffer = ByteBuffer.wrap(block);
        while (buffer.hasRemaining()) {
            channel.write(buffer, at + buffer.position());
        }
    }
}
