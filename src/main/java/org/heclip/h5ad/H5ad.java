package org.heclip.h5ad;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.util.Optional;
import java.util.function.IntFunction;
import org.heclip.file.AtomicFile;
import org.heclip.h5ad.hdf5.Compression;
import org.heclip.h5ad.hdf5.Hdf5Array;
import org.heclip.h5ad.hdf5.Hdf5Type;
import org.heclip.h5ad.hdf5.Hdf5Writer;

/** AnnData files (.h5ad): written as anndata 0.8 to 0.12 do, read from anndata 0.7 on. */
public final class H5ad {
    static final String TILES = "tiles";
    static final String CONTEXT = "context";

    private H5ad() {}

    /**
     * Reads X, obs, var, layers, uns and the obsm arrays of one or two dimensions (for tiles see {@link TileReader}). Not
     * read: raw, obsp, varm, varp. An obsm or uns entry that AnnData knows but no type here can hold (an awkward array, a
     * record array) is left out with a warning.
     *
     * <p>X and layers become float32; an integer above 2^24, which float32 cannot hold exactly, is refused.
     *
     * @throws org.heclip.error.InputException naming file and element when it is not such a file
     */
    public static AnnData read(Path file) {
        try (H5adElement root = H5adElement.open(file)) {
            return AnnDataReader.read(root, true);
        }
    }

    /** As {@link #read}, without X and layers, which {@link H5adSlices} reads parts of. */
    public static AnnData readWithoutMatrices(Path file) {
        try (H5adElement root = H5adElement.open(file)) {
            return AnnDataReader.read(root, false);
        }
    }

    /**
     * One entry of uns, without all the rest; empty where the file has none.
     *
     * @throws org.heclip.error.InputException naming file and element when it is not such a file
     */
    public static Optional<Object> readUns(Path file, String name) {
        try (H5adElement root = H5adElement.open(file)) {
            return root.find("uns")
                    .filter(H5adElement::isGroup)
                    .flatMap(uns -> uns.find(name))
                    .flatMap(ValueReader::read);
        }
    }

    /**
     * Reads everything as it is stored; what no {@link Element} can hold (awkward arrays) is refused or, in uns, left out
     * with a warning.
     *
     * @throws org.heclip.error.InputException naming file and element when it is not such a file
     */
    public static Element.Dict readElements(Path file) {
        try (H5adElement root = H5adElement.open(file)) {
            return ElementReader.root(root);
        }
    }

    /**
     * Writes under a temporary name, then moves; X and layers keep their sparse or dense form, chunks are compressed.
     *
     * @throws IllegalArgumentException for what such a file cannot hold: a name with a slash, text with a NUL character
     * @throws UncheckedIOException when the file cannot be written
     */
    public static void write(Path file, AnnData data) {
        write(file, elements(data), Compression.GZIP);
    }

    /** The elements that {@link #write(Path, AnnData)} writes, for adding to them. */
    public static Element.Dict elements(AnnData data) {
        return AnnDataElements.of(data);
    }

    /** As {@link #write(Path, AnnData)}, of any elements. @param root of the kind anndata */
    public static void write(Path file, Element.Dict root, Compression compression) {
        try {
            AtomicFile.write(file, temporary -> {
                try (Hdf5Writer writer = new Hdf5Writer(temporary, compression)) {
                    new ElementWriter(writer).root(root);
                }
            });
        } catch (IOException e) {
            throw new UncheckedIOException(file + " cannot be written", e);
        }
    }

    /**
     * Writes {@code data} with {@code obsm["tiles"]}, uint8 {@code [spot][tilePx][tilePx][3]}, one tile per chunk; tiles are
     * asked for once each, in order, so that memory does not grow with their number.
     *
     * @param tileOf the RGB bytes of tile {@code s}, row-major, {@code tilePx * tilePx * 3} long
     * @throws UncheckedIOException when the file cannot be written
     */
    public static void writeTiles(Path file, AnnData data, int tilePx, IntFunction<byte[]> tileOf) {
        writeTiles(file, data, tilePx, tileOf, Optional.empty());
    }

    /**
     * As {@link #writeTiles(Path, AnnData, int, IntFunction)}, with {@code obsm["context"]} of the same shape too.
     *
     * @param contextOf the tiles of a wider view; none when empty
     */
    public static void writeTiles(
            Path file, AnnData data, int tilePx, IntFunction<byte[]> tileOf, Optional<IntFunction<byte[]>> contextOf) {
        int spots = data.obs().size();
        Element.Dict root = elements(data);
        Element.Dict obsm = ((Element.Dict) root.members().get("obsm")).with(TILES, tiles(spots, tilePx, tileOf));
        if (contextOf.isPresent()) {
            obsm = obsm.with(CONTEXT, tiles(spots, tilePx, contextOf.get()));
        }
        write(file, root.with("obsm", obsm), Compression.GZIP);
    }

    private static Element tiles(int spots, int tilePx, IntFunction<byte[]> tileOf) {
        int[] shape = {spots, tilePx, tilePx, 3};
        return spots == 0
                ? new Element.Array(Hdf5Array.of(shape, new byte[0]))
                : new Element.StreamedArray(Hdf5Type.UINT8, shape, 1, checked(tilePx, tileOf));
    }

    private static IntFunction<byte[]> checked(int tilePx, IntFunction<byte[]> tileOf) {
        int size = Math.multiplyExact(3 * tilePx, tilePx);
        return s -> {
            byte[] tile = tileOf.apply(s);
            if (tile.length != size) {
                throw new IllegalArgumentException("tile " + s + " has " + tile.length + " bytes, not " + size);
            }
            return tile;
        };
    }
}
