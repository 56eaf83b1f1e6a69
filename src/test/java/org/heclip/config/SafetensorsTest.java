package org.heclip.config;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Map;
import org.heclip.error.InputException;
import org.heclip.file.Tensor;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class SafetensorsTest {
    @TempDir
    private Path folder;

    @Test
    void whatIsWrittenIsRead() {
        Map<String, Tensor> tensors = Map.of(
                "b.weight", Tensor.matrix(2, 3, new float[] {1, -2, 3.5f, 0, Float.MIN_VALUE, 1e30f}),
                "a.bias", Tensor.vector(new float[] {7}),
                "empty", Tensor.matrix(0, 4, new float[0]));
        Path file = folder.resolve("w.safetensors");

        Safetensors.write(file, tensors);

        assertEquals(tensors, Safetensors.read(file));
    }

    @Test
    void sameTensorsGiveSameBytes() throws IOException {
        Map<String, Tensor> tensors = Map.of("x", Tensor.vector(new float[] {1, 2}), "y", Tensor.vector(new float[1]));
        Safetensors.write(folder.resolve("1"), tensors);
        Safetensors.write(folder.resolve("2"), Map.copyOf(tensors));

        assertArrayEquals(Files.readAllBytes(folder.resolve("1")), Files.readAllBytes(folder.resolve("2")));
    }

    /** Written by the safetensors library itself (see src/test/python/safetensors_golden.py). */
    @Test
    void readsWhatTheSafetensorsLibraryWrote() {
        Path golden = Path.of("src/test/resources/golden/model/library.safetensors");

        Map<String, Tensor> tensors = Safetensors.read(golden);

        assertEquals(Tensor.matrix(2, 2, new float[] {0.5f, -1, 2, 3}), tensors.get("layer.weight"));
        assertEquals(new Tensor(new int[0], new float[] {9}), tensors.get("scalar"));
        assertEquals(2, tensors.size(), "the int64 counter is left out");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "{'a':{'dtype':'F32','shape':[2],'data_offsets':[0,8]}}|4|offsets 0 to 8",
                "{'a':{'dtype':'F32','shape':[2],'data_offsets':[-4,4]}}|8|offsets -4 to 4",
                "{'a':{'dtype':'F32','shape':[3],'data_offsets':[0,8]}}|8|found 8 bytes, expected 12",
                "{'a':{'dtype':'F32','shape':[-1],'data_offsets':[0,8]}}|8|extent -1",
                "{'a':{'dtype':'F32','shape':[99999,99999],'data_offsets':[0,8]}}|8|fewer than 2^31",
                "{'a':{'dtype':'F16','shape':[2],'data_offsets':[0,4]}}|4|F16, expected F32",
                "{'a':{'dtype':'F32','shape':[2]}}|8|data_offsets",
                "[1, 2]|0|JSON object",
                "{'a':|0|JSON object",
            })
    void malformedFilesAreRefusedNamingTheTensor(String header, int dataBytes, String message) throws IOException {
        byte[] json = header.replace('\'', '"').getBytes(StandardCharsets.UTF_8);
        ByteBuffer bytes = ByteBuffer.allocate(8 + json.length + dataBytes).order(ByteOrder.LITTLE_ENDIAN);
        bytes.putLong(json.length).put(json);
        Path file = Files.write(folder.resolve("bad.safetensors"), bytes.array());

        String found =
                assertThrows(InputException.class, () -> Safetensors.read(file)).getMessage();

        assertTrue(found.contains("bad.safetensors") && found.contains(message), found);
    }

    @Test
    void truncatedAndForeignFilesAreRefused() throws IOException {
        Path file = folder.resolve("w.safetensors");
        Safetensors.write(file, Map.of("x", Tensor.vector(new float[100])));
        byte[] whole = Files.readAllBytes(file);
        for (int length : new int[] {0, 5, 8, 20, whole.length - 1}) {
            Files.write(file, Arrays.copyOf(whole, length));
            assertThrows(InputException.class, () -> Safetensors.read(file), "cut to " + length);
        }
        Files.writeString(file, "PK not a safetensors file at all");
        assertThrows(InputException.class, () -> Safetensors.read(file));
    }
}
