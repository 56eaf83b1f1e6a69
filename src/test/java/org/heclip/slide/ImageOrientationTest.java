package org.heclip.slide;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Path;
import org.heclip.error.InputException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Against OpenCV, which turns a JPEG as its tag says (src/test/python/make_slide_golden.py). */
class ImageOrientationTest {
    private static final int WIDTH = 50;
    private static final int HEIGHT = 38;

    private static Path file(String name) {
        return GoldenFile.path("slide/" + name);
    }

    private static RgbImage whole(Path file, ImageOrientation orientation) {
        try (Slide slide = Slides.open(file, 1 << 20, orientation)) {
            assertEquals(new Slides.Size(slide.width(), slide.height()), Slides.size(file, orientation));
            return slide.readRegion(0, 0, slide.width(), slide.height());
        }
    }

    @ParameterizedTest
    @ValueSource(ints = {1, 2, 3, 4, 5, 6, 7, 8})
    void everyOrientationIsOpenCvs(int tag) throws IOException {
        Path image = file("turned_" + tag + ".jpg");
        ImageOrientation orientation = ImageOrientation.Choice.APPLY.of(image);
        assertEquals(tag, orientation.tag());
        boolean swaps = tag >= 5;
        RgbImage expected =
                GoldenFile.rgb("slide/turned_" + tag + ".rgb", swaps ? HEIGHT : WIDTH, swaps ? WIDTH : HEIGHT);
        assertTrue(GoldenFile.furthest(expected, whole(image, orientation)) <= 1);
    }

    @ParameterizedTest
    @ValueSource(strings = {"turned_6.png", "turned_6.tif"})
    void otherFormatsTurnAlike(String name) throws IOException {
        ImageOrientation orientation = ImageOrientation.Choice.APPLY.of(file(name));
        assertEquals(6, orientation.tag());
        assertEquals(GoldenFile.rgb("slide/turned_6_lossless.rgb", HEIGHT, WIDTH), whole(file(name), orientation));
    }

    @ParameterizedTest
    @ValueSource(strings = {"turned_6.png", "turned_6.tif"})
    void anIgnoredTagLeavesTheStoredPixels(String name) throws IOException {
        ImageOrientation orientation = ImageOrientation.Choice.IGNORE.of(file(name));
        assertEquals(GoldenFile.rgb("slide/source.rgb", WIDTH, HEIGHT), whole(file(name), orientation));
    }

    @ParameterizedTest
    @ValueSource(strings = {"turned_6.png", "turned_6.tif", "turned_6.jpg"})
    void aTurnedImageIsRefusedUnlessSomebodyChose(String name) {
        InputException refused = assertThrows(InputException.class, () -> Slides.open(file(name)));
        assertTrue(refused.getMessage().contains("--orientation apply"), refused.getMessage());
    }

    @Test
    void partsThatReachBeyondTheImageTurnToo() throws IOException {
        RgbImage turned = GoldenFile.rgb("slide/turned_6_lossless.rgb", HEIGHT, WIDTH);
        try (Slide slide = Slides.open(file("turned_6.tif"), 1 << 20, new ImageOrientation(6))) {
            RgbImage part = slide.readRegion(-2, WIDTH - 3, 9, 7);
            assertEquals(255, part.sample(0, 0, 0));
            assertEquals(255, part.sample(4, 5, 0));
            assertEquals(turned.sample(2, WIDTH - 1, 1), part.sample(4, 2, 1));
            assertEquals(turned.sample(0, WIDTH - 3, 2), part.sample(2, 0, 2));
        }
    }
}
