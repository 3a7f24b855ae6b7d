package io.hookgate.tenant.quota;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.hookgate.model.EndpointId;
import io.hookgate.model.SubscriptionId;
import io.hookgate.model.TenantId;
import io.hookgate.tenant.Configuration;
import io.hookgate.tenant.Endpoint;
import io.hookgate.tenant.Quotas;
import io.hookgate.tenant.RateLimit;
import io.hookgate.tenant.Source;
import io.hookgate.tenant.Subscription;
import io.hookgate.tenant.quota.EventUseStore.Use;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class EventAllowanceTest {
    private static final TenantId TENANT = new TenantId(UUID.randomUUID());
    private static final LocalDate TODAY = LocalDate.of(2026, 3, 1);

    private OptionalLong perDay = OptionalLong.of(10);
    private Instant now = Instant.parse("2026-03-01T23:59:50Z");
    private final EventAllowance allowance = new EventAllowance(new PerDay(), new TestClock());

    @Test
    void takesExactlyWhatIsAllowed() {
        List<CompletableFuture<Boolean>> takers = IntStream.range(0, 50)
                .mapToObj(i -> CompletableFuture.supplyAsync(
                        () -> allowance.take(TENANT, 1).isPresent()))
                .toList();

        assertThat(takers.stream().map(CompletableFuture::join).filter(taken -> taken))
                .hasSize(10);
        assertThat(allowance.isUsedUp(TENANT)).isTrue();
        assertThat(allowance.isUsedUp(new TenantId(UUID.randomUUID()))).isFalse();
    }

    @Test
    void takesABatchAsAWholeOrNotAtAll() {
        assertThat(allowance.take(TENANT, 7)).isPresent();
        assertThat(allowance.take(TENANT, 4)).isEmpty();
        assertThat(allowance.isUsedUp(TENANT)).isFalse();
        assertThat(allowance.take(TENANT, 3)).isPresent();
        assertThat(allowance.take(TENANT, 1)).isEmpty();
    }

    @Test
    void givesBackWhatWasNotAccepted() {
        EventAllowance.Share share = allowance.take(TENANT, 10).orElseThrow();

        share.giveBack();

        assertThat(allowance.take(TENANT, 10)).isPresent();
        assertThat(allowance.unsettled()).containsExactly(new Use(TENANT, TODAY, 10));
    }

    @Test
    void beginsAnewAtMidnightUtc() {
        allowance.take(TENANT, 10);
        assertThat(allowance.nextDay()).isEqualTo(Instant.parse("2026-03-02T00:00:00Z"));

        now = now.plus(Duration.ofSeconds(10));

        assertThat(allowance.isUsedUp(TENANT)).isFalse();
        assertThat(allowance.take(TENANT, 2)).isPresent();
        assertThat(allowance.unsettled())
                .containsExactlyInAnyOrder(new Use(TENANT, TODAY, 10), new Use(TENANT, TODAY.plusDays(1), 2));
    }

    @Test
    void countsWhatOthersHaveAccepted() {
        allowance.take(TENANT, 2);
        allowance.unsettled();
        allowance.take(TENANT, 1);
        allowance.learn(new Use(TENANT, TODAY, 9), 2);

        assertThat(allowance.known(TENANT)).isEqualTo(10);
        assertThat(allowance.isUsedUp(TENANT)).isTrue();
    }

    @Test
    void keepsWhatCouldNotBeSettled() {
        allowance.take(TENANT, 3);
        List<Use> counted = allowance.unsettled();
        allowance.take(TENANT, 1);

        allowance.putBack(counted);

        assertThat(allowance.unsettled()).containsExactly(new Use(TENANT, TODAY, 4));
        assertThat(allowance.unsettled()).isEmpty();
    }

    @Test
    void takesAChangedQuotaAtOnce() {
        allowance.take(TENANT, 10);

        perDay = OptionalLong.of(11);
        assertThat(allowance.take(TENANT, 1)).isPresent();
        perDay = OptionalLong.empty();
        assertThat(allowance.take(TENANT, 1_000_000)).isPresent();
        assertThat(allowance.isUsedUp(TENANT)).isFalse();
        perDay = OptionalLong.of(0);
        assertThat(allowance.isUsedUp(TENANT)).isTrue();
    }

    private final class TestClock extends Clock {
        @Override
        public ZoneId getZone() {
            return ZoneOffset.UTC;
        }

        @Override
        public Clock withZone(ZoneId zone) {
            return this;
        }

        @Override
        public Instant instant() {
            return now;
        }
    }

    /** A configuration of nothing but this one quota. */
    private final class PerDay implements Configuration {
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
            return Optional.empty();
        }

        @Override
        public Quotas quotas(TenantId tenantId) {
            return new Quotas(
                    OptionalLong.empty(), OptionalLong.empty(), OptionalLong.empty(), perDay, OptionalLong.empty());
        }

        @Override
        public Optional<Endpoint> endpoint(TenantId tenantId, EndpointId endpointId) {
            return Optional.empty();
        }

        @Override
        public boolean allowsHttp(TenantId tenantId) {
            return false;
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
