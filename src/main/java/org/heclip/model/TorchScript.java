package org.heclip.model;

import ai.djl.MalformedModelException;
import ai.djl.engine.EngineException;
import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDList;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.DataType;
import ai.djl.ndarray.types.Shape;
import ai.djl.training.ParameterStore;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.util.Map;
import org.heclip.error.InputException;

/**
 * An encoder that was exported as TorchScript, from tiles {@code [tile][3][y][x]} to features {@code [tile][feature]}; of several
 * outputs the first. It is always run in evaluation mode, however it was saved.
 */
final class TorchScript implements AutoCloseable {
    private final Path file;
    private final ai.djl.Model module;

    private TorchScript(Path file, ai.djl.Model module) {
        this.file = file;
        this.module = module;
    }

    /** @throws InputException when libtorch cannot read it */
    static TorchScript open(Libtorch libtorch, Path file) {
        ai.djl.Model module = libtorch.newModel();
        try {
            module.load(file.toAbsolutePath(), null, Map.of("mapLocation", "true"));
            return new TorchScript(file, module);
        } catch (EngineException | MalformedModelException e) {
            module.close();
            throw new InputException(
                    file,
                    "TorchScript",
                    "found " + firstLine(e) + ", expected a module saved by torch.jit.save (docs/encoders.md)");
        } catch (IOException e) {
            module.close();
            throw new UncheckedIOException(e);
        }
    }

    /**
     * Number of features, found by trying. The first pass outside of training also puts a module into evaluation mode that was
     * saved in training mode.
     *
     * @param px edge of the tiles
     * @throws InputException when it does not turn such a tile into one vector
     */
    int width(NDManager manager, int px) {
        try (NDManager probe = manager.newSubManager()) {
            Shape shape = forward(probe.zeros(new Shape(2, 3, px, px))).getShape();
            if (shape.dimension() != 2 || shape.get(0) != 2 || shape.get(1) < 1) {
                throw new InputException(
                        file, "output", "found shape " + shape + " for 2 tiles, expected 2 vectors of features");
            }
            return Math.toIntExact(shape.get(1));
        } catch (EngineException e) {
            throw new InputException(
                    file,
                    "forward",
                    "found '" + firstLine(e) + "', expected that it takes tiles of " + px + " px (--tile_px)");
        }
    }

    NDArray forward(NDArray images) {
        ParameterStore none = new ParameterStore(images.getManager(), false);
        NDArray features =
                module.getBlock().forward(none, new NDList(images), false).get(0);
        return features.getDataType() == DataType.FLOAT32 ? features : features.toType(DataType.FLOAT32, false);
    }

    @Override
    public void close() {
        module.close();
    }

    /** What libtorch says, without the C++ stack below it. */
    private static String firstLine(Exception e) {
        String message = e.getMessage() == null ? e.toString() : e.getMessage();
        return message.lines()
                .map(String::strip)
                .filter(line -> !line.isEmpty() && !line.startsWith("Traceback") && !line.startsWith("The following"))
                .findFirst()
                .orElse("an error");
    }
}
