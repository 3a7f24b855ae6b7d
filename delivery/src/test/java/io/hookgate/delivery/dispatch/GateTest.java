package io.hookgate.delivery.dispatch;

import static org.assertj.core.api.Assertions.assertThat;

import io.hookgate.delivery.attempt.Failure;
import io.hookgate.delivery.attempt.Outcome;
import io.hookgate.delivery.attempt.Outcome.Delivered;
import io.hookgate.delivery.attempt.Outcome.Permanent;
import io.hookgate.delivery.attempt.Outcome.Retryable;
import io.hookgate.delivery.attempt.Outcome.Untried;
import io.hookgate.tenant.BreakerPolicy;
import io.hookgate.tenant.Limits;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import org.junit.jupiter.api.Test;

class GateTest {
    private static final Outcome FAILED = new Retryable(Failure.TIMEOUT, Optional.empty());
    private static final Duration TOOK = Duration.ofMillis(5);

    private final List<String> states = new ArrayList<>();
    private final Gate gate = new Gate(states::add);

    @Test
    void opensWhenEnoughAttemptsHaveFailedAndClosesWhenTheProbesSucceed() {
        gate.adjust(limits(OptionalInt.empty(), 4));
        pass(new Delivered(), 1);
        pass(FAILED, 2);
        assertThat(states).isEmpty();

        pass(FAILED, 1);

        assertThat(states).containsExactly("open");
        assertThat(gate.pass(0)).isFalse();
        assertThat(gate.capacity(100)).isZero();

        gate.probe();

        assertThat(gate.capacity(100)).isEqualTo(2);
        pass(new Delivered(), 2);
        assertThat(states).containsExactly("open", "half-open", "closed");
        assertThat(gate.capacity(100)).isEqualTo(100);
    }

    @Test
    void opensAgainWhenTheProbesFail() {
        gate.adjust(limits(OptionalInt.empty(), 2));
        pass(FAILED, 2);
        gate.probe();
        pass(FAILED, 2);

        assertThat(states).containsExactly("open", "half-open", "open");
    }

    @Test
    void countsNothingThatIsNoFaultOfTheEndpoint() {
        gate.adjust(limits(OptionalInt.empty(), 2));

        pass(new Untried(Failure.EGRESS_PROXY), 10);
        pass(new Permanent(Failure.TRANSFORMATION, "transformation-failed", false), 10);
        pass(null, 10);

        assertThat(states).isEmpty();
        assertThat(gate.pass(0)).isTrue();
    }

    @Test
    void givesBackTheProbesThatWereNotMade() {
        gate.adjust(limits(OptionalInt.empty(), 2));
        pass(FAILED, 2);
        gate.probe();

        pass(null, 10);

        assertThat(gate.pass(0)).isTrue();
    }

    @Test
    void closesWhenItIsSwitchedOff() {
        gate.adjust(limits(OptionalInt.empty(), 2));
        pass(FAILED, 2);

        gate.adjust(new Limits(
                OptionalInt.empty(),
                OptionalInt.empty(),
                TOOK,
                TOOK,
                new BreakerPolicy(false, 50, 2, Duration.ofSeconds(10), Duration.ofSeconds(10), 2)));

        assertThat(states).containsExactly("open", "closed");
        assertThat(gate.pass(0)).isTrue();
    }

    @Test
    void letsPassWhatWasGrantedAtItsTimeAndNoMore() {
        gate.adjust(limits(OptionalInt.of(10), 1000));
        assertThat(gate.pass(0)).isFalse();
        assertThat(gate.ask(50)).isEqualTo(2);
        assertThat(gate.ask(50)).isZero();

        gate.grant(100, 50, 2);

        assertThat(gate.pass(99)).isFalse();
        assertThat(gate.untilNext(99)).isEqualTo(1);
        assertThat(gate.pass(100)).isTrue();
        assertThat(gate.pass(149)).isFalse();
        assertThat(gate.pass(150)).isTrue();
        assertThat(gate.pass(1_000)).isFalse();
        assertThat(gate.ask(50)).isEqualTo(2);
    }

    @Test
    void losesWhatIsNotUsedWithinASecond() {
        gate.adjust(limits(OptionalInt.of(1), 1000));
        assertThat(gate.ask(1)).isEqualTo(1);
        gate.grant(0, 50, 1);

        assertThat(gate.pass(1_000_000_001L)).isFalse();
    }

    private void pass(Outcome outcome, int times) {
        for (int i = 0; i < times; i++) {
            assertThat(gate.pass(0)).isTrue();
            gate.learn(outcome, TOOK);
        }
    }

    private static Limits limits(OptionalInt rate, int minimumAttempts) {
        return new Limits(
                rate,
                OptionalInt.empty(),
                TOOK,
                TOOK,
                new BreakerPolicy(true, 50, minimumAttempts, Duration.ofSeconds(60), Duration.ofMinutes(5), 2));
    }
}
