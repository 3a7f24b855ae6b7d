package io.hookgate.tenant.secret;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.hookgate.model.TenantId;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.List;
import java.util.UUID;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class SecretVaultTest {
    private static final byte[] SECRET = "a secret".getBytes(StandardCharsets.UTF_8);
    private static final UUID TENANT = new UUID(1, 1);
    private static final UUID OBJECT = new UUID(2, 2);
    private static final SecretPlace PLACE = new SecretPlace(new TenantId(TENANT), OBJECT, "purpose");

    private final SecretVault vault = new SecretVault(masterKey(1));

    @Test
    void opensWhatItHasSealed() {
        assertThat(vault.open(vault.seal(SECRET, PLACE), PLACE)).isEqualTo(SECRET);
    }

    @Test
    void sealsTheSameSecretDifferentlyEachTime() {
        assertThat(vault.seal(SECRET, PLACE)).isNotEqualTo(vault.seal(SECRET, PLACE));
    }

    @Test
    void opensAfterARestartWithTheSameMasterKey() {
        byte[] sealed = vault.seal(SECRET, PLACE);

        assertThat(new SecretVault(masterKey(1)).open(sealed, PLACE)).isEqualTo(SECRET);
    }

    @Test
    void refusesACiphertextThatWasMoved() {
        byte[] sealed = vault.seal(SECRET, PLACE);

        List.of(
                        new SecretPlace(new TenantId(OBJECT), OBJECT, "purpose"),
                        new SecretPlace(new TenantId(TENANT), TENANT, "purpose"),
                        new SecretPlace(new TenantId(TENANT), OBJECT, "another"))
                .forEach(elsewhere -> assertThatThrownBy(() -> vault.open(sealed, elsewhere))
                        .isInstanceOf(UnreadableSecretException.class));
    }

    @Test
    void refusesAChangedCiphertext() {
        byte[] sealed = vault.seal(SECRET, PLACE);
        sealed[sealed.length - 1] ^= 1;

        assertThatThrownBy(() -> vault.open(sealed, PLACE)).isInstanceOf(UnreadableSecretException.class);
    }

    @Test
    void refusesAnotherMasterKey() {
        byte[] sealed = vault.seal(SECRET, PLACE);

        assertThatThrownBy(() -> new SecretVault(masterKey(2)).open(sealed, PLACE))
                .isInstanceOf(UnreadableSecretException.class)
                .hasMessageContaining("master key")
                .hasMessageNotContaining("a secret");
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "not base64!", "AAECAw==", "AAECAwQFBgcICQoLDA0ODxAREhMUFRYXGBkaGxwdHh8gISI="})
    void refusesAMasterKeyThatIsNone(String masterKey) {
        assertThatThrownBy(() -> new SecretVault(() -> masterKey))
                .isInstanceOf(IllegalStateException.class)
                .hasMessageContaining("hookgate.master-key")
                .hasNoCause();
    }

    @Test
    void takesAMasterKeyInBase64() {
        String text = Base64.getEncoder().encodeToString(masterKey(1)) + "\n";

        assertThat(new SecretVault(() -> text).open(vault.seal(SECRET, PLACE), PLACE))
                .isEqualTo(SECRET);
    }

    private static byte[] masterKey(int fill) {
        byte[] key = new byte[32];
        java.util.Arrays.fill(key, (byte) fill);
        return key;
    }
}
