package org.heclip.model;

import java.util.Optional;

/** Where the checkpoints of one training are kept; only the latest matters. */
public interface Checkpoints {
    /** The latest of this very training: same data, options and seed. */
    Optional<Checkpoint> latest();

    /** Replaces the latest; a process that is killed meanwhile leaves the one before. */
    void save(Checkpoint checkpoint);

    /** Keeps none. */
    static Checkpoints none() {
        return new Checkpoints() {
            @Override
            public Optional<Checkpoint> latest() {
                return Optional.empty();
            }

            @Override
            public void save(Checkpoint checkpoint) {
                // nobody asked for it
            }
        };
    }
}
