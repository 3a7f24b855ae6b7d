package io.hookgate.rocketmq.inbound;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class DeadLettersTest {

    @Test
    void tellsTheReasonInOneBoundedLineWithoutAStackTrace() {
        assertThat(DeadLetters.text(new IllegalStateException("one\n\ttwo"))).isEqualTo("one two");
        assertThat(DeadLetters.text(new IllegalStateException())).isEqualTo("java.lang.IllegalStateException");
        assertThat(DeadLetters.text(new IllegalStateException("x".repeat(5000))))
                .hasSize(1000);
    }
}
