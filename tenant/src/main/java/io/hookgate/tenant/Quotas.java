package io.hookgate.tenant;

import java.util.OptionalLong;

/**
 * How much a tenant may have; what is absent has no bound.
 *
 * @param sources the most sources, at least 0
 * @param endpoints the most endpoints, at least 0
 * @param subscriptions the most subscriptions, at least 0
 * @param eventsPerDay the most events that all its sources together may send on one day (UTC), at least 0
 * @param payloadBytes the largest body of a webhook, at least 1; what ingress takes at most remains a bound beside it
 */
public record Quotas(
        OptionalLong sources,
        OptionalLong endpoints,
        OptionalLong subscriptions,
        OptionalLong eventsPerDay,
        OptionalLong payloadBytes) {
    /** No bounds. */
    public static final Quotas NONE = new Quotas(
            OptionalLong.empty(),
            OptionalLong.empty(),
            OptionalLong.empty(),
            OptionalLong.empty(),
            OptionalLong.empty());

    /** These bounds, and where there is none, that of {@code defaults}. */
    public Quotas orElse(Quotas defaults) {
        return new Quotas(
                either(sources, defaults.sources),
                either(endpoints, defaults.endpoints),
                either(subscriptions, defaults.subscriptions),
                either(eventsPerDay, defaults.eventsPerDay),
                either(payloadBytes, defaults.payloadBytes));
    }

    private static OptionalLong either(OptionalLong own, OptionalLong other) {
        return own.isPresent() ? own : other;
    }
}
