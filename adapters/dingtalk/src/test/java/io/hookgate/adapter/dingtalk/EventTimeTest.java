package io.hookgate.adapter.dingtalk;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class EventTimeTest {

    @Test
    void readsMillisecondsAndSeconds() {
        assertThat(EventTime.parse("1663143335567")).contains(Instant.parse("2022-09-14T08:15:35.567Z"));
        assertThat(EventTime.parse("1663143335")).contains(Instant.parse("2022-09-14T08:15:35Z"));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "0",
                "-1663143335",
                "1663143335.5",
                "soon",
                "43535463645",
                "999999999999999",
                "16631433355670000",
                "99999999999999999999999",
                "１６６３１４３３３５",
                "2022-09-14"
            })
    void takesNothingElse(String text) {
        assertThat(EventTime.parse(text)).isEmpty();
    }
}
