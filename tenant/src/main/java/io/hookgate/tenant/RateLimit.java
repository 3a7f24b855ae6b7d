package io.hookgate.tenant;

/**
 * The most requests that are taken: a bucket that holds {@code burst} of them and is filled up at {@code perSecond}.
 *
 * @param perSecond from 1 to 100,000
 * @param burst from 1 to 1,000,000
 */
public record RateLimit(int perSecond, int burst) {
    /** The highest rate that may be set. */
    public static final int MAX_PER_SECOND = 100_000;
    /** The largest burst that may be set. */
    public static final int MAX_BURST = 1_000_000;

    /** Checks the bounds. */
    public RateLimit {
        if (perSecond < 1 || perSecond > MAX_PER_SECOND || burst < 1 || burst > MAX_BURST) {
            throw new IllegalArgumentException("A rate limit is out of bounds");
        }
    }
}
