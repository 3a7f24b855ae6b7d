package io.hookgate.benchmarks.event;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class EventMarkTest {

    private static final EventMark MARK = new EventMark(-7, 0xfedcba987654L, Long.MIN_VALUE + 5);

    @Test
    void isFoundAgainInsideOtherText() {
        assertThat(EventMark.find(("{\"data\": {\n  \"id\": \"" + text(MARK) + "\"}}").getBytes(UTF_8)))
                .isEqualTo(MARK);
    }

    @Test
    void isFoundBehindTextThatLooksLikeItsStart() {
        assertThat(EventMark.find(("~~hgb~h~hgb" + text(MARK)).getBytes(UTF_8))).isEqualTo(MARK);
    }

    @Test
    void isNotFoundWhereThereIsNoneOrNotAllOfIt() {
        assertThat(EventMark.find(new byte[0])).isNull();
        assertThat(EventMark.find("{\"id\":\"x\"}".getBytes(UTF_8))).isNull();
        assertThat(EventMark.find(text(MARK).substring(0, EventMark.LENGTH - 1).getBytes(UTF_8)))
                .isNull();
    }

    private static String text(EventMark mark) {
        byte[] bytes = new byte[EventMark.LENGTH];
        mark.write(bytes, 0);
        return new String(bytes, UTF_8);
    }
}
