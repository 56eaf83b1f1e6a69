package org.heclip.ingest;

import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.DoubleStream;
import org.heclip.section.Spot;

/**
 * Distance between neighbouring spots of an array, measured in the image.
 *
 * @param medianPx median over the pairs of neighbours, full-resolution pixels
 * @param pitchUm the distance that the array was made with
 */
public record ArrayPitch(double medianPx, int pairs, double pitchUm) {
    /** Empty for an array of unknown making, and where no two spots are neighbours. */
    public static Optional<ArrayPitch> of(List<Spot> spots, Technology technology) {
        return technology.lattice().flatMap(lattice -> of(spots, lattice));
    }

    private static Optional<ArrayPitch> of(List<Spot> spots, Technology.Lattice lattice) {
        Map<Long, Spot> at = new HashMap<>();
        spots.forEach(s -> at.put(key(s.arrayRow(), s.arrayCol()), s));
        double[] distances = spots.stream()
                .flatMapToDouble(s -> lattice.steps().stream()
                        .map(step -> at.get(key(s.arrayRow() + step[0], s.arrayCol() + step[1])))
                        .filter(neighbour -> neighbour != null)
                        .flatMapToDouble(n -> DoubleStream.of(
                                Math.hypot(n.xFullResPx() - s.xFullResPx(), n.yFullResPx() - s.yFullResPx()))))
                .toArray();
        if (distances.length == 0) {
            return Optional.empty();
        }
        return Optional.of(new ArrayPitch(median(distances), distances.length, lattice.pitchUm()));
    }

    public double umPerPx() {
        return pitchUm / medianPx;
    }

    private static long key(int row, int col) {
        return (long) row << 32 | col & 0xffffffffL;
    }

    private static double median(double[] values) {
        Arrays.sort(values);
        int middle = values.length / 2;
        return values.length % 2 == 1 ? values[middle] : (values[middle - 1] + values[middle]) / 2;
    }
}
