package io.hookgate.adapter;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class RejectionCauseTest {

    @ParameterizedTest
    @EnumSource
    void blamesTheSenderByDefault(RejectionCause cause) {
        assertThat(cause.status()).isBetween(400, 499);
        assertThat(new AdapterResult.Rejected(cause, "detail").reply())
                .usingRecursiveComparison()
                .isEqualTo(Reply.empty(cause.status()));
    }

    @Test
    void hasAStableCode() {
        assertThat(RejectionCause.TIMESTAMP_OUT_OF_TOLERANCE.code()).isEqualTo("timestamp-out-of-tolerance");
    }
}
