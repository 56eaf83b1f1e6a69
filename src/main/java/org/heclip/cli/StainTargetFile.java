package org.heclip.cli;

import java.nio.file.Path;
import org.heclip.config.RecordYaml;
import org.heclip.error.InputException;
import org.heclip.stain.StainTarget;

/** The YAML that {@code stain} writes. */
final class StainTargetFile {
    private StainTargetFile() {}

    /** @throws InputException when it is no target of a fold */
    static StainTarget read(Path file) {
        StainTarget target = RecordYaml.read(file, StainTarget.class);
        if (target == null
                || target.method() == null
                || target.target() == null
                || target.sections() == null
                || target.sections().isEmpty()) {
            throw new InputException(file, "method, target, sections", "found one missing, expected what stain writes");
        }
        for (StainTarget.Section section : target.sections()) {
            if (section.own() != null) {
                SectionStain.profile(file, "section " + section.section(), target.method(), section.own());
            }
        }
        return target;
    }
}
