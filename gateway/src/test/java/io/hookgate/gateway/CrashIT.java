package io.hookgate.gateway;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.nio.file.Path;
import java.time.Duration;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentMap;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Ends each process at once while events come in, several times: whatever was acknowledged is delivered, in order. */
class CrashIT {
    private static final Duration PATIENCE = Duration.ofMinutes(2);
    private static final int ROUNDS = 2;
    private static final int KEYS = 8;

    @TempDir
    Path directory;

    @Test
    void losesNothingWhateverProcessDies() throws Exception {
        ConcurrentMap<String, Integer> received = new ConcurrentHashMap<>();
        try (Receiver receiver = Receiver.behaving((delivery, response) -> {
                    received.merge(new JsonObject(delivery.text()).getString("id"), 1, Integer::sum);
                    response.setStatusCode(204).end();
                });
                GatewayProcess gateway = GatewayProcess.start(directory.resolve("data"), Map.of())) {
            Fixture fixture = Fixture.create(gateway.api());
            JsonObject source = fixture.openSource();
            fixture.subscribe(fixture.endpoint(receiver.url("/"), Fixture.schedule(1, 1, 2, 5, 10)), new JsonObject());

            LoadSender load = LoadSender.start(source.getString("url"), KEYS);
            try (load) {
                for (int round = 0; round < ROUNDS; round++) {
                    disturb(load, () -> gateway.killChild("java", "rocketmq-name-server.arguments"));
                    disturb(load, () -> gateway.killChild("java", "rocketmq-broker.arguments"));
                    disturb(load, () -> gateway.killChild("postgres", "cluster"));
                    disturb(load, () -> {
                        gateway.kill();
                        gateway.start();
                    });
                }
            }

            List<String> promised = load.acknowledgedIds();
            await().atMost(PATIENCE)
                    .pollInterval(Duration.ofSeconds(1))
                    .untilAsserted(() -> assertThat(missing(promised, received)).isEmpty());
            assertThat(promised).hasSizeGreaterThan(100);
            load.acknowledged()
                    .forEach((key, numbers) -> assertThat(ledgerOrder(fixture, key, numbers))
                            .as("ledger order of %s", key)
                            .isSorted());
        }
    }

    /** Lets some events through, does the damage, and waits until events come through again. */
    private static void disturb(LoadSender load, Damage damage) throws Exception {
        awaitProgress(load);
        damage.happen();
        awaitProgress(load);
    }

    private static void awaitProgress(LoadSender load) {
        int before = load.count();
        await().atMost(PATIENCE).until(() -> load.count() >= before + 50);
    }

    private static Set<String> missing(List<String> promised, Map<String, Integer> received) {
        Set<String> missing = new HashSet<>(promised);
        missing.removeAll(received.keySet());
        return missing;
    }

    /** The numbers of a key's acknowledged events in the order of the ledger's sequence. */
    private static List<Integer> ledgerOrder(Fixture fixture, String key, List<Integer> acknowledged) {
        Set<Integer> wanted = new HashSet<>(acknowledged);
        TreeMap<Long, Integer> bySequence = new TreeMap<>();
        String cursor = "";
        do {
            JsonObject page = fixture.api()
                    .get(fixture.path("/events?limit=100&subject=" + key + cursor))
                    .with(200);
            JsonArray items = page.getJsonArray("items");
            for (int i = 0; i < items.size(); i++) {
                JsonObject event = items.getJsonObject(i);
                int number = Integer.parseInt(event.getString("cloudEventId").substring(key.length() + 1));
                if (wanted.contains(number)) {
                    bySequence.put(event.getLong("sequence"), number);
                }
            }
            cursor = page.getString("next") == null ? "" : "&cursor=" + page.getString("next");
        } while (!cursor.isEmpty());
        return List.copyOf(bySequence.values());
    }

    private interface Damage {
        void happen() throws Exception;
    }
}
