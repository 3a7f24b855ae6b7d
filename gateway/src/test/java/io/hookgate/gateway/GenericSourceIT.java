package io.hookgate.gateway;

import static io.hookgate.gateway.Provider.assertAccepted;
import static io.hookgate.gateway.Provider.assertUnauthorized;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.common.http.TestHTTPResource;
import io.quarkus.test.junit.QuarkusTest;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Sources that are described by settings alone, from outside. */
@QuarkusTest
@QuarkusTestResource(GatewayServers.class)
class GenericSourceIT {
    private static final Duration PATIENCE = Duration.ofSeconds(30);
    private static final Map<String, String> JSON = Map.of("content-type", "application/json");

    @TestHTTPResource
    String url;

    private Fixture fixture;

    @BeforeEach
    void createTenant() {
        fixture = Fixture.create(new Api(url.replaceAll("/$", ""), GatewayServers.BOOTSTRAP_KEY));
    }

    @Test
    void wantsAllOfSeveralProofs() {
        Provider here = source("""
                {"verification": {"type": "all-of", "verifications": [
                    {"type": "cidr", "cidrs": ["127.0.0.0/8", "::1/128"]},
                    {"type": "api-key", "header": "X-Key", "secret": "apiKey"}]}}
                """, "apiKey");
        Provider elsewhere = source("""
                {"verification": {"type": "all-of", "verifications": [
                    {"type": "cidr", "cidrs": ["203.0.113.0/24"]},
                    {"type": "api-key", "header": "X-Key", "secret": "apiKey"}]}}
                """, "apiKey");

        assertAccepted(here.post("{}", Map.of("x-key", "value-of-apiKey")));
        assertUnauthorized(here.post("{}", Map.of("x-key", "another")));
        assertUnauthorized(here.post("{}", JSON));
        assertThat(elsewhere.post("{}", Map.of("x-key", "value-of-apiKey")).status())
                .isEqualTo(403);
    }

    @Test
    void isContentWithOneOfSeveralProofs() {
        Provider source = source("""
                {"verification": {"type": "any-of", "verifications": [
                    {"type": "basic", "username": "erp"},
                    {"type": "api-key", "query": "token", "secret": "apiKey"}]}}
                """, "password", "apiKey");
        String right = basic("erp", "value-of-password");

        assertAccepted(source.post("{}", Map.of("authorization", right)));
        assertAccepted(source.post("?token=value-of-apiKey", "{}", JSON));
        assertUnauthorized(source.post("{}", Map.of("authorization", basic("erp", "value-of-apiKey"))));
        assertUnauthorized(source.post("?token=value-of-password", "{}", JSON));
        assertUnauthorized(source.post("{}", JSON));
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "application/json | {\"a\": 1.50} | {\"a\":1.50}",
                "application/xml | <o n=\"1\"><i>x</i><i>y</i></o> | {\"o\":{\"@n\":\"1\",\"i\":[\"x\",\"y\"]}}",
                "application/x-www-form-urlencoded | a=1&b=%E4%BD%A0&a=2 | {\"a\":[\"1\",\"2\"],\"b\":\"你\"}",
                "text/plain | hello | \"hello\""
            })
    void readsEveryKindOfBody(String type, String body, String data) {
        Provider source = source("{\"verification\": \"none\"}");

        assertAccepted(source.post(body, Map.of("content-type", type)));

        JsonObject event = onlyEvent(source);
        assertThat(new JsonObject("{\"data\":" + data + "}").getValue("data")).isEqualTo(event.getValue("data"));
    }

    @Test
    void keepsBytesAsTheyAre() {
        Provider source = source("{\"verification\": \"none\"}");
        byte[] bytes = {0, 1, (byte) 0xFF, (byte) 0xFE};

        assertAccepted(source.send("POST", "", bytes, Map.of("content-type", "application/octet-stream")));

        assertThat(Base64.getDecoder().decode(onlyEvent(source).getString("data_base64")))
                .isEqualTo(bytes);
    }

    @Test
    void makesAnEventOfEachMemberAndRepliesAsItIsTold() {
        Provider source = source("""
                {"verification": "none", "split": "$.events", "methods": ["PUT"],
                 "mapping": {"id": "$.id", "type": "com.example.${$.kind}", "source": "root:$.account", "subject": "$.id",
                             "orderingKey": "attribute:subject"},
                 "reply": {"status": 202, "body": {"taken": "${count}", "first": "${id}"}}}
                """);
        String body =
                "{\"account\": \"acme\", \"events\": [{\"id\": \"1\", \"kind\": \"made\"}, {\"id\": \"2\", \"kind\": \"sold\"}]}";

        Api.Answer answer = source.send("PUT", "", body.getBytes(StandardCharsets.UTF_8), JSON);

        assertThat(answer.with(202))
                .isEqualTo(new JsonObject().put("taken", "2").put("first", "1"));
        JsonArray events = await().atMost(PATIENCE).until(() -> events(source), items -> items.size() == 2);
        assertThat(events.stream().map(event -> ((JsonObject) event).getString("type")))
                .containsExactlyInAnyOrder("com.example.made", "com.example.sold");
        assertThat(events.stream().map(event -> ((JsonObject) event).getString("orderingKey")))
                .containsExactlyInAnyOrder("1", "2");
        assertThat(source.post(body, JSON).status()).isEqualTo(405);
    }

    @Test
    void answersAHandshakeToWhoeverKnowsItsToken() {
        Provider source = source("""
                {"verification": {"type": "hmac", "header": "X-Hub-Signature-256", "prefix": "sha256="},
                 "handshakes": {"method": "GET", "challenge": "query:hub.challenge", "token": "query:hub.verify_token"}}
                """, "secret", "verifyToken");

        Api.Answer right =
                source.get("?hub.mode=subscribe&hub.challenge=1158201444&hub.verify_token=value-of-verifyToken");
        Api.Answer wrong = source.get("?hub.mode=subscribe&hub.challenge=1158201444&hub.verify_token=x");

        assertThat(right.status()).isEqualTo(200);
        assertThat(right.text()).isEqualTo("1158201444");
        assertUnauthorized(wrong);
        assertThat(wrong.text()).doesNotContain("1158201444");
    }

    @Test
    void saysWhereTheUrlOfEachAdapterAndPresetGoes() {
        JsonArray adapters = fixture.api().get("/api/v1/adapters").items();

        assertThat(adapters.stream().map(adapter -> ((JsonObject) adapter).getString("id")))
                .containsExactlyInAnyOrder("dingtalk", "generic-webhook");
        for (Object item : adapters) {
            JsonObject adapter = (JsonObject) item;
            assertThat(adapter.getString("setupInstructions")).isNotBlank();
            for (Object member : adapter.getJsonArray("presets")) {
                JsonObject preset = (JsonObject) member;
                assertThat(preset.getString("setupInstructions")).isNotBlank();
                assertThat(preset.getString("evidence")).isNotBlank();
                assertThat(preset.getBoolean("verified")).isNotNull();
                for (Object secret : preset.getJsonObject("secretsSchema")
                        .getJsonObject("properties")
                        .getMap()
                        .values()) {
                    assertThat(JsonObject.mapFrom(secret).getBoolean("writeOnly"))
                            .isTrue();
                }
            }
        }
    }

    private JsonObject onlyEvent(Provider source) {
        JsonArray events = await().atMost(PATIENCE).until(() -> events(source), items -> items.size() == 1);
        return fixture.api()
                .get(fixture.path("/events/" + events.getJsonObject(0).getString("id")))
                .with(200)
                .getJsonObject("event");
    }

    private JsonArray events(Provider source) {
        return fixture.api()
                .get(fixture.path("/events?source=" + source.source().getString("id")))
                .items();
    }

    /** Each secret has the value value-of-NAME. */
    private Provider source(String settings, String... secrets) {
        JsonObject values = new JsonObject();
        List.of(secrets).forEach(name -> values.put(name, "value-of-" + name));
        return Provider.of(fixture, fixture.source(new JsonObject(settings), values));
    }

    private static String basic(String username, String password) {
        return "Basic "
                + Base64.getEncoder().encodeToString((username + ':' + password).getBytes(StandardCharsets.UTF_8));
    }
}
