package io.hookgate.tenant.endpoint;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.HashMap;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class StaticHeadersTest {
    @ParameterizedTest
    @ValueSource(
            strings = {
                "Host",
                "content-LENGTH",
                "Content-Type",
                "Transfer-Encoding",
                "Connection",
                "Keep-Alive",
                "TE",
                "Upgrade",
                "webhook-id",
                "Webhook-Signature",
                "ce-id",
                "CE-Type",
                "traceparent",
                ":path",
                "",
                "a b",
                "a:b",
                "ä",
                "a\r\nb"
            })
    void refusesNamesThatAreNoneOrReserved(String name) {
        assertThat(StaticHeaders.faults(Map.of(name, "x")))
                .singleElement()
                .satisfies(fault -> assertThat(fault.pointer()).startsWith("/headers/"));
    }

    @ParameterizedTest
    @ValueSource(strings = {"", " ", " x", "x ", "a\r\nX-Injected: 1", "a\nb", "a\u0000", "ä", "\u007f"})
    void refusesValuesThatAreNone(String value) {
        assertThat(StaticHeaders.faults(Map.of("X-A", value))).hasSize(1);
    }

    @Test
    void takesOrdinaryHeaders() {
        assertThat(StaticHeaders.faults(
                        Map.of("Authorization", "Bearer a.b-c", "X-Region", "eu west\t1", "User-Agent", "x")))
                .isEmpty();
    }

    @Test
    void refusesTooManyTooLongAndEqualNames() {
        Map<String, String> many = new HashMap<>();
        for (int i = 0; i < 21; i++) {
            many.put("X-" + i, "x");
        }

        assertThat(StaticHeaders.faults(many)).hasSize(1);
        assertThat(StaticHeaders.faults(Map.of("X-A", "x".repeat(4097)))).hasSize(1);
        assertThat(StaticHeaders.faults(Map.of("X-A", "1", "x-a", "2"))).hasSize(1);
    }

    @ParameterizedTest
    @ValueSource(strings = {"Authorization", "Cookie", "X-Api-Key", "X-Auth", "apikey", "X-Access-Token", "My-Secret"})
    void masksWhatMayBeACredential(String name) {
        assertThat(StaticHeaders.masked(Map.of(name, "value"))).isEqualTo(Map.of(name, "********"));
    }

    @Test
    void putsAMaskedValueBackOnlyWhereItWasMasked() {
        Map<String, String> stored = Map.of("Authorization", "old", "X-Region", "eu");

        assertThat(StaticHeaders.unmasked(
                        Map.of("Authorization", "********", "X-Region", "********", "Cookie", "********"), stored))
                .isEqualTo(Map.of("Authorization", "old", "X-Region", "********", "Cookie", "********"));
    }
}
