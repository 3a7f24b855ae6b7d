package io.hookgate.local;

import java.io.IOException;
import java.net.HttpURLConnection;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

/**
 * Keycloak's server with the demo realm. Its program is shared by all instances and never written to: each has a home
 * directory with links to the program and a {@code data} directory of its own.
 */
final class Keycloak implements Server {
    private static final String RUNTIME = "hookgate.runtime.keycloak";
    private static final String REALM_FILE = "hookgate-realm.json";
    private static final int OK = 200;
    private static final Duration PATIENCE = Duration.ofSeconds(2);

    private final Path home;
    private final int port;
    private final String adminPassword;
    private final Path initialised;
    private final List<String> command;

    Keycloak(Path directory) throws IOException {
        Directories.create(directory);
        this.home = Directories.create(directory.resolve("home"));
        this.port = new Ports(directory.resolve("ports")).claim("http");
        this.initialised = directory.resolve("initialised");
        this.adminPassword = Secrets.passwordIn(directory.resolve("admin-password"));
        link(program());
        Resources.copy(
                REALM_FILE, Directories.create(home.resolve("data/import")).resolve(REALM_FILE));
        this.command = command(directory.resolve("keycloak.arguments"));
    }

    String issuer() {
        return url() + "/realms/hookgate";
    }

    private String url() {
        return "http://127.0.0.1:" + port;
    }

    private static Path program() throws IOException {
        Path runtime = Runtimes.find(Part.KEYCLOAK, RUNTIME, "");
        try (Stream<Path> candidates = Files.list(runtime)) {
            return candidates
                    .filter(directory -> Files.exists(directory.resolve("lib/quarkus-run.jar")))
                    .findFirst()
                    .orElseThrow(() -> Runtimes.missing(Part.KEYCLOAK, runtime));
        }
    }

    private void link(Path program) throws IOException {
        for (String name : List.of("lib", "conf", "providers", "themes", "version.txt")) {
            Path link = home.resolve(name);
            Files.deleteIfExists(link);
            if (Files.exists(program.resolve(name), LinkOption.NOFOLLOW_LINKS)) {
                Files.createSymbolicLink(link, program.resolve(name));
            }
        }
    }

    private List<String> command(Path argumentFile) throws IOException {
        List<String> options = List.of(
                "-Xms32m",
                "-Xmx256m",
                "-XX:MaxMetaspaceSize=256m",
                "-XX:+UseSerialGC",
                // Half the processor time of a start. It never has much to do.
                "-XX:TieredStopAtLevel=1",
                "-XX:-UsePerfData",
                "-XX:+ExitOnOutOfMemoryError",
                "--add-opens=java.base/java.util=ALL-UNNAMED",
                "--add-opens=java.base/java.util.concurrent=ALL-UNNAMED",
                "--add-opens=java.base/java.security=ALL-UNNAMED",
                "--add-opens=java.base/java.lang=ALL-UNNAMED",
                "-Dfile.encoding=UTF-8",
                "-Duser.language=en",
                "-Djava.net.preferIPv4Stack=true",
                "-Djava.util.logging.manager=org.jboss.logmanager.LogManager",
                "-Djava.util.concurrent.ForkJoinPool.common.threadFactory="
                        + "io.quarkus.bootstrap.forkjoin.QuarkusForkJoinWorkerThreadFactory",
                "-Dpicocli.disable.closures=true",
                "-Dkc.home.dir=" + home,
                "-Djboss.server.config.dir=" + home.resolve("conf"),
                "-cp",
                home.resolve("lib/quarkus-run.jar").toString(),
                "io.quarkus.bootstrap.runner.QuarkusEntryPoint");
        List<String> arguments = List.of(
                "start",
                "--optimized",
                "--import-realm",
                "--http-enabled=true",
                "--http-host=127.0.0.1",
                "--http-port=" + port,
                "--hostname=" + url(),
                "--cache=local",
                "--log-level=WARN,io.quarkus:INFO",
                "--log-console-color=false");
        List<String> all = new ArrayList<>(Niceness.PREFIX);
        all.addAll(JavaCommand.of(argumentFile, options, arguments));
        return List.copyOf(all);
    }

    @Override
    public Part part() {
        return Part.KEYCLOAK;
    }

    @Override
    public String name() {
        return "keycloak";
    }

    @Override
    public List<String> command() {
        return command;
    }

    @Override
    public Map<String, String> environment() {
        return Map.of("KC_BOOTSTRAP_ADMIN_USERNAME", "admin", "KC_BOOTSTRAP_ADMIN_PASSWORD", adminPassword);
    }

    /** A database whose making was interrupted cannot be used any more, and there is nothing in it. */
    @Override
    public void beforeStart() throws IOException {
        if (!Files.exists(initialised)) {
            Directories.delete(home.resolve("data/h2"));
        }
    }

    @Override
    public boolean isReady() {
        try {
            HttpURLConnection connection =
                    (HttpURLConnection) URI.create(issuer() + "/.well-known/openid-configuration")
                            .toURL()
                            .openConnection();
            connection.setConnectTimeout((int) PATIENCE.toMillis());
            connection.setReadTimeout((int) PATIENCE.toMillis());
            try {
                return connection.getResponseCode() == OK && noteInitialised();
            } finally {
                connection.disconnect();
            }
        } catch (IOException e) {
            return false;
        }
    }

    private boolean noteInitialised() throws IOException {
        if (!Files.exists(initialised)) {
            Files.createFile(initialised);
        }
        return true;
    }

    @Override
    public Duration startDeadline() {
        return Duration.ofMinutes(10);
    }

    @Override
    public String stopSignal() {
        return "TERM";
    }

    @Override
    public Duration grace() {
        return Duration.ofSeconds(5);
    }
}
