package io.hookgate.tenant.idempotency;

import static org.assertj.core.api.Assertions.assertThat;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.hasSize;

import io.hookgate.tenant.Api;
import io.hookgate.tenant.PostgresResource;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.http.ContentType;
import io.restassured.response.Response;
import jakarta.inject.Inject;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.stream.IntStream;
import javax.sql.DataSource;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

@QuarkusTest
@QuarkusTestResource(PostgresResource.class)
class IdempotencyIT {
    private static final Map<String, String> ENDPOINT = Map.of("name", "x", "url", "https://isv.example.com");

    @Inject
    DataSource database;

    private String endpoints;
    private Api operator;
    private String tenant;

    @BeforeEach
    void setUp() {
        tenant = Api.newTenant();
        endpoints = "/api/v1/tenants/" + tenant + "/endpoints";
        operator = Api.withRole(tenant, "operator");
    }

    @Test
    void givesTheSameAnswerAgain() {
        Response first = post(operator, "key-1", ENDPOINT);
        Response second = post(operator, "key-1", ENDPOINT);

        assertThat(first.statusCode()).isEqualTo(201);
        assertThat(first.header("Idempotency-Replayed")).isNull();
        assertThat(second.statusCode()).isEqualTo(201);
        assertThat(second.header("Idempotency-Replayed")).isEqualTo("true");
        assertThat(second.contentType()).startsWith("application/json");
        assertThat(second.jsonPath().getMap("")).isEqualTo(first.jsonPath().getMap(""));
        operator.get(endpoints).body("items", hasSize(1));
    }

    @Test
    void repeatsTheLocation() {
        String slug = Api.newSlug();
        Map<String, String> body = Map.of("slug", slug, "name", "x");
        Response first = request(Api.platform(), slug).body(body).post("/api/v1/tenants");
        Response second = request(Api.platform(), slug).body(body).post("/api/v1/tenants");

        assertThat(second.statusCode()).isEqualTo(201);
        assertThat(second.header("Location"))
                .isEqualTo(first.header("Location"))
                .endsWith(slug);
    }

    @Test
    void refusesTheKeyForAnotherRequest() {
        post(operator, "key-1", ENDPOINT);

        post(operator, "key-1", Map.of("name", "y", "url", "https://isv.example.com"))
                .then()
                .statusCode(422)
                .contentType("application/problem+json")
                .body("code", equalTo("idempotency-key-reused"));
    }

    @Test
    void doesNotRememberWhatWasRefused() {
        post(operator, "key-1", Map.of("name", "x")).then().statusCode(400);

        post(operator, "key-1", ENDPOINT).then().statusCode(201);
    }

    @Test
    void keepsCallersApart() {
        String first = post(operator, "key-1", ENDPOINT).path("id");
        String second =
                post(Api.withRole(tenant, "operator"), "key-1", ENDPOINT).path("id");

        assertThat(second).isNotEqualTo(first);
    }

    @Test
    void carriesOutConcurrentRequestsOnce() {
        List<CompletableFuture<Integer>> statuses = IntStream.range(0, 8)
                .mapToObj(i -> CompletableFuture.supplyAsync(
                        () -> post(operator, "key-1", ENDPOINT).statusCode()))
                .toList();

        assertThat(statuses.stream().map(CompletableFuture::join)).allMatch(status -> status == 201 || status == 409);
        operator.get(endpoints).body("items", hasSize(1));
    }

    @Test
    void answersWhileAnotherIsAtWorkAndTakesOverWhenItHasDied() throws SQLException {
        post(operator, "key-1", ENDPOINT);
        execute("UPDATE idempotent_request SET status = NULL, claimed_at = now()");
        post(operator, "key-1", ENDPOINT).then().statusCode(409).body("code", equalTo("request-under-way"));

        execute("UPDATE idempotent_request SET claimed_at = now() - interval '61 seconds'");
        post(operator, "key-1", ENDPOINT).then().statusCode(201);
    }

    @Test
    void forgetsAfterADay() throws SQLException {
        String first = post(operator, "key-1", ENDPOINT).path("id");

        execute("UPDATE idempotent_request SET claimed_at = now() - interval '24 hours 1 second'");

        assertThat(post(operator, "key-1", ENDPOINT).<String>path("id")).isNotEqualTo(first);
    }

    @Test
    void refusesABadKey() {
        for (String key : List.of("", "a b", "ä", "x".repeat(256))) {
            post(operator, key, ENDPOINT).then().statusCode(400).body("errors[0].pointer", equalTo("Idempotency-Key"));
        }
    }

    private Response post(Api caller, String key, Map<String, String> body) {
        return request(caller, key).body(body).post(endpoints);
    }

    private static io.restassured.specification.RequestSpecification request(Api caller, String key) {
        return caller.request().header("Idempotency-Key", key).contentType(ContentType.JSON);
    }

    private void execute(String sql) throws SQLException {
        try (Connection connection = database.getConnection();
                Statement statement = connection.createStatement()) {
            statement.execute(sql);
        }
    }
}
