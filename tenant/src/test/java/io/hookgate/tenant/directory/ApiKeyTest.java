package io.hookgate.tenant.directory;

import static org.assertj.core.api.Assertions.assertThat;

import java.security.SecureRandom;
import java.util.UUID;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class ApiKeyTest {
    private static final UUID ID = UUID.fromString("01890a5d-ac96-774b-bcce-b302099a8057");

    @Test
    void isRecognisedByTheIdentifierInIt() {
        ApiKey key = ApiKey.generate(ID, new SecureRandom());

        assertThat(key.reveal()).matches("hgk_[A-Za-z0-9_-]{65}");
        assertThat(ApiKey.parse(key.reveal())).hasValueSatisfying(parsed -> {
            assertThat(parsed.id()).isEqualTo(ID);
            assertThat(parsed.hash()).isEqualTo(key.hash());
        });
    }

    @Test
    void isNeverTheSameTwice() {
        SecureRandom random = new SecureRandom();

        assertThat(ApiKey.generate(ID, random).reveal())
                .isNotEqualTo(ApiKey.generate(ID, random).reveal());
    }

    @Test
    void saysNothingOfItsText() {
        ApiKey key = ApiKey.generate(ID, new SecureRandom());

        assertThat(key.toString()).doesNotContain(key.reveal().substring(26));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "hgk_",
                "hgk_x",
                "xyz_AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA",
                "hgk_!!!!!!!!!!!!!!!!!!!!!!AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA"
            })
    void refusesWhatIsNone(String text) {
        assertThat(ApiKey.parse(text)).isEmpty();
    }
}
