package io.hookgate.delivery.history;

import io.hookgate.delivery.ledger.TimeBound;
import java.time.Instant;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * The part of a list, newest first, that is wanted. Identifiers are UUIDv7, so time and cursor bound the same thing.
 *
 * @param from the smallest identifier
 * @param before what all identifiers are smaller than
 */
public record Span(UUID from, UUID before) {
    private static final UUID FIRST = new UUID(0, 0);
    private static final UUID LAST = new UUID(-1, -1);

    /**
     * Combines what a caller asks for.
     *
     * @param from the earliest time, included
     * @param to the latest time, not included
     * @param cursor the last identifier of the page before
     */
    public static Span of(@Nullable Instant from, @Nullable Instant to, @Nullable UUID cursor) {
        UUID end = to == null ? LAST : TimeBound.at(to);
        return new Span(
                from == null ? FIRST : TimeBound.at(from), cursor == null || isLess(end, cursor) ? end : cursor);
    }

    /** Whether the identifier is within. */
    boolean contains(UUID id) {
        return !isLess(id, from) && isLess(id, before);
    }

    private static boolean isLess(UUID one, UUID other) {
        int high = Long.compareUnsigned(one.getMostSignificantBits(), other.getMostSignificantBits());
        return high < 0
                || (high == 0
                        && Long.compareUnsigned(one.getLeastSignificantBits(), other.getLeastSignificantBits()) < 0);
    }
}
