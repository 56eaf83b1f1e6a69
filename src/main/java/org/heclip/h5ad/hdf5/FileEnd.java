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

    /** Writes the block and returns its address. */
    long append(byte[] block) throws IOException {
        long at = address;
        ByteBuffer buffer = ByteBuffer.wrap(block);
        while (buffer.hasRemaining()) {
            address += channel.write(buffer, address);
        }
        return at;
    }
}
