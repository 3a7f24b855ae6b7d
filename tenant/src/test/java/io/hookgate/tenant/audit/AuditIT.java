package io.hookgate.tenant.audit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.hamcrest.Matchers.contains;
import static org.hamcrest.Matchers.containsString;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.everyItem;
import static org.hamcrest.Matchers.not;
import static org.hamcrest.Matchers.startsWith;

import io.hookgate.tenant.Api;
import io.hookgate.tenant.PostgresResource;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.response.ValidatableResponse;
import io.vertx.mutiny.sqlclient.Pool;
import jakarta.inject.Inject;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

@QuarkusTest
@QuarkusTestResource(PostgresResource.class)
class AuditIT {
    @Inject
    Pool pool;

    private String base;
    private Api admin;

    @BeforeEach
    void setUp() {
        String tenant = Api.newTenant();
        base = "/api/v1/tenants/" + tenant;
        admin = Api.withRole(tenant, "admin");
    }

    @Test
    void saysWhoHasChangedWhatFromWhereBeforeAndAfter() {
        String id = endpoint("Receiver", "marked-secret-value");
        admin.patch(base + "/endpoints/" + id, Map.of("name", "Renamed")).statusCode(200);
        admin.delete(base + "/endpoints/" + id).statusCode(204);

        ValidatableResponse entries =
                admin.get(base + "/audit?objectType=endpoint&objectId=" + id).statusCode(200);

        entries.body("items.action", contains("delete", "update", "create"))
                .body("items.actor", everyItem(startsWith("api-key:")))
                .body("items.address", everyItem(equalTo("127.0.0.1")))
                .body("items[1].before.name", equalTo("Receiver"))
                .body("items[1].after.name", equalTo("Renamed"))
                .body("items[2].after.signing_secrets", equalTo("***"))
                .body(not(containsString("marked-secret-value")))
                .body(not(containsString("whsec_")))
                .body(not(containsString("\\\\x")));
    }

    @Test
    void notesThatASecretWasShownAndReplaced() {
        String id = endpoint("Receiver", "x");
        admin.get(base + "/endpoints/" + id + "/secret").statusCode(200);
        admin.post(base + "/endpoints/" + id + "/secret/rotate").statusCode(200);

        admin.get(base + "/audit?objectId=" + id)
                .body("items.action", contains("update", "secret", "create"))
                .body("items[0].after.signing_secrets", equalTo("*** (written)"));
    }

    @Test
    void namesNothingThatWasNotDone() {
        admin.post(base + "/endpoints", Map.of("name", "R", "url", "not a url")).statusCode(400);

        admin.get(base + "/audit?objectType=endpoint").body("items.size()", equalTo(0));
    }

    @Test
    void exportsLines() {
        endpoint("One", "x");
        endpoint("Two", "x");

        String lines = admin.request()
                .header("Accept", "application/x-ndjson")
                .get(base + "/audit?objectType=endpoint")
                .then()
                .statusCode(200)
                .contentType("application/x-ndjson")
                .extract()
                .asString();

        assertThat(List.of(lines.strip().split("\n", -1)))
                .hasSize(2)
                .allSatisfy(line -> assertThat(line).startsWith("{").endsWith("}"));
    }

    @Test
    void pagesBackwards() {
        endpoint("One", "x");
        endpoint("Two", "x");
        String next = admin.get(base + "/audit?limit=1&objectType=endpoint")
                .body("items[0].after.name", equalTo("Two"))
                .extract()
                .path("next");

        admin.get(base + "/audit?limit=1&objectType=endpoint&cursor=" + next)
                .body("items[0].after.name", equalTo("One"))
                .body("next", equalTo(null));
    }

    @Test
    void findsWhatAllConditionsMeet() {
        endpoint("One", "x");
        String query = base + "/audit?objectType=endpoint&action=create&from=2020-01-01T00:00:00Z";

        String actor =
                admin.get(query).body("items.size()", equalTo(1)).extract().path("items[0].actor");
        admin.get(query + "&actor=" + actor).body("items.size()", equalTo(1));
        admin.get(query + "&actor=somebody").body("items.size()", equalTo(0));
        admin.get(query + "&to=2020-01-02T00:00:00Z").body("items.size()", equalTo(0));
        admin.get(base + "/audit?objectType=endpoint&action=delete").body("items.size()", equalTo(0));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "UPDATE audit_entry SET actor = 'somebody else'",
                "DELETE FROM audit_entry",
                "TRUNCATE audit_entry"
            })
    void isAppendOnly(String statement) {
        assertThatThrownBy(() -> pool.query(statement).execute().await().atMost(Duration.ofSeconds(10)))
                .hasMessageContaining("append-only");
    }

    @Test
    void showsATenantNothingOfAnother() {
        String other = Api.newTenant();
        Api.withRole(other, "admin")
                .get("/api/v1/tenants/" + other + "/audit?limit=100")
                .body("items.tenantId.unique().size()", equalTo(1));
    }

    private String endpoint(String name, String header) {
        return admin.post(
                        base + "/endpoints",
                        Map.of(
                                "name",
                                name,
                                "url",
                                "https://receiver.example.com/",
                                "headers",
                                Map.of("x-token", header)))
                .statusCode(201)
                .extract()
                .path("id");
    }
}
