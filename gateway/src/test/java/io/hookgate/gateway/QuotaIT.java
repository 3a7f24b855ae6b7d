package io.hookgate.gateway;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.common.http.TestHTTPResource;
import io.quarkus.test.junit.QuarkusTest;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.net.URI;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** What senders are told when their tenant has used up what it may send. */
@QuarkusTest
@QuarkusTestResource(GatewayServers.class)
class QuotaIT {
    private static final Duration PATIENCE = Duration.ofSeconds(30);
    private static final int SECONDS_A_DAY = 86_400;

    @TestHTTPResource
    String url;

    private Fixture fixture;
    private JsonObject source;

    @BeforeEach
    void createSource() {
        fixture = Fixture.create(new Api(url.replaceAll("/$", ""), GatewayServers.BOOTSTRAP_KEY));
        source = fixture.openSource();
    }

    @Test
    void takesAsManyEventsADayAsTheTenantMaySend() {
        allot(new JsonObject().put("eventsPerDay", 3));
        JsonObject other = fixture.openSource();

        for (int i = 0; i < 3; i++) {
            assertThat(send(i == 1 ? other : source, "{}").status()).isEqualTo(200);
        }
        Api.Answer refused = send(source, "{}");

        assertThat(refused.status()).isEqualTo(429);
        assertThat(refused.json().getString("code")).isEqualTo("daily-event-quota");
        assertThat(Integer.parseInt(refused.header("retry-after"))).isBetween(1, SECONDS_A_DAY);
        assertThat(send(other, "{}").status()).isEqualTo(429);
        JsonObject use = quotas().getJsonObject("eventsPerDay");
        assertThat(use.getInteger("limit")).isEqualTo(3);
        assertThat(use.getInteger("used")).isEqualTo(3);
        await().atMost(PATIENCE)
                .untilAsserted(() -> assertThat(fixture.api()
                                .get(fixture.path("/requests?outcome=rejected&cause=daily-event-quota"))
                                .items())
                        .hasSize(2));

        allot(new JsonObject().put("eventsPerDay", 4));
        assertThat(send(source, "{}").status()).isEqualTo(200);
        assertThat(send(source, "{}").status()).isEqualTo(429);
    }

    @Test
    void takesABatchAsAWholeOrNotAtAll() {
        allot(new JsonObject().put("eventsPerDay", 5));

        assertThat(send(source, batch(4), "application/cloudevents-batch+json").status())
                .isEqualTo(200);
        Api.Answer refused = send(source, batch(2), "application/cloudevents-batch+json");

        assertThat(refused.status()).isEqualTo(429);
        assertThat(refused.header("retry-after")).isNotEmpty();
        assertThat(send(source, "{}").status()).isEqualTo(200);
        assertThat(quotas().getJsonObject("eventsPerDay").getInteger("used")).isEqualTo(5);
    }

    @Test
    void countsNothingThatIsNotAccepted() {
        allot(new JsonObject().put("eventsPerDay", 1));

        assertThat(send(source, "{").status()).isEqualTo(400);

        assertThat(send(source, "{}").status()).isEqualTo(200);
        assertThat(send(source, "{}").status()).isEqualTo(429);
    }

    @Test
    void refusesAPayloadThatIsLargerThanTheTenantMaySend() {
        allot(new JsonObject().put("payloadBytes", 100));
        Fixture other = Fixture.create(fixture.api());
        String large = "{\"a\":\"" + "x".repeat(100) + "\"}";

        Api.Answer refused = send(source, large);

        assertThat(refused.status()).isEqualTo(413);
        assertThat(refused.json().getString("code")).isEqualTo("payload-too-large");
        assertThat(refused.json().getString("detail")).contains("100 bytes");
        assertThat(send(source, "{\"a\":\"" + "x".repeat(500_000) + "\"}").status())
                .isEqualTo(413);
        assertThat(send(source, "{}").status()).isEqualTo(200);
        assertThat(send(other.openSource(), large).status()).isEqualTo(200);
    }

    private JsonObject quotas() {
        return fixture.api().get(fixture.path("/quotas")).with(200);
    }

    private void allot(JsonObject quotas) {
        fixture.api()
                .patch(fixture.path(""), new JsonObject().put("quotas", quotas))
                .with(200);
    }

    private Api.Answer send(JsonObject to, String body) {
        return send(to, body, "application/json");
    }

    private Api.Answer send(JsonObject to, String body, String type) {
        return fixture.api()
                .anonymous()
                .send(
                        "POST",
                        URI.create(to.getString("url")).getRawPath(),
                        Optional.of(body),
                        Map.of("content-type", type));
    }

    private static String batch(int events) {
        JsonArray batch = new JsonArray();
        for (int i = 0; i < events; i++) {
            batch.add(new JsonObject()
                    .put("specversion", "1.0")
                    .put("id", java.util.UUID.randomUUID().toString())
                    .put("source", "/test")
                    .put("type", "test.event"));
        }
        return batch.encode();
    }
}
