package io.hookgate.gateway;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.common.http.TestHTTPResource;
import io.quarkus.test.junit.QuarkusTest;
import io.vertx.core.json.JsonObject;
import java.net.URI;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.logging.Handler;
import java.util.logging.LogManager;
import java.util.logging.LogRecord;
import org.jboss.logmanager.ExtLogRecord;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Plants secrets that are easily recognised, works with them, and looks for them wherever they must not be. */
@QuarkusTest
@QuarkusTestResource(GatewayServers.class)
class PlantedSecretsIT {
    private static final String MARK = "PLANTED";
    private static final String WEBHOOK_SECRET = MARK + "-webhook-secret-0123456789";
    private static final String HEADER_SECRET = "Bearer " + MARK + "-header-token-0123456789";

    @TestHTTPResource
    String url;

    private final Queue<String> logged = new ConcurrentLinkedQueue<>();
    private final Handler recorder = new Handler() {
        @Override
        public void publish(LogRecord entry) {
            logged.add(entry instanceof ExtLogRecord extended ? extended.getFormattedMessage() : entry.getMessage());
            for (Throwable cause = entry.getThrown(); cause != null; cause = cause.getCause()) {
                logged.add(cause.toString());
            }
        }

        @Override
        public void flush() {}

        @Override
        public void close() {}
    };

    private Fixture fixture;

    @BeforeEach
    void setUp() {
        fixture = Fixture.create(new Api(url.replaceAll("/$", ""), GatewayServers.BOOTSTRAP_KEY));
        LogManager.getLogManager().getLogger("").addHandler(recorder);
    }

    @AfterEach
    void tearDown() {
        LogManager.getLogManager().getLogger("").removeHandler(recorder);
    }

    @Test
    void findsNoSecretInAnyAnswerLogMetricOrAuditEntry() throws Exception {
        try (Receiver receiver = Receiver.answering(500)) {
            JsonObject source = fixture.source(
                    new JsonObject()
                            .put(
                                    "verification",
                                    new JsonObject().put("type", "api-key").put("header", "x-key")),
                    new JsonObject().put("secret", WEBHOOK_SECRET));
            JsonObject endpoint = fixture.endpoint(
                    receiver.url("/hook"),
                    new JsonObject().put("headers", new JsonObject().put("authorization", HEADER_SECRET)));
            fixture.subscribe(endpoint, new JsonObject());
            String key = fixture.api()
                    .post(
                            fixture.path("/api-keys"),
                            new JsonObject().put("name", "CI").put("role", "viewer"))
                    .with(201)
                    .getString("key");
            String signingSecret = endpoint.getString("signingSecret").substring("whsec_".length());
            fixture.api()
                    .send(
                            "PUT",
                            fixture.path("/identity-provider"),
                            Optional.of(new JsonObject()
                                    .put("issuer", "https://" + fixture.slug() + ".example")
                                    .put("clientId", "hookgate")
                                    .put("clientSecret", MARK + "-client")
                                    .encode()),
                            Map.of("content-type", "application/json"))
                    .with(200);
            fixture.api().as(key + "x").get("/api/v1/me").with(401);
            fixture.api().as(key).get("/api/v1/me").with(200);
            Api anonymous = fixture.api().anonymous();
            anonymous.send(
                    "POST",
                    URI.create(source.getString("url")).getRawPath(),
                    Optional.of("{}"),
                    Map.of("x-key", "wrong", "content-type", "application/json"));
            anonymous.send(
                    "POST",
                    URI.create(source.getString("url")).getRawPath(),
                    Optional.of("{}"),
                    Map.of("x-key", WEBHOOK_SECRET, "content-type", "application/json"));
            await().atMost(Duration.ofSeconds(30))
                    .until(() -> !fixture.api()
                            .get(fixture.path("/deliveries"))
                            .items()
                            .isEmpty());

            List<String> seen = new ArrayList<>(logged);
            for (String path : List.of(
                    "sources",
                    "endpoints",
                    "subscriptions",
                    "api-keys",
                    "events",
                    "deliveries",
                    "requests",
                    "audit?limit=100",
                    "members",
                    "applications",
                    "identity-provider",
                    "quotas")) {
                seen.add(fixture.api().get(fixture.path("/" + path)).text());
            }
            seen.add(fixture.api()
                    .get(fixture.path("/endpoints/" + endpoint.getString("id")))
                    .text());
            seen.add(fixture.api()
                    .get(fixture.path("/sources/" + source.getString("id")))
                    .text());
            seen.add(anonymous.get("/q/metrics").text());
            fixture.api().delete(fixture.path("/identity-provider")).with(204);

            assertThat(seen).hasSizeGreaterThan(12);
            assertThat(seen)
                    .noneMatch(text -> text.contains(MARK))
                    .noneMatch(text -> text.contains(signingSecret))
                    .noneMatch(text -> text.contains(key.substring(26)))
                    .noneMatch(text -> text.contains(GatewayServers.BOOTSTRAP_KEY));
        }
    }
}
