package org.heclip.slide;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import javax.imageio.stream.ImageInputStreamImpl;

/**
 * A file as a stream for decoders. Java's own asks the system for each number, of which a large slide's tags hold hundreds of
 * thousands, and starts the drawing of windows.
 */
final class FileInput extends ImageInputStreamImpl {
    private static final int BUFFER = 1 << 14;

    private final FileChannel channel;
    private final byte[] buffer = new byte[BUFFER];
    private long start;
    private int held;

    FileInput(Path file) throws IOException {
        channel = FileChannel.open(file, StandardOpenOption.READ);
    }

    @Override
    public int read() throws IOException {
        bitOffset = 0;
        int at = place();
        if (at < 0) {
            return -1;
        }
        streamPos++;
        return buffer[at] & 0xff;
    }

    @Override
    public int read(byte[] into, int offset, int length) throws IOException {
        bitOffset = 0;
        if (length == 0) {
            return 0;
        }
        int count;
        if (length >= BUFFER) {
            count = channel.read(ByteBuffer.wrap(into, offset, length), streamPos);
        } else {
            int at = place();
            count = at < 0 ? -1 : Math.min(length, held - at);
            if (count > 0) {
                System.arraycopy(buffer, at, into, offset, count);
            }
        }
        streamPos += Math.max(0, count);
        return count;
    }

    /** Where the next byte lies in the buffer, which is filled when it does not; -1 at the end. */
    private int place() throws IOException {
        if (streamPos < start || streamPos >= start + held) {
            start = streamPos;
            held = Math.max(0, channel.read(ByteBuffer.wrap(buffer), streamPos));
        }
        return held == 0 ? -1 : (int) (streamPos - start);
    }

    @Override
    public long length() {
        try {
            return channel.size();
        } catch (IOException e) {
            return -1;
        }
    }

    @Override
    public void close() throws IOException {
        super.close();
        channel.close();
    }
}
