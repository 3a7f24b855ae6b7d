package io.hookgate.delivery.attempt;

import io.hookgate.delivery.Configurations;
import io.vertx.core.Vertx;
import java.time.Clock;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Makes the parts of this package for tests of others. */
public final class AttemptFixture {
    private AttemptFixture() {}

    /** A sender that may send to the ranges of addresses. */
    public static AttemptSender sender(Vertx vertx, Map<String, String> properties, String... allowed) {
        return new AttemptSender(
                vertx,
                Clock.systemUTC(),
                new TargetResolver(new AddressPolicy(Optional.of(List.of(allowed)))),
                Configurations.read(AttemptConfig.class, properties),
                "test");
    }
}
