package org.heclip.h5ad;

import io.jhdf.api.dataset.ChunkedDataset;
import io.jhdf.filter.PipelineFilterWithData;
import java.nio.ByteBuffer;
import java.util.Arrays;
import java.util.List;
import java.util.zip.DataFormatException;
import java.util.zip.Inflater;

/** The filters that AnnData files are written with, undone without jHDF's copies; safe to use from several threads. */
final class ChunkDecoder {
    private static final int DEFLATE = 1;
    private static final int SHUFFLE = 2;
    private static final List<List<Integer>> KNOWN =
            List.of(List.of(), List.of(DEFLATE), List.of(SHUFFLE), List.of(SHUFFLE, DEFLATE));

    private static final ThreadLocal<Inflater> INFLATER = ThreadLocal.withInitial(Inflater::new);
    private static final ThreadLocal<byte[]> SHUFFLED = ThreadLocal.withInitial(() -> new byte[0]);

    private final H5adElement element;
    private final int elementSize;
    private final List<Integer> filters;

    ChunkDecoder(H5adElement element, int elementSize) {
        this.element = element;
        this.elementSize = elementSize;
        this.filters = element.guarded(element.dataset()::getFilters).stream()
                .map(PipelineFilterWithData::getId)
                .toList();
    }

    boolean knowsFilters() {
        return KNOWN.contains(filters);
    }

    /**
     * Fills {@code values} from the chunk that begins at an offset.
     *
     * @throws org.heclip.error.InputException when the chunk is not stored, or holds fewer bytes
     */
    void decode(int[] offset, byte[] values) {
        ByteBuffer stored = element.guarded(() -> ((ChunkedDataset) element.dataset()).getRawChunkBuffer(offset));
        boolean shuffled = filters.contains(SHUFFLE) && elementSize > 1;
        byte[] decoded = shuffled ? scratch(values.length) : values;
        if (filters.contains(DEFLATE)) {
            inflate(stored, decoded, offset);
        } else if (stored.remaining() < decoded.length) {
            throw damaged(offset);
        } else {
            stored.get(decoded);
        }
        if (shuffled) {
            unshuffle(decoded, values);
        }
    }

    private void inflate(ByteBuffer stored, byte[] decoded, int[] offset) {
        Inflater inflater = INFLATER.get();
        inflater.reset();
        inflater.setInput(stored);
        try {
            int length = 0;
            while (length < decoded.length) {
                int more = inflater.inflate(decoded, length, decoded.length - length);
                if (more == 0) {
                    throw damaged(offset);
                }
                length += more;
            }
        } catch (DataFormatException e) {
            throw damaged(offset);
        }
    }

    private RuntimeException damaged(int[] offset) {
        return element.fail("is damaged: the chunk at " + Arrays.toString(offset) + " cannot be decompressed");
    }

    private void unshuffle(byte[] shuffled, byte[] values) {
        int elements = shuffled.length / elementSize;
        if (elementSize == 4) {
            unshuffle4(shuffled, values, elements);
            return;
        }
        for (int b = 0; b < elementSize; b++) {
            int at = b * elements;
            for (int i = b; i < values.length; i += elementSize) {
                values[i] = shuffled[at++];
            }
        }
    }

    /** The common case in one pass, which is several times as fast. */
    private static void unshuffle4(byte[] shuffled, byte[] values, int elements) {
        for (int i = 0, at = 0; i < elements; i++, at += 4) {
            values[at] = shuffled[i];
            values[at + 1] = shuffled[elements + i];
            values[at + 2] = shuffled[2 * elements + i];
            values[at + 3] = shuffled[3 * elements + i];
        }
    }

    private static byte[] scratch(int length) {
        if (SHUFFLED.get().length != length) {
            SHUFFLED.set(new byte[length]);
        }
        return SHUFFLED.get();
    }
}
