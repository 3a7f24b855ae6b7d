package io.hookgate.gateway.launch;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.hookgate.local.Part;
import java.net.ServerSocket;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class SettingsTest {

    @Test
    void embedsWhateverNoSettingReplaces() {
        assertThat(new Settings(Map.of()).embedded()).containsExactlyInAnyOrder(Part.values());
        assertThat(new Settings(Map.of(
                                "HOOKGATE_POSTGRES_URL", "postgresql://db/hookgate",
                                "HOOKGATE_OIDC", "off"))
                        .embedded())
                .containsExactly(Part.ROCKETMQ);
    }

    @Test
    void saysThatThePortIsTaken() throws Exception {
        try (ServerSocket taken = new ServerSocket(0)) {
            Settings settings = new Settings(Map.of("HOOKGATE_HTTP_PORT", Integer.toString(taken.getLocalPort())));

            assertThatThrownBy(settings::check)
                    .hasMessageContaining("used by another program")
                    .hasMessageContaining("HOOKGATE_HTTP_PORT");
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"abc", "-1", "65536", "80 80"})
    void refusesPortsThatAreNone(String port) {
        assertThatThrownBy(new Settings(Map.of("HOOKGATE_HTTP_PORT", port))::check)
                .hasMessageContaining("HOOKGATE_HTTP_PORT");
    }

    @ParameterizedTest
    @ValueSource(strings = {"not a url", "hooks.example.com", "ftp://hooks.example.com", "https://", "https://a/?b=c"})
    void refusesPublicUrlsThatAreNone(String url) {
        assertThatThrownBy(new Settings(Map.of("HOOKGATE_PUBLIC_URL", url, "HOOKGATE_HTTP_PORT", "0"))::check)
                .hasMessageContaining("HOOKGATE_PUBLIC_URL");
    }

    @Test
    void takesAPublicUrlWithAPath() {
        assertThatCode(new Settings(
                        Map.of("HOOKGATE_PUBLIC_URL", "https://example.com/hooks", "HOOKGATE_HTTP_PORT", "0"))::check)
                .doesNotThrowAnyException();
    }
}
