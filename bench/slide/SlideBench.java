import java.nio.file.Path;
import java.util.concurrent.atomic.AtomicLong;
import org.heclip.slide.Slide;
import org.heclip.slide.Slides;
import org.heclip.tile.TileCutter;
import org.heclip.tile.TilePass;

/** Cuts tiles of 224 px at positions that peer.py draws too; prints a checksum, then the seconds. */
final class SlideBench {
    private static final int TILE_PX = 224;

    private SlideBench() {}

    public static void main(String[] args) {
        int spots = Integer.parseInt(args[1]);
        double sourcePx = TILE_PX * Double.parseDouble(args[2]);
        int threads = Integer.parseInt(args[3]);
        long start = System.nanoTime();
        AtomicLong sum = new AtomicLong();
        try (Slide slide = Slides.open(Path.of(args[0]))) {
            double[] xy = new double[2 * spots];
            long state = 1;
            for (int i = 0; i < xy.length; i++) {
                state = state * 1103515245L + 12345L & 0x7fffffffL;
                int room = (i % 2 == 0 ? slide.width() : slide.height()) - (int) sourcePx;
                xy[i] = sourcePx / 2 + (state >> 8) % room;
            }
            TilePass.run(new TileCutter(slide, 1, sourcePx, TILE_PX), xy, threads, (s, tile) -> {
                long own = 0;
                for (byte sample : tile.pixels()) {
                    own += sample & 0xff;
                }
                sum.addAndGet(own);
            });
        }
        System.out.println(sum + " " + (System.nanoTime() - start) / 1e9);
    }
}
