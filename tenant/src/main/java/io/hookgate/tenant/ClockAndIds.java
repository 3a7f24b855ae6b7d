package io.hookgate.tenant;

import io.hookgate.model.IdGenerator;
import io.quarkus.arc.DefaultBean;
import jakarta.enterprise.inject.Produces;
import jakarta.inject.Singleton;
import java.time.Clock;

/** The time and new identifiers, for all modules. */
class ClockAndIds {

    @Produces
    @Singleton
    @DefaultBean
    Clock clock() {
        return Clock.systemUTC();
    }

    @Produces
    @Singleton
    @DefaultBean
    IdGenerator ids(Clock clock) {
        return new IdGenerator(clock);
    }
}
