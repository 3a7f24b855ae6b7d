package io.hookgate.benchmarks.load;

/** How fast events are sent. */
public sealed interface Pace {

    /**
     * As fast as the product takes them: every connection sends its next event when the last one was answered.
     *
     * @param backlog how many events may be accepted and not yet delivered; beyond that, connections wait. It makes the
     *     figure a rate that can be kept up, not one at which a queue grows.
     */
    record Saturation(int backlog) implements Pace {
        /** Checks the range. */
        public Saturation {
            if (backlog < 1) {
                throw new IllegalArgumentException("The backlog must be at least 1");
            }
        }
    }

    /**
     * At even intervals, whatever the product does. An event that is sent late, since no connection was free or the machine
     * was busy, counts from the time when it was due.
     */
    record ConstantRate(double perSecond) implements Pace {
        /** Checks the range. */
        public ConstantRate {
            if (!(perSecond > 0)) {
                throw new IllegalArgumentException("The rate must be positive");
            }
        }
    }
}
