package io.hookgate.delivery;

import static io.hookgate.delivery.World.eventually;
import static io.hookgate.delivery.World.schedule;
import static org.assertj.core.api.Assertions.assertThat;

import io.hookgate.tenant.Endpoint;
import io.hookgate.tenant.EndpointState;
import io.hookgate.tenant.PayloadForm;
import io.vertx.core.Vertx;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** Nobody waits for what others cannot take. */
class FairnessIT {
    private static final int FLOOD = 5_000;

    private final Vertx vertx = Vertx.vertx();
    private final TestDatabase database = TestDatabase.create(vertx);
    private final World world = new World();
    private final TestNode node = new TestNode(vertx, database.pool(), world.configuration(), Map.of());

    @AfterEach
    void stop() {
        node.stop();
        TestNode.await(vertx.close());
    }

    @Test
    void takesWhatIsDueForOthersBeforeTheFloodOfOneThatHangs() {
        try (Receiver hanging = Receiver.start(vertx, (response, before) -> {});
                Receiver healthy = Receiver.start(vertx, Receiver.status(200))) {
            Endpoint flooded = world.endpoint(
                    hanging.url("/"), "flood", schedule(), PayloadForm.CLOUDEVENTS_STRUCTURED, Duration.ofSeconds(30));
            Endpoint other = world.endpoint(healthy.url("/"), "few", schedule());
            pause(flooded, other);
            node.route(events("flood", FLOOD));
            node.route(events("few", 150));
            // They have failed before, and the flood is overdue for longer than the others.
            database.query("UPDATE open_delivery SET state = 0, attempts = 1,"
                    + " due_at = now() - CASE endpoint_id WHEN '" + flooded.id() + "' THEN interval '2 hours'"
                    + " ELSE interval '1 hour' END");
            world.configuration().put(flooded);
            world.configuration().put(other);

            node.start();

            eventually(() -> healthy.received().size() == 150);
            assertThat(database.number("SELECT count(*) FROM open_delivery WHERE state = 0 AND endpoint_id = '"
                            + flooded.id() + "'"))
                    .as("left alone where it is")
                    .isGreaterThan(FLOOD / 2);
            pause(flooded, other);
        }
    }

    @Test
    void takesAllOfAFloodInTheEnd() {
        try (Receiver receiver = Receiver.start(vertx, Receiver.status(200))) {
            Endpoint endpoint = world.endpoint(receiver.url("/"), "flood", schedule());
            pause(endpoint);
            node.route(events("flood", 1_000));
            database.query("UPDATE open_delivery SET state = 0, attempts = 1, due_at = now() - interval '1 hour'");
            world.configuration().put(endpoint);

            node.start();

            eventually(() -> database.number("SELECT count(*) FROM ended_delivery") == 1_000);
            assertThat(receiver.received()).hasSize(1_000);
        }
    }

    private void pause(Endpoint... endpoints) {
        for (Endpoint endpoint : endpoints) {
            world.configuration().put(World.withState(endpoint, EndpointState.PAUSED));
        }
    }

    private List<byte[]> events(String type, int count) {
        return IntStream.range(0, count)
                .mapToObj(i -> world.event(type, type + i, "k"))
                .toList();
    }
}
