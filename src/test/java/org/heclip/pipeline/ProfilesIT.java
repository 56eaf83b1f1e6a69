package org.heclip.pipeline;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Every profile parses and says where its tasks run. */
class ProfilesIT {
    /** What must be in the resolved configuration of a profile. */
    private static final Map<String, String> PROFILES = Map.ofEntries(
            Map.entry("standard", "executor = 'local'"),
            Map.entry("test", "simulate = true"),
            Map.entry("test_full", "encoder = 'resnet50'"),
            Map.entry("her2st", "split = 'leave_one_section_out'"),
            Map.entry("docker", "container = 'heclip:"),
            Map.entry("podman", "container = 'heclip:"),
            Map.entry("singularity", ".sif'"),
            Map.entry("apptainer", ".sif'"),
            Map.entry("charliecloud", ".ch'"),
            Map.entry("slurm", "executor = 'slurm'"),
            Map.entry("sge", "clusterOptions = '-S /bin/bash'"),
            Map.entry("lsf", "executor = 'lsf'"),
            Map.entry("awsbatch", "executor = 'awsbatch'"),
            Map.entry("google-batch", "executor = 'google-batch'"),
            Map.entry("k8s", "executor = 'k8s'"),
            Map.entry("gpu", "device = 'gpu'"),
            Map.entry("debug", "dumpHashes = true"));

    static Set<String> profiles() {
        return new TreeSet<>(PROFILES.keySet());
    }

    @Test
    void thereIsNoOtherProfile() throws IOException {
        Pattern name = Pattern.compile("^    '?([a-z0-9_-]+)'? \\{$");
        Set<String> found = Files.readAllLines(Nextfloww.PROJECT.resolve("conf/profiles.config")).stream()
                .flatMap(line -> name.matcher(line).results())
                .map(match -> match.group(1))
                .collect(Collectors.toCollection(TreeSet::new));
        assertEquals(profiles(), found);
    }

    @ParameterizedTest
    @MethodSource("profiles")
    void parses(String profile) {
        Nextfloww.Result result = config("profile-" + profile, profile, List.of());
        assertTrue(result.output().contains(PROFILES.get(profile)), result.output());
    }

    @Test
    void profilesCombineAndASiteHasTheLastWord() throws IOException {
        Path site = Files.writeString(
                Nextfloww.freshFolder("site").resolve("site.config"),
                "process { withLabel: step_high { memory = 24.GB } }\n");
        Nextfloww.Result result = config("combined", "her2st,slurm,apptainer,gpu", List.of("-c", site.toString()));
        for (String expected :
                List.of("executor = 'slurm'", "memory = '24 GB'", "accelerator = 1", "maxForks = 1", "Xmx")) {
            assertTrue(result.output().contains(expected), expected + " in\n" + result.output());
        }
    }

    @Test
    void institutionalProfilesComeFromTheFolderThatIsAskedFor() throws IOException {
        // as nf-core's configurations lie: a list of profiles, each in a file of its own
        Path folder = Nextfloww.freshFolder("institution");
        Files.writeString(
                folder.resolve("nfcore_custom.config"),
                "profiles { our_site { includeConfig \"${params.custom_config_base}/conf/our_site.config\" } }\n");
        Files.writeString(
                Files.createDirectories(folder.resolve("conf")).resolve("our_site.config"),
                """
                params { config_profile_description = 'Our site' ; config_profile_contact = 'us' }
                process { queue = 'long_queue' ; resourceLimits = [memory: 3.GB, cpus: 1, time: 2.h] }
                """);
        Files.writeString(folder.resolve("params.yml"), "custom_config_base: " + folder + "\n");
        Nextfloww.Result result = Nextfloww.run(
                folder, "-profile", "test,our_site", "-params-file", "params.yml", "-stub", "--models", "mean");
        assertEquals(0, result.exit(), result.output());
        // nothing asks for more than the site has
        for (Map<String, String> task : Table.read(folder.resolve("results/pipeline_info/trace.txt"))) {
            String wrapper = Files.readString(Path.of(task.get("workdir")).resolve(".command.run"));
            assertTrue(!wrapper.contains("-Xmx") || heap(wrapper) <= 0.7 * 3072, task.get("name"));
        }
        // what a user mistypes is an error all the same
        Nextfloww.Result mistyped =
                Nextfloww.run(folder, "-profile", "test", "-params-file", "params.yml", "-stub", "--boostrap", "3");
        assertTrue(mistyped.output().contains("did you mean --bootstrap?"), mistyped.output());
    }

    private static int heap(String wrapper) {
        return Pattern.compile("-Xmx(\\d+)m")
                .matcher(wrapper)
                .results()
                .mapToInt(match -> Integer.parseInt(match.group(1)))
                .max()
                .orElseThrow();
    }

    private static Nextfloww.Result config(String name, String profile, List<String> options) {
        Path folder = Nextfloww.freshFolder(name);
        List<String> command = new java.util.ArrayList<>(
                List.of(Nextfloww.PROJECT.resolve("nextfloww").toString()));
        command.addAll(options);
        command.addAll(List.of("config", "-profile", profile, Nextfloww.PROJECT.toString()));
        Nextfloww.Result result = Nextfloww.start(folder, Map.of(), command);
        assertEquals(0, result.exit(), result.output());
        return result;
    }
}
