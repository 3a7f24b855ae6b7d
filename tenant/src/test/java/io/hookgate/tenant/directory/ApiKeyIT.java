package io.hookgate.tenant.directory;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;
import static org.hamcrest.Matchers.containsString;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.hasSize;
import static org.hamcrest.Matchers.matchesPattern;
import static org.hamcrest.Matchers.not;

import io.hookgate.model.TenantId;
import io.hookgate.tenant.Api;
import io.hookgate.tenant.PostgresResource;
import io.hookgate.tenant.http.Role;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.path.json.JsonPath;
import jakarta.inject.Inject;
import java.security.MessageDigest;
import java.security.SecureRandom;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

@QuarkusTest
@QuarkusTestResource(PostgresResource.class)
class ApiKeyIT {
    private final Api platform = Api.platform();
    private String keys;

    @Inject
    ApiKeyConfig config;

    @Inject
    ApiKeyUses uses;

    @Inject
    Clock clock;

    @BeforeEach
    void setUp() {
        keys = "/api/v1/tenants/" + Api.newTenant() + "/api-keys";
    }

    /** A clock would say nothing on a busy machine; what is counted is what would take different time. */
    @Test
    void takesTheSameWayForEveryWrongKey() {
        List<Boolean> comparisons = new ArrayList<>();
        ApiKeys counted = new ApiKeys(config, uses, clock, (expected, given) -> {
            assertThat(expected).hasSameSizeAs(given);
            return comparisons.add(MessageDigest.isEqual(expected, given)) && comparisons.get(comparisons.size() - 1);
        });
        SecureRandom random = new SecureRandom();
        ApiKey right = ApiKey.generate(UUID.randomUUID(), random);
        ApiKey expired = ApiKey.generate(UUID.randomUUID(), random);
        counted.put(row(right, null));
        counted.put(row(expired, clock.instant().minusSeconds(1)));
        String wrongSecret = right.reveal().substring(0, 26)
                + ApiKey.generate(right.id(), random).reveal().substring(26);
        String unknown = ApiKey.generate(UUID.randomUUID(), random).reveal();

        assertThat(counted.authenticate(right.reveal())).isPresent();
        for (String wrong : List.of(wrongSecret, unknown, expired.reveal(), "hgk_malformed", "hgk_", "")) {
            comparisons.clear();
            assertThat(counted.authenticate(wrong)).isEmpty();
            assertThat(comparisons)
                    .as("comparisons, the bootstrap key's included")
                    .hasSize(2);
        }
    }

    private static ApiKeyEntity row(ApiKey key, Instant expiresAt) {
        return new ApiKeyEntity(
                new TenantId(UUID.randomUUID()),
                key.id(),
                new ApiKeyEntity.Grant("key", Role.VIEWER, null, expiresAt),
                key.hash(),
                Instant.EPOCH);
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
