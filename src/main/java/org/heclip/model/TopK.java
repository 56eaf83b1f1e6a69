package org.heclip.model;

/**
 * The k largest of a stream of values, with where they were seen; of equal values the earlier one stays.
 *
 * <p>A binary heap with its weakest member on top: nearly all values of a long stream fall below it and cost one comparison.
 */
final class TopK {
    private final float[] values;
    private final int[] places;
    private int size;

    TopK(int k) {
        values = new float[k];
        places = new int[k];
    }

    /** What a further value has to exceed to be kept, once k were seen; anything passes before. */
    float threshold() {
        return size < values.length ? Float.NEGATIVE_INFINITY : values[0];
    }

    /** @param place rising from call to call */
    void offer(float value, int place) {
        if (size < values.length) {
            values[size] = value;
            places[size] = place;
            size++;
            rise(size - 1);
        } else if (value > values[0]) {
            values[0] = value;
            places[0] = place;
            sink(size);
        }
    }

    /** Places of the largest first, of equal values the earlier first. Ends the stream: the heap is taken apart. */
    int[] places() {
        for (int last = size - 1; last > 0; last--) {
            swap(0, last);
            sink(last);
        }
        int[] best = new int[size];
        System.arraycopy(places, 0, best, 0, size);
        return best;
    }

    private void rise(int from) {
        int at = from;
        while (at > 0 && weaker(at, (at - 1) / 2)) {
            swap(at, (at - 1) / 2);
            at = (at - 1) / 2;
        }
    }

    private void sink(int end) {
        int at = 0;
        while (2 * at + 1 < end) {
            int child = 2 * at + 1;
            if (child + 1 < end && weaker(child + 1, child)) {
                child++;
            }
            if (!weaker(child, at)) {
                return;
            }
            swap(at, child);
            at = child;
        }
    }

    private boolean weaker(int a, int b) {
        return values[a] < values[b] || (values[a] == values[b] && places[a] > places[b]);
    }

    private void swap(int a, int b) {
        float value = values[a];
        values[a] = values[b];
        values[b] = value;
        int place = places[a];
        places[a] = places[b];
        places[b] = place;
    }
}
