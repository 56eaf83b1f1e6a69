import java.nio.file.Path;
import java.util.List;
import java.util.Random;
import java.util.stream.IntStream;
import org.heclip.h5ad.AnnData;
import org.heclip.h5ad.DataFrame;
import org.heclip.h5ad.H5ad;
import org.heclip.h5ad.H5adSlices;
import org.heclip.h5ad.TileReader;

/** One operation on an h5ad file a process, for bench/anndata/run.py; prints the seconds it took. */
public final class AnnDataBench {
    private AnnDataBench() {}

    public static void main(String[] args) {
        Path file = Path.of(args[1]);
        AnnData data = args[0].equals("write") ? H5ad.read(file) : null;
        long start = System.nanoTime();
        switch (args[0]) {
            case "start" -> {}
            case "read" -> check(H5ad.read(file).x().orElseThrow().rows() > 0);
            case "write" -> H5ad.write(Path.of(args[2]), data);
            case "genes" -> {
                try (H5adSlices slices = H5adSlices.open(file)) {
                    check(slices.genes(IntStream.range(0, 2000).map(i -> 18 * i).toArray()).cols() == 2000);
                }
            }
            case "make-tiles" -> makeTiles(file, Integer.parseInt(args[2]));
            case "tiles" -> {
                try (TileReader tiles = TileReader.open(file)) {
                    readTiles(tiles, 128);
                }
            }
            case "further-tiles" -> {
                try (TileReader tiles = TileReader.open(file)) {
                    readTiles(tiles, 1280);
                    start = System.nanoTime();
                    readTiles(tiles, 128);
                }
            }
            default -> throw new IllegalArgumentException(args[0]);
        }
        System.out.println((System.nanoTime() - start) / 1e9);
    }

    private static void readTiles(TileReader tiles, int count) {
        Random random = new Random(count);
        IntStream.range(0, count).map(i -> random.nextInt(tiles.size())).forEach(s -> check(tiles.read(s).length > 0));
    }

    private static void makeTiles(Path file, int count) {
        int px = 224;
        List<String> names = IntStream.range(0, count).mapToObj(i -> "s" + i).toList();
        byte[] tile = new byte[px * px * 3];
        H5ad.writeTiles(file, AnnData.of(DataFrame.of(names)), px, s -> {
            Random random = new Random(s);
            byte[] fresh = tile.clone();
            for (int i = 0; i < fresh.length; i++) { // a colour with some grain, about as compressible as tissue
                fresh[i] = (byte) (200 - s % 50 + (random.nextInt() & 7));
            }
            return fresh;
        });
    }

    private static void check(boolean holds) {
        if (!holds) {
            throw new IllegalStateException("the file is not what it should be");
        }
    }
}
