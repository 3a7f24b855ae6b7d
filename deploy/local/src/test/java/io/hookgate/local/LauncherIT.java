package io.hookgate.local;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The launcher's commands that neither build nor start anything. */
class LauncherIT {
    private static final Path LAUNCHER =
            Path.of("../../hookgate").toAbsolutePath().normalize();

    @TempDir
    private Path directory;

    @Test
    void explainsItself() throws Exception {
        Run run = run("", "help");

        assertThat(run.status()).isZero();
        assertThat(run.output()).contains("up [--demo]", "down", "reset [--yes]", "test");
        assertThat(run("").output()).isEqualTo(run.output());
    }

    @Test
    void refusesWhatItDoesNotKnow() throws Exception {
        assertThat(run("", "frobnicate"))
                .satisfies(run -> assertThat(run.status()).isEqualTo(1))
                .satisfies(run -> assertThat(run.output()).contains("unknown command: frobnicate"));
        assertThat(run("", "up", "--wrong"))
                .satisfies(run -> assertThat(run.status()).isEqualTo(1))
                .satisfies(run -> assertThat(run.output()).contains("--wrong"));
    }

    @Test
    void hasNothingToStopWhereNothingRuns() throws Exception {
        Run run = run("", "down");

        assertThat(run.status()).isZero();
        assertThat(run.output()).contains("does not run on " + data());
    }

    @Test
    void takesNoOtherProcessForTheGateway() throws Exception {
        dataOf(Long.toString(ProcessHandle.current().pid()));

        Run run = run("", "down");

        assertThat(run.output()).contains("does not run on " + data());
        assertThat(ProcessHandle.current().isAlive()).isTrue();
    }

    @Test
    void deletesTheDataOnlyAfterAsking() throws Exception {
        dataOf("");

        assertThat(run("no\n", "reset"))
                .satisfies(run -> assertThat(run.status()).isEqualTo(1))
                .satisfies(run -> assertThat(run.output()).contains("Delete " + data(), "Nothing was deleted"));
        assertThat(data()).exists();
        assertThat(run("", "reset").status()).isEqualTo(1);
        assertThat(data()).exists();

        assertThat(run("yes\n", "reset").status()).isZero();
        assertThat(data()).doesNotExist();
    }

    @Test
    void deletesWithoutAskingIfToldTo() throws Exception {
        dataOf("");

        assertThat(run("", "reset", "--yes").status()).isZero();
        assertThat(data()).doesNotExist();
    }

    @Test
    void deletesNoDirectoryOfSomethingElse() throws Exception {
        Files.writeString(Files.createDirectories(data()).resolve("thesis.txt"), "");

        Run run = run("", "reset", "--yes");

        assertThat(run.status()).isEqualTo(1);
        assertThat(data().resolve("thesis.txt")).exists();
    }

    @Test
    void deletesNothingUnderARunningServer() throws Exception {
        dataOf("");
        try (Child server = new Child(
                new ShellServer(data(), "touch \"$1\"; while :; do sleep 1; done"), data(), ProgressListener.SILENT)) {
            server.start();
            Process reset = launcher("reset", "--yes");
            assertThat(reset.inputReader(StandardCharsets.UTF_8).readLine())
                    .contains("Waiting for the server with process id "
                            + server.pid().orElseThrow());
            assertThat(data().resolve("postgres")).exists();

            server.close();

            assertThat(reset.waitFor()).isZero();
            assertThat(data()).doesNotExist();
        }
    }

    @Test
    void saysThatJavaIsTooOld() throws Exception {
        Path java = Files.createDirectories(directory.resolve("jdk/bin")).resolve("java");
        Files.writeString(java, "#!/bin/sh\necho 'openjdk version \"11.0.2\" 2019-01-15' >&2\n");
        assertThat(java.toFile().setExecutable(true)).isTrue();

        ProcessBuilder builder = builder("up");
        builder.environment().put("JAVA_HOME", directory.resolve("jdk").toString());

        assertThat(finish(builder.start(), ""))
                .satisfies(run -> assertThat(run.status()).isEqualTo(1))
                .satisfies(run -> assertThat(run.output()).contains("Java 17 or newer is needed", "is version 11"));
    }

    private record Run(int status, String output) {}

    private Path data() {
        return directory.resolve("the data");
    }

    private void dataOf(String pid) throws IOException {
        Files.createDirectories(data().resolve("postgres"));
        Files.writeString(data().resolve("hookgate.pid"), pid);
    }

    private Run run(String input, String... arguments) throws Exception {
        return finish(launcher(arguments), input);
    }

    private Process launcher(String... arguments) throws IOException {
        return builder(arguments).start();
    }

    private ProcessBuilder builder(String... arguments) {
        List<String> command = new ArrayList<>(List.of("bash", LAUNCHER.toString()));
        command.addAll(List.of(arguments));
        ProcessBuilder builder = new ProcessBuilder(command).redirectErrorStream(true);
        builder.environment().put("HOOKGATE_DATA_DIR", data().toString());
        return builder;
    }

    private static Run finish(Process process, String input) throws Exception {
        process.getOutputStream().write(input.getBytes(StandardCharsets.UTF_8));
        process.getOutputStream().close();
        String output = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        return new Run(process.waitFor(), output);
    }
}
