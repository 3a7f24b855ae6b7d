package io.hookgate.model;

import static io.hookgate.model.Events.utf8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.JsonNode;
import java.nio.charset.StandardCharsets;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

class EventJsonTest {

    @ParameterizedTest
    @ValueSource(strings = {"1.50", "1e400", "12345678901234567890123.0", "-0.0", "0.10", "1E+2"})
    void keepsTheExactValueOfNumbers(String number) throws Exception {
        JsonNode value = EventJson.readData(utf8(number));

        assertThat(value.decimalValue()).isEqualByComparingTo(number);
        assertThat(EventJson.readData(utf8(value.toString()))).isEqualTo(value);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                " ",
                "{} {}",
                "{}x",
                "[1,]",
                "{\"a\":1,}",
                "{'a':1}",
                "{a:1}",
                "NaN",
                "Infinity",
                "01",
                "+1",
                ".5",
                "1.",
                "\"\u0001\"",
                "\"\\x\"",
                "// c\n1",
                "/* c */ 1",
                "\ufeff{}",
                "tru",
                "\"open"
            })
    void refusesWhatIsNotStrictJson(String text) {
        assertThatThrownBy(() -> EventJson.readData(utf8(text))).isInstanceOf(InvalidEventException.class);
    }

    static Stream<byte[]> otherEncodings() {
        return Stream.of(
                "{\"a\":1}".getBytes(StandardCharsets.UTF_16),
                "{\"a\":1}".getBytes(StandardCharsets.UTF_16LE),
                "\"ü\"".getBytes(StandardCharsets.ISO_8859_1),
                new byte[] {'"', (byte) 0xC0, (byte) 0xA0, '"'},
                new byte[] {'"', (byte) 0xED, (byte) 0xA0, (byte) 0x80, '"'},
                new byte[] {(byte) 0xFF});
    }

    @ParameterizedTest
    @MethodSource("otherEncodings")
    void refusesOtherEncodings(byte[] bytes) {
        assertThatThrownBy(() -> EventJson.readData(bytes)).isInstanceOf(InvalidEventException.class);
    }

    @Test
    void refusesDeepNestingAndLongNumbers() throws Exception {
        int depth = EventJson.MAX_DATA_DEPTH;
        EventJson.readData(utf8("[".repeat(depth) + "]".repeat(depth)));
        EventJson.readData(utf8("9".repeat(EventJson.MAX_NUMBER_LENGTH)));

        assertThatThrownBy(() -> EventJson.readData(utf8("[".repeat(depth + 1) + "]".repeat(depth + 1))))
                .isInstanceOf(InvalidEventException.class);
        assertThatThrownBy(() -> EventJson.readData(utf8("[".repeat(1_000_000))))
                .isInstanceOf(InvalidEventException.class);
        assertThatThrownBy(() -> EventJson.readData(utf8("9".repeat(EventJson.MAX_NUMBER_LENGTH + 1))))
                .isInstanceOf(InvalidEventException.class);
    }

    @Test
    void takesTheLastOfEqualKeysAndKeepsThoseThatDifferInCase() throws Exception {
        assertThat(EventJson.readData(utf8("{\"a\":1,\"a\":2,\"A\":3}")).toString())
                .isEqualTo("{\"a\":2,\"A\":3}");
    }

    @Test
    void takesLongTextsAndNamesUpToALimit() throws Exception {
        String text = "x".repeat(3_000_000);

        assertThat(EventJson.readData(utf8("\"" + text + "\"")).textValue()).isEqualTo(text);
        String name = text.substring(0, EventJson.MAX_NAME_LENGTH);
        assertThat(EventJson.readData(utf8("{\"" + name + "\":1}")).isObject()).isTrue();
        assertThatThrownBy(() -> EventJson.readData(utf8("{\"" + text + "\":1}")))
                .isInstanceOf(InvalidEventException.class);
    }
}
