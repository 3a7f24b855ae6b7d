package io.hookgate.gateway;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.common.http.TestHTTPResource;
import io.quarkus.test.junit.QuarkusTest;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What sources and tenants may send, from outside. The rates are so low that no test waits for a refill. */
@QuarkusTest
@QuarkusTestResource(GatewayServers.class)
class RateLimitIT {
    private static final Duration PATIENCE = Duration.ofSeconds(30);

    @TestHTTPResource
    String url;

    private Fixture fixture;

    @BeforeEach
    void createTenant() {
        fixture = Fixture.create(new Api(url.replaceAll("/$", ""), GatewayServers.BOOTSTRAP_KEY));
    }

    @Test
    void limitsASourceAndNoOther() {
        Provider limited = source(new JsonObject().put("rateLimit", limit(1, 5)));
        Provider free = source(new JsonObject());

        List<Api.Answer> answers = send(limited, 30);

        assertThat(answers.stream().filter(answer -> answer.status() == 200)).hasSizeGreaterThanOrEqualTo(5);
        Api.Answer refused = answers.stream()
                .filter(answer -> answer.status() != 200)
                .findFirst()
                .orElseThrow();
        assertThat(refused.status()).isEqualTo(429);
        assertThat(Long.parseLong(refused.header("retry-after"))).isPositive();
        assertThat(refused.header("content-type")).isEqualTo("application/problem+json");
        assertThat(refused.json().getString("code")).isEqualTo("source-rate-limit");
        assertThat(send(free, 10)).allSatisfy(Provider::assertAccepted);
    }

    @Test
    void limitsAllSourcesOfATenantTogether() {
        patchTenant(new JsonObject().put("rateLimit", limit(1, 4))).with(200);
        Provider one = source(new JsonObject());
        Provider two = source(new JsonObject());

        List<Api.Answer> answers = new ArrayList<>(send(one, 10));
        answers.addAll(send(two, 10));

        Api.Answer refused = answers.stream()
                .filter(answer -> answer.status() == 429)
                .findFirst()
                .orElseThrow();
        assertThat(refused.json().getString("code")).isEqualTo("tenant-rate-limit");
        patchTenant(new JsonObject().putNull("rateLimit")).with(200);
        assertThat(send(one, 10)).allSatisfy(Provider::assertAccepted);
    }

    @Test
    void takesAChangedLimitAtOnce() {
        Provider source = source(new JsonObject().put("rateLimit", limit(1, 1)));
        assertThat(send(source, 5)).anyMatch(answer -> answer.status() == 429);

        JsonObject changed =
                patchSource(source, new JsonObject().put("rateLimit", 1000)).with(200);

        assertThat(changed.getJsonObject("rateLimit")).isEqualTo(limit(1000, 1000));
        assertThat(send(source, 20)).allSatisfy(Provider::assertAccepted);
        JsonObject freed =
                patchSource(source, new JsonObject().putNull("rateLimit")).with(200);
        assertThat(freed.containsKey("rateLimit")).isFalse();
    }

    @Test
    void refusesBeforeItVerifies() {
        Provider source = source(new JsonObject().put("rateLimit", limit(1, 1)));

        List<Api.Answer> answers = new ArrayList<>();
        for (int i = 0; i < 5; i++) {
            answers.add(source.post("{", Map.of("content-type", "application/json")));
        }

        assertThat(answers.get(0).status()).isEqualTo(400);
        assertThat(answers.get(4).status()).isEqualTo(429);
    }

    @Test
    void recordsAndCountsWhatItRefuses() {
        Provider source = source(new JsonObject().put("rateLimit", limit(1, 1)));

        send(source, 300);

        await().atMost(PATIENCE).untilAsserted(() -> {
            JsonArray refused = fixture.api()
                    .get(fixture.path("/requests?outcome=rejected&cause=source-rate-limit&limit=100"))
                    .items();
            // As many as are recorded in a minute, of which the test may see two.
            assertThat(refused).hasSizeBetween(1, 2 * 60);
            assertThat(refused.getJsonObject(0).getInteger("status")).isEqualTo(429);
            assertThat(refused.getJsonObject(0).getString("advice")).contains("rateLimit");
        });
        assertThat(fixture.api().anonymous().get("/q/metrics").text())
                .contains("cause=\"source-rate-limit\",outcome=\"rejected\"");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "0",
                "-1",
                "1.5",
                "\"5\"",
                "[]",
                "{}",
                "{\"burst\":5}",
                "{\"perSecond\":0}",
                "{\"perSecond\":1,\"burst\":0}",
                "{\"perSecond\":100001}",
                "{\"perSecond\":1,\"burst\":1000001}",
                "{\"perSecond\":1,\"other\":1}",
                "1e99"
            })
    void refusesALimitThatIsNone(String limit) {
        Api.Answer answer = fixture.api()
                .send(
                        "POST",
                        fixture.path("/sources"),
                        java.util.Optional.of(
                                "{\"name\":\"s\",\"adapter\":\"generic-webhook\",\"settings\":{\"verification\":\"none\"},\"rateLimit\":"
                                        + limit + "}"),
                        Map.of("content-type", "application/json"));

        assertThat(answer.with(400).getJsonArray("errors").getJsonObject(0).getString("pointer"))
                .startsWith("/rateLimit");
    }

    @Test
    void letsOnlyThePlatformLimitATenant() {
        String key = fixture.api()
                .post(
                        fixture.path("/api-keys"),
                        new JsonObject().put("name", "a").put("role", "admin"))
                .with(201)
                .getString("key");
        patchTenant(new JsonObject().put("rateLimit", limit(5, 10))).with(200);
        Api admin = fixture.api().as(key);

        assertThat(admin.patch(fixture.path(""), new JsonObject().put("rateLimit", 100))
                        .status())
                .isEqualTo(403);
        assertThat(admin.patch(fixture.path(""), new JsonObject().putNull("rateLimit"))
                        .status())
                .isEqualTo(403);
        assertThat(admin.patch(fixture.path(""), new JsonObject().put("name", "New name"))
                        .with(200)
                        .getJsonObject("rateLimit"))
                .isEqualTo(limit(5, 10));
    }

    private Provider source(JsonObject more) {
        return Provider.registered(
                fixture,
                new JsonObject()
                        .put("adapter", "generic-webhook")
                        .put("settings", new JsonObject().put("verification", "none"))
                        .mergeIn(more));
    }

    private Api.Answer patchTenant(JsonObject patch) {
        return fixture.api().patch(fixture.path(""), patch);
    }

    private Api.Answer patchSource(Provider source, JsonObject patch) {
        return fixture.api().patch(fixture.path("/sources/" + source.source().getString("id")), patch);
    }

    private static JsonObject limit(int perSecond, int burst) {
        return new JsonObject().put("perSecond", perSecond).put("burst", burst);
    }

    private static List<Api.Answer> send(Provider source, int requests) {
        List<Api.Answer> answers = new ArrayList<>();
        for (int i = 0; i < requests; i++) {
            answers.add(source.post("{\"n\":" + i + "}", Map.of("content-type", "application/json")));
        }
        return answers;
    }
}
