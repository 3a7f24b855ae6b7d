package io.hookgate.gateway.launch;

import io.hookgate.local.StartFailedException;
import io.quarkus.runtime.Quarkus;
import io.quarkus.runtime.annotations.QuarkusMain;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicReference;
import org.jspecify.annotations.Nullable;

/**
 * Starts the servers that no setting replaces, then the application; and stops them in the opposite order, the servers only
 * when the application has ended.
 */
@QuarkusMain
public final class Hookgate {
    private static final long PATIENCE_SECONDS = 60;
    private static final String CONNECTOR = "mp.messaging.connector.smallrye-rocketmq.";

    private Hookgate() {}

    /** Runs until it is told to stop, or until a command has been carried out. */
    public static void main(String... arguments) {
        Settings settings = new Settings(System.getenv());
        StartProgress progress = new StartProgress(System.out);
        int status;
        try {
            status = MasterKeyCommand.isMeant(arguments)
                    ? new MasterKeyCommand(settings, System.out)
                            .run(List.of(arguments).subList(1, arguments.length))
                    : run(settings, progress, arguments);
        } catch (StartFailedException | IOException | IllegalArgumentException e) {
            if (MasterKeyCommand.isMeant(arguments)) {
                System.err.println("hookgate: " + e.getMessage());
            } else {
                progress.failed(e);
            }
            status = 1;
        }
        System.exit(status);
    }

    private static int run(Settings settings, StartProgress progress, String[] arguments) throws IOException {
        settings.check();
        Path data = settings.dataDirectory();
        Files.createDirectories(data);
        Map<String, String> properties = new HashMap<>(external(settings));
        properties.putAll(keys(settings, data, progress));
        properties.putAll(roles(settings));
        CountDownLatch ended = new CountDownLatch(1);
        AtomicReference<@Nullable Throwable> failure = new AtomicReference<>();
        int[] status = {0};
        progress.starting(data);
        try (EmbeddedServers servers = EmbeddedServers.start(data, settings.embedded(), progress)) {
            properties.putAll(servers.properties());
            properties.forEach(System::setProperty);
            // A signal ends the virtual machine as soon as all hooks have ended: this one waits for the servers'
            // orderly stop.
            Runtime.getRuntime().addShutdownHook(new Thread(() -> awaitEnd(ended), "hookgate-stop"));
            Quarkus.run(
                    GatewayApplication.class,
                    (code, cause) -> {
                        status[0] = code;
                        failure.set(cause);
                    },
                    arguments);
        } finally {
            ended.countDown();
        }
        Throwable cause = failure.get();
        return cause == null ? status[0] : failed(cause, data, progress);
    }

    private static int failed(Throwable failure, Path data, StartProgress progress) {
        try {
            progress.failed(StartFailure.describe(failure), StartFailure.record(failure, data));
        } catch (IOException e) {
            progress.failed(e);
        }
        return 1;
    }

    private static void awaitEnd(CountDownLatch ended) {
        try {
            if (!ended.await(PATIENCE_SECONDS, TimeUnit.SECONDS)) {
                System.err.println("The embedded servers did not stop in time; the next start will take care of them.");
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    /** The stores that the operator names. */
    private static Map<String, String> external(Settings settings) {
        Map<String, String> properties = new HashMap<>();
        settings.value("HOOKGATE_POSTGRES_URL").map(PostgresUrl::parse).ifPresent(url -> {
            properties.put("quarkus.datasource.jdbc.url", url.jdbc());
            properties.put("quarkus.datasource.reactive.url", url.reactive());
            settings.value("HOOKGATE_POSTGRES_USER")
                    .or(url::user)
                    .ifPresent(user -> properties.put("quarkus.datasource.username", user));
            settings.value("HOOKGATE_POSTGRES_PASSWORD")
                    .or(url::password)
                    .ifPresent(password -> properties.put("quarkus.datasource.password", password));
        });
        settings.value("HOOKGATE_ROCKETMQ_ENDPOINTS").ifPresent(endpoints -> {
            properties.put(CONNECTOR + "endpoints", endpoints);
            settings.value("HOOKGATE_ROCKETMQ_NAME_SERVER").ifPresent(address -> {
                properties.put(CONNECTOR + "name-server", address);
                properties.put(CONNECTOR + "auto-create", "true");
            });
            settings.value("HOOKGATE_ROCKETMQ_ACCESS_KEY")
                    .ifPresent(key -> properties.put(CONNECTOR + "access-key", key));
            settings.value("HOOKGATE_ROCKETMQ_SECRET_KEY")
                    .ifPresent(key -> properties.put(CONNECTOR + "secret-key", key));
        });
        return properties;
    }

    private static Map<String, String> keys(Settings settings, Path data, StartProgress progress) throws IOException {
        Optional<String> masterKey = settings.masterKey();
        if (masterKey.isEmpty() && !settings.embedsPostgres()) {
            throw new IllegalArgumentException(
                    "HOOKGATE_MASTER_KEY or HOOKGATE_MASTER_KEY_FILE is required with an external database: 32 random"
                            + " bytes in base64, for instance from `openssl rand -base64 32`. Keep it safe: whoever loses"
                            + " it loses every stored secret.");
        }
        KeyWrapping wrapping = settings.keyWrapping();
        KeyFile apiKeyFile = KeyFile.bootstrapApiKey(data);
        Optional<String> apiKey = settings.value("HOOKGATE_BOOTSTRAP_API_KEY");
        if (apiKey.isEmpty()) {
            boolean isNew = !Files.exists(apiKeyFile.path());
            apiKey = Optional.of(apiKeyFile.readOrCreate());
            if (isNew) {
                progress.apiKey(apiKey.get(), apiKeyFile.path());
            }
        }
        return Map.of(
                "hookgate.bootstrap-api-key",
                apiKey.get(),
                "hookgate.master-key",
                masterKey.isPresent() ? wrapping.unwrapAll(masterKey.get()) : new MasterKeyFile(data, wrapping).read());
    }

    private static Map<String, String> roles(Settings settings) {
        String roles = settings.value("HOOKGATE_ROLES").orElse("ingest,deliver,manage");
        for (String role : roles.split(",", -1)) {
            if (!Roles.ALL.contains(role.strip())) {
                throw new IllegalArgumentException(
                        "HOOKGATE_ROLES has the unknown role \"" + role.strip() + "\"; known are " + Roles.ALL);
            }
        }
        return Map.of(
                "hookgate.roles",
                roles.replace(" ", ""),
                "mp.messaging.incoming.events-in.enabled",
                Boolean.toString(roles.contains(Roles.DELIVER)));
    }
}
