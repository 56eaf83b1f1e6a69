package org.heclip.model;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.Set;
import java.util.function.Function;
import java.util.stream.IntStream;
import org.apache.commons.math3.random.Well19937c;
import org.apache.commons.math3.util.MathArrays;
import org.heclip.error.InputException;
import org.heclip.expression.DenseMatrix;

/**
 * The training sections, and how they divide while epochs and penalties are chosen.
 *
 * @param all what the final fit learns from
 * @param divisions one or more; of a rotated validation one for each patient or section
 * @param hvg columns of the panel that are highly variable genes
 * @param heg columns of the panel that are the highest expressed genes
 */
public record TrainingData(List<TrainingSection> all, List<Division> divisions, int[] hvg, int[] heg) {
    /** Of a single section, the last quarter of its spots along its longer axis is the validation block. */
    private static final double BLOCK = 0.25;

    private static final int LEAST_SPOTS = 2;
    private static final double TWIN_VALIDATION = 0.2;

    /**
     * What a choosing fit learns from and what it is measured on.
     *
     * @param inner to learn from
     * @param held to measure on; shares no section with {@code inner}, or, with one training section, no spatial block
     */
    public record Division(List<TrainingSection> inner, List<TrainingSection> held) {
        int heldSpots() {
            return held.stream().mapToInt(section -> section.input().spots()).sum();
        }
    }

    /**
     * @param validation names of the training sections held out while choosing: all of them for {@link #rotation}; with a
     *     single training section they play no part
     * @throws InputException when nothing is left to learn from or to validate on
     */
    public static TrainingData of(List<TrainingSection> all, Set<String> validation, int[] hvg, int[] heg) {
        for (TrainingSection section : all) {
            if (section.input().spots() < 2 * LEAST_SPOTS) {
                throw new InputException(
                        section.input().section(),
                        "spots",
                        "found " + section.input().spots() + ", expected at least " + 2 * LEAST_SPOTS);
            }
        }
        if (all.size() == 1) {
            return splitByBlock(all.get(0), hvg, heg);
        }
        List<TrainingSection> held = all.stream()
                .filter(section -> validation.contains(section.input().section()))
                .toList();
        List<TrainingSection> inner =
                all.stream().filter(section -> !held.contains(section)).toList();
        if (held.isEmpty()) {
            throw new InputException(
                    "fold", "validation", "found " + validation + ", expected some of the training sections");
        }
        return new TrainingData(all, inner.isEmpty() ? rotation(all) : List.of(new Division(inner, held)), hvg, heg);
    }

    /** Each patient left out once; of one patient (or unknown ones) each section; of one section its validation block. */
    List<Division> rotation() {
        return all.size() == 1 ? divisions : rotation(all);
    }

    private static List<Division> rotation(List<TrainingSection> all) {
        boolean patients = all.stream().map(TrainingSection::patient).distinct().count() > 1;
        Function<TrainingSection, String> group =
                section -> patients ? section.patient() : section.input().section();
        return all.stream()
                .map(group)
                .distinct()
                .map(left -> new Division(
                        all.stream().filter(s -> !group.apply(s).equals(left)).toList(),
                        all.stream().filter(s -> group.apply(s).equals(left)).toList()))
                .toList();
    }

    /**
     * As published code validates: every spot twice, then a random fifth of all held out while choosing, so that four in
     * five of the held-out spots have a twin that is learned from. The final fit sees each spot once.
     *
     * @param seed of the division
     */
    public static TrainingData withTwins(List<TrainingSection> all, int[] hvg, int[] heg, long seed) {
        int spots = all.stream().mapToInt(section -> section.input().spots()).sum();
        int[] order = IntStream.range(0, 2 * spots).toArray();
        MathArrays.shuffle(order, new Well19937c(seed));
        int cut = (int) Math.round(order.length * (1 - TWIN_VALIDATION));
        int[] inner =
                IntStream.of(order).limit(cut).map(i -> i % spots).sorted().toArray();
        int[] held = IntStream.of(order).skip(cut).map(i -> i % spots).sorted().toArray();
        return new TrainingData(all, List.of(new Division(part(all, inner), part(all, held))), hvg, heg);
    }

    /** The spots at these places of all sections, which are counted through. */
    private static List<TrainingSection> part(List<TrainingSection> all, int[] places) {
        List<TrainingSection> parts = new ArrayList<>();
        int from = 0;
        for (TrainingSection section : all) {
            int first = from;
            int end = from + section.input().spots();
            int[] own = IntStream.of(places)
                    .filter(i -> i >= first && i < end)
                    .map(i -> i - first)
                    .toArray();
            if (own.length > 0) {
                parts.add(section.select(own));
            }
            from = end;
        }
        return parts;
    }

    private static TrainingData splitByBlock(TrainingSection section, int[] hvg, int[] heg) {
        DenseMatrix spatial = section.spatial();
        int axis = extent(spatial, 0) >= extent(spatial, 1) ? 0 : 1;
        int[] order = IntStream.range(0, spatial.rows())
                .boxed()
                .sorted(Comparator.comparingDouble(s -> spatial.get(s, axis)))
                .mapToInt(Integer::intValue)
                .toArray();
        int cut = (int) Math.round(order.length * (1 - BLOCK));
        TrainingSection inner =
                section.select(IntStream.of(order).limit(cut).sorted().toArray());
        TrainingSection block =
                section.select(IntStream.of(order).skip(cut).sorted().toArray());
        Division division = new Division(List.of(inner), List.of(block));
        return new TrainingData(List.of(section), List.of(division), hvg, heg);
    }

    private static double extent(DenseMatrix spatial, int axis) {
        double[] values = spatial.column(axis);
        return Arrays.stream(values).max().orElse(0)
                - Arrays.stream(values).min().orElse(0);
    }

    /** Number of genes of the panel. */
    public int genes() {
        return all.get(0).expression().cols();
    }
}
