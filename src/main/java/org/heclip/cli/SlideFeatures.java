package org.heclip.cli;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.util.function.Consumer;
import org.heclip.expression.DenseMatrix;
import org.heclip.model.SectionImages;
import org.heclip.model.SlideImages;

/** A slide's positions as the files of featurise have them; each pass reads the files, or what was sorted from them, again. */
final class SlideFeatures implements SlideImages, AutoCloseable {
    /** Positions of a band. */
    private static final int BAND = 2048;

    private final FeatureParts parts;
    private final Path beside;
    private final DomainNotes notes;
    private final Progress progress;
    private int done;
    private SortedImages sorted;

    /**
     * @param beside see {@link ScratchMatrix}
     * @param notes gets all positions in their order, on the first pass
     * @param progress of positions times passes, sorting being one
     */
    SlideFeatures(FeatureParts parts, Path beside, DomainNotes notes, Progress progress) {
        this.parts = parts;
        this.beside = beside;
        this.notes = notes;
        this.progress = progress;
    }

    @Override
    public DenseMatrix spatial() {
        return MeasuredSection.matrix(parts.section(), parts.data(), "spatial");
    }

    @Override
    public void forEachBand(double reachPx, Consumer<Band> visitor) {
        Consumer<Band> counted = band -> {
            visitor.accept(band);
            count(band.own().length);
        };
        if (reachPx == 0) {
            inOrder(counted);
            return;
        }
        if (sorted == null) {
            sort();
        }
        sorted.forEachBand(reachPx, BAND, counted);
    }

    private void inOrder(Consumer<Band> visitor) {
        boolean first = notes.positions() == 0;
        int[] at = {0};
        parts.forEach(BAND, images -> {
            if (first) {
                note(images);
            }
            visitor.accept(Band.of(images, at[0]));
            at[0] += images.spots();
        });
    }

    private void sort() {
        DenseMatrix all = spatial();
        parts.forEach(BAND, images -> {
            if (sorted == null) {
                sorted = opened(images, all);
            }
            sorted.put(notes.positions(), images);
            note(images);
            count(images.spots());
        });
    }

    private void count(int more) {
        done += more;
        progress.done(done);
    }

    private void note(SectionImages images) {
        notes.add(images.requireColour(), images.features());
    }

    private SortedImages opened(SectionImages like, DenseMatrix all) {
        try {
            return new SortedImages(beside, like, all);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    @Override
    public void close() throws IOException {
        if (sorted != null) {
            sorted.close();
        }
    }
}
