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
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Who has worked on which delivery, as the audit log tells it. */
@QuarkusTest
@QuarkusTestResource(GatewayServers.class)
class AuditedWorkIT {
    private static final Duration PATIENCE = Duration.ofSeconds(30);

    @TestHTTPResource
    String url;

    private Fixture fixture;
    private Api operator;
    private String actor;

    @BeforeEach
    void createOperator() {
        fixture = Fixture.create(new Api(url.replaceAll("/$", ""), GatewayServers.BOOTSTRAP_KEY));
        JsonObject key = fixture.api()
                .post(
                        fixture.path("/api-keys"),
                        new JsonObject().put("name", "Olga").put("role", "operator"))
                .with(201);
        operator = fixture.api().as(key.getString("key"));
        actor = "api-key:" + key.getString("id");
    }

    @Test
    void namesActorAddressAndObjectOfAllWorkOnDeliveries() throws Exception {
        try (Receiver receiver = Receiver.answering(500)) {
            JsonObject endpoint = fixture.endpoint(receiver.url("/hook"), Fixture.schedule(3600, 3600, 3600));
            String endpointId = endpoint.getString("id");
            fixture.subscribe(endpoint, new JsonObject());
            JsonObject source = fixture.openSource();
            send(source);
            await().atMost(PATIENCE)
                    .until(() -> fixture.api()
                                    .get(fixture.path("/deliveries?status=retrying"))
                                    .items()
                                    .size()
                            == 1);
            JsonObject delivery =
                    fixture.api().get(fixture.path("/deliveries")).items().getJsonObject(0);
            String id = delivery.getString("id");

            post("/deliveries/" + id + "/retry", new JsonObject());
            await().atMost(PATIENCE).until(() -> post("/deliveries/" + id + "/cancel", new JsonObject()) / 100 == 2);
            post("/events/" + delivery.getString("eventId") + "/replay", new JsonObject());
            post("/deliveries/retry", new JsonObject().put("from", "2026-01-01T00:00:00Z"));
            post("/events/replay", new JsonObject().put("from", "2026-01-01T00:00:00Z"));
            post("/endpoints/" + endpointId + "/recover", new JsonObject().put("since", "2026-01-01T00:00:00Z"));
            post("/endpoints/" + endpointId + "/test", new JsonObject());
            String job = fixture.api()
                    .get(fixture.path("/jobs"))
                    .items()
                    .getJsonObject(0)
                    .getString("id");
            post("/jobs/" + job + "/cancel", new JsonObject());
            operator.get(fixture.path("/endpoints/" + endpointId + "/secret")).with(200);

            assertThat(entries("/audit?objectType=delivery&objectId=" + id))
                    .extracting(entry -> entry.getString("action"))
                    .contains("retry", "cancel");
            assertThat(entries("/audit?objectType=event"))
                    .extracting(entry -> entry.getString("objectId"))
                    .containsExactly(delivery.getString("eventId"));
            List<JsonObject> jobs = entries("/audit?objectType=job");
            assertThat(jobs).extracting(entry -> entry.getString("action")).contains("retry", "replay");
            assertThat(jobs).allSatisfy(entry -> {
                assertThat(entry.getString("objectId")).isNotEmpty();
                assertThat(entry.getJsonObject("after").getJsonObject("scope").getString("from"))
                        .isNotEmpty();
            });
            assertThat(entries("/audit?objectType=endpoint&actor=" + actor))
                    .extracting(entry -> entry.getString("action"))
                    .contains("recover", "test", "secret");
            assertThat(entries("/audit?actor=" + actor)).hasSizeGreaterThan(7).allSatisfy(entry -> {
                assertThat(entry.getString("actorName")).isEqualTo("Olga");
                assertThat(entry.getString("address")).isEqualTo("127.0.0.1");
                assertThat(entry.getString("objectId")).isNotEmpty();
                assertThat(entry.encode()).doesNotContain("whsec_");
            });
            assertThat(lines())
                    .allSatisfy(line ->
                            assertThat(new JsonObject(line).getString("actor")).isEqualTo(actor));
        }
    }

    @Test
    void tellsWhoWentOnWithoutADeadDelivery() throws Exception {
        try (Receiver receiver = Receiver.answering(500)) {
            JsonObject endpoint = fixture.endpoint(receiver.url("/hook"), Fixture.schedule(3600));
            fixture.api()
                    .post(
                            fixture.path("/subscriptions"),
                            new JsonObject()
                                    .put("name", "in order")
                                    .put("endpointId", endpoint.getString("id"))
                                    .put("pattern", new JsonObject())
                                    .put("ordered", true)
                                    .put("onFailure", "park")
                                    .put("giveUpAfterSeconds", 1))
                    .with(201);
            JsonObject source = fixture.openSource();
            send(source);
            send(source);
            JsonArray dead = new JsonArray();
            await().atMost(PATIENCE).until(() -> {
                dead.clear();
                dead.addAll(fixture.api()
                        .get(fixture.path("/deliveries?status=dead"))
                        .items());
                return !dead.isEmpty();
            });
            String id = dead.getJsonObject(0).getString("id");
            String about = "/audit?objectType=delivery&objectId=" + id;
            assertThat(entries(about)).isEmpty();

            await().atMost(PATIENCE).until(() -> post("/deliveries/" + id + "/skip", new JsonObject()) == 200);

            assertThat(entries(about)).singleElement().satisfies(entry -> {
                assertThat(entry.getString("action")).isEqualTo("skip");
                assertThat(entry.getString("actor")).isEqualTo(actor);
                assertThat(entry.getString("actorName")).isEqualTo("Olga");
                assertThat(entry.getString("address")).isEqualTo("127.0.0.1");
            });
            assertThat(post("/deliveries/" + id + "/skip", new JsonObject())).isEqualTo(409);
            assertThat(entries(about)).as("what has been refused was not done").hasSize(1);
        }
    }

    private void send(JsonObject source) {
        Api.Answer answer = fixture.api()
                .anonymous()
                .send(
                        "POST",
                        URI.create(source.getString("url")).getRawPath(),
                        Optional.of("{}"),
                        Map.of("content-type", "application/json"));
        assertThat(answer.status()).isEqualTo(200);
    }

    private int post(String path, JsonObject body) {
        Api.Answer answer = operator.post(fixture.path(path), body);
        assertThat(answer.status()).as("%s: %s", path, answer.text()).isIn(200, 202, 409);
        return answer.status();
    }

    private List<JsonObject> entries(String path) {
        JsonArray items = fixture.api().get(fixture.path(path + "&limit=100")).items();
        return items.stream().map(JsonObject.class::cast).toList();
    }

    private List<String> lines() {
        String text = fixture.api()
                .send(
                        "GET",
                        fixture.path("/audit?actor=" + actor),
                        Optional.empty(),
                        Map.of("accept", "application/x-ndjson"))
                .text();
        List<String> lines = Stream.of(text.strip().split("\n", -1)).toList();
        assertThat(lines).hasSizeGreaterThan(7);
        return lines;
    }
}
