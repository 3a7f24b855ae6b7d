package io.hookgate.gateway.launch;

import static org.assertj.core.api.Assertions.assertThat;

import io.hookgate.gateway.GatewayServers;
import io.hookgate.tenant.secret.KeyRotation;
import io.hookgate.tenant.secret.SecretVault;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import jakarta.inject.Inject;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;
import javax.sql.DataSource;
import org.eclipse.microprofile.config.inject.ConfigProperty;
import org.junit.jupiter.api.Test;

/** What the rotation of the master key takes for granted of the whole product's database. */
@QuarkusTest
@QuarkusTestResource(GatewayServers.class)
class SealedColumnsIT {
    /** Columns of bytes that hold no sealed secret. */
    private static final List<String> OTHERS = List.of(
            "api_key.hash",
            "attempt.body",
            "console_session.name_hash",
            "ended_delivery.last_body",
            "event.payload",
            "idempotent_request.request_hash",
            "undecodable_record.record");

    private static final String COLUMNS = """
        SELECT c.relname || '.' || a.attname FROM pg_attribute a JOIN pg_class c ON c.oid = a.attrelid
        WHERE a.atttypid = 'bytea'::regtype AND a.attnum > 0 AND NOT a.attisdropped AND c.relkind IN ('r', 'p')
            AND NOT c.relispartition AND c.relnamespace = current_schema()::regnamespace
        """;

    @Inject
    DataSource database;

    @ConfigProperty(name = "hookgate.master-key")
    String masterKey;

    @Test
    void areAllThatHoldSecrets() throws SQLException {
        List<String> known = new ArrayList<>(OTHERS);
        KeyRotation.SEALED.forEach((table, columns) -> columns.forEach(column -> known.add(table + "." + column)));
        List<String> present = new ArrayList<>();
        try (Connection connection = database.getConnection();
                Statement statement = connection.createStatement();
                ResultSet rows = statement.executeQuery(COLUMNS)) {
            while (rows.next()) {
                present.add(rows.getString(1));
            }
        }

        assertThat(present)
                .as("a column of bytes is either in KeyRotation.SEALED or holds no secret")
                .containsExactlyInAnyOrderElementsOf(known);
    }

    @Test
    void areNotTouchedWhileANodeRuns() throws SQLException {
        try (Connection connection = database.getConnection()) {
            KeyRotation rotation = new KeyRotation(connection, SecretVault.of(masterKey));

            assertThat(rotation.isInUse(MasterKeyCommand.APPLICATION)).isTrue();
        }
    }
}
