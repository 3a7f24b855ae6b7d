package io.hookgate.tenant;

import java.time.Duration;
import java.util.Optional;

/**
 * How a subscription keeps the order of deliveries with the same ordering key.
 *
 * @param onFailure what becomes of those behind one that has failed for good
 * @param giveUpAfter how long one that goes on failing may hold up those behind it; then it counts as failed for good,
 *     whatever the endpoint's retry policy says. Empty for as long as that policy goes on
 */
public record Ordering(OnFailure onFailure, Optional<Duration> giveUpAfter) {

    /** What becomes of the deliveries behind one that has failed for good. */
    public enum OnFailure {
        /** They go on. */
        SKIP,
        /** They wait until somebody has sent it again, or has decided to go on without it. */
        PARK
    }
}
