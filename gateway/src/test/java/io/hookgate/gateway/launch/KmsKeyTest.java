package io.hookgate.gateway.launch;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIOException;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import com.google.crypto.tink.Aead;
import com.google.crypto.tink.subtle.AesGcmJce;
import com.google.crypto.tink.subtle.Random;
import java.io.IOException;
import java.net.URLClassLoader;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.security.GeneralSecurityException;
import java.time.Duration;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class KmsKeyTest {
    private static final Duration PATIENCE = Duration.ofSeconds(30);

    @TempDir
    Path directory;

    private Path data;
    private Path key;

    @BeforeEach
    void makeKey() throws IOException {
        data = directory.resolve("data");
        key = Files.write(directory.resolve("key"), Random.randBytes(32));
    }

    @Test
    void writesAGeneratedKeyInNoOtherFormThanEncrypted() throws Exception {
        MasterKeyFile file = new MasterKeyFile(data, wrapping());

        byte[] masterKey = Base64.getDecoder().decode(file.read());

        String written = Files.readString(file.path()).strip();
        assertThat(masterKey).hasSize(32);
        assertThat(service().decrypt(Base64.getDecoder().decode(written), new byte[0]))
                .isEqualTo(masterKey);
        assertThat(Files.getPosixFilePermissions(file.path())).isEqualTo(PosixFilePermissions.fromString("rw-------"));
        assertThat(new MasterKeyFile(data, wrapping()).read())
                .isEqualTo(Base64.getEncoder().encodeToString(masterKey));
    }

    @Test
    void takesWhatTheServicesOwnToolsHaveEncrypted() throws Exception {
        byte[] first = Random.randBytes(32);
        byte[] second = Random.randBytes(32);

        assertThat(wrapping().unwrapAll(encrypted(first) + "," + encrypted(second)))
                .isEqualTo(Base64.getEncoder().encodeToString(first) + "\n"
                        + Base64.getEncoder().encodeToString(second));
    }

    @Test
    void keepsAllKeysEncryptedDuringARotation() throws IOException {
        MasterKeyFile file = new MasterKeyFile(data, wrapping());
        String old = file.read();

        List<String> keys = MasterKeyFile.keys(file.beginRotation());
        String during = Files.readString(file.path());
        Path previous = file.endRotation();

        assertThat(keys).hasSize(2).endsWith(old);
        assertThat(file.read()).isEqualTo(keys.get(0));
        assertThat(wrapping().unwrapAll(Files.readString(previous))).isEqualTo(old);
        for (String written : List.of(during, Files.readString(file.path()), Files.readString(previous))) {
            assertThat(written).doesNotContain(keys);
        }
    }

    @Test
    void takesAKeyInTheClearForItsReplacementAlone() throws IOException {
        String clear = new MasterKeyFile(data, KeyWrapping.NONE).read();

        assertThatIOException()
                .isThrownBy(() -> new MasterKeyFile(data, wrapping()).read())
                .withMessageContaining("rotate-master-key")
                .withMessageNotContaining(clear);

        MasterKeyFile file = new MasterKeyFile(data, wrapping().takingClear());
        List<String> keys = MasterKeyFile.keys(file.beginRotation());
        assertThat(Files.readString(file.path())).doesNotContain(keys);
        file.endRotation();
        assertThat(new MasterKeyFile(data, wrapping()).read()).isEqualTo(keys.get(0));
        assertThat(keys).hasSize(2).endsWith(clear);
    }

    @Test
    void refusesWhatAnotherKeyHasEncrypted() throws Exception {
        String masterKey = encrypted(Random.randBytes(32));
        Files.write(key, Random.randBytes(32));

        assertThatIOException()
                .isThrownBy(() -> wrapping().unwrap(masterKey))
                .withMessageContaining(FileKms.uri(key))
                .withMessageNotContaining(masterKey)
                .withNoCause();
    }

    @ParameterizedTest
    @ValueSource(ints = {0, 31, 33, 44})
    void refusesWhatIsNoKey(int length) throws Exception {
        String masterKey = encrypted(Random.randBytes(length));

        assertThatIOException()
                .isThrownBy(() -> wrapping().takingClear().unwrap(masterKey))
                .withMessageContaining("no master key");
    }

    @Test
    void refusesWhatIsNotBase64() throws IOException {
        KeyWrapping wrapping = wrapping();

        assertThatIOException()
                .isThrownBy(() -> wrapping.unwrap("some thing"))
                .withMessageContaining("base64")
                .withMessageNotContaining("some thing")
                .withNoCause();
    }

    @Test
    void writesNothingWhereTheServiceRefuses() throws IOException {
        Files.delete(key);
        MasterKeyFile file = new MasterKeyFile(data, wrapping());

        assertThatIOException()
                .isThrownBy(file::read)
                .withMessageContaining("access denied")
                .withMessageContaining("NoSuchFileException");
        assertThat(file.path()).doesNotExist();
    }

    @Test
    void waitsForTheServiceForALimitedTime() throws Exception {
        String masterKey = encrypted(Random.randBytes(32));
        KmsKey silent = KmsKey.find(FileKms.uri(key) + "?silent", Optional.empty(), Duration.ofMillis(50));

        assertThatIOException().isThrownBy(() -> silent.unwrap(masterKey)).withMessageContaining("did not answer");
    }

    @Test
    void refusesAServiceThatNoClientKnows() {
        Settings settings =
                new Settings(Map.of("HOOKGATE_MASTER_KEY_KMS_URI", "aws-kms://arn:aws:kms:eu-west-1:1:key/2"));

        assertThatIllegalArgumentException()
                .isThrownBy(settings::keyWrapping)
                .withMessageContaining("HOOKGATE_MASTER_KEY_KMS_CLIENT")
                .withMessageContaining("aws-kms://arn:aws:kms:eu-west-1:1:key/2");
    }

    @Test
    void wantsADirectoryWithJarsForAClient() {
        for (Path none : List.of(directory, directory.resolve("nowhere"), key)) {
            assertThatIllegalArgumentException()
                    .isThrownBy(() -> KmsKey.find(FileKms.uri(key), Optional.of(none), PATIENCE))
                    .withMessageContaining("HOOKGATE_MASTER_KEY_KMS_CLIENT");
        }
    }

    @Test
    void loadsAClientWithItsOwnLibrariesAndTheApplicationsTink() throws Exception {
        FileKms.pack(directory.resolve("client.jar"));

        try (URLClassLoader loader = KmsClientLoader.of(directory, getClass().getClassLoader())) {
            assertThat(loader.loadClass(FileKms.class.getName())).isNotSameAs(FileKms.class);
            assertThat(loader.loadClass(Aead.class.getName())).isSameAs(Aead.class);
        }
        byte[] masterKey = Random.randBytes(32);
        assertThat(KmsKey.find(FileKms.uri(key), Optional.of(directory), PATIENCE)
                        .unwrap(encrypted(masterKey)))
                .isEqualTo(Base64.getEncoder().encodeToString(masterKey));
    }

    @Test
    void keepsKeysInTheClearWithoutAService() throws IOException {
        assertThat(new Settings(Map.of()).keyWrapping()).isSameAs(KeyWrapping.NONE);
    }

    private KeyWrapping wrapping() throws IOException {
        return new Settings(Map.of("HOOKGATE_MASTER_KEY_KMS_URI", FileKms.uri(key))).keyWrapping();
    }

    private Aead service() throws IOException, GeneralSecurityException {
        return new AesGcmJce(Files.readAllBytes(key));
    }

    private String encrypted(byte[] plain) throws IOException, GeneralSecurityException {
        return Base64.getEncoder().encodeToString(service().encrypt(plain, new byte[0]));
    }
}
