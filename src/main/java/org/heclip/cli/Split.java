package org.heclip.cli;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.heclip.config.RecordTsv;
import org.heclip.config.RecordYaml;
import org.heclip.error.InputException;
import org.heclip.fold.Fold;
import org.heclip.fold.Folds;
import org.heclip.fold.Folds.Request;
import org.heclip.fold.Leak;
import org.heclip.fold.Protocol;
import org.heclip.fold.SpatialBlocks;
import org.heclip.fold.SpatialBlocks.Layout;
import org.heclip.fold.SplitScheme;
import org.heclip.fold.Validation;
import org.heclip.section.Mpp;
import org.heclip.section.Patient;
import org.heclip.section.QcSummary;
import org.heclip.section.SectionId;
import org.heclip.tile.TileResolution;
import picocli.CommandLine.Command;
import picocli.CommandLine.Help.Visibility;
import picocli.CommandLine.Option;

@Command(name = "split", description = "Who learns and who is tested, under which protocols.")
final class Split extends Step {
    @Option(
            names = "--summaries",
            required = true,
            arity = "1..*",
            paramLabel = "TSV",
            description = "QC summaries, one row a section; sections that did not pass are left out.")
    private List<Path> summaries;

    @Option(
            names = "--split",
            paramLabel = "SCHEME",
            defaultValue = "auto",
            description = "${COMPLETION-CANDIDATES}; auto leaves out patients when there are two or more.")
    private SplitScheme split;

    @Option(
            names = "--folds",
            defaultValue = "5",
            paramLabel = "N",
            description = "k_fold: groups of patients; spatial_blocks: strips of a section.")
    private int folds;

    @Option(names = "--seed", defaultValue = "1", paramLabel = "N", description = "k_fold: of the groups.")
    private long seed;

    @Option(
            names = "--file",
            paramLabel = "FILE",
            description = "file: TSV (fold section role) or YAML, docs/steps.md.")
    private Path file;

    @Option(
            names = "--sections",
            arity = "1..*",
            paramLabel = "H5AD",
            showDefaultValue = Visibility.NEVER,
            description = "spatial_blocks: the sections.")
    private List<Path> sections = List.of();

    @Option(
            names = "--tile-px",
            defaultValue = "224",
            paramLabel = "N",
            description = "spatial_blocks: side of a tile in pixels; no training tile overlaps a tested one.")
    private int tilePx;

    @Option(
            names = "--tile-mpp",
            defaultValue = "0.5",
            paramLabel = "UM|native",
            description = "spatial_blocks: pixel size of a tile in um, or native.")
    private String tileMpp;

    @Option(
            names = "--validation",
            defaultValue = "last",
            paramLabel = "NAME",
            description =
                    "Held out while epochs and penalties are chosen: ${COMPLETION-CANDIDATES}; last is one section, rotate each"
                            + " training patient (or section) in turn, a fit for each.")
    private Validation validation;

    @Option(
            names = "--protocol",
            split = ",",
            defaultValue = "honest",
            paramLabel = "NAME",
            description = "honest, reference or both, separated by commas.")
    private List<String> protocols;

    @Option(names = "--ladder", description = "Also each rung between honest and reference.")
    private boolean ladder;

    @Option(
            names = "--output",
            required = true,
            paramLabel = "DIR",
            description = "Folder for the folds, <fold>.yml each; <fold>.<protocol>.yml when it is not honest.")
    private Path output;

    public static void main(String[] args) {
        Main.run(new Split(), args);
    }

    @Override
    protected void run() {
        Map<SectionId, Patient> patients = passedSections();
        List<Protocol> asked = asked();
        List<Fold> strict = folds(patients);
        // reference leaves out sections where honest leaves out patients
        List<Fold> loose = asked.stream().anyMatch(p -> p.leaks().contains(Leak.SPLIT))
                        && strict.get(0).wholePatients()
                ? Folds.of(patients, new Request(SplitScheme.LEAVE_ONE_SECTION_OUT, folds, seed, validation))
                : strict;
        for (Protocol protocol : asked) {
            if (protocol.leaks().equals(List.of(Leak.SPLIT)) && loose == strict) {
                // the honest folds leave out sections too: nothing to switch on
                continue;
            }
            for (Fold fold : protocol.leaks().contains(Leak.SPLIT) ? loose : strict) {
                boolean honest = protocol.equals(Protocol.HONEST);
                String name = honest ? fold.id() : fold.id() + "." + protocol.id();
                RecordYaml.write(output.resolve(name + ".yml"), fold.under(protocol));
            }
        }
    }

    private List<Protocol> asked() {
        List<Protocol> known = Protocol.ladder();
        List<String> ends =
                List.of(known.get(0).id(), known.get(known.size() - 1).id());
        for (String name : protocols) {
            if (!ends.contains(name)) {
                throw new InputException("--protocol", "value", "found '" + name + "', expected some of " + ends);
            }
        }
        if (split == SplitScheme.SPATIAL_BLOCKS && !protocols.equals(List.of(ends.get(0)))) {
            throw new InputException(
                    "--protocol", "value", "found " + protocols + ", expected honest only with spatial_blocks");
        }
        return known.stream()
                .filter(protocol -> protocols.contains(protocol.id()) || ladder)
                .toList();
    }

    private List<Fold> folds(Map<SectionId, Patient> patients) {
        return switch (split) {
            case FILE -> Folds.of(patients, SplitFile.read(file), file, validation);
            case SPATIAL_BLOCKS -> SpatialBlocks.of(layouts(patients), folds);
            default -> Folds.of(patients, new Request(split, folds, seed, validation));
        };
    }

    private Map<String, Layout> layouts(Map<SectionId, Patient> patients) {
        Map<String, Layout> layouts = new LinkedHashMap<>();
        for (Path path : sections) {
            MeasuredSection section = MeasuredSection.withoutCounts(path);
            Patient patient = patients.get(new SectionId(section.id()));
            if (patient != null) {
                layouts.put(
                        section.id(),
                        new Layout(
                                patient.id(),
                                section.data().obs().index(),
                                section.spatial(),
                                tile(SectionFile.readWithoutCounts(path))));
            }
        }
        if (layouts.size() < patients.size()) {
            throw new InputException(
                    "--sections",
                    "sections",
                    "found " + layouts.keySet() + ", expected all that passed quality control");
        }
        return layouts;
    }

    /** Width of a tile in full-resolution pixels. */
    private double tile(SectionFile section) {
        double scale = section.imageScale();
        try {
            return TileResolution.parse(tileMpp)
                            .sourcePx(tilePx, section.mpp().map(mpp -> new Mpp(mpp.value() / scale)))
                    / scale;
        } catch (IllegalArgumentException e) {
            throw new InputException(section.file(), "--tile-mpp " + tileMpp, "found " + e.getMessage(), e);
        }
    }

    private Map<SectionId, Patient> passedSections() {
        Map<SectionId, Patient> patients = new LinkedHashMap<>();
        List<String> seen = new ArrayList<>();
        for (Path file : summaries) {
            for (QcSummary row : RecordTsv.read(file, QcSummary.class)) {
                if (seen.contains(row.section())) {
                    throw new InputException(file, "section " + row.section(), "found twice, expected once");
                }
                seen.add(row.section());
                if (row.passed()) {
                    put(patients, file, row);
                }
            }
        }
        return patients;
    }

    private static void put(Map<SectionId, Patient> patients, Path file, QcSummary row) {
        try {
            patients.put(new SectionId(row.section()), new Patient(row.patient() == null ? "" : row.patient()));
        } catch (IllegalArgumentException e) {
            throw new InputException(file, "section " + row.section(), e.getMessage(), e);
        }
    }
}
