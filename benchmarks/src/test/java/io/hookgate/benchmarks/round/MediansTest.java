package io.hookgate.benchmarks.round;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import io.hookgate.benchmarks.event.LatencySummary;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class MediansTest {

    private static final List<RoundResult> ROUNDS =
            List.of(round("a", 10), round("b", 1), round("a", 1_000), round("b", 4), round("a", 20));

    @Test
    void takesTheMiddleSoThatOneBadRoundDoesNotDecide() {
        assertThat(Medians.throughput(ROUNDS, "a")).isEqualTo(20);
    }

    @Test
    void takesTheMeanOfTheMiddleTwo() {
        assertThat(Medians.throughput(ROUNDS, "b")).isEqualTo(2.5);
    }

    @Test
    void refusesACandidateThatWasNotMeasured() {
        assertThatIllegalArgumentException().isThrownBy(() -> Medians.throughput(ROUNDS, "c"));
    }

    private static RoundResult round(String candidate, double perSecond) {
        LatencySummary none = new LatencySummary(0, 0, 0, 0, 0, 0, 0);
        return new RoundResult(
                candidate,
                "saturation",
                1,
                1,
                1,
                Map.of(),
                1,
                1,
                1,
                1,
                0,
                0,
                0,
                perSecond,
                none,
                none,
                0,
                Map.of(),
                Map.of(),
                List.of());
    }
}
