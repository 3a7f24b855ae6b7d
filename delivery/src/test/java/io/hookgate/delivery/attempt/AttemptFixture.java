package io.hookgate.delivery.attempt;

import io.hookgate.delivery.Configurations;
import io.hookgate.tenant.Configuration;
import io.vertx.core.Vertx;
import java.time.Clock;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Makes the parts of this package for tests of others. */
public final class AttemptFixture {
    private AttemptFixture() {}

    /** A sender that may send to the ranges of addresses. */
    public static AttemptSender sender(
            Vertx vertx, Configuration configuration, Map<String, String> properties, String... allowed) {
        Optional<List<String>> dnsServers =
                Optional.ofNullable(properties.get("hookgate.dns-servers")).map(List::of);
        return new AttemptSender(
                vertx,
                Clock.systemUTC(),
                configuration,
                new TargetResolver(new AddressPolicy(Optional.of(List.of(allowed))), dnsServers),
                new PortPolicy(List.of(PortPolicy.USUAL.split(","))),
                new EgressProxy(Optional.ofNullable(properties.get("hookgate.egress-proxy"))),
                Configurations.read(AttemptConfig.class, properties),
                "test");
    }
}
