package io.hookgate.gateway;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.hookgate.gateway.launch.EmbeddedServers;
import io.hookgate.local.Part;
import io.hookgate.local.ProgressListener;
import io.vertx.core.http.HttpServerResponse;
import io.vertx.core.json.JsonObject;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.EnumSet;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentMap;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * Two nodes on one database and one broker, each ended at once several times, while an ordered subscription delivers to a
 * receiver that fails now and then: nothing that was acknowledged is lost, and nothing comes before its predecessor has been
 * taken.
 *
 * <p>The long form: {@code -Dhookgate.nodes.keys=1000 -Dhookgate.nodes.events=100 -Dhookgate.nodes.kills=10}.
 */
class SeveralNodesIT {
    private static final int KEYS = Integer.getInteger("hookgate.nodes.keys", 40);
    private static final int EVENTS_PER_KEY = Integer.getInteger("hookgate.nodes.events", 40);
    private static final int KILLS = Integer.getInteger("hookgate.nodes.kills", 2);
    private static final int FAILS_ONE_OF = 19;
    private static final Duration PATIENCE = Duration.ofMinutes(Math.max(5, (long) KEYS * EVENTS_PER_KEY / 2_000));
    private static final String CONNECTOR = "mp.messaging.connector.smallrye-rocketmq.";

    @TempDir
    Path directory;

    private final ConcurrentMap<String, Progress> progress = new ConcurrentHashMap<>();

    /** What has happened to the events of one key so far, in that order: they came for the first time, or were taken. */
    private static final class Progress {
        private final Map<Integer, Integer> came = new LinkedHashMap<>();
        private final Map<Integer, Integer> taken = new HashMap<>();
        private int steps;
    }

    @Test
    void keepsTheOrderWhateverNodeDies() throws Exception {
        try (EmbeddedServers servers = EmbeddedServers.start(
                        directory.resolve("servers"),
                        EnumSet.of(Part.POSTGRES, Part.ROCKETMQ),
                        ProgressListener.SILENT);
                Receiver receiver = Receiver.behaving(this::receive);
                GatewayProcess one = GatewayProcess.start(directory.resolve("one"), environment(servers));
                GatewayProcess two = GatewayProcess.start(directory.resolve("two"), environment(servers))) {
            Fixture fixture = Fixture.create(one.api());
            String path = fixture.openSource().getString("url").replaceFirst("^https?://[^/]+", "");
            subscribeInOrder(fixture, receiver);

            LoadSender load = LoadSender.start(
                    List.of(one.api().baseUrl() + path, two.api().baseUrl() + path), KEYS, EVENTS_PER_KEY);
            try (load) {
                for (int kill = 0; kill < KILLS; kill++) {
                    GatewayProcess victim = kill % 2 == 0 ? one : two;
                    awaitDeliveries(load);
                    victim.kill();
                    awaitDeliveries(load);
                    victim.start();
                }
                await().atMost(PATIENCE).until(load::isDone);
            }

            await().atMost(PATIENCE)
                    .pollInterval(Duration.ofSeconds(1))
                    .untilAsserted(() -> assertThat(missing(load)).isEmpty());
            await().atMost(PATIENCE)
                    .pollInterval(Duration.ofSeconds(1))
                    .untilAsserted(() -> assertThat(fixture.api()
                                    .get(fixture.path("/deliveries?status=pending,delivering,retrying"))
                                    .items())
                            .isEmpty());
            assertThat(fixture.api()
                            .get(fixture.path("/deliveries?status=dead,cancelled"))
                            .items())
                    .isEmpty();
            assertThat(inversions(load)).isEmpty();
            assertThat(load.count()).isGreaterThan(KEYS * EVENTS_PER_KEY / 2);
        }
    }

    private void receive(Receiver.Delivery delivery, HttpServerResponse response) {
        String id = new JsonObject(delivery.text()).getString("id");
        int number = Integer.parseInt(id.substring(id.indexOf('/') + 1));
        boolean fails = delivery.number() % FAILS_ONE_OF == 0;
        Progress seen = progress(id.substring(0, id.indexOf('/')));
        synchronized (seen) {
            seen.came.putIfAbsent(number, seen.steps++);
            if (!fails) {
                seen.taken.putIfAbsent(number, seen.steps++);
            }
        }
        response.setStatusCode(fails ? 503 : 204).end();
    }

    private Progress progress(String key) {
        return progress.computeIfAbsent(key, unknown -> new Progress());
    }

    /** Acknowledged events that came before the one that was sent before them had been taken. */
    private List<String> inversions(LoadSender load) {
        List<String> inversions = new ArrayList<>();
        load.acknowledged().forEach((key, numbers) -> {
            Progress seen = progress(key);
            for (int i = 1; i < numbers.size(); i++) {
                if (seen.came.get(numbers.get(i)) < seen.taken.get(numbers.get(i - 1))) {
                    inversions.add(key + ": " + numbers.get(i) + " came before " + numbers.get(i - 1) + " was taken");
                }
            }
        });
        return inversions;
    }

    private void awaitDeliveries(LoadSender load) {
        long before = taken();
        await().atMost(PATIENCE).until(() -> taken() >= before + KEYS || load.isDone());
    }

    private long taken() {
        return progress.values().stream()
                .mapToLong(seen -> {
                    synchronized (seen) {
                        return seen.taken.size();
                    }
                })
                .sum();
    }

    private List<String> missing(LoadSender load) {
        List<String> missing = new ArrayList<>();
        load.acknowledged().forEach((key, numbers) -> {
            Progress seen = progress(key);
            synchronized (seen) {
                numbers.stream()
                        .filter(number -> !seen.taken.containsKey(number))
                        .forEach(number -> missing.add(LoadSender.id(key, number)));
            }
        });
        return missing;
    }

    private static void subscribeInOrder(Fixture fixture, Receiver receiver) {
        Integer[] delays = new Integer[30];
        Arrays.fill(delays, 1);
        JsonObject endpoint = fixture.endpoint(receiver.url("/"), Fixture.schedule(delays));
        fixture.api()
                .post(
                        fixture.path("/subscriptions"),
                        new JsonObject()
                                .put("name", "in order")
                                .put("endpointId", endpoint.getString("id"))
                                .put("pattern", new JsonObject())
                                .put("ordered", true)
                                .put("onFailure", "park"))
                .with(201);
    }

    private static Map<String, String> environment(EmbeddedServers servers) {
        Map<String, String> properties = servers.properties();
        Map<String, String> environment = new HashMap<>();
        environment.put(
                "HOOKGATE_POSTGRES_URL",
                properties.get("quarkus.datasource.jdbc.url").substring("jdbc:".length()));
        environment.put("HOOKGATE_POSTGRES_USER", properties.get("quarkus.datasource.username"));
        environment.put("HOOKGATE_POSTGRES_PASSWORD", properties.get("quarkus.datasource.password"));
        environment.put("HOOKGATE_ROCKETMQ_ENDPOINTS", properties.get(CONNECTOR + "endpoints"));
        environment.put("HOOKGATE_ROCKETMQ_NAME_SERVER", properties.get(CONNECTOR + "name-server"));
        environment.put("HOOKGATE_ROCKETMQ_ACCESS_KEY", properties.get(CONNECTOR + "access-key"));
        environment.put("HOOKGATE_ROCKETMQ_SECRET_KEY", properties.get(CONNECTOR + "secret-key"));
        environment.put("MP_MESSAGING_CONNECTOR_SMALLRYE_ROCKETMQ_CLUSTER", properties.get(CONNECTOR + "cluster"));
        environment.put("HOOKGATE_MASTER_KEY", "MDEyMzQ1Njc4OTAxMjM0NTY3ODkwMTIzNDU2Nzg5MDE=");
        return environment;
    }
}
