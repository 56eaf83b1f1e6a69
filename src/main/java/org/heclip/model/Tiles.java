package org.heclip.model;

import java.util.List;
import java.util.function.IntFunction;

/** The tiles of the spots of a section, RGB, read one at a time so that memory does not grow with their number. */
public interface Tiles {
    int size();

    /** Edge of a tile in pixels. */
    int tilePx();

    /** RGB bytes (unsigned) of tile {@code s}, {@code [y][x][3]}; safe to call from several threads. */
    byte[] read(int s);

    /** Tiles that are made when they are asked for. */
    record Read(int size, int tilePx, IntFunction<byte[]> maker) implements Tiles {
        @Override
        public byte[] read(int s) {
            return maker.apply(s);
        }
    }

    /** The tiles at these indices, in this order. */
    default Tiles select(int[] chosen) {
        return new Read(chosen.length, tilePx(), s -> read(chosen[s]));
    }

    /**
     * All tiles of several sections, one section after the other.
     *
     * @throws IllegalArgumentException when their edges differ
     */
    static Tiles concat(List<Tiles> parts) {
        int px = parts.get(0).tilePx();
        if (parts.stream().anyMatch(part -> part.tilePx() != px)) {
            throw new IllegalArgumentException("tiles of different edges");
        }
        return new Read(parts.stream().mapToInt(Tiles::size).sum(), px, s -> {
            int at = s;
            for (Tiles part : parts) {
                if (at < part.size()) {
                    return part.read(at);
                }
                at -= part.size();
            }
            throw new IndexOutOfBoundsException(s);
        });
    }
}
