package io.hookgate.adapter.dingtalk;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.InstanceOfAssertFactories.type;

import io.hookgate.adapter.InvalidConfigurationException;
import io.hookgate.adapter.InvalidConfigurationException.Fault;
import io.hookgate.adapter.SourceConfiguration;
import java.time.Duration;
import java.util.Arrays;
import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

class DingTalkSettingsTest {
    private static final String AES_KEY = "abcdefghijklmnopqrstuvwxyz0123456789ABCDEFG";
    private static final Map<String, String> SECRETS = Map.of("token", "gw-token-2024", "aesKey", AES_KEY);
    private static final Map<String, Object> SETTINGS = Map.of("receiveIds", List.of("a", "b"));

    @Test
    void readsTheDefaults() throws Exception {
        DingTalkSettings settings = read(SETTINGS, SECRETS);

        assertThat(settings.receiveIds()).containsExactlyInAnyOrder("a", "b");
        assertThat(settings.timestampTolerance()).isEmpty();
        assertThat(settings.randomSuiteReply()).isFalse();
        assertThat(settings.sourceUri()).hasToString("urn:s");
    }

    @Test
    void readsEverySetting() throws Exception {
        DingTalkSettings settings = read(
                Map.of("receiveIds", List.of("a"), "timestampToleranceSeconds", 300, "suiteCheckReply", "random"),
                SECRETS);

        assertThat(settings.timestampTolerance()).contains(Duration.ofMinutes(5));
        assertThat(settings.randomSuiteReply()).isTrue();
    }

    static Stream<Arguments> faultySettings() {
        return Stream.of(
                Arguments.of("receiveIds", null, "/settings/receiveIds"),
                Arguments.of("receiveIds", List.of(), "/settings/receiveIds"),
                Arguments.of("receiveIds", "a", "/settings/receiveIds"),
                Arguments.of("receiveIds", Map.of(), "/settings/receiveIds"),
                Arguments.of("receiveIds", Collections.nCopies(51, "a"), "/settings/receiveIds"),
                Arguments.of("receiveIds", List.of("a", "a"), "/settings/receiveIds/1"),
                Arguments.of("receiveIds", List.of("a", ""), "/settings/receiveIds/1"),
                Arguments.of("receiveIds", List.of("a", 1), "/settings/receiveIds/1"),
                Arguments.of("receiveIds", Arrays.asList("a", null), "/settings/receiveIds/1"),
                Arguments.of("receiveIds", List.of("a b"), "/settings/receiveIds/0"),
                Arguments.of("receiveIds", List.of("x".repeat(129)), "/settings/receiveIds/0"),
                Arguments.of("timestampToleranceSeconds", -1, "/settings/timestampToleranceSeconds"),
                Arguments.of("timestampToleranceSeconds", 1.5, "/settings/timestampToleranceSeconds"),
                Arguments.of("timestampToleranceSeconds", "300", "/settings/timestampToleranceSeconds"),
                Arguments.of("timestampToleranceSeconds", 1e300, "/settings/timestampToleranceSeconds"),
                Arguments.of("timestampToleranceSeconds", 604_801, "/settings/timestampToleranceSeconds"),
                Arguments.of("suiteCheckReply", "Random", "/settings/suiteCheckReply"),
                Arguments.of("suiteCheckReply", true, "/settings/suiteCheckReply"),
                Arguments.of("a/b~c", 1, "/settings/a~1b~0c"));
    }

    @ParameterizedTest
    @MethodSource("faultySettings")
    void refusesAFaultySetting(String name, Object value, String pointer) {
        Map<String, Object> settings = new HashMap<>(SETTINGS);
        settings.put(name, value);

        assertFaults(settings, SECRETS, pointer);
    }

    static Stream<Arguments> faultySecrets() {
        return Stream.of(
                Arguments.of("token", null),
                Arguments.of("token", "ab"),
                Arguments.of("token", "x".repeat(65)),
                Arguments.of("token", "with space"),
                Arguments.of("token", "line\n"),
                Arguments.of("aesKey", null),
                Arguments.of("aesKey", ""),
                Arguments.of("aesKey", AES_KEY.substring(1)),
                Arguments.of("aesKey", AES_KEY + "="),
                Arguments.of("aesKey", AES_KEY.replace('a', '+')),
                Arguments.of("other", "x"));
    }

    @ParameterizedTest
    @MethodSource("faultySecrets")
    void refusesAFaultySecret(String name, String value) {
        Map<String, String> secrets = new HashMap<>(SECRETS);
        secrets.put(name, value);
        if (value == null) {
            secrets.remove(name);
        }

        assertFaults(SETTINGS, secrets, "/secrets/" + name);
    }

    @Test
    void namesEveryFaultAtOnce() {
        assertFaults(
                Map.of("x", 1, "suiteCheckReply", "y"),
                Map.of("token", ""),
                "/settings/x",
                "/settings/receiveIds",
                "/settings/suiteCheckReply",
                "/secrets/token",
                "/secrets/aesKey");
    }

    private static void assertFaults(Map<String, Object> settings, Map<String, String> secrets, String... pointers) {
        assertThatThrownBy(() -> read(settings, secrets))
                .asInstanceOf(type(InvalidConfigurationException.class))
                .extracting(InvalidConfigurationException::faults)
                .satisfies(
                        faults -> assertThat(faults).extracting(Fault::pointer).containsExactly(pointers));
    }

    private static DingTalkSettings read(Map<String, Object> settings, Map<String, String> secrets)
            throws InvalidConfigurationException {
        return DingTalkSettings.read(new SourceConfiguration("urn:s", Optional.empty(), settings, secrets));
    }
}
