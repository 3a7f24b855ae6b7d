package io.hookgate.rocketmq.inbound;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.hookgate.rocketmq.RocketMqNackException;
import io.hookgate.rocketmq.inbound.RedeliveryPolicy.Decision;
import java.time.Duration;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class RedeliveryPolicyTest {

    private final RedeliveryPolicy policy = new RedeliveryPolicy(Duration.ofMillis(100), 3, Duration.ofMillis(1000), 5);

    @Test
    void waitsLongerAfterEachAttemptUpToALimit() {
        assertThat(IntStream.rangeClosed(1, 4).mapToObj(attempt -> policy.decide(attempt, new Exception())))
                .containsExactly(again(100), again(300), again(900), again(1000));
    }

    @Test
    void givesUpAfterTheLastAttempt() {
        assertThat(policy.decide(5, new Exception())).isEqualTo(new Decision.GiveUp("attempts-exhausted"));
        assertThat(policy.decide(6, new Exception())).isEqualTo(new Decision.GiveUp("attempts-exhausted"));
    }

    @Test
    void neverGivesUpWithoutALimit() {
        RedeliveryPolicy unlimited = new RedeliveryPolicy(Duration.ofMillis(100), 2, Duration.ofMillis(1000), 0);

        assertThat(unlimited.decide(Integer.MAX_VALUE, new Exception())).isEqualTo(again(1000));
    }

    @Test
    void doesAsTheApplicationSays() {
        assertThat(policy.decide(1, new RocketMqNackException.DeadLetter("never", null)))
                .isEqualTo(new Decision.GiveUp("refused"));
        assertThat(policy.decide(99, new RocketMqNackException.RetryLater("down", Duration.ofMillis(7), null)))
                .isEqualTo(again(7));
        assertThat(policy.decide(99, new RocketMqNackException.RetryLater("down", null, null)))
                .isEqualTo(again(1000));
    }

    @Test
    void refusesNonsense() {
        assertThatThrownBy(() -> new RedeliveryPolicy(Duration.ofMillis(2), 2, Duration.ofMillis(1), 1))
                .isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> new RedeliveryPolicy(Duration.ofMillis(1), 0.5, Duration.ofMillis(1), 1))
                .isInstanceOf(IllegalArgumentException.class);
    }

    private static Decision again(long millis) {
        return new Decision.Again(Duration.ofMillis(millis));
    }
}
