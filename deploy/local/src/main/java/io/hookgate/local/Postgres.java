package io.hookgate.local;

import java.io.IOException;
import java.io.OutputStream;
import java.lang.ProcessBuilder.Redirect;
import java.nio.charset.StandardCharsets;
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
import java.util.Map;
import java.util.Optional;
import java.util.Properties;
import java.util.stream.Stream;

/**
 * PostgreSQL's server and its one database. Authentication is by password (SCRAM) for everybody, and there is no Unix
 * socket. The application's user owns the database and is no superuser.
 */
final class Postgres implements Server {
    static final String NAME = "postgres";
    static final String USER = "hookgate";
    static final String DATABASE = "hookgate";

    private static final String SUPERUSER = "postgres";
    private static final String CONNECT_SECONDS = "2";

    private final PostgresProgram program;
    private final Path cluster;
    private final ServerLog log;
    private final int port;
    private final String password;
    private final List<String> prefix;

    Postgres(Path directory, ServerLog log, ProgressListener listener) throws IOException {
        loadDriver();
        Directories.create(directory);
        this.cluster = directory.resolve("cluster");
        this.log = log;
        this.port = new Ports(directory.resolve("ports")).claim("postgres");
        this.password = Secrets.passwordIn(directory.resolve("password"));
        this.prefix = PostgresUser.prefix();
        this.program = PostgresProgram.in(
                directory,
                () -> listener.progress(Part.POSTGRES, ProgressListener.Stage.PREPARING, "unpacking the program"));
        if (!Files.exists(cluster)) {
            listener.progress(Part.POSTGRES, ProgressListener.Stage.PREPARING, "creating the database");
            initialize(directory);
        }
    }

    /** Builds the cluster beside its place, so that an interrupted attempt is never taken for a database. */
    private void initialize(Path directory) throws IOException {
        Path draft = directory.resolve("cluster.new");
        Directories.delete(draft);
        Path superuserPassword = directory.resolve("superuser-password");
        Secrets.passwordIn(superuserPassword);
        run(
                "",
                program.executable("initdb").toString(),
                "--pgdata=" + draft,
                "--username=" + SUPERUSER,
                "--pwfile=" + superuserPassword,
                "--auth=scram-sha-256",
                "--encoding=UTF8",
                "--locale=C",
                "--data-checksums");
        run(
                """
                CREATE ROLE %1$s LOGIN CREATEDB PASSWORD '%2$s';
                CREATE DATABASE %3$s OWNER %1$s;
                """.formatted(USER, password, DATABASE),
                program.executable("postgres").toString(),
                "--single",
                "-D",
                draft.toString(),
                SUPERUSER);
        Files.move(draft, cluster, StandardCopyOption.ATOMIC_MOVE);
    }

    /** Runs a program to its end, with {@code input} instead of arguments that anybody could see. */
    private void run(String input, String... command) throws IOException {
        List<String> all = new ArrayList<>(prefix);
        all.addAll(List.of(command));
        ProcessBuilder builder = new ProcessBuilder(all)
                .redirectErrorStream(true)
                .redirectOutput(Redirect.appendTo(log.file().toFile()));
        builder.environment().putAll(environment());
        long start = log.length();
        Process process = builder.start();
        try (OutputStream in = process.getOutputStream()) {
            in.write(input.getBytes(StandardCharsets.UTF_8));
        }
        if (awaitEnd(process) != 0) {
            throw new StartFailedException(
                    "PostgreSQL's database cannot be created: " + log.trouble(start) + ". Its log: " + log.file());
        }
    }

    private static int awaitEnd(Process process) {
        try {
            return process.waitFor();
        } catch (InterruptedException e) {
            process.destroyForcibly();
            Thread.currentThread().interrupt();
            throw new StartFailedException("Interrupted while creating the database", e);
        }
    }

    /** The driver registers itself, though not always by itself: that depends on the class loader of who asks first. */
    private static void loadDriver() {
        try {
            Class.forName("org.postgresql.Driver");
        } catch (ClassNotFoundException e) {
            throw new IllegalStateException(e);
        }
    }

    String jdbcUrl() {
        return "jdbc:postgresql://127.0.0.1:" + port + "/" + DATABASE;
    }

    String vertxUrl() {
        return "postgresql://127.0.0.1:" + port + "/" + DATABASE;
    }

    String password() {
        return password;
    }

    @Override
    public Part part() {
        return Part.POSTGRES;
    }

    @Override
    public String name() {
        return NAME;
    }

    @Override
    public List<String> command() {
        List<String> command = new ArrayList<>(prefix);
        command.add(program.executable("postgres").toString());
        command.addAll(List.of("-D", cluster.toString()));
        settings().forEach((name, value) -> command.addAll(List.of("-c", name + "=" + value)));
        return command;
    }

    private Map<String, String> settings() {
        return Map.ofEntries(
                Map.entry("listen_addresses", "127.0.0.1"),
                Map.entry("port", Integer.toString(port)),
                Map.entry("unix_socket_directories", ""),
                Map.entry("fsync", "on"),
                Map.entry("synchronous_commit", "on"),
                Map.entry("full_page_writes", "on"),
                Map.entry("max_connections", "100"),
                Map.entry("shared_buffers", "128MB"),
                Map.entry("max_wal_size", "1GB"),
                Map.entry("wal_compression", "on"),
                Map.entry("checkpoint_timeout", "10min"),
                Map.entry("jit", "off"),
                // What is worked on is in memory or on a disk without a head to move.
                Map.entry("random_page_cost", "1.1"),
                // Open deliveries come and go by thousands; plans and free space follow them within seconds.
                Map.entry("autovacuum_naptime", "15s"),
                Map.entry("logging_collector", "off"),
                Map.entry("log_checkpoints", "off"),
                Map.entry("log_line_prefix", "%m [%p] "),
                Map.entry("log_timezone", "UTC"),
                Map.entry("timezone", "UTC"));
    }

    @Override
    public Map<String, String> environment() {
        return Map.of("LC_ALL", "C", "TZ", "UTC");
    }

    /**
     * Without this the server does not start when the process id in its own lock file belongs to something else by now,
     * as after a restart of the machine. The file must not be removed while a process of the old server may be alive.
     */
    @Override
    public void beforeStart() throws IOException {
        Path lock = cluster.resolve("postmaster.pid");
        Optional<ProcessHandle> owner = owner(lock);
        if (owner.isEmpty()) {
            return;
        }
        if (isPostgres(owner.get())) {
            owner.get().destroyForcibly();
            owner.get().onExit().join();
            return;
        }
        Files.delete(lock);
    }

    private static Optional<ProcessHandle> owner(Path lock) {
        try (Stream<String> lines = Files.lines(lock)) {
            return lines.findFirst().map(String::strip).map(Long::parseLong).flatMap(ProcessHandle::of);
        } catch (IOException | NumberFormatException e) {
            return Optional.empty();
        }
    }

    private boolean isPostgres(ProcessHandle handle) {
        String[] arguments = handle.info().arguments().orElse(new String[0]);
        return List.of(arguments).contains(cluster.toString());
    }

    @Override
    public boolean isReady() {
        try (Connection connection = connect()) {
            return select1(connection);
        } catch (SQLException e) {
            return false;
        }
    }

    private Connection connect() throws SQLException {
        Properties properties = new Properties();
        properties.setProperty("user", USER);
        properties.setProperty("password", password);
        properties.setProperty("connectTimeout", CONNECT_SECONDS);
        properties.setProperty("socketTimeout", CONNECT_SECONDS);
        return DriverManager.getConnection(jdbcUrl(), properties);
    }

    private static boolean select1(Connection connection) throws SQLException {
        try (Statement statement = connection.createStatement();
                ResultSet rows = statement.executeQuery("SELECT 1")) {
            return rows.next();
        }
    }

    @Override
    public Duration startDeadline() {
        return Duration.ofMinutes(5);
    }

    /** The "fast" shutdown: connections are cut, everything is written. */
    @Override
    public String stopSignal() {
        return "INT";
    }

    @Override
    public Duration grace() {
        return Duration.ofSeconds(20);
    }
}
