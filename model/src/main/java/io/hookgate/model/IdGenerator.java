package io.hookgate.model;

import com.github.f4b6a3.uuid.factory.standard.TimeOrderedEpochFactory;
import java.time.Clock;
import java.util.UUID;

/** Makes UUIDv7 values (RFC 9562 section 5.7) that grow within one process. Safe for use by several threads. */
public final class IdGenerator {
    private final TimeOrderedEpochFactory factory;

    /** Takes the time from {@code clock} and randomness from the platform's secure source. */
    public IdGenerator(Clock clock) {
        this.factory = TimeOrderedEpochFactory.builder()
                .withClock(clock)
                .withIncrementPlus1()
                .build();
    }

    /** A value that is greater than every one that this generator gave before. */
    public UUID next() {
        return factory.create();
    }
}
