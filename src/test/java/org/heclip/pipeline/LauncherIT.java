package org.heclip.pipeline;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInfo;

/** {@code bin/heclip}: starts a step from its class-data archive when it fits, and as well when it does not. */
class LauncherIT {
    private static final String LOADED_FROM_ARCHIVE = "org.heclip.cli.Check source: shared objects file (top)";

    private Path folder;
    private Path steps;

    @BeforeEach
    void oneStepWithItsArchive(TestInfo test) throws IOException {
        folder = Nextfloww.freshFolder(test.getTestMethod().orElseThrow().getName());
        steps = Files.createDirectory(folder.resolve("steps"));
        Files.copy(Nextfloww.STEPS.resolve("check.jar"), steps.resolve("check.jar"));
        Nextfloww.Result made = Nextfloww.start(
                folder,
                Map.of(),
                List.of(Nextfloww.PROJECT.resolve("containers/archives.sh").toString(), steps.toString()));
        assertEquals(0, made.exit(), made.output());
        assertTrue(Files.exists(steps.resolve("check.jsa")));
    }

    @Test
    void linkedStepIsStartedFromItsArchive() throws IOException {
        Path link = Files.createSymbolicLink(folder.resolve("check.jar"), steps.resolve("check.jar"));
        Nextfloww.Result result = start(link, Map.of("HECLIP_JAVA_OPTS", "-Xlog:class+load"));
        assertTrue(result.output().contains(LOADED_FROM_ARCHIVE), result.output());
    }

    @Test
    void imagesOwnCopyIsPreferredWhenItIsTheSame() throws IOException {
        Path staged = Files.copy(steps.resolve("check.jar"), folder.resolve("check.jar"));
        Map<String, String> image = Map.of("HECLIP_STEPS", steps.toString(), "HECLIP_JAVA_OPTS", "-Xlog:class+load");
        assertTrue(start(staged, image).output().contains(LOADED_FROM_ARCHIVE));
        // another build of the step: the image's is not what was asked for
        Files.write(steps.resolve("check.jar"), new byte[] {1, 2, 3});
        Nextfloww.Result result = start(staged, image);
        assertFalse(result.output().contains(LOADED_FROM_ARCHIVE));
        assertEquals(2, result.exit());
    }

    @Test
    void archiveThatDoesNotFitIsLeftAloneSilently() throws IOException {
        Files.copy(
                Nextfloww.STEPS.resolve("split.jar"), steps.resolve("check.jar"), StandardCopyOption.REPLACE_EXISTING);
        Nextfloww.Result other = start(steps.resolve("check.jar"), Map.of());
        assertEquals(2, other.exit());
        assertEquals(1, other.lines().size(), other.output());
        assertTrue(other.output().startsWith("error: split: "), other.output());
        Files.delete(steps.resolve("check.jsa"));
        Files.write(steps.resolve("check.jsa"), new byte[100]);
        assertEquals(other, start(steps.resolve("check.jar"), Map.of()));
    }

    private Nextfloww.Result start(Path jar, Map<String, String> environment) {
        return Nextfloww.start(
                folder,
                environment,
                List.of(Nextfloww.PROJECT.resolve("bin/heclip").toString(), jar.toString(), "--no-such-option"));
    }
}
