package io.hookgate.model;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Clock;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class IdGeneratorTest {
    private static final Instant NOW = Instant.parse("2026-01-02T03:04:05.678Z");

    private final IdGenerator generator = new IdGenerator(Clock.fixed(NOW, ZoneOffset.UTC));

    @Test
    void makesVersion7WithTheTimeOfTheClock() {
        UUID id = generator.next();

        assertThat(id.version()).isEqualTo(7);
        assertThat(id.variant()).isEqualTo(2);
        assertThat(id.getMostSignificantBits() >>> 16).isEqualTo(NOW.toEpochMilli());
    }

    @Test
    void growsEvenWithinAMillisecond() {
        List<String> ids = IntStream.range(0, 10_000)
                .mapToObj(i -> generator.next().toString())
                .toList();

        assertThat(ids).isSorted().doesNotHaveDuplicates();
    }

    @Test
    void makesNoIdTwiceForSeveralThreads() {
        var seen = ConcurrentHashMap.newKeySet();
        IntStream.range(0, 20_000).parallel().forEach(i -> seen.add(generator.next()));

        assertThat(seen).hasSize(20_000);
    }
}
