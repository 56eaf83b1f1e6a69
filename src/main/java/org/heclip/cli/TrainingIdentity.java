package org.heclip.cli;

import java.io.IOException;
import java.lang.reflect.RecordComponent;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.heclip.file.Sha256;
import org.heclip.model.Hyperparameters;

/**
 * What one training is made of: two with the same identity end with the same weights.
 *
 * @param version of this software
 * @param encoderMode frozen or finetune
 * @param files sha256 of each input by its role and name
 */
record TrainingIdentity(
        String version,
        String model,
        String protocol,
        long seed,
        int threads,
        String device,
        String encoder,
        String encoderMode,
        Hyperparameters hyperparameters,
        Map<String, String> files) {

    /** @param files by their role, such as {@code sections} */
    static Map<String, String> checksums(Map<String, List<Path>> files) throws IOException {
        Map<String, String> sums = new TreeMap<>();
        for (Map.Entry<String, List<Path>> role : files.entrySet()) {
            for (Path file : role.getValue()) {
                sums.put(role.getKey() + "/" + file.getFileName(), Sha256.of(file));
            }
        }
        return sums;
    }

    /** Names of what differs. */
    List<String> differences(TrainingIdentity other) {
        return Stream.of(TrainingIdentity.class.getRecordComponents())
                .filter(component -> !Objects.equals(value(component, this), value(component, other)))
                .map(RecordComponent::getName)
                .toList();
    }

    private static Object value(RecordComponent component, TrainingIdentity identity) {
        try {
            return component.getAccessor().invoke(identity);
        } catch (ReflectiveOperationException e) {
            throw new IllegalStateException("every component has an accessor", e);
        }
    }
}
