package io.hookgate.delivery.dispatch;

import java.util.ArrayDeque;
import java.util.Queue;

/**
 * The share of an endpoint's rate that this node has been granted: moments from which on one attempt each may begin. Not
 * thread-safe; belongs to a lane.
 */
final class Throttle {
    /** A fifth of a second ahead: short, so that several nodes share evenly, and long enough to ask for the next in time. */
    private static final int SLICES_PER_SECOND = 5;
    /** What has not been used by then is lost, as in a bucket that is full. */
    private static final long LONGEST_KEPT_NANOS = 1_000_000_000L;

    private final Queue<Long> moments = new ArrayDeque<>();
    private boolean asking;

    /** Uses up one moment, if one has come. */
    boolean take(long now) {
        while (!moments.isEmpty() && now - moments.element() > LONGEST_KEPT_NANOS) {
            moments.remove();
        }
        if (moments.isEmpty() || now - moments.element() < 0) {
            return false;
        }
        moments.remove();
        return true;
    }

    /**
     * How many moments to ask for now; none while an answer is awaited or enough are there.
     *
     * @param waiting attempts that wait
     */
    int ask(int waiting, int rate) {
        int slice = Math.max(1, rate / SLICES_PER_SECOND);
        if (asking || moments.size() > slice / 2) {
            return 0;
        }
        int wanted = Math.min(waiting - moments.size(), slice);
        asking = wanted > 0;
        return Math.max(wanted, 0);
    }

    /** Takes what was granted: so many moments in equal distances. */
    void grant(long first, long distance, int count) {
        asking = false;
        for (int i = 0; i < count; i++) {
            moments.add(first + i * distance);
        }
    }

    /** The time until the next moment, not positive if it has come; the greatest value if none is known. */
    long untilNext(long now) {
        return moments.isEmpty() ? Long.MAX_VALUE : moments.element() - now;
    }
}
