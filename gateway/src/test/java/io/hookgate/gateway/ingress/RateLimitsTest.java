package io.hookgate.gateway.ingress;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.github.bucket4j.TimeMeter;
import io.hookgate.adapter.AdapterResult;
import io.hookgate.adapter.Reply;
import io.hookgate.model.EndpointId;
import io.hookgate.model.SourceId;
import io.hookgate.model.SubscriptionId;
import io.hookgate.model.TenantId;
import io.hookgate.tenant.Configuration;
import io.hookgate.tenant.Endpoint;
import io.hookgate.tenant.Quotas;
import io.hookgate.tenant.RateLimit;
import io.hookgate.tenant.Source;
import io.hookgate.tenant.Subscription;
import io.smallrye.config.PropertiesConfigSource;
import io.smallrye.config.SmallRyeConfigBuilder;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.atomic.AtomicLong;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

class RateLimitsTest {
    private static final TenantId TENANT = new TenantId(UUID.randomUUID());
    private final AtomicLong nanos = new AtomicLong();
    private @Nullable RateLimit ofTenant;

    @Test
    void takesABurstAndThenWhatIsFilledUp() {
        RateLimits limits = limits(Map.of());
        Source source = source(new RateLimit(2, 5));

        assertThat(taken(limits, source, 20)).isEqualTo(5);
        pass(Duration.ofSeconds(1));
        assertThat(taken(limits, source, 20)).isEqualTo(2);
        pass(Duration.ofHours(2));
        assertThat(taken(limits, source, 20)).isEqualTo(5);
    }

    @Test
    void saysWhenToComeBack() {
        RateLimits limits = limits(Map.of());
        Source source = source(new RateLimit(1, 1));
        Source quick = source(new RateLimit(1000, 1));
        taken(limits, source, 1);
        taken(limits, quick, 1);

        assertThat(limits.count(source).orElseThrow().retryAfterSeconds()).isEqualTo(1);
        assertThat(limits.count(quick).orElseThrow().retryAfterSeconds()).isEqualTo(1);
    }

    @Test
    void holdsAllSourcesOfATenantAgainstTheTenantsLimit() {
        RateLimits limits = limits(Map.of());
        ofTenant = new RateLimit(1, 3);

        assertThat(taken(limits, source(null), 2)).isEqualTo(2);
        assertThat(taken(limits, source(null), 10)).isEqualTo(1);
        assertThat(limits.count(source(null)).orElseThrow().cause()).isEqualTo("tenant-rate-limit");
    }

    @Test
    void doesNotChargeTheTenantForWhatASourceSendsInExcess() {
        RateLimits limits = limits(Map.of());
        ofTenant = new RateLimit(1, 10);

        assertThat(taken(limits, source(new RateLimit(1, 1)), 100)).isEqualTo(1);
        assertThat(taken(limits, source(null), 100)).isEqualTo(9);
    }

    @Test
    void beginsAnewWhenALimitIsChanged() {
        RateLimits limits = limits(Map.of());
        Source source = source(new RateLimit(1, 1));
        taken(limits, source, 5);

        assertThat(taken(limits, withLimit(source, new RateLimit(1, 4)), 10)).isEqualTo(4);
        assertThat(taken(limits, withLimit(source, null), 10)).isEqualTo(10);
    }

    @Test
    void hasNoLimitsUnlessTheyAreSet() {
        assertThat(taken(limits(Map.of()), source(null), 10_000)).isEqualTo(10_000);
    }

    @Test
    void takesTheLimitsOfTheConfigurationWhereThereIsNoOther() {
        RateLimits limits =
                limits(Map.of("hookgate.ingress.source-rate-limit", "3", "hookgate.ingress.tenant-rate-limit", "5"));

        assertThat(taken(limits, source(null), 10)).isEqualTo(3);
        assertThat(taken(limits, source(new RateLimit(10, 10)), 10)).isEqualTo(2);
    }

    private RateLimits limits(Map<String, String> settings) {
        IngressConfig config = new SmallRyeConfigBuilder()
                .withMapping(IngressConfig.class)
                .withConverter(
                        io.quarkus.runtime.configuration.MemorySize.class,
                        100,
                        new io.quarkus.runtime.configuration.MemorySizeConverter())
                .withConverter(Duration.class, 100, new io.quarkus.runtime.configuration.DurationConverter())
                .withSources(new PropertiesConfigSource(settings, "test", 100))
                .build()
                .getConfigMapping(IngressConfig.class);
        return new RateLimits(new TenantLimit(), config, new Time());
    }

    private static int taken(RateLimits limits, Source source, int requests) {
        return (int) IntStream.range(0, requests)
                .filter(i -> limits.count(source).isEmpty())
                .count();
    }

    private void pass(Duration time) {
        nanos.addAndGet(time.toNanos());
    }

    private static Source source(@Nullable RateLimit limit) {
        return new Source(
                TENANT,
                new SourceId(UUID.randomUUID()),
                "source",
                true,
                Optional.ofNullable(limit),
                (request, documents, now) -> new AdapterResult.Accepted(List.of(), Reply.empty(200)));
    }

    private static Source withLimit(Source source, @Nullable RateLimit limit) {
        return new Source(
                source.tenantId(), source.id(), source.name(), true, Optional.ofNullable(limit), source.protocol());
    }

    private final class Time implements TimeMeter {
        @Override
        public long currentTimeNanos() {
            return nanos.get();
        }

        @Override
        public boolean isWallClockBased() {
            return false;
        }
    }

    /** A configuration of nothing but the tenant's limit. */
    private final class TenantLimit implements Configuration {
        @Override
        public boolean isLoaded() {
            return true;
        }

        @Override
        public Optional<Source> sourceByIngressKey(String ingressKey) {
            return Optional.empty();
        }

        @Override
        public Optional<RateLimit> rateLimit(TenantId tenantId) {
            return Optional.ofNullable(ofTenant);
        }

        @Override
        public Quotas quotas(TenantId tenantId) {
            return Quotas.NONE;
        }

        @Override
        public boolean allowsHttp(TenantId tenantId) {
            return false;
        }

        @Override
        public Optional<Endpoint> endpoint(TenantId tenantId, EndpointId endpointId) {
            return Optional.empty();
        }

        @Override
        public Optional<Subscription> subscription(TenantId tenantId, SubscriptionId subscriptionId) {
            return Optional.empty();
        }

        @Override
        public List<Subscription> matching(TenantId tenantId, JsonNode event) {
            return List.of();
        }
    }
}
