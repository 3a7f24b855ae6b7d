package io.hookgate.tenant.secret;

import static org.assertj.core.api.Assertions.assertThat;

import io.hookgate.tenant.Api;
import io.hookgate.tenant.PostgresResource;
import io.hookgate.tenant.SigningSecret;
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
import java.util.HashSet;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.logging.Handler;
import java.util.logging.LogRecord;
import java.util.logging.Logger;
import javax.sql.DataSource;
import org.junit.jupiter.api.Test;

/** Plants marked secrets by every way in, and then looks for them everywhere. */
@QuarkusTest
@QuarkusTestResource(PostgresResource.class)
class SecretsAtRestIT {
    private static final String MARK = "marked-secret-7f3a";

    @Inject
    DataSource database;

    @Test
    void keepsSecretsOutOfTheDatabaseAndTheLog() throws SQLException {
        List<String> logged = new ArrayList<>();
        Handler handler = collecting(logged);
        Logger.getLogger("").addHandler(handler);
        List<String> secrets = new ArrayList<>(List.of(MARK));
        try {
            plant(secrets);
        } finally {
            Logger.getLogger("").removeHandler(handler);
        }

        List<String> wanted = new ArrayList<>(List.of("tenant-", "planted"));
        for (String secret : secrets) {
            wanted.add(secret);
            wanted.add(HexFormat.of().formatHex(secret.getBytes(StandardCharsets.UTF_8)));
            assertThat(logged).noneMatch(line -> line.contains(secret));
        }
        assertThat(storedAmong(wanted)).containsExactlyInAnyOrder("tenant-", "planted");
    }

    private static void plant(List<String> secrets) {
        Api platform = Api.platform();
        String tenant = Api.newTenant();
        String base = "/api/v1/tenants/" + tenant;
        Map<String, Object> source = Map.of(
                "name",
                "planted",
                "adapter",
                "generic-webhook",
                "settings",
                Map.of("verification", Map.of("type", "hmac", "header", "X-Signature", "encoding", "hex")),
                "secrets",
                Map.of("secret", MARK));
        String url = platform.post(base + "/sources", source)
                .statusCode(201)
                .extract()
                .path("url");
        secrets.add(url.substring(url.lastIndexOf('/') + 1));
        String signingSecret = platform.request()
                .header("Idempotency-Key", "planted")
                .contentType("application/json")
                .body(Map.of(
                        "name", "planted",
                        "url", "https://isv.example.com",
                        "headers", Map.of("Authorization", "Bearer " + MARK)))
                .post(base + "/endpoints")
                .then()
                .statusCode(201)
                .extract()
                .path("signingSecret");
        String key = signingSecret.substring(SigningSecret.PREFIX.length());
        secrets.add(key);
        secrets.add(HexFormat.of().formatHex(Base64.getDecoder().decode(key)));
        secrets.add(Api.withRole(tenant, "admin").key());
        secrets.add(platform.key());
        platform.request()
                .contentType("application/json")
                .body(Map.of("issuer", "https://" + tenant + ".example", "clientId", "planted", "clientSecret", MARK))
                .put(base + "/identity-provider")
                .then()
                .statusCode(200);
        // Refused requests must not be quoted either.
        platform.post(base + "/sources", Map.of("name", "planted", "adapter", MARK, "secrets", Map.of("a", MARK)))
                .statusCode(400);
        new Api("hgk_" + MARK).get("/api/v1/me").statusCode(401);
    }

    /** Those of the texts that are found in any row of any table; other tests may have left very many rows. */
    private Set<String> storedAmong(List<String> texts) throws SQLException {
        Set<String> found = new HashSet<>();
        try (Connection connection = database.getConnection();
                Statement statement = connection.createStatement()) {
            connection.setAutoCommit(false);
            statement.setFetchSize(1000);
            List<String> tables = new ArrayList<>();
            try (ResultSet names = statement.executeQuery(
                    "SELECT quote_ident(table_name) FROM information_schema.tables WHERE table_schema = 'public'")) {
                while (names.next()) {
                    tables.add(names.getString(1));
                }
            }
            assertThat(tables).contains("source", "endpoint", "api_key", "idempotent_request");
            for (String table : tables) {
                try (ResultSet rows = statement.executeQuery("SELECT t::text FROM " + table + " AS t")) {
                    while (rows.next()) {
                        String row = rows.getString(1);
                        texts.stream().filter(row::contains).forEach(found::add);
                    }
                }
            }
            connection.rollback();
            connection.setAutoCommit(true);
        }
        return found;
    }

    private static Handler collecting(List<String> lines) {
        return new Handler() {
            @Override
            public synchronized void publish(LogRecord record) {
                lines.add(record.getMessage()
                        + List.of(record.getParameters() == null ? new Object[0] : record.getParameters())
                        + record.getThrown());
            }

            @Override
            public void flush() {}

            @Override
            public void close() {}
        };
    }
}
