package io.hookgate.gateway.launch;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class MasterKeyFileTest {
    @TempDir
    Path directory;

    private MasterKeyFile file;
    private String old;

    @BeforeEach
    void makeKey() throws IOException {
        file = new MasterKeyFile(directory, KeyWrapping.NONE);
        old = file.read();
    }

    @Test
    void goesOnSealingWithTheOldKeyWhileTheRotationIsUnderWay() throws IOException {
        List<String> forRotation = MasterKeyFile.keys(file.beginRotation());

        assertThat(forRotation).hasSize(2);
        assertThat(MasterKeyFile.keys(file.read())).containsExactly(old, forRotation.get(0));
        assertThat(forRotation.get(1)).isEqualTo(old);
        assertThat(Files.getPosixFilePermissions(file.path())).isEqualTo(PosixFilePermissions.fromString("rw-------"));
    }

    @Test
    void goesOnWithTheKeyOfARotationThatWasInterrupted() throws IOException {
        String first = file.beginRotation();

        assertThat(new MasterKeyFile(directory, KeyWrapping.NONE).beginRotation())
                .isEqualTo(first);
    }

    @Test
    void leavesTheNewKeyAloneAtTheEndAndTheOldOneBesideIt() throws IOException {
        String newest = MasterKeyFile.keys(file.beginRotation()).get(0);

        Path previous = file.endRotation();

        assertThat(MasterKeyFile.keys(file.read())).containsExactly(newest);
        assertThat(MasterKeyFile.keys(Files.readString(previous))).containsExactly(old);
        assertThat(Files.getPosixFilePermissions(previous)).isEqualTo(PosixFilePermissions.fromString("rw-------"));
        assertThat(directory.toFile().list()).containsExactlyInAnyOrder("master.key", "master.key.previous");
    }
}
