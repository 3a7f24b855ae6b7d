package io.hookgate.adapter;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class SourceConfigurationTest {

    @Test
    void showsNeitherSettingsNorSecrets() {
        assertThat(new SourceConfiguration("urn:s", Optional.of("p"), Map.of("a", "s3cret"), Map.of("token", "s3cret")))
                .asString()
                .contains("urn:s", "p")
                .doesNotContain("s3cret", "token");
    }

    @Test
    void anInvalidOneIsRefusedWithEveryFault() {
        InvalidConfigurationException refusal = new InvalidConfigurationException(List.of(
                new InvalidConfigurationException.Fault("/settings/a", "is required"),
                new InvalidConfigurationException.Fault("/secrets/b", "is not known")));

        assertThat(refusal).hasMessageContaining("/settings/a").hasMessageContaining("is not known");
        assertThat(refusal.faults()).hasSize(2);
        assertThat(new InvalidConfigurationException("/preset", "is not known").faults())
                .containsExactly(new InvalidConfigurationException.Fault("/preset", "is not known"));
    }
}
