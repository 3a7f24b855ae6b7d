package io.hookgate.delivery.ledger;

import java.time.Instant;
import java.util.UUID;

/** The relation between UUIDv7 values and time (RFC 9562 section 5.7): a range of one is a range of the other. */
public final class TimeBound {
    private static final long MAX_MILLIS = (1L << 48) - 1;

    private TimeBound() {}

    /** A value that is not greater than any UUIDv7 of the moment or later, and greater than all before it. */
    public static UUID at(Instant moment) {
        long millis = Math.min(Math.max(moment.toEpochMilli(), 0), MAX_MILLIS);
        return new UUID(millis << 16, 0);
    }

    /** When the UUIDv7 was made, to the millisecond. */
    public static Instant timeOf(UUID id) {
        return Instant.ofEpochMilli(id.getMostSignificantBits() >>> 16);
    }
}
