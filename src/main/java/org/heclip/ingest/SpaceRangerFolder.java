package org.heclip.ingest;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.heclip.error.InputException;

/**
 * The files of a Space Ranger outs/ folder that are used, of versions 1 to 3.
 *
 * @param matrix an h5 file or an mtx folder
 */
public record SpaceRangerFolder(Path folder, Path matrix, Path positions, Path scaleFactors) {
    private static final List<String> MATRICES = List.of(
            "filtered_feature_bc_matrix.h5",
            "filtered_feature_bc_matrix",
            "raw_feature_bc_matrix.h5",
            "raw_feature_bc_matrix");
    private static final List<String> POSITIONS = List.of(
            "spatial/tissue_positions.csv", "spatial/tissue_positions_list.csv", "spatial/tissue_positions.parquet");

    /**
     * Finds the files; the filtered matrix is preferred to the raw one, h5 to mtx.
     *
     * @throws InputException when one is missing, or the folder is not an outs/ folder
     */
    public static SpaceRangerFolder find(Path folder) {
        if (!Files.isDirectory(folder)) {
            throw new InputException(folder, "folder", "found none, expected Space Ranger's outs/");
        }
        if (Files.isDirectory(folder.resolve("binned_outputs"))) {
            throw new InputException(
                    folder,
                    "binned_outputs",
                    "found all bin sizes of Visium HD, expected one, such as "
                            + folder.resolve("binned_outputs/square_008um"));
        }
        return new SpaceRangerFolder(
                folder,
                first(folder, "matrix", MATRICES),
                first(folder, "positions", POSITIONS),
                first(folder, "scale factors", List.of("spatial/scalefactors_json.json")));
    }

    public Path hiresImage() {
        return folder.resolve("spatial/tissue_hires_image.png");
    }

    private static Path first(Path folder, String what, List<String> names) {
        return names.stream()
                .map(folder::resolve)
                .filter(Files::exists)
                .findFirst()
                .orElseThrow(
                        () -> new InputException(folder, what, "found none, expected " + String.join(" or ", names)));
    }
}
