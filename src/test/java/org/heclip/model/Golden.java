package org.heclip.model;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Map;
import java.util.TreeMap;

/** Arrays that {@code src/test/python/model_golden.py} wrote: a name, then its values, on each line. */
record Golden(Map<String, double[]> arrays) {
    static Golden read(String name) {
        Map<String, double[]> arrays = new TreeMap<>();
        try (BufferedReader in = new BufferedReader(new InputStreamReader(
                Golden.class.getResourceAsStream("/golden/model/" + name + ".txt"), StandardCharsets.UTF_8))) {
            for (String line = in.readLine(); line != null; line = in.readLine()) {
                String[] words = line.split(" ");
                arrays.put(
                        words[0],
                        Arrays.stream(words)
                                .skip(1)
                                .mapToDouble(Double::parseDouble)
                                .toArray());
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return new Golden(arrays);
    }

    /** Every {@code stride}th value equals the stored array, within {@code tolerance} of its largest magnitude. */
    void assertEqual(String name, float[] found, int stride, double tolerance) {
        double[] expected = arrays.get(name);
        double largest = Arrays.stream(expected).map(Math::abs).max().orElseThrow();
        assertTrue(largest > 0, name + " is all zero");
        assertEquals(expected.length, (found.length + stride - 1) / stride, name + ": length");
        for (int i = 0; i < expected.length; i++) {
            assertEquals(expected[i], found[i * stride], tolerance * largest, name + "[" + i + "]");
        }
    }
}
