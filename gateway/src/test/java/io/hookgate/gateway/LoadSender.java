package io.hookgate.gateway;

import io.vertx.core.json.JsonObject;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;

/**
 * Posts events with growing numbers under several ordering keys, one after another within each key, and remembers which of
 * them were answered with a 2xx.
 */
final class LoadSender implements AutoCloseable {
    private static final int MAX_EVENTS_PER_KEY = 20_000;

    /** A refused connection answers at once; without this the events would be used up while the gateway is away. */
    private static final long PACE_NANOS = 50_000_000;

    private final URI url;
    private final HttpClient http = HttpClient.newBuilder()
            .version(HttpClient.Version.HTTP_1_1)
            .connectTimeout(Duration.ofSeconds(5))
            .build();
    private final Map<String, List<Integer>> acknowledged = new LinkedHashMap<>();
    private final ExecutorService senders;
    private volatile boolean stopped;

    private LoadSender(String url, int keys) {
        this.url = URI.create(url);
        this.senders = Executors.newFixedThreadPool(keys);
        for (int key = 0; key < keys; key++) {
            acknowledged.put("key-" + key, new CopyOnWriteArrayList<>());
        }
    }

    static LoadSender start(String url, int keys) {
        LoadSender sender = new LoadSender(url, keys);
        sender.acknowledged.keySet().forEach(key -> sender.senders.execute(() -> sender.send(key)));
        return sender;
    }

    /** How many events have been acknowledged so far. */
    int count() {
        return acknowledged.values().stream().mapToInt(List::size).sum();
    }

    /** The numbers that were acknowledged, by key, in the order in which they were sent. */
    Map<String, List<Integer>> acknowledged() {
        return acknowledged;
    }

    /** The ids of all events that were acknowledged. */
    List<String> acknowledgedIds() {
        List<String> ids = new ArrayList<>();
        acknowledged.forEach((key, numbers) -> numbers.forEach(number -> ids.add(id(key, number))));
        return ids;
    }

    static String id(String key, int number) {
        return key + "/" + number;
    }

    private void send(String key) {
        for (int number = 1; !stopped && number <= MAX_EVENTS_PER_KEY; number++) {
            if (post(key, number)) {
                acknowledged.get(key).add(number);
            } else {
                LockSupport.parkNanos(PACE_NANOS);
            }
        }
    }

    private boolean post(String key, int number) {
        JsonObject event = new JsonObject()
                .put("specversion", "1.0")
                .put("id", id(key, number))
                .put("source", "/load")
                .put("type", "load.event")
                .put("subject", key)
                .put("partitionkey", key)
                .put("data", new JsonObject().put("number", number));
        HttpRequest request = HttpRequest.newBuilder(url)
                .timeout(Duration.ofSeconds(20))
                .header("content-type", "application/cloudevents+json")
                .POST(HttpRequest.BodyPublishers.ofString(event.encode()))
                .build();
        try {
            return http.send(request, HttpResponse.BodyHandlers.discarding()).statusCode() / 100 == 2;
        } catch (IOException e) {
            // The gateway is away; nothing was promised.
            return false;
        } catch (InterruptedException e) {
            stopped = true;
            return false;
        }
    }

    @Override
    public void close() throws InterruptedException {
        stopped = true;
        senders.shutdown();
        if (!senders.awaitTermination(60, TimeUnit.SECONDS)) {
            throw new IllegalStateException("The load did not end");
        }
    }
}
