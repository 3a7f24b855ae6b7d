package io.hookgate.tenant.secret;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.hookgate.model.TenantId;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
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

    @Test
    void sealsWithTheFirstKeyAndOpensWithAll() {
        byte[] older = vault.seal(SECRET, PLACE);
        SecretVault both = new SecretVault(masterKey(2), masterKey(1));

        byte[] newer = both.seal(SECRET, PLACE);

        assertThat(both.open(older, PLACE)).isEqualTo(SECRET);
        assertThat(new SecretVault(masterKey(2)).open(newer, PLACE)).isEqualTo(SECRET);
        assertThatThrownBy(() -> vault.open(newer, PLACE)).isInstanceOf(UnreadableSecretException.class);
    }

    @ParameterizedTest
    @ValueSource(strings = {",", " , ", "\n", "\r\n"})
    void takesSeveralKeys(String separator) {
        String both = Base64.getEncoder().encodeToString(masterKey(2)) + separator
                + Base64.getEncoder().encodeToString(masterKey(1)) + "\n";

        SecretVault several = SecretVault.of(both);

        assertThat(several.open(vault.seal(SECRET, PLACE), PLACE)).isEqualTo(SECRET);
        assertThat(several.keyName()).isEqualTo(new SecretVault(masterKey(2)).keyName());
    }

    @Test
    void givesASecretAnotherMasterKeyInItsPlace() throws GeneralSecurityException {
        byte[] sealed = vault.seal(SECRET, PLACE);

        byte[] rewrapped = new SecretVault(masterKey(2), masterKey(1)).rewrap(sealed);

        SecretVault newer = new SecretVault(masterKey(2));
        assertThat(newer.open(rewrapped, PLACE)).isEqualTo(SECRET);
        assertThat(newer.canUnwrap(rewrapped)).isTrue();
        assertThat(vault.canUnwrap(rewrapped)).isFalse();
        assertThatThrownBy(() -> newer.open(rewrapped, new SecretPlace(new TenantId(OBJECT), OBJECT, "purpose")))
                .isInstanceOf(UnreadableSecretException.class);
    }

    @Test
    void takesNothingElseForASecret() {
        for (byte[] other : List.of(new byte[0], new byte[3], new byte[64], SECRET)) {
            assertThat(vault.canUnwrap(other)).isFalse();
            assertThatThrownBy(() -> vault.rewrap(other)).isInstanceOf(GeneralSecurityException.class);
        }
    }

    private static byte[] masterKey(int fill) {
        byte[] key = new byte[32];
        java.util.Arrays.fill(key, (byte) fill);
        return key;
    }
}
