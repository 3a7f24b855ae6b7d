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
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.locks.LockSupport;
import java.util.stream.IntStream;

/**
 * Posts events with growing numbers under several ordering keys, one after another within each key, and remembers which of
 * them were answered with a 2xx.
 */
final class LoadSender implements AutoCloseable {
    private static final int MAX_EVENTS_PER_KEY = 20_000;

    /** A refused connection answers at once; without this the events would be used up while the gateway is away. */
    private static final long PACE_NANOS = 50_000_000;

    private static final int MOST_THREADS = 32;

    private final List<URI> urls;
    private final int eventsPerKey;
    private final HttpClient http = HttpClient.newBuilder()
            .version(HttpClient.Version.HTTP_1_1)
            .connectTimeout(Duration.ofSeconds(5))
            .build();
    private final Map<String, List<Integer>> acknowledged = new LinkedHashMap<>();
    private final ExecutorService senders = Executors.newFixedThreadPool(MOST_THREADS);
    private final AtomicInteger target = new AtomicInteger();
    private volatile boolean stopped;

    private LoadSender(List<String> urls, int keys, int eventsPerKey) {
        this.urls = urls.stream().map(URI::create).toList();
        this.eventsPerKey = eventsPerKey;
        for (int key = 0; key < keys; key++) {
            acknowledged.put("key-" + key, new CopyOnWriteArrayList<>());
        }
    }

    /** Posts to one gateway until it is closed. */
    static LoadSender start(String url, int keys) {
        return start(List.of(url), keys, MAX_EVENTS_PER_KEY);
    }

    /** Posts so many events of each key, to another one of the gateways whenever one does not take an event. */
    static LoadSender start(List<String> urls, int keys, int eventsPerKey) {
        LoadSender sender = new LoadSender(urls, keys, eventsPerKey);
        List<String> all = List.copyOf(sender.acknowledged.keySet());
        int threads = Math.min(keys, MOST_THREADS);
        for (int thread = 0; thread < threads; thread++) {
            int first = thread;
            sender.senders.execute(() -> sender.send(IntStream.range(0, keys)
                    .filter(key -> key % threads == first)
                    .mapToObj(all::get)
                    .toList()));
        }
        sender.senders.shutdown();
        return sender;
    }

    /** Whether all events have been posted. */
    boolean isDone() {
        return senders.isTerminated();
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

    private void send(List<String> keys) {
        for (int number = 1; number <= eventsPerKey; number++) {
            for (String key : keys) {
                if (stopped) {
                    return;
                }
                int tried = target.get();
                if (post(urls.get(Math.floorMod(tried, urls.size())), key, number)) {
                    acknowledged.get(key).add(number);
                } else {
                    target.compareAndSet(tried, tried + 1);
                    LockSupport.parkNanos(PACE_NANOS);
                }
            }
        }
    }

    private boolean post(URI url, String key, int number) {
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
        if (!senders.awaitTermination(60, TimeUnit.SECONDS)) {
            throw new IllegalStateException("The load did not end");
        }
    }
}
