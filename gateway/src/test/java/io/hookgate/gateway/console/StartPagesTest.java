package io.hookgate.gateway.console;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class StartPagesTest {

    @ParameterizedTest
    @ValueSource(strings = {"/console", "/console/t/demo/events?type=a%20b&cursor=x"})
    void goesBackWithinTheConsole(String address) {
        assertThat(StartPages.isOurs(address)).isTrue();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "https://evil.example/console",
                "//evil.example/console",
                "/console//evil.example",
                "/\\evil.example",
                "/console\nLocation: /x",
                "/consoles.evil.example"
            })
    void leadsNobodyAway(String address) {
        assertThat(StartPages.isOurs(address)).isFalse();
    }
}
