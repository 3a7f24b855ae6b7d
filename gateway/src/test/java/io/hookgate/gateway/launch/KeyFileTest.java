package io.hookgate.gateway.launch;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIOException;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Base64;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class KeyFileTest {
    @TempDir
    Path directory;

    @Test
    void makesAMasterKeyOnceThatOnlyItsOwnerMayRead() throws IOException {
        String first = KeyFile.masterKey(directory, KeyWrapping.NONE).readOrCreate();

        assertThat(Base64.getDecoder().decode(first)).hasSize(32);
        assertThat(KeyFile.masterKey(directory, KeyWrapping.NONE).readOrCreate())
                .isEqualTo(first);
        assertThat(Files.getPosixFilePermissions(
                        KeyFile.masterKey(directory, KeyWrapping.NONE).path()))
                .isEqualTo(PosixFilePermissions.fromString("rw-------"));
    }

    @Test
    void makesAnApiKeyOfTheUsualForm() throws IOException {
        assertThat(KeyFile.bootstrapApiKey(directory).readOrCreate()).matches("hgk_[A-Za-z0-9_-]{43}");
    }

    @Test
    void refusesAnEmptyFileInsteadOfUsingItAsAKey() throws IOException {
        Files.writeString(KeyFile.masterKey(directory, KeyWrapping.NONE).path(), "\n");

        assertThatIOException()
                .isThrownBy(() -> KeyFile.masterKey(directory, KeyWrapping.NONE).readOrCreate());
    }
}
