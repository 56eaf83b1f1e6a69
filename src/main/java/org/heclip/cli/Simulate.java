package org.heclip.cli;

import java.nio.file.Path;
import org.heclip.config.RecordTsv;
import org.heclip.error.InputException;
import org.heclip.simulate.Simulation;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

@Command(name = "simulate", description = "Makes small sections with known truth: images, counts, a samplesheet.")
final class Simulate extends Step {
    @Option(names = "--seed", defaultValue = "1", description = "The same seed gives the same bytes.")
    private long seed;

    @Option(names = "--patients", defaultValue = "2", description = "Odd ones are Visium, even ones legacy ST.")
    private int patients;

    @Option(names = "--sections", defaultValue = "2", description = "Sections of each patient.")
    private int sections;

    @Option(names = "--spots-per-side", defaultValue = "14", description = "Spots along a side of the array.")
    private int spotsPerSide;

    @Option(names = "--output", required = true, paramLabel = "DIR", description = "Folder of the sections.")
    private Path output;

    public static void main(String[] args) {
        Main.run(new Simulate(), args);
    }

    @Override
    protected void run() throws Exception {
        Simulation simulation = simulation();
        Progress progress = new Progress("sections simulated", patients * sections);
        simulation.write(output, progress::done);
        RecordTsv.write(output.resolve("truth.tsv"), Simulation.Truth.class, simulation.truth());
    }

    private Simulation simulation() {
        try {
            return new Simulation(seed, patients, sections, spotsPerSide);
        } catch (IllegalArgumentException e) {
            throw new InputException("options", "size", e.getMessage());
        }
    }
}
