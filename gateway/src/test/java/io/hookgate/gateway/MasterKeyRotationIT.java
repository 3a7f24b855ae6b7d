package io.hookgate.gateway;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.hookgate.gateway.launch.EmbeddedServers;
import io.hookgate.local.Part;
import io.hookgate.local.ProgressListener;
import io.hookgate.tenant.secret.KeyRotation;
import io.hookgate.tenant.secret.SecretVault;
import io.vertx.core.json.JsonObject;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.EnumSet;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Another master key for a database that is not the gateway's own, and for one whose rotation has been killed. */
class MasterKeyRotationIT {
    private static final String WAITING =
            "SELECT count(*) FROM pg_stat_activity WHERE wait_event_type = 'Lock' AND query LIKE 'UPDATE%'";

    @TempDir
    Path directory;

    private Map<String, String> database;

    @Test
    void losesNothingWhenItIsKilledAndCanBeFinished() throws Exception {
        String oldKey = KeyService.newMasterKey();
        String newKey = KeyService.newMasterKey();
        try (EmbeddedServers servers = EmbeddedServers.start(
                Files.createDirectories(directory.resolve("database")),
                EnumSet.of(Part.POSTGRES),
                ProgressListener.SILENT)) {
            database = servers.properties();
            try (GatewayProcess gateway =
                    GatewayProcess.start(Files.createDirectories(directory.resolve("data")), environment(oldKey))) {
                Fixture fixture = Fixture.create(gateway.api());
                fixture.openSource();
                String path = fixture.path("/endpoints/"
                        + fixture.endpoint("https://isv.example.com/hook").getString("id") + "/secret");
                JsonObject secret = gateway.api().get(path).with(200);
                gateway.set("HOOKGATE_MASTER_KEY", newKey + "," + oldKey);
                refusesWhileANodeRuns(gateway);
                gateway.stop();
                long secrets = census(oldKey).current();
                assertThat(secrets).isGreaterThan(2);

                killInTheMiddle(gateway);

                assertThat(census(oldKey)).isEqualTo(new KeyRotation.Census(secrets, 0, 0));
                GatewayProcess.Ended finished = gateway.run("rotate-master-key");
                assertThat(finished.status()).as(finished.output()).isZero();
                assertThat(finished.output()).doesNotContain(newKey, oldKey);
                assertThat(census(newKey)).isEqualTo(new KeyRotation.Census(secrets, 0, 0));

                KeyService service = KeyService.in(directory);
                service.environment().forEach(gateway::set);
                gateway.set("HOOKGATE_MASTER_KEY", service.encrypted(newKey));
                gateway.start();
                assertThat(gateway.api().get(path).with(200)).isEqualTo(secret);
                assertThat(directory.resolve("data/master.key")).doesNotExist();
            }
        }
    }

    private void refusesWhileANodeRuns(GatewayProcess gateway) throws Exception {
        gateway.set("HOOKGATE_DATA_DIR", directory.resolve("another-machine").toString());
        GatewayProcess.Ended refused = gateway.run("rotate-master-key");

        assertThat(refused.status()).isNotZero();
        assertThat(refused.output()).contains("Stop every node first");
        gateway.set("HOOKGATE_DATA_DIR", directory.resolve("data").toString());
    }

    /** The rotation has changed some rows, and waits for one that is locked, when its process ends. */
    private void killInTheMiddle(GatewayProcess gateway) throws Exception {
        try (Connection connection = connect();
                Statement statement = connection.createStatement()) {
            connection.setAutoCommit(false);
            statement.execute("SELECT 1 FROM source FOR UPDATE");
            Process rotation = gateway.begin("rotate-master-key");
            try {
                await().atMost(Duration.ofMinutes(1)).until(() -> !rotation.isAlive() || isWaiting());
                assertThat(rotation.isAlive()).isTrue();
            } finally {
                rotation.destroyForcibly().waitFor();
            }
            connection.rollback();
        }
    }

    /** On a connection of its own: within a transaction, the activity that is shown stays the same. */
    private boolean isWaiting() throws SQLException {
        try (Connection connection = connect();
                Statement statement = connection.createStatement();
                ResultSet waiting = statement.executeQuery(WAITING)) {
            return waiting.next() && waiting.getLong(1) > 0;
        }
    }

    private KeyRotation.Census census(String key) throws SQLException {
        try (Connection connection = connect()) {
            return new KeyRotation(connection, SecretVault.of(key)).census();
        }
    }

    private Connection connect() throws SQLException {
        return DriverManager.getConnection(
                database.get("quarkus.datasource.jdbc.url"),
                database.get("quarkus.datasource.username"),
                database.get("quarkus.datasource.password"));
    }

    private Map<String, String> environment(String masterKey) {
        return Map.of(
                "HOOKGATE_MASTER_KEY",
                masterKey,
                "HOOKGATE_POSTGRES_URL",
                database.get("quarkus.datasource.jdbc.url"),
                "HOOKGATE_POSTGRES_USER",
                database.get("quarkus.datasource.username"),
                "HOOKGATE_POSTGRES_PASSWORD",
                database.get("quarkus.datasource.password"));
    }
}
