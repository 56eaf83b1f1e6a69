package org.heclip.slide;

import java.util.Optional;
import org.heclip.section.Mpp;

/** A slide over pixels in memory. */
public record MemorySlide(RgbImage image) implements Slide {
    @Override
    public int width() {
        return image.width();
    }

    @Override
    public int height() {
        return image.height();
    }

    @Override
    public Optional<Mpp> mpp() {
        return Optional.empty();
    }

    @Override
    public RgbImage readRegion(int x, int y, int width, int height) {
        RgbImage region = RgbImage.white(width, height);
        for (int row = Math.max(0, -y); row < Math.min(height, image.height() - y); row++) {
            for (int column = Math.max(0, -x); column < Math.min(width, image.width() - x); column++) {
                System.arraycopy(
                        image.pixels(),
                        ((y + row) * image.width() + x + column) * 3,
                        region.pixels(),
                        (row * width + column) * 3,
                        3);
            }
        }
        return region;
    }

    @Override
    public void close() {
        // nothing is held
    }
}
