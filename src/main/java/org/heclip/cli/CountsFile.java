package org.heclip.cli;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.stream.IntStream;
import org.heclip.error.InputException;
import org.heclip.expression.ExpressionMatrix;
import org.heclip.expression.Matrix;
import org.heclip.h5ad.AnnData;
import org.heclip.h5ad.Column;
import org.heclip.h5ad.DataFrame;
import org.heclip.h5ad.TenxH5;
import org.heclip.ingest.Counts;
import org.heclip.ingest.CountsTsv;
import org.heclip.ingest.TenxFolder;

/** Raw counts of any layout that is known: 10x h5, 10x folder, table of text. */
final class CountsFile {
    private CountsFile() {}

    /** @throws org.heclip.error.InputException for a file that holds no raw counts */
    static Counts read(Path file) {
        if (Files.isDirectory(file)) {
            return TenxFolder.read(file);
        }
        if (file.toString().toLowerCase(Locale.ROOT).endsWith(".h5")) {
            return of(TenxH5.read(file), file);
        }
        return CountsTsv.read(file);
    }

    /** The files behind it. */
    static List<Path> files(Path file) {
        return Files.isDirectory(file) ? TenxFolder.files(file) : List.of(file);
    }

    /** X of an AnnData as raw counts. @throws org.heclip.error.InputException where it is none */
    static Counts of(AnnData data, Path file) {
        return new Counts(
                        data.obs().index(),
                        data.var().index(),
                        texts(data.var(), "gene_ids"),
                        texts(data.var(), "feature_types"),
                        sparse(data, file))
                .geneExpressionOnly()
                .requireRaw(file);
    }

    private static ExpressionMatrix sparse(AnnData data, Path file) {
        Matrix x = data.x().orElseThrow(() -> new InputException(file, "X", "found none, expected raw counts"));
        return x instanceof ExpressionMatrix sparse ? sparse : ExpressionMatrix.of(x.dense());
    }

    private static Optional<List<String>> texts(DataFrame frame, String name) {
        return frame.column(name).map(CountsFile::texts);
    }

    private static List<String> texts(Column column) {
        return IntStream.range(0, column.size()).mapToObj(column::text).toList();
    }
}
