package org.heclip.cli;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.heclip.config.RecordYaml;
import org.heclip.config.Safetensors;
import org.heclip.error.InputException;
import org.heclip.file.Sha256;
import org.heclip.file.Tensor;
import org.heclip.model.Checkpoint;
import org.heclip.model.Checkpoints;
import org.heclip.model.EpochRow;

/**
 * Checkpoints on disk: {@code checkpoint.yml}, which names the file of the tensors and its checksum. The tensors are complete
 * before the YAML replaces the one before, and older tensors go after that, so that there is a whole one at any moment.
 *
 * <p>A checkpoint that is of another training, or damaged, is not used: training starts from its beginning and says why.
 */
final class CheckpointFolder implements Checkpoints {
    private static final String YAML = "checkpoint.yml";
    private static final String TENSORS = ".safetensors";
    private static final String STATE = "state/";
    private static final String CALIBRATION = "calibration/";

    /** {@code checkpoint.yml}. */
    record Entry(
            TrainingIdentity training,
            String phase,
            int round,
            int epoch,
            int steps,
            List<EpochRow> curve,
            String tensors,
            String sha256) {}

    private final Path folder;
    private final TrainingIdentity training;

    CheckpointFolder(Path folder, TrainingIdentity training) {
        this.folder = folder;
        this.training = training;
    }

    @Override
    public Optional<Checkpoint> latest() {
        Path yaml = folder.resolve(YAML);
        if (!Files.exists(yaml)) {
            return Optional.empty();
        }
        try {
            Entry entry = RecordYaml.read(yaml, Entry.class);
            List<String> differences = training.differences(entry.training());
            if (!differences.isEmpty()) {
                return unused(yaml, "is of another training: other " + String.join(", ", differences));
            }
            Path tensors = folder.resolve(Path.of(entry.tensors()).getFileName());
            if (!Files.exists(tensors) || !Sha256.of(tensors).equals(entry.sha256())) {
                return unused(tensors, "is missing or damaged");
            }
            System.err.printf("train: goes on after epoch %d (%s) of %s%n", entry.epoch(), entry.phase(), folder);
            return Optional.of(checkpoint(entry, Safetensors.read(tensors)));
        } catch (InputException | IOException e) {
            return unused(yaml, "cannot be read: " + e.getMessage());
        }
    }

    @Override
    public void save(Checkpoint checkpoint) {
        Map<String, Tensor> tensors = new TreeMap<>();
        checkpoint.state().forEach((name, tensor) -> tensors.put(STATE + name, tensor));
        checkpoint.calibration().forEach((name, tensor) -> tensors.put(CALIBRATION + name, tensor));
        String name = checkpoint.phase() + "-" + checkpoint.round() + "-" + checkpoint.epoch() + TENSORS;
        Path file = folder.resolve(name);
        try {
            Safetensors.write(file, tensors);
            RecordYaml.write(
                    folder.resolve(YAML),
                    new Entry(
                            training,
                            checkpoint.phase(),
                            checkpoint.round(),
                            checkpoint.epoch(),
                            checkpoint.steps(),
                            checkpoint.curve(),
                            name,
                            Sha256.of(file)));
            deleteTensors(file);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Takes the checkpoint away; for when the model itself is written. */
    void clear() throws IOException {
        Files.deleteIfExists(folder.resolve(YAML));
        if (Files.isDirectory(folder)) {
            deleteTensors(null);
        }
    }

    private void deleteTensors(Path kept) throws IOException {
        try (Stream<Path> files = Files.list(folder)) {
            for (Path file : files.toList()) {
                if (file.getFileName().toString().endsWith(TENSORS) && !file.equals(kept)) {
                    Files.deleteIfExists(file);
                }
            }
        }
    }

    private static Checkpoint checkpoint(Entry entry, Map<String, Tensor> tensors) {
        return new Checkpoint(
                entry.phase(),
                entry.round(),
                entry.epoch(),
                entry.steps(),
                entry.curve(),
                under(STATE, tensors),
                under(CALIBRATION, tensors));
    }

    private static Map<String, Tensor> under(String prefix, Map<String, Tensor> tensors) {
        Map<String, Tensor> chosen = new TreeMap<>();
        tensors.forEach((name, tensor) -> {
            if (name.startsWith(prefix)) {
                chosen.put(name.substring(prefix.length()), tensor);
            }
        });
        return chosen;
    }

    private static Optional<Checkpoint> unused(Path file, String reason) {
        System.err.println(
                "train: the checkpoint is not used, training starts from its beginning: " + file + " " + reason);
        return Optional.empty();
    }
}
