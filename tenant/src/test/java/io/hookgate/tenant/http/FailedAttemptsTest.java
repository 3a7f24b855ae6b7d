package io.hookgate.tenant.http;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.time.ZoneOffset;
import java.util.concurrent.atomic.AtomicReference;
import org.junit.jupiter.api.Test;

class FailedAttemptsTest {
    private static final Instant START = Instant.parse("2026-01-01T00:00:00Z");

    private final AtomicReference<Instant> now = new AtomicReference<>(START);
    private final FailedAttempts attempts = new FailedAttempts(3, Duration.ofMinutes(1), clock(now::get));

    @Test
    void refusesAnAddressAfterTooManyFailures() {
        fail("192.0.2.1", 2);
        assertThat(attempts.pause("192.0.2.1")).isEmpty();

        fail("192.0.2.1", 1);

        assertThat(attempts.pause("192.0.2.1")).contains(Duration.ofMinutes(1));
        assertThat(attempts.pause("192.0.2.2")).isEmpty();
    }

    @Test
    void forgetsAfterTheWindow() {
        fail("192.0.2.1", 3);

        now.set(START.plusSeconds(60));

        assertThat(attempts.pause("192.0.2.1")).isEmpty();
    }

    @Test
    void countsACustomersIpv6AddressesTogether() {
        fail("2001:db8:1:2:3:4:5:6", 3);

        assertThat(attempts.pause("2001:db8:1:2:9:9:9:9")).isPresent();
        assertThat(attempts.pause("2001:db8:1:3:3:4:5:6")).isEmpty();
    }

    @Test
    void remembersTheLatestAddressesOnly() {
        fail("first", 3);
        for (int i = 0; i < 10_000; i++) {
            attempts.record("192.0.2." + i);
        }

        assertThat(attempts.pause("first")).isEmpty();
    }

    private void fail(String address, int times) {
        for (int i = 0; i < times; i++) {
            attempts.record(address);
        }
    }

    private static Clock clock(InstantSource source) {
        return source.withZone(ZoneOffset.UTC);
    }
}
