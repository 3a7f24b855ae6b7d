package io.hookgate.delivery.traffic;

import static org.assertj.core.api.Assertions.assertThat;

import io.hookgate.delivery.ledger.TimeBound;
import io.hookgate.model.EventId;
import io.hookgate.model.TenantId;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.UUID;
import org.junit.jupiter.api.Test;

class TrafficMeterTest {
    private static final TenantId TENANT = new TenantId(new UUID(1, 2));
    private static final TenantId OTHER = new TenantId(new UUID(3, 4));
    private static final Instant NOW = Instant.parse("2026-01-02T03:04:05Z");

    private final MovingClock clock = new MovingClock();
    private final TrafficMeter meter = new TrafficMeter(clock);

    @Test
    void countsEachTenantAndMinuteApart() {
        meter.received(TENANT);
        meter.received(TENANT);
        meter.received(OTHER);
        clock.now = NOW.plusSeconds(60);
        meter.received(TENANT);

        assertThat(meter.take())
                .containsExactlyInAnyOrder(
                        count(TENANT, "2026-01-02T03:04:00Z", Measure.RECEIVED.number(), 2),
                        count(OTHER, "2026-01-02T03:04:00Z", Measure.RECEIVED.number(), 1),
                        count(TENANT, "2026-01-02T03:05:00Z", Measure.RECEIVED.number(), 1));
    }

    @Test
    void countsOnceWhatIsTaken() {
        meter.died(TENANT);
        meter.take();

        assertThat(meter.take()).isEmpty();
    }

    @Test
    void keepsWhatCouldNotBeWritten() {
        meter.attemptFailed(TENANT);
        meter.putBack(meter.take());
        meter.attemptFailed(TENANT);

        assertThat(meter.take())
                .containsExactly(count(TENANT, "2026-01-02T03:04:00Z", Measure.FAILED_ATTEMPT.number(), 2));
    }

    @Test
    void measuresFromReceiptToDelivery() {
        meter.delivered(TENANT, new EventId(TimeBound.at(NOW.minusMillis(30))));

        assertThat(meter.take())
                .containsExactlyInAnyOrder(
                        count(TENANT, "2026-01-02T03:04:00Z", Measure.DELIVERED.number(), 1),
                        count(
                                TENANT,
                                "2026-01-02T03:04:00Z",
                                Latency.FIRST + Latency.bucket(Duration.ofMillis(30)),
                                1));
    }

    private static TrafficMeter.Count count(TenantId tenant, String minute, int measure, long count) {
        return new TrafficMeter.Count(new TrafficMeter.Cell(tenant, Instant.parse(minute), measure), count);
    }

    private static final class MovingClock extends Clock {
        private Instant now = NOW;

        @Override
        public Instant instant() {
            return now;
        }

        @Override
        public ZoneId getZone() {
            return ZoneOffset.UTC;
        }

        @Override
        public Clock withZone(ZoneId zone) {
            return this;
        }
    }
}
