package de.handschlag.verifier.lawfulness;

import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;

import org.jspecify.annotations.Nullable;

/** Times by revision: when something about each of a person's revisions first happened. */
final class Timeline {

    private record Moment(long revision, Instant at) {}

    private List<Moment> moments = new ArrayList<>(2);
    private boolean sorted;

    void add(long revision, Instant at) {
        moments.add(new Moment(revision, at));
        sorted = false;
    }

    /** The earliest time of any later revision; null if there is none. */
    @Nullable
    Instant earliestAfter(long revision) {
        sort();
        int low = 0;
        int high = moments.size();
        while (low < high) {
            int middle = (low + high) >>> 1;
            if (moments.get(middle).revision > revision) {
                high = middle;
            } else {
                low = middle + 1;
            }
        }
        return low == moments.size() ? null : moments.get(low).at;
    }

    /** By revision, each with the earliest time from there on. */
    private void sort() {
        if (sorted) {
            return;
        }
        moments.sort(Comparator.comparingLong(Moment::revision));
        for (int i = moments.size() - 2; i >= 0; i--) {
            Moment next = moments.get(i + 1);
            if (next.at.isBefore(moments.get(i).at)) {
                moments.set(i, new Moment(moments.get(i).revision, next.at));
            }
        }
        sorted = true;
    }
}
