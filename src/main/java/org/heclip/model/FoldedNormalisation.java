package org.heclip.model;

import java.util.Map;
import java.util.TreeMap;
import org.heclip.file.Tensor;

/**
 * Batch normalisation of an encoder that stays as it is, taken into the convolution before it (Jacob et al., CVPR 2018, arXiv
 * 1712.05877, section 3.2): {@code w' = w gamma / sqrt(var + eps)}, {@code b' = beta - mean gamma / sqrt(var + eps)}. Each
 * saves a pass over the activations.
 */
final class FoldedNormalisation {
    private static final String LAST = ".running_var";
    private static final String WEIGHT = ".weight";
    private static final String BIAS = ".bias";

    private FoldedNormalisation() {}

    /**
     * @param weights of the encoder
     * @return convolutions with weight and bias, and no normalisations
     */
    static Map<String, Tensor> of(Encoder encoder, Map<String, Tensor> weights) {
        Map<String, Tensor> folded = new TreeMap<>();
        String convolution = "";
        for (Map.Entry<String, int[]> entry : encoder.shapes().entrySet()) {
            String name = entry.getKey();
            if (entry.getValue().length > 1) {
                convolution = name.substring(0, name.length() - WEIGHT.length());
            } else if (name.endsWith(LAST)) {
                String norm = name.substring(0, name.length() - LAST.length());
                fold(weights, convolution, norm, encoder.epsilon(), folded);
            }
        }
        return folded;
    }

    private static void fold(
            Map<String, Tensor> weights, String convolution, String norm, double epsilon, Map<String, Tensor> folded) {
        Tensor kernel = weights.get(convolution + WEIGHT);
        float[] gamma = weights.get(norm + WEIGHT).values();
        float[] beta = weights.get(norm + BIAS).values();
        float[] mean = weights.get(norm + ".running_mean").values();
        float[] variance = weights.get(norm + LAST).values();
        int perChannel = kernel.values().length / gamma.length;
        float[] scaled = new float[kernel.values().length];
        float[] bias = new float[gamma.length];
        for (int c = 0; c < gamma.length; c++) {
            double scale = gamma[c] / Math.sqrt(variance[c] + epsilon);
            for (int i = c * perChannel; i < (c + 1) * perChannel; i++) {
                scaled[i] = (float) (kernel.values()[i] * scale);
            }
            bias[c] = (float) (beta[c] - mean[c] * scale);
        }
        folded.put(convolution + WEIGHT, new Tensor(kernel.shape(), scaled));
        folded.put(convolution + BIAS, Tensor.vector(bias));
    }
}
