package io.hookgate.local;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.DisabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;

class SecretsTest {
    @TempDir
    private Path directory;

    @Test
    void makesAPasswordOnceAndKeepsIt() throws IOException {
        String first = Secrets.passwordIn(directory.resolve("one"));

        assertThat(first).hasSize(32);
        assertThat(Secrets.passwordIn(directory.resolve("one"))).isEqualTo(first);
        assertThat(Secrets.passwordIn(directory.resolve("two"))).isNotEqualTo(first);
    }

    @Test
    @DisabledOnOs(OS.WINDOWS)
    void letsNobodyElseRead() throws IOException {
        Path file = directory.resolve("secret");
        Secrets.write(file, "old");
        Secrets.write(file, "new");

        assertThat(file).hasContent("new");
        assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(file)))
                .isEqualTo("rw-------");
        assertThat(PosixFilePermissions.toString(
                        Files.getPosixFilePermissions(Directories.create(directory.resolve("data")))))
                .isEqualTo("rwx------");
    }
}
