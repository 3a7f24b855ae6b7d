package io.hookgate.tenant.directory;

import static org.awaitility.Awaitility.await;
import static org.hamcrest.Matchers.containsString;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.hasSize;
import static org.hamcrest.Matchers.matchesPattern;
import static org.hamcrest.Matchers.not;

import io.hookgate.tenant.Api;
import io.hookgate.tenant.PostgresResource;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.path.json.JsonPath;
import java.time.Duration;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

@QuarkusTest
@QuarkusTestResource(PostgresResource.class)
class ApiKeyIT {
    private final Api platform = Api.platform();
    private String keys;

    @BeforeEach
    void setUp() {
        keys = "/api/v1/tenants/" + Api.newTenant() + "/api-keys";
    }

    @Test
    void showsAKeyOnce() {
        JsonPath made = platform.post(keys, Map.of("name", "CI", "role", "operator"))
                .statusCode(201)
                .body("role", equalTo("operator"))
                .body("key", matchesPattern("hgk_[A-Za-z0-9_-]{65}"))
                .extract()
                .jsonPath();

        platform.get(keys)
                .statusCode(200)
                .body("items", hasSize(1))
                .body("items[0].name", equalTo("CI"))
                .body(not(containsString(made.getString("key"))));
        platform.get(keys + "/" + made.getString("id")).statusCode(200).body(not(containsString("hgk_")));
    }

    @Test
    void notesWhenAKeyWasUsed() {
        JsonPath made = platform.post(keys, Map.of("name", "CI", "role", "viewer"))
                .extract()
                .jsonPath();
        new Api(made.getString("key")).get("/api/v1/me").statusCode(200);

        await().atMost(Duration.ofSeconds(20))
                .until(() -> platform.get(keys + "/" + made.getString("id"))
                                .extract()
                                .path("lastUsedAt")
                        != null);
    }

    @Test
    void refusesAKeyThatHasEnded() {
        OffsetDateTime end = OffsetDateTime.now(ZoneOffset.UTC).plusSeconds(3);
        Api key = new Api(platform.post(keys, Map.of("name", "CI", "role", "viewer", "expiresAt", end.toString()))
                .statusCode(201)
                .extract()
                .path("key"));
        key.get("/api/v1/me").statusCode(200);

        await().atMost(Duration.ofSeconds(20))
                .untilAsserted(() -> key.get("/api/v1/me").statusCode(401));
    }

    @Test
    void refusesAKeyThatWouldHaveEndedAlready() {
        platform.post(keys, Map.of("name", "CI", "role", "viewer", "expiresAt", "2020-01-01T00:00:00Z"))
                .statusCode(400)
                .body("errors[0].pointer", equalTo("/expiresAt"));
    }

    @Test
    void needsAnApplicationForASubscriberAndForNobodyElse() {
        platform.post(keys, Map.of("name", "CI", "role", "subscriber"))
                .statusCode(400)
                .body("errors[0].pointer", equalTo("/applicationId"));
        platform.post(
                        keys,
                        Map.of(
                                "name", "CI",
                                "role", "admin",
                                "applicationId", "01890a5d-ac96-774b-bcce-b302099a8057"))
                .statusCode(400)
                .body("errors[0].pointer", equalTo("/applicationId"));
    }

    @ParameterizedTest
    @ValueSource(strings = {"platform-admin", "root", "", "ADMIN"})
    void refusesARoleThatAKeyCannotHave(String role) {
        platform.post(keys, Map.of("name", "CI", "role", role))
                .statusCode(400)
                .body("errors[0].pointer", equalTo("/role"));
    }
}
