package io.hookgate.benchmarks.scenario;

import static org.assertj.core.api.Assertions.assertThat;

import io.hookgate.benchmarks.event.LatencySummary;
import io.hookgate.benchmarks.round.RoundResult;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class ProfileTest {

    @Test
    void sharesOutTheTimeOfAllRoundsOfTheCandidate() {
        Map<String, Map<String, Double>> first =
                Map.of("gateway", Map.of("vert.x-eventloo", 0.2, "rare", 0.001), "PostgreSQL", Map.of("postgres", 0.1));
        Map<String, Map<String, Double>> second = Map.of("gateway", Map.of("vert.x-eventloo", 0.1));

        Profile profile = Profile.of(
                List.of(
                        round("a", 1_000, first),
                        round("other", 5_000, Map.of("x", Map.of("y", 9.0))),
                        round("a", 1_000, second)),
                "a");

        assertThat(profile.parts())
                .extracting(Profile.Part::process)
                .containsExactly("gateway", "PostgreSQL", "gateway");
        assertThat(profile.parts())
                .extracting(Profile.Part::threads)
                .containsExactly("vert.x-eventloo", "postgres", "others");
        assertThat(profile.parts())
                .extracting(part -> Math.round(part.micros() * 10))
                .containsExactly(1500L, 500L, 5L);
        assertThat(profile.parts())
                .extracting(part -> Math.round(part.share() * 1000))
                .containsExactly(748L, 249L, 2L);
    }

    @Test
    void isEmptyWhereTheSystemTellsNothing() {
        assertThat(Profile.of(List.of(round("a", 1_000, Map.of())), "a").parts())
                .isEmpty();
    }

    private static RoundResult round(String candidate, long delivered, Map<String, Map<String, Double>> threads) {
        LatencySummary none = new LatencySummary(0, 0, 0, 0, 0, 0, 0);
        return new RoundResult(
                candidate,
                "saturation",
                1,
                1,
                delivered,
                Map.of(),
                delivered,
                delivered,
                delivered,
                delivered,
                0,
                0,
                0,
                delivered,
                none,
                none,
                0,
                Map.of(),
                threads,
                List.of());
    }
}
