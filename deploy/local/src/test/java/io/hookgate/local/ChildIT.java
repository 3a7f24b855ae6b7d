package io.hookgate.local;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.hookgate.local.Child.Patience;
import io.hookgate.local.ProgressListener.Stage;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ChildIT {
    private static final String RUN_FOREVER = "touch \"$1\"; while :; do sleep 1; done";
    private static final Patience LITTLE = new Patience(3, 2, Duration.ofMillis(1));
    private static final long SECONDS = 60;
    private static final int KILLS = 50;

    private final BlockingQueue<Stage> stages = new LinkedBlockingQueue<>();

    @TempDir
    private Path directory;

    @Test
    void startsAndStops() throws IOException {
        try (Child child = child(RUN_FOREVER)) {
            child.start();
            ProcessHandle process = ProcessHandle.of(child.pid().orElseThrow()).orElseThrow();

            child.close();

            assertThat(process.isAlive()).isFalse();
            assertThat(child.pid()).isEmpty();
            assertThat(directory.resolve("run/shell.pid")).doesNotExist();
        }
    }

    @Test
    void endsAServerThatDoesNotHeedTheSignal() throws IOException {
        try (Child child = child("trap '' TERM; " + RUN_FOREVER)) {
            child.start();
            ProcessHandle process = ProcessHandle.of(child.pid().orElseThrow()).orElseThrow();

            child.close();

            process.onExit().join();
        }
    }

    @Test
    void startsAServerAgainThatHasEndedByItself() throws Exception {
        try (Child child = child(RUN_FOREVER)) {
            child.start();
            ProcessHandle first = ProcessHandle.of(child.pid().orElseThrow()).orElseThrow();

            first.destroyForcibly();

            assertThat(stages.poll(SECONDS, TimeUnit.SECONDS)).isEqualTo(Stage.DIED);
            assertThat(stages.poll(SECONDS, TimeUnit.SECONDS)).isEqualTo(Stage.READY);
            assertThat(child.pid()).hasValueSatisfying(pid -> assertThat(pid).isNotEqualTo(first.pid()));
        }
    }

    @Test
    void givesUpAServerThatNeverComesBack() throws Exception {
        try (Child child = child("[ -e \"$1.once\" ] && exit 7; touch \"$1.once\"; " + RUN_FOREVER)) {
            child.start();

            ProcessHandle.of(child.pid().orElseThrow()).orElseThrow().destroyForcibly();

            assertThat(stages.poll(SECONDS, TimeUnit.SECONDS)).isEqualTo(Stage.DIED);
            assertThat(stages.poll(SECONDS, TimeUnit.SECONDS)).isEqualTo(Stage.FAILED);
        }
    }

    @Test
    void leavesAKilledServerAloneUntilItIsStarted() throws IOException {
        try (Child child = child(RUN_FOREVER)) {
            child.start();

            child.kill();

            assertThat(child.pid()).isEmpty();
            assertThat(stages).isEmpty();
            child.start();
            assertThat(child.pid()).isPresent();
        }
    }

    @Test
    void startsAKilledServerOnlyOnceEachTime() throws IOException {
        try (Child child = child("echo started; " + RUN_FOREVER)) {
            child.start();

            for (int i = 0; i < KILLS; i++) {
                child.kill();
                child.start();
            }

            assertThat(stages).isEmpty();
            assertThat(Files.readAllLines(directory.resolve("logs/shell.log")))
                    .filteredOn("started"::equals)
                    .hasSize(KILLS + 1);
        }
    }

    @Test
    void saysWithWhatStatusAndWordsAServerHasEnded() throws IOException {
        try (Child child = child("echo starting; echo ERROR: no such bucket >&2; exit 3")) {
            assertThatThrownBy(child::start)
                    .isInstanceOf(StartFailedException.class)
                    .hasMessage("PostgreSQL (shell) has ended with status 3: ERROR: no such bucket. Its log: "
                            + directory.resolve("logs/shell.log"));
        }
    }

    @Test
    void endsAServerThatIsNotReadyInTime() throws IOException {
        Server server = new ShellServer(directory, "sleep 600", Duration.ofMillis(200));
        try (Child child = new Child(server, directory, ProgressListener.SILENT, new Patience(1, 1, Duration.ZERO))) {
            assertThatThrownBy(child::start).hasMessageContaining("was not ready after");

            assertThat(child.pid()).isEmpty();
        }
    }

    @Test
    void stopsWhileItIsStillStarting() throws IOException {
        try (Child child = child("sleep 600")) {
            CompletableFuture<Void> ready = child.startInBackground();

            child.close();

            assertThatThrownBy(ready::join).hasCauseInstanceOf(StartStoppedException.class);
            assertThat(child.pid()).isEmpty();
        }
    }

    @Test
    void keepsTheApplicationsSecretsFromTheServer() throws IOException {
        try (Child child = child("env; " + RUN_FOREVER)) {
            child.start();

            // The build sets a variable of ours for this test.
            assertThat(System.getenv()).containsKey("HOOKGATE_MASTER_KEY");
            assertThat(Files.readString(directory.resolve("logs/shell.log")))
                    .contains("COLOUR=green")
                    .doesNotContain("HOOKGATE_");
        }
    }

    private Child child(String script) throws IOException {
        return new Child(
                new ShellServer(directory, script), directory, (part, stage, detail) -> stages.add(stage), LITTLE);
    }
}
