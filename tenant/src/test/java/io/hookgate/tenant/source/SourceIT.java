package io.hookgate.tenant.source;

import static org.assertj.core.api.Assertions.assertThat;
import static org.hamcrest.Matchers.containsString;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.hasEntry;
import static org.hamcrest.Matchers.hasItem;
import static org.hamcrest.Matchers.matchesPattern;
import static org.hamcrest.Matchers.not;
import static org.hamcrest.Matchers.notNullValue;
import static org.hamcrest.Matchers.nullValue;

import io.hookgate.adapter.AdapterResult;
import io.hookgate.adapter.Documents;
import io.hookgate.adapter.InboundRequest;
import io.hookgate.tenant.Api;
import io.hookgate.tenant.Configuration;
import io.hookgate.tenant.PostgresResource;
import io.hookgate.tenant.Source;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import jakarta.inject.Inject;
import java.net.URI;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

@QuarkusTest
@QuarkusTestResource(PostgresResource.class)
class SourceIT {
    private static final String BASE = "https://hooks.example.com/in/";

    @Inject
    Configuration configuration;

    private String sources;
    private Api operator;
    private Api viewer;

    @BeforeEach
    void setUp() {
        String tenant = Api.newTenant();
        sources = "/api/v1/tenants/" + tenant + "/sources";
        operator = Api.withRole(tenant, "operator");
        viewer = Api.withRole(tenant, "viewer");
    }

    @Test
    void registersASourceThatTakesRequestsAtOnce() {
        String url = operator.post(sources, signed("secret-of-a-source"))
                .statusCode(201)
                .body("adapter", equalTo("generic-webhook"))
                .body("enabled", equalTo(true))
                .body("url", matchesPattern("https://hooks\\.example\\.com/in/[A-Za-z0-9_-]{32}"))
                .body("settings.verification.type", equalTo("hmac"))
                .body("secrets", equalTo(Map.of("secret", true)))
                .body("eventSource", matchesPattern("urn:hookgate:source:.*"))
                .extract()
                .path("url");

        Source source = configuration.sourceByIngressKey(key(url)).orElseThrow();
        assertThat(source.enabled()).isTrue();
        assertThat(source.protocol().receive(unsigned(), Documents.NONE, Instant.EPOCH))
                .isInstanceOf(AdapterResult.Rejected.class);
    }

    @Test
    void neverShowsASecretAgain() {
        String id = operator.post(sources, signed("secret-of-a-source"))
                .body(not(containsString("secret-of-a-source")))
                .extract()
                .path("id");

        operator.get(sources + "/" + id).statusCode(200).body(containsBodyWithout("secret-of-a-source"));
        operator.get(sources).statusCode(200).body(containsBodyWithout("secret-of-a-source"));
    }

    @Test
    void doesNotShowTheUrlToViewers() {
        String id = operator.post(sources, open()).extract().path("id");

        viewer.get(sources + "/" + id).statusCode(200).body("url", nullValue());
        viewer.get(sources).statusCode(200).body("items[0].id", equalTo(id)).body("items[0].url", nullValue());
    }

    @Test
    void changesSettingsAndSecretsOneByOne() {
        String id = operator.post(sources, signed("old-secret")).extract().path("id");
        Map<String, Object> secrets = new HashMap<>();
        secrets.put("previousSecret", "another-secret");

        operator.patch(sources + "/" + id, Map.of("secrets", secrets, "settings", Map.of("methods", List.of("POST"))))
                .statusCode(200)
                .body("secrets", equalTo(Map.of("secret", true, "previousSecret", true)))
                .body("settings.methods", equalTo(List.of("POST")))
                .body("settings.verification.type", equalTo("hmac"));

        secrets.put("previousSecret", null);
        operator.patch(sources + "/" + id, Map.of("secrets", secrets))
                .statusCode(200)
                .body("secrets", equalTo(Map.of("secret", true)));
    }

    @Test
    void refusesAChangeThatTheAdapterRefuses() {
        String id = operator.post(sources, signed("old-secret")).extract().path("id");
        Map<String, Object> secrets = new HashMap<>();
        secrets.put("secret", null);

        operator.patch(sources + "/" + id, Map.of("secrets", secrets))
                .statusCode(400)
                .body("errors[0].pointer", equalTo("/secrets/secret"));
        operator.get(sources + "/" + id).body("secrets", equalTo(Map.of("secret", true)));
    }

    @Test
    void disables() {
        io.restassured.path.json.JsonPath made =
                operator.post(sources, open()).extract().jsonPath();

        operator.patch(sources + "/" + made.getString("id"), Map.of("enabled", false))
                .statusCode(200)
                .body("enabled", equalTo(false));

        assertThat(configuration.sourceByIngressKey(key(made.getString("url"))))
                .hasValueSatisfying(source -> assertThat(source.enabled()).isFalse());
    }

    @Test
    void refusesToChangeTheAdapter() {
        String id = operator.post(sources, open()).extract().path("id");

        operator.patch(sources + "/" + id, Map.of("adapter", "dingtalk"))
                .statusCode(400)
                .body("errors[0].pointer", equalTo("/adapter"));
    }

    @Test
    void givesAnotherUrl() {
        io.restassured.path.json.JsonPath made =
                operator.post(sources, open()).extract().jsonPath();

        String url = operator.post(sources + "/" + made.getString("id") + "/rotate-url")
                .statusCode(200)
                .body("id", equalTo(made.getString("id")))
                .extract()
                .path("url");

        assertThat(configuration.sourceByIngressKey(key(made.getString("url")))).isEmpty();
        assertThat(configuration.sourceByIngressKey(key(url))).isPresent();
    }

    @Test
    void deletes() {
        io.restassured.path.json.JsonPath made =
                operator.post(sources, open()).extract().jsonPath();

        operator.delete(sources + "/" + made.getString("id")).statusCode(204);

        operator.get(sources + "/" + made.getString("id")).statusCode(404);
        operator.delete(sources + "/" + made.getString("id")).statusCode(404);
        assertThat(configuration.sourceByIngressKey(key(made.getString("url")))).isEmpty();
    }

    @Test
    void refusesAnUnknownAdapterAndPresetAndSetting() {
        operator.post(sources, Map.of("name", "x", "adapter", "no-such"))
                .statusCode(400)
                .body("errors[0].pointer", equalTo("/adapter"));
        operator.post(sources, with(open(), "preset", "no-such"))
                .statusCode(400)
                .body("errors[0].pointer", equalTo("/preset"));
        operator.post(sources, with(open(), "settings", Map.of("verification", "none", "no-such", 1)))
                .statusCode(400)
                .body("errors[0].pointer", equalTo("/settings/no-such"));
        operator.post(sources, with(open(), "secrets", Map.of("secret", "")))
                .statusCode(400)
                .body("errors[0].pointer", equalTo("/secrets/secret"));
    }

    @Test
    void listsTheAdapters() {
        viewer.get("/api/v1/adapters")
                .statusCode(200)
                .body("items.id", hasItem("generic-webhook"))
                .body("items[0].settingsSchema", hasEntry("type", "object"))
                .body("items[0].presets", notNullValue());
    }

    private static org.hamcrest.Matcher<String> containsBodyWithout(String text) {
        return not(containsString(text));
    }

    private static Map<String, Object> open() {
        return Map.of("name", "Open", "adapter", "generic-webhook", "settings", Map.of("verification", "none"));
    }

    private static Map<String, Object> signed(String secret) {
        return Map.of(
                "name",
                "Signed",
                "adapter",
                "generic-webhook",
                "settings",
                Map.of("verification", Map.of("type", "hmac", "header", "X-Signature", "encoding", "hex")),
                "secrets",
                Map.of("secret", secret));
    }

    private static Map<String, Object> with(Map<String, Object> base, String field, Object value) {
        Map<String, Object> changed = new HashMap<>(base);
        changed.put(field, value);
        return changed;
    }

    private static String key(String url) {
        assertThat(url).startsWith(BASE);
        return url.substring(BASE.length());
    }

    private static InboundRequest unsigned() {
        return new InboundRequest(
                "POST",
                URI.create(BASE),
                Map.of(),
                Map.of(),
                "{}".getBytes(java.nio.charset.StandardCharsets.UTF_8),
                "::1");
    }
}
