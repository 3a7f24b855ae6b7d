package io.hookgate.gateway.ingress;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import io.github.bucket4j.Bucket;
import io.github.bucket4j.ConsumptionProbe;
import io.github.bucket4j.TimeMeter;
import io.hookgate.tenant.Configuration;
import io.hookgate.tenant.RateLimit;
import io.hookgate.tenant.Source;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.time.Duration;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.concurrent.TimeUnit;

/**
 * Holds the requests of each source and of each tenant against what they may send to this node.
 *
 * <p>Thread-safe; without locks, and never blocks.
 */
@ApplicationScoped
class RateLimits {
    /** After this time without a request, a bucket is as full as a new one in all but extreme settings. */
    private static final Duration IDLE = Duration.ofHours(1);

    private final Configuration configuration;
    private final IngressConfig config;
    private final TimeMeter time;
    private final Cache<Object, Counted> counted =
            Caffeine.newBuilder().expireAfterAccess(IDLE).build();

    @Inject
    RateLimits(Configuration configuration, IngressConfig config) {
        this(configuration, config, TimeMeter.SYSTEM_NANOTIME);
    }

    RateLimits(Configuration configuration, IngressConfig config, TimeMeter time) {
        this.configuration = configuration;
        this.config = config;
        this.time = time;
    }

    /** A limit with what is left of it; replaced when the limit is changed. */
    private record Counted(RateLimit limit, Bucket bucket) {}

    /**
     * A request that is too many.
     *
     * @param cause whose limit it is, a stable code
     * @param retryAfterSeconds when the next request would be taken, at least 1
     */
    record Excess(String cause, RateLimit limit, long retryAfterSeconds) {}

    /** Counts one more request of the source; present when it must not be taken. */
    Optional<Excess> count(Source source) {
        // The source's own limit first: what it sends in excess must not use up what the tenant's other sources may
        // send.
        return source.rateLimit()
                .or(() -> perSecond(config.sourceRateLimit()))
                .flatMap(limit -> take("source-rate-limit", source.id(), limit))
                .or(() -> configuration
                        .rateLimit(source.tenantId())
                        .or(() -> perSecond(config.tenantRateLimit()))
                        .flatMap(limit -> take("tenant-rate-limit", source.tenantId(), limit)));
    }

    private Optional<Excess> take(String cause, Object owner, RateLimit limit) {
        ConsumptionProbe probe = bucket(owner, limit).tryConsumeAndReturnRemaining(1);
        if (probe.isConsumed()) {
            return Optional.empty();
        }
        long seconds = Math.floorDiv(probe.getNanosToWaitForRefill() - 1, TimeUnit.SECONDS.toNanos(1)) + 1;
        return Optional.of(new Excess(cause, limit, Math.max(1, seconds)));
    }

    private Bucket bucket(Object owner, RateLimit limit) {
        Counted known = counted.getIfPresent(owner);
        if (known != null && known.limit().equals(limit)) {
            return known.bucket();
        }
        return counted.asMap()
                .compute(
                        owner,
                        (key, current) -> current != null && current.limit().equals(limit)
                                ? current
                                : new Counted(limit, fullBucket(limit)))
                .bucket();
    }

    private Bucket fullBucket(RateLimit limit) {
        return Bucket.builder()
                .addLimit(bandwidth ->
                        bandwidth.capacity(limit.burst()).refillGreedy(limit.perSecond(), Duration.ofSeconds(1)))
                .withCustomTimePrecision(time)
                .build();
    }

    private static Optional<RateLimit> perSecond(OptionalInt limit) {
        return limit.isPresent() ? Optional.of(new RateLimit(limit.getAsInt(), limit.getAsInt())) : Optional.empty();
    }
}
