package io.hookgate.tenant.endpoint;

import static io.restassured.RestAssured.given;
import static org.assertj.core.api.Assertions.assertThat;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.hasSize;
import static org.hamcrest.Matchers.matchesPattern;
import static org.hamcrest.Matchers.not;
import static org.hamcrest.Matchers.nullValue;

import io.hookgate.model.EndpointId;
import io.hookgate.model.TenantId;
import io.hookgate.tenant.Api;
import io.hookgate.tenant.Authentication;
import io.hookgate.tenant.BreakerPolicy;
import io.hookgate.tenant.Configuration;
import io.hookgate.tenant.Endpoint;
import io.hookgate.tenant.EndpointState;
import io.hookgate.tenant.EndpointSwitch;
import io.hookgate.tenant.FakeEndpointDeliveries;
import io.hookgate.tenant.Limits;
import io.hookgate.tenant.PayloadForm;
import io.hookgate.tenant.PostgresResource;
import io.hookgate.tenant.RetryPolicy;
import io.hookgate.tenant.SigningSecret;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import jakarta.inject.Inject;
import java.net.URI;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

@QuarkusTest
@QuarkusTestResource(PostgresResource.class)
class EndpointIT {
    private static final String URL = "https://isv.example.com/hooks?x=1";

    @Inject
    Configuration configuration;

    @Inject
    EndpointSwitch endpointSwitch;

    @Inject
    FakeEndpointDeliveries endpointDeliveries;

    private TenantId tenantId;
    private String endpoints;
    private Api operator;

    @BeforeEach
    void setUp() {
        String tenant = Api.newTenant();
        tenantId = TenantId.parse(
                Api.platform().get("/api/v1/tenants/" + tenant).extract().path("id"));
        endpoints = "/api/v1/tenants/" + tenant + "/endpoints";
        operator = Api.withRole(tenant, "operator");
    }

    @Test
    void makesAnEndpointWithDefaultsAndShowsItsSecretOnce() {
        String id = operator.post(endpoints, Map.of("name", "Billing", "url", URL))
                .statusCode(201)
                .body("name", equalTo("Billing"))
                .body("url", equalTo(URL))
                .body("state", equalTo("enabled"))
                .body("payload", equalTo("cloudevents-structured"))
                .body("timeout", equalTo(15))
                .body("connectTimeout", equalTo(5))
                .body("signatures", equalTo(List.of("v1")))
                .body("authentication.type", equalTo("none"))
                .body("disableAfter", equalTo(432000))
                .body("circuitBreaker.enabled", equalTo(true))
                .body("rateLimit", nullValue())
                .body("retryPolicy.schedule", equalTo(List.of(5, 300, 1800, 7200, 18000, 36000, 50400, 72000, 86400)))
                .body("signingSecret", matchesPattern("whsec_[A-Za-z0-9+/]{43}="))
                .extract()
                .path("id");

        operator.get(endpoints + "/" + id).statusCode(200).body("signingSecret", nullValue());
        operator.get(endpoints).statusCode(200).body("items[0].signingSecret", nullValue());
        assertThat(held(id).retryPolicy()).isEqualTo(RetryPolicy.STANDARD);
    }

    @Test
    void holdsWhatWasPostedForDelivery() {
        String id = operator.post(
                        endpoints,
                        Map.of(
                                "name",
                                "Billing",
                                "url",
                                URL,
                                "headers",
                                Map.of("X-Region", "eu", "Authorization", "Bearer marked"),
                                "rateLimit",
                                50,
                                "timeout",
                                2.5,
                                "payload",
                                "data",
                                "retryPolicy",
                                Map.of(
                                        "strategy",
                                        "exponential",
                                        "initialSeconds",
                                        0.5,
                                        "factor",
                                        1.5,
                                        "maxSeconds",
                                        60,
                                        "maxAttempts",
                                        4)))
                .statusCode(201)
                .body("headers", equalTo(Map.of("X-Region", "eu", "Authorization", "********")))
                .body("timeout", equalTo(2.5f))
                .body("retryPolicy.strategy", equalTo("exponential"))
                .extract()
                .path("id");

        Endpoint endpoint = held(id);
        assertThat(endpoint.url()).isEqualTo(URI.create(URL));
        assertThat(endpoint.headers()).isEqualTo(Map.of("X-Region", "eu", "Authorization", "Bearer marked"));
        assertThat(endpoint.limits().rate()).hasValue(50);
        assertThat(endpoint.limits().timeout()).isEqualTo(Duration.ofMillis(2500));
        assertThat(endpoint.payload()).isEqualTo(PayloadForm.DATA);
        assertThat(endpoint.retryPolicy())
                .isEqualTo(RetryPolicy.of(
                        new RetryPolicy.Exponential(Duration.ofMillis(500), 1.5, Duration.ofMinutes(1), 4)));
    }

    @Test
    void showsTheSecretWhenAskedAndHoldsTheSame() {
        io.restassured.path.json.JsonPath made = operator.post(endpoints, Map.of("name", "Billing", "url", URL))
                .extract()
                .jsonPath();
        String id = made.getString("id");

        operator.get(endpoints + "/" + id + "/secret")
                .statusCode(200)
                .header("Cache-Control", equalTo("no-store"))
                .body("signingSecret", equalTo(made.getString("signingSecret")));
        assertThat(held(id).signatures().secrets())
                .extracting(SigningSecret::reveal)
                .containsExactly(made.getString("signingSecret"));
    }

    @Test
    void keepsTheOldSecretForAWhileAfterRotation() {
        io.restassured.path.json.JsonPath made = operator.post(endpoints, Map.of("name", "Billing", "url", URL))
                .extract()
                .jsonPath();
        String id = made.getString("id");

        String rotated = operator.post(endpoints + "/" + id + "/secret/rotate")
                .statusCode(200)
                .body("signingSecret", not(equalTo(made.getString("signingSecret"))))
                .extract()
                .path("signingSecret");

        operator.get(endpoints + "/" + id + "/secret").body("signingSecret", equalTo(rotated));
        assertThat(held(id).signatures().secrets())
                .extracting(SigningSecret::reveal)
                .containsExactly(rotated, made.getString("signingSecret"));
    }

    @Test
    void pausesDisablesAndEnables() {
        String id = make();

        operator.post(endpoints + "/" + id + "/pause").statusCode(200).body("state", equalTo("paused"));
        assertThat(held(id).state()).isEqualTo(EndpointState.PAUSED);
        operator.post(endpoints + "/" + id + "/disable").statusCode(200).body("state", equalTo("disabled"));
        assertThat(held(id).state()).isEqualTo(EndpointState.DISABLED);
        operator.post(endpoints + "/" + id + "/enable").statusCode(200).body("state", equalTo("enabled"));
        assertThat(held(id).state()).isEqualTo(EndpointState.ENABLED);
    }

    @Test
    void changesOnlyWhatIsSent() {
        String id = operator.post(
                        endpoints,
                        Map.of(
                                "name",
                                "Billing",
                                "url",
                                URL,
                                "headers",
                                Map.of("X-A", "1", "X-Token", "marked"),
                                "rateLimit",
                                5,
                                "retryPolicy",
                                Map.of("strategy", "BACKOFF_RETRY")))
                .extract()
                .path("id");
        Map<String, Object> headers = new HashMap<>();
        headers.put("X-A", null);
        headers.put("X-B", "2");
        headers.put("X-Token", "********");
        Map<String, Object> change = new HashMap<>();
        change.put("headers", headers);
        change.put("rateLimit", null);
        change.put("retryPolicy", Map.of("schedule", List.of(1, 0.25)));

        operator.patch(endpoints + "/" + id, change)
                .statusCode(200)
                .body("name", equalTo("Billing"))
                .body("rateLimit", nullValue())
                .body("headers", equalTo(Map.of("X-B", "2", "X-Token", "********")))
                .body("retryPolicy.schedule", hasSize(2));

        assertThat(held(id).headers()).isEqualTo(Map.of("X-B", "2", "X-Token", "marked"));
        assertThat(held(id).retryPolicy())
                .isEqualTo(RetryPolicy.of(
                        new RetryPolicy.Schedule(List.of(Duration.ofSeconds(1), Duration.ofMillis(250)))));
    }

    @Test
    void refusesToDeleteAnEndpointThatIsInUse() {
        String id = make();
        String subscriptions = endpoints.replace("/endpoints", "/subscriptions");
        String subscription = operator.post(subscriptions, Map.of("name", "All", "endpointId", id, "pattern", Map.of()))
                .statusCode(201)
                .extract()
                .path("id");

        operator.delete(endpoints + "/" + id).statusCode(409).body("code", equalTo("endpoint-in-use"));

        operator.delete(subscriptions + "/" + subscription).statusCode(204);
        operator.delete(endpoints + "/" + id).statusCode(204);
        operator.get(endpoints + "/" + id).statusCode(404);
        assertThat(configuration.endpoint(tenantId, EndpointId.parse(id))).isEmpty();
    }

    @Test
    void saysEveryFaultWithItsPlace() {
        operator.post(
                        endpoints,
                        Map.of(
                                "name",
                                "Billing",
                                "url",
                                "ftp://x",
                                "headers",
                                Map.of("Host", "x"),
                                "rateLimit",
                                0,
                                "timeout",
                                0,
                                "payload",
                                "xml",
                                "retryPolicy",
                                Map.of("strategy", "no-such")))
                .statusCode(400)
                .body("code", equalTo("invalid-request"))
                .body(
                        "errors.pointer",
                        equalTo(List.of(
                                "/headers/Host",
                                "/url",
                                "/rateLimit",
                                "/timeout",
                                "/payload",
                                "/retryPolicy/strategy")));
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "{\"url\":\"https://a.example\"}|/name",
                "{\"name\":\"x\"}|/url",
                "{\"name\":\"x\",\"url\":5}|/url",
                "{\"name\":\"x\",\"url\":\"https://a.example\",\"rateLimit\":\"5\"}|/rateLimit",
                "{\"name\":\"x\",\"url\":\"https://a.example\",\"rateLimit\":1.5}|/rateLimit",
                "{\"name\":\"x\",\"url\":\"https://a.example\",\"timeout\":\"30\"}|/timeout",
                "{\"name\":\"x\",\"url\":\"https://a.example\",\"timeout\":1e999}|/timeout",
                "{\"name\":\"x\",\"url\":\"https://a.example\",\"headers\":[]}|/headers",
                "{\"name\":\"x\",\"url\":\"https://a.example\",\"headers\":{\"a\":1}}|/headers/a",
                "{\"name\":\"x\",\"url\":\"https://a.example\",\"headers\":{\"a\":null}}|/headers/a",
                "{\"name\":\"x\",\"url\":\"https://a.example\",\"retryPolicy\":{\"schedule\":[-1]}}|/retryPolicy/schedule/0",
                "{\"name\":\"x\",\"url\":\"https://a.example\",\"retryPolicy\":{\"schedule\":[1],\"strategy\":\"exponential\"}}|/retryPolicy/strategy",
                "{\"name\":\"x\",\"url\":\"https://a.example\",\"retryPolicy\":[]}|/retryPolicy",
                "{\"name\":\"x\",\"url\":\"https://a.example\",\"signatures\":[]}|/signatures",
                "{\"name\":\"x\",\"url\":\"https://a.example\",\"signatures\":[\"v1\",\"v2\"]}|/signatures/1",
                "{\"name\":\"x\",\"url\":\"https://a.example\",\"concurrency\":0}|/concurrency",
                "{\"name\":\"x\",\"url\":\"https://a.example\",\"connectTimeout\":0}|/connectTimeout",
                "{\"name\":\"x\",\"url\":\"https://a.example\",\"disableAfter\":-1}|/disableAfter",
                "{\"name\":\"x\",\"url\":\"https://a.example\",\"circuitBreaker\":{\"failureRate\":101}}|/circuitBreaker/failureRate",
                "{\"name\":\"x\",\"url\":\"https://a.example\",\"circuitBreaker\":{\"enabled\":1}}|/circuitBreaker/enabled",
                "{\"name\":\"x\",\"url\":\"https://a.example\",\"authentication\":{}}|/authentication/type",
                "{\"name\":\"x\",\"url\":\"https://a.example\",\"authentication\":{\"type\":\"basic\",\"username\":\"a:b\",\"password\":\"c\"}}|/authentication/username",
                "{\"name\":\"x\",\"url\":\"https://a.example\",\"authentication\":{\"type\":\"bearer\"}}|/authentication/token",
                "{\"name\":\"x\",\"url\":\"https://a.example\",\"authentication\":{\"type\":\"bearer\",\"token\":\"********\"}}|/authentication/token",
                "{\"name\":\"x\",\"url\":\"https://a.example\",\"authentication\":{\"type\":\"api-key\",\"name\":\"Host\",\"value\":\"c\"}}|/authentication/name",
                "{\"name\":\"x\",\"url\":\"https://a.example\",\"authentication\":{\"type\":\"oauth2\",\"tokenUrl\":\"ftp://x\",\"clientId\":\"a\",\"clientSecret\":\"b\"}}|/authentication/tokenUrl",
                "{\"name\":\"x\",\"url\":\"https://a.example\",\"tls\":{\"clientCertificate\":\"x\",\"clientKey\":\"y\"}}|/tls/clientCertificate",
                "{\"name\":\"x\",\"url\":\"https://a.example\",\"tls\":{\"trustedCertificates\":\"x\"}}|/tls/trustedCertificates",
                "{\"name\":\"x\",\"url\":\"https://a.example\",\"signingSecret\":\"whsec_x\"}|/signingSecret",
                "{\"name\":\"x\",\"url\":\"https://a.example\",\"state\":\"paused\"}|/state"
            })
    void refusesWhatIsNotAcceptable(String body, String pointer) {
        operator.post(endpoints, body)
                .statusCode(400)
                .contentType("application/problem+json")
                .body("errors[0].pointer", equalTo(pointer));
    }

    @Test
    void keepsCredentialsToItselfAndGivesThemToDelivery() {
        String id = operator.post(
                        endpoints,
                        Map.of(
                                "name",
                                "Billing",
                                "url",
                                URL,
                                "authentication",
                                Map.of(
                                        "type",
                                        "oauth2",
                                        "tokenUrl",
                                        "https://login.example.com/token",
                                        "clientId",
                                        "hookgate",
                                        "clientSecret",
                                        "marked-secret",
                                        "scope",
                                        "hooks")))
                .statusCode(201)
                .body("authentication.clientSecret", equalTo("********"))
                .body("authentication.clientId", equalTo("hookgate"))
                .extract()
                .path("id");
        Map<String, Object> shown = operator.get(endpoints + "/" + id).extract().path("authentication");
        Map<String, Object> changed = new HashMap<>(shown);
        changed.put("scope", "more");

        operator.patch(endpoints + "/" + id, Map.of("authentication", changed))
                .statusCode(200)
                .body("authentication.scope", equalTo("more"))
                .body("authentication.clientSecret", equalTo("********"));

        assertThat(held(id).authentication())
                .isEqualTo(new Authentication.ClientCredentials(
                        URI.create("https://login.example.com/token"),
                        "hookgate",
                        "marked-secret",
                        Optional.of("more"),
                        Optional.empty(),
                        false));
        assertThat(operator.get(endpoints).extract().asString()).doesNotContain("marked-secret");

        operator.patch(endpoints + "/" + id, "{\"authentication\": null}")
                .statusCode(200)
                .body("authentication.type", equalTo("none"));
        operator.patch(endpoints + "/" + id, Map.of("authentication", changed))
                .statusCode(400)
                .body("errors[0].pointer", equalTo("/authentication/clientSecret"));
    }

    @Test
    void takesLimitsAndSaysThem() {
        String id = operator.post(
                        endpoints,
                        Map.of(
                                "name",
                                "Billing",
                                "url",
                                URL,
                                "concurrency",
                                3,
                                "connectTimeout",
                                0.5,
                                "circuitBreaker",
                                Map.of("failureRate", 50, "openSeconds", 1.5),
                                "disableAfter",
                                0))
                .statusCode(201)
                .body("circuitBreaker.failureRate", equalTo(50))
                .body("circuitBreaker.minimumAttempts", equalTo(20))
                .body("disableAfter", equalTo(0))
                .extract()
                .path("id");

        assertThat(held(id).limits())
                .isEqualTo(new Limits(
                        OptionalInt.empty(),
                        OptionalInt.of(3),
                        Duration.ofMillis(500),
                        Duration.ofSeconds(15),
                        new BreakerPolicy(true, 50, 20, Duration.ofSeconds(60), Duration.ofMillis(1500), 3)));
        assertThat(held(id).disableAfter()).isEmpty();
    }

    @Test
    void publishesTheKeysOfAnEndpointThatSignsWithThem() {
        String id = make();
        String keys = "/.well-known/webhook-keys/" + id;
        given().get(keys).then().statusCode(404);

        String first = operator.patch(endpoints + "/" + id, Map.of("signatures", List.of("v1", "v1a")))
                .statusCode(200)
                .body("publicKey", matchesPattern("whpk_[A-Za-z0-9+/]{43}="))
                .extract()
                .path("publicKey");
        given().get(keys)
                .then()
                .statusCode(200)
                .header("Cache-Control", equalTo("max-age=300"))
                .body("keys.publicKey", equalTo(List.of(first)))
                .body("keys[0].kty", equalTo("OKP"))
                .body("keys[0].crv", equalTo("Ed25519"));

        String second = operator.post(endpoints + "/" + id + "/secret/rotate", Map.of("graceSeconds", 3600))
                .statusCode(200)
                .extract()
                .path("publicKey");
        given().get(keys).then().body("keys.publicKey", equalTo(List.of(second, first)));
        assertThat(held(id).signatures().keys()).hasSize(2);
        assertThat(held(id).signatures().secrets()).hasSize(2);

        operator.post(endpoints + "/" + id + "/secret/rotate", Map.of("graceSeconds", 0))
                .statusCode(200);
        assertThat(held(id).signatures().keys()).hasSize(1);
        assertThat(held(id).signatures().secrets()).hasSize(1);
        given().get("/.well-known/webhook-keys/none").then().statusCode(404);
    }

    @Test
    void refusesPlainHttpUnlessTheTenantAllowsIt() {
        Map<String, Object> plain = Map.of("name", "Plain", "url", "http://isv.example.com/");
        operator.post(endpoints, plain).statusCode(400).body("errors[0].pointer", equalTo("/url"));
        String tenant = endpoints.substring(0, endpoints.lastIndexOf('/'));

        Api.platform().patch(tenant, Map.of("allowHttp", true)).statusCode(200).body("allowHttp", equalTo(true));

        operator.post(endpoints, plain).statusCode(201);
        assertThat(configuration.allowsHttp(tenantId)).isTrue();
    }

    @Test
    void showsHowAnEndpointFaresAndForgivesItWhenItIsEnabled() {
        String id = make();
        Instant since = Instant.parse("2026-01-01T00:00:00Z");
        operator.get(endpoints + "/" + id)
                .body("health.status", equalTo("unknown"))
                .body("health.circuitBreaker.state", equalTo("closed"));

        endpointDeliveries.fail(EndpointId.parse(id), since);

        operator.get(endpoints)
                .body("items[0].health.status", equalTo("failing"))
                .body("items[0].health.failingSince", equalTo("2026-01-01T00:00:00Z"))
                .body("items[0].health.disablesAt", equalTo("2026-01-06T00:00:00Z"))
                .body("items[0].health.lastError", equalTo("timeout"))
                .body("items[0].health.circuitBreaker.state", equalTo("open"));
        operator.post(endpoints + "/" + id + "/enable").body("health.status", equalTo("unknown"));
        assertThat(endpointDeliveries.dropped()).doesNotContain(EndpointId.parse(id));
    }

    @Test
    void dropsWhatWaitsIfSoWantedWhenItIsEnabled() {
        String id = make();
        operator.post(endpoints + "/" + id + "/pause").statusCode(200);

        operator.post(endpoints + "/" + id + "/enable", Map.of("pending", "keep"))
                .statusCode(400)
                .body("errors[0].pointer", equalTo("/pending"));
        assertThat(endpointDeliveries.dropped()).doesNotContain(EndpointId.parse(id));
        operator.post(endpoints + "/" + id + "/enable", Map.of("pending", "drop"))
                .statusCode(200)
                .body("state", equalTo("enabled"));
        assertThat(endpointDeliveries.dropped()).contains(EndpointId.parse(id));
    }

    @Test
    void isDisabledByDeliveryWithTheReason() {
        String id = make();
        EndpointId endpointId = EndpointId.parse(id);

        assertThat(endpointSwitch
                        .disable(tenantId, endpointId, EndpointSwitch.Reason.GONE)
                        .await()
                        .atMost(Duration.ofSeconds(10)))
                .isTrue();
        assertThat(endpointSwitch
                        .disable(tenantId, endpointId, EndpointSwitch.Reason.FAILING)
                        .await()
                        .atMost(Duration.ofSeconds(10)))
                .isFalse();

        operator.get(endpoints + "/" + id).body("state", equalTo("disabled")).body("stateReason", equalTo("gone"));
        assertThat(held(id).state()).isEqualTo(EndpointState.DISABLED);
        operator.post(endpoints + "/" + id + "/enable").statusCode(200).body("stateReason", nullValue());
    }

    private String make() {
        return operator.post(endpoints, Map.of("name", "Billing", "url", URL))
                .extract()
                .path("id");
    }

    private Endpoint held(String id) {
        return configuration.endpoint(tenantId, EndpointId.parse(id)).orElseThrow();
    }
}
