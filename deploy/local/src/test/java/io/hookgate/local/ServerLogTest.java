package io.hookgate.local;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ServerLogTest {
    @TempDir
    private Path directory;

    private ServerLog log;

    @BeforeEach
    void open() throws IOException {
        log = ServerLog.of(directory, "server");
    }

    @Test
    void setsAsideWhatHasBecomeTooLong() throws IOException {
        Files.write(log.file(), new byte[(int) ServerLog.LIMIT]);
        log.rotate();
        Files.write(log.file(), new byte[(int) ServerLog.LIMIT + 1]);
        log.rotate();

        assertThat(log.file()).isEmptyFile();
        assertThat(directory.resolve("logs/server.log.1")).hasSize(ServerLog.LIMIT + 1);
    }

    @Test
    void leavesAShortLogAlone() throws IOException {
        Files.writeString(log.file(), "all is well\n");

        log.rotate();

        assertThat(log.file()).hasContent("all is well");
    }

    @Test
    void findsTheFirstTroubleOfTheLatestStart() throws IOException {
        Files.writeString(log.file(), "ERROR of yesterday\n");
        long start = log.length();
        Files.writeString(
                log.file(), "ERROR of yesterday\nstarting\nFATAL: no disk\njava.lang.Exception: no disk\n\tat Main\n");

        assertThat(log.trouble(start)).isEqualTo("FATAL: no disk");
    }

    @Test
    void takesTheLastLineWhereNoneLooksLikeTrouble() throws IOException {
        Files.writeString(log.file(), "one\ntwo\n\n");

        assertThat(log.trouble(0)).isEqualTo("two");
    }

    @Test
    void hasNothingToSayOfAMissingLog() throws IOException {
        assertThat(log.trouble(0)).isEmpty();
    }
}
