package io.hookgate.delivery;

import static io.hookgate.delivery.World.eventually;
import static io.hookgate.delivery.World.schedule;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.hookgate.delivery.Receiver.Received;
import io.hookgate.model.EventJson;
import io.hookgate.tenant.BreakerPolicy;
import io.hookgate.tenant.Endpoint;
import io.hookgate.tenant.EndpointHealth;
import io.hookgate.tenant.EndpointState;
import io.hookgate.tenant.Limits;
import io.hookgate.tenant.RetryPolicy;
import io.vertx.core.Vertx;
import java.io.IOException;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** What is concluded from how endpoints fare, and whom that is told, over a real database and real receivers. */
class EndpointHealthIT {
    private static final RetryPolicy AGAIN_AND_AGAIN = new RetryPolicy(
            new RetryPolicy.Exponential(Duration.ofMillis(50), 1, Duration.ofMillis(50), 2000),
            0,
            Optional.empty(),
            List.of());

    private final Vertx vertx = Vertx.vertx();
    private final TestDatabase database = TestDatabase.create(vertx);
    private final World world = new World();
    private final TestNode node = new TestNode(vertx, database.pool(), world.configuration(), Map.of()).start();

    @AfterEach
    void stop() {
        node.stop();
        TestNode.await(vertx.close());
    }

    @Test
    void warnsAndThenDisablesAnEndpointThatDoesNothingButFail() {
        try (Receiver failing = Receiver.start(vertx, Receiver.status(500));
                Receiver owner = Receiver.start(vertx, Receiver.status(200))) {
            Endpoint endpoint = watched(failing, AGAIN_AND_AGAIN, Duration.ofMillis(1500));
            world.endpoint(owner.url("/"), "hookgate.endpoint.failing", schedule());
            world.endpoint(owner.url("/"), "hookgate.endpoint.disabled", schedule());

            node.route(List.of(world.event("t", "e-1", "k")));

            eventually(() -> owner.received().size() == 2);
            assertThat(owner.received())
                    .extracting(received -> json(received).path("type").asText())
                    .containsExactly("hookgate.endpoint.failing", "hookgate.endpoint.disabled");
            JsonNode disabled = json(owner.received().get(1));
            assertThat(disabled.path("data").path("endpointId").asText())
                    .isEqualTo(endpoint.id().toString());
            assertThat(disabled.path("data").path("reason").asText()).isEqualTo("failing");
            assertThat(disabled.path("data").path("lastError").asText()).isEqualTo("http-status");
            eventually(() -> state(endpoint) == EndpointState.DISABLED);
            eventually(() -> database.number("SELECT count(*) FROM open_delivery WHERE state = 1") == 1);
            assertThat(health(endpoint).failingSince()).isPresent();
            assertThat(health(endpoint).lastError()).contains("http-status");
        }
    }

    @Test
    void aSuccessBeginsAnewAndIsToldAfterAWarning() {
        AtomicBoolean healthy = new AtomicBoolean();
        try (Receiver receiver = Receiver.start(
                        vertx,
                        (response, before) -> response.setStatusCode(healthy.get() ? 200 : 500)
                                .end());
                Receiver owner = Receiver.start(vertx, Receiver.status(200))) {
            Endpoint endpoint = watched(receiver, AGAIN_AND_AGAIN, Duration.ofSeconds(3));
            world.endpoint(owner.url("/"), "hookgate.endpoint.failing", schedule());
            world.endpoint(owner.url("/"), "hookgate.endpoint.recovered", schedule());
            node.route(List.of(world.event("t", "e-1", "k")));
            eventually(() -> owner.received().size() == 1);

            healthy.set(true);

            eventually(() -> owner.received().size() == 2);
            assertThat(json(owner.received().get(1)).path("type").asText()).isEqualTo("hookgate.endpoint.recovered");
            assertThat(health(endpoint).failingSince()).isEmpty();
            assertThat(health(endpoint).lastSuccessAt()).isPresent();
            assertThat(state(endpoint)).isEqualTo(EndpointState.ENABLED);
            eventually(() -> database.number("SELECT count(*) FROM endpoint_health WHERE warned_at IS NOT NULL") == 0);
        }
    }

    @Test
    void tellsOfADeadDeliveryButNotOfOneThatTells() {
        try (Receiver failing = Receiver.start(vertx, Receiver.status(500))) {
            world.endpoint(failing.url("/"), "t", schedule());
            world.endpoint(failing.url("/told"), "hookgate.delivery.dead", schedule());

            node.route(List.of(world.event("t", "e-1", "k")));

            eventually(() -> database.number("SELECT count(*) FROM ended_delivery") == 2);
            assertThat(database.query("SELECT type FROM event ORDER BY sequence"))
                    .extracting(row -> row.getString(0))
                    .containsExactly("t", "hookgate.delivery.dead");
            JsonNode told = json(failing.received().get(1));
            assertThat(told.path("data").path("cause").asText()).isEqualTo("attempts-exhausted");
            assertThat(told.path("data").path("lastStatusCode").asInt()).isEqualTo(500);
            assertThat(told.path("subject").asText())
                    .isEqualTo(failing.received().get(0).header("webhook-id"));
        }
    }

    @Test
    void disablesAnEndpointThatIsGoneAndSaysSo() {
        try (Receiver gone = Receiver.start(vertx, Receiver.status(410));
                Receiver owner = Receiver.start(vertx, Receiver.status(200))) {
            Endpoint endpoint = world.endpoint(gone.url("/"), "t", AGAIN_AND_AGAIN);
            world.endpoint(owner.url("/"), "hookgate.endpoint.disabled", schedule());

            node.route(List.of(world.event("t", "e-1", "k")));

            eventually(() -> owner.received().size() == 1 && state(endpoint) == EndpointState.DISABLED);
            assertThat(json(owner.received().get(0)).path("data").path("reason").asText())
                    .isEqualTo("gone");
            assertThat(gone.received()).hasSize(1);
        }
    }

    @Test
    void keepsWhatIsDueForAPausedEndpointUntilItIsDeliveredOrDropped() {
        try (Receiver receiver = Receiver.start(vertx, Receiver.status(200))) {
            Endpoint endpoint = world.endpoint(receiver.url("/"), "t", schedule());
            world.configuration().put(World.withState(endpoint, EndpointState.PAUSED));
            node.route(IntStream.range(0, 20)
                    .mapToObj(i -> world.event("t", "e-" + i, "k"))
                    .toList());
            assertThat(database.number("SELECT count(*) FROM open_delivery")).isEqualTo(20);

            assertThat(node.health()
                            .endpoints()
                            .drop(endpoint.tenantId(), endpoint.id())
                            .await()
                            .atMost(Duration.ofSeconds(10)))
                    .isEqualTo(20);

            assertThat(database.number("SELECT count(*) FROM ended_delivery WHERE status = 2"))
                    .isEqualTo(20);
            node.route(List.of(world.event("t", "later", "k")));
            world.configuration().put(endpoint);
            eventually(() -> receiver.received().size() == 1);
        }
    }

    private Endpoint watched(Receiver receiver, RetryPolicy policy, Duration disableAfter) {
        BreakerPolicy none = new BreakerPolicy(false, 100, 1, Duration.ofSeconds(1), Duration.ofSeconds(1), 1);
        Endpoint endpoint = World.changed(world.endpoint(receiver.url("/"), "t", policy))
                .disableAfter(disableAfter)
                .limits(new Limits(
                        OptionalInt.empty(), OptionalInt.empty(), Duration.ofSeconds(15), Duration.ofSeconds(15), none))
                .build();
        world.configuration().put(endpoint);
        return endpoint;
    }

    private EndpointState state(Endpoint endpoint) {
        return world.configuration()
                .endpoint(endpoint.tenantId(), endpoint.id())
                .orElseThrow()
                .state();
    }

    private EndpointHealth health(Endpoint endpoint) {
        return node.health()
                .endpoints()
                .health(endpoint.tenantId(), List.of(endpoint.id()))
                .await()
                .atMost(Duration.ofSeconds(10))
                .get(endpoint.id());
    }

    private static JsonNode json(Received received) {
        try {
            return EventJson.dataMapper().readTree(received.body());
        } catch (IOException e) {
            throw new IllegalStateException(e);
        }
    }
}
