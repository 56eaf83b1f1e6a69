package org.heclip.model;

import ai.djl.ndarray.NDArray;
import java.util.Arrays;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.Consumer;
import java.util.stream.Collectors;
import org.heclip.error.InputException;
import org.heclip.file.Tensor;

/** An image encoder: from tiles to one vector of features each. It holds no weights. */
public interface Encoder {
    /** @throws InputException for a name that is none of the encoders */
    static Encoder named(String name) {
        return switch (name.toLowerCase(Locale.ROOT)) {
            case "resnet18" -> ResNet.resnet18();
            case "resnet50" -> ResNet.resnet50();
            case "efficientnet_lite0" -> new EfficientNetLite();
            default ->
                throw new InputException(
                        "--encoder",
                        "value",
                        "found '" + name + "', expected resnet18, resnet50, efficientnet_lite0 or torchscript");
        };
    }

    String name();

    /** Number of features. */
    int width();

    /** Normalisation of red, green and blue (0 to 1) that its weights were trained with. */
    default TileBatch.Scale scale() {
        return TileBatch.Scale.IMAGENET;
    }

    /** The same encoder for weights that were trained with another normalisation. */
    default Encoder withScale(TileBatch.Scale scale) {
        return new RescaledEncoder(this, scale);
    }

    /** Of its batch normalisations. */
    float epsilon();

    /** Shape of each weight, under timm's names; a convolution's comes before those of the normalisation that follows it. */
    Map<String, int[]> shapes();

    /** Seeded random weights. */
    Map<String, Tensor> randomWeights(long seed);

    /**
     * @param images {@code [tile][3][y][x]}, normalised, as {@link TileBatch} gives them; closed on the way
     * @param weights of {@link #shapes}, or, outside of training, of {@link FoldedNormalisation}
     * @param training whether batch normalisation uses (and follows) the batch's statistics
     * @return {@code [tile][feature]}
     */
    default NDArray forward(NDArray images, Parameters weights, boolean training) {
        return forward(images, weights, training, map -> {});
    }

    /**
     * The same.
     *
     * @param stages shown the map {@code [tile][channel][y][x]} at the end of each stage, first to last, to read and not to
     *     keep
     */
    NDArray forward(NDArray images, Parameters weights, boolean training, Consumer<NDArray> stages);

    /**
     * The weights of this encoder out of a weight file's.
     *
     * @param source the file, for messages
     * @throws InputException for a tensor that is missing, of another shape, or of another network
     */
    default Map<String, Tensor> select(Map<String, Tensor> tensors, String source) {
        Map<String, Tensor> selected = new TreeMap<>();
        shapes().forEach((name, shape) -> {
            Tensor tensor = tensors.get(name);
            String expected = text(shape);
            if (tensor == null) {
                throw new InputException(source, name, "not found, expected a tensor " + expected + " of " + name());
            }
            if (!Arrays.equals(tensor.shape(), shape)) {
                throw new InputException(
                        source, name, "found " + text(tensor.shape()) + ", expected " + expected + " of " + name());
            }
            selected.put(name, tensor);
        });
        String foreign = tensors.keySet().stream()
                .filter(name -> !selected.containsKey(name) && !isClassifier(name))
                .sorted()
                .collect(Collectors.joining(", "));
        if (!foreign.isEmpty()) {
            throw new InputException(source, foreign, "found, expected no such tensor in " + name());
        }
        return selected;
    }

    private static boolean isClassifier(String name) {
        return name.startsWith("fc.") || name.startsWith("classifier.");
    }

    private static String text(int[] shape) {
        return Arrays.toString(shape);
    }
}
