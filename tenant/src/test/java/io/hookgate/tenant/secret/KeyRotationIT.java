package io.hookgate.tenant.secret;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.hookgate.tenant.Api;
import io.hookgate.tenant.PostgresResource;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import jakarta.inject.Inject;
import java.nio.charset.StandardCharsets;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import javax.sql.DataSource;
import org.eclipse.microprofile.config.inject.ConfigProperty;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Rotates there and back; the application knows both keys. */
@QuarkusTest
@QuarkusTestResource(PostgresResource.class)
class KeyRotationIT {
    /** Columns of bytes that hold no sealed secret. */
    private static final List<String> OTHERS =
            List.of("api_key.hash", "console_session.name_hash", "idempotent_request.request_hash");

    @Inject
    DataSource database;

    @ConfigProperty(name = "hookgate.master-key")
    List<String> keys;

    private String oldKey;
    private String newKey;

    private String base;
    private String endpoint;
    private String signingSecret;

    @BeforeEach
    void plant() {
        oldKey = keys.get(0);
        newKey = keys.get(1);
        Api platform = Api.platform();
        base = "/api/v1/tenants/" + Api.newTenant();
        platform.post(
                        base + "/sources",
                        Map.of(
                                "name",
                                "source",
                                "adapter",
                                "generic-webhook",
                                "settings",
                                Map.of("verification", Map.of("type", "none"))))
                .statusCode(201);
        io.restassured.path.json.JsonPath made = platform.request()
                .header("Idempotency-Key", "rotation")
                .contentType("application/json")
                .body(Map.of("name", "endpoint", "url", "https://isv.example.com"))
                .post(base + "/endpoints")
                .then()
                .statusCode(201)
                .extract()
                .jsonPath();
        endpoint = made.getString("id");
        signingSecret = made.getString("signingSecret");
    }

    @Test
    void knowsEveryColumnThatHoldsASecret() throws SQLException {
        List<String> known = new ArrayList<>(OTHERS);
        KeyRotation.SEALED.forEach((table, columns) -> columns.forEach(column -> known.add(table + "." + column)));

        assertThat(columnsOfBytes())
                .as("see KeyRotation.SEALED")
                .isSubsetOf(known)
                .hasSizeGreaterThan(8);
    }

    @Test
    void givesEverySecretTheNewKeyAndLosesNone() throws SQLException {
        try (Connection connection = database.getConnection()) {
            KeyRotation.Census before = rotation(connection, oldKey).census();
            assertThat(before.older()).isZero();
            assertThat(before.current()).isGreaterThan(4);

            KeyRotation.Census after =
                    rotation(connection, newKey + "," + oldKey).rotate();

            try {
                assertThat(after.current()).isEqualTo(before.current());
                assertThat(rotation(connection, newKey).census().current()).isEqualTo(before.current());
                assertThat(rotation(connection, oldKey).census().current()).isZero();
            } finally {
                rotation(connection, oldKey + "," + newKey).rotate();
                connection.setAutoCommit(true);
            }
        }
        assertThat(Api.platform()
                        .get(base + "/endpoints/" + endpoint + "/secret")
                        .statusCode(200)
                        .extract()
                        .<String>path("signingSecret"))
                .isEqualTo(signingSecret);
        List<String> who = Api.platform()
                .get(base + "/audit?objectType=endpoint&action=update")
                .extract()
                .path("items.actorName");
        assertThat(who).hasSize(2).containsOnly("Rotation of the master key");
    }

    @Test
    void changesNothingWhenItIsInterrupted() throws SQLException {
        try (Connection connection = database.getConnection()) {
            long before = rotation(connection, oldKey).census().current();
            try (Statement statement = connection.createStatement()) {
                statement.execute("ALTER TABLE source ADD CONSTRAINT breaks CHECK (length(secrets) < 0) NOT VALID");
            }
            connection.commit();

            try {
                assertThatThrownBy(() ->
                                rotation(connection, newKey + "," + oldKey).rotate())
                        .isInstanceOf(SQLException.class);
                assertThat(rotation(connection, oldKey).census().current()).isEqualTo(before);
            } finally {
                try (Statement statement = connection.createStatement()) {
                    statement.execute("ALTER TABLE source DROP CONSTRAINT breaks");
                }
                connection.commit();
                connection.setAutoCommit(true);
            }
        }
    }

    @Test
    void leavesWhatNoKeyOpens() throws SQLException {
        try (Connection connection = database.getConnection()) {
            String stranger = Base64.getEncoder()
                    .encodeToString("a-key-that-nothing-is-sealed-by!".getBytes(StandardCharsets.US_ASCII));

            KeyRotation.Census census =
                    rotation(connection, newKey + "," + stranger).rotate();

            assertThat(census.current()).isZero();
            assertThat(census.unreadable())
                    .isEqualTo(rotation(connection, oldKey).census().current())
                    .isPositive();
            connection.setAutoCommit(true);
        }
    }

    @Test
    void noticesNodesThatRun() throws SQLException {
        try (Connection connection = database.getConnection()) {
            assertThat(rotation(connection, oldKey).isInUse("vertx-pg-client")).isTrue();
            assertThat(rotation(connection, oldKey).isInUse("nobody")).isFalse();
            connection.setAutoCommit(true);
        }
    }

    private static KeyRotation rotation(Connection connection, String keys) {
        return new KeyRotation(connection, SecretVault.of(keys));
    }

    private List<String> columnsOfBytes() throws SQLException {
        List<String> columns = new ArrayList<>();
        try (Connection connection = database.getConnection();
                Statement statement = connection.createStatement();
                ResultSet rows = statement.executeQuery("SELECT table_name, column_name FROM information_schema.columns"
                        + " WHERE table_schema = current_schema() AND data_type = 'bytea'")) {
            while (rows.next()) {
                columns.add(rows.getString(1) + "." + rows.getString(2));
            }
        }
        return columns;
    }
}
