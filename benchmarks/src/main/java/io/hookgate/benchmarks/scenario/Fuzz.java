package io.hookgate.benchmarks.scenario;

import io.hookgate.adapter.HostilePayloads;
import io.hookgate.adapter.HostileRequests;
import io.hookgate.adapter.InboundRequest;
import io.hookgate.adapter.RawExchange;
import io.hookgate.adapter.generic.ProviderTraffic;
import io.hookgate.benchmarks.product.GatewayDriver;
import io.hookgate.benchmarks.product.ProductException;
import io.hookgate.benchmarks.product.Workspace;
import io.hookgate.benchmarks.round.MemoryWatch;
import io.hookgate.benchmarks.round.Progress;
import java.io.IOException;
import java.net.SocketTimeoutException;
import java.net.URI;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import java.util.stream.Stream;

/**
 * Requests that are almost those of providers, to a source of each kind for the time of an endurance run: none is answered with
 * 5xx, none hangs, memory stays flat, and what is right is still taken at the end.
 */
final class Fuzz implements Scenario {

    private static final int THREADS = 4;
    private static final int READINGS = 16;
    /** Longer than a gateway waits for a body that does not come. */
    private static final Duration PATIENCE = Duration.ofSeconds(45);

    private static final int EXAMPLES = 20;
    private static final int EXAMPLE_LENGTH = 300;
    private static final double GROWTH_GOAL = 1.25;
    private static final double MEBIBYTE = 1 << 20;

    @Override
    public String id() {
        return "fuzz";
    }

    @Override
    public String title() {
        return "Requests that are almost right, to a source of each kind";
    }

    @Override
    public boolean full() {
        return false;
    }

    /** A source, and where it takes requests. */
    private record Aim(ProviderTraffic traffic, URI url) {}

    /** What has come of it so far. */
    private static final class Tally {
        private final AtomicLong requests = new AtomicLong();
        private final AtomicLong accepted = new AtomicLong();
        private final AtomicLong unanswered = new AtomicLong();
        private final AtomicLong failures = new AtomicLong();
        private final AtomicLong hanging = new AtomicLong();
        private final AtomicLong withoutInternet = new AtomicLong();
        private final Queue<String> examples = new ConcurrentLinkedQueue<>();

        private void note(String what, Aim aim, long seed, String text) {
            if (examples.size() < EXAMPLES) {
                examples.add(what + ", " + aim.traffic().name() + ", seed " + seed + ": "
                        + text.substring(0, Math.min(EXAMPLE_LENGTH, text.length())));
            }
        }
    }

    @Override
    public ScenarioResult run(Lab lab) {
        Duration length = Duration.ofSeconds(lab.bench().settings().soakSeconds());
        try (GatewayDriver driver = lab.anotherGateway("fuzz")) {
            driver.start();
            Workspace workspace = driver.open("fuzz");
            List<Aim> aims = ProviderTraffic.all().stream()
                    .map(traffic -> new Aim(traffic, workspace.registerSource(traffic.name(), traffic.source())))
                    .toList();
            long firstSeed = System.currentTimeMillis();
            Tally tally = new Tally();
            List<Long> heap;
            try (MemoryWatch memory = MemoryWatch.of(driver)) {
                heap = attack(
                        aims, firstSeed, length, tally, memory, lab.bench().progress());
            }
            return ScenarioResult.of(
                    this, findings(tally, heap, stillTaken(aims), firstSeed), List.of(), List.copyOf(tally.examples));
        }
    }

    /** Heap after collection, in bytes, at even intervals. */
    private static List<Long> attack(
            List<Aim> aims, long firstSeed, Duration length, Tally tally, MemoryWatch memory, Progress progress) {
        Instant end = Instant.now().plus(length);
        AtomicLong turn = new AtomicLong();
        ExecutorService threads = Executors.newFixedThreadPool(THREADS);
        List<Long> heap = new ArrayList<>();
        try {
            for (int thread = 0; thread < THREADS; thread++) {
                threads.execute(() -> {
                    while (Instant.now().isBefore(end)) {
                        long number = turn.getAndIncrement();
                        Aim aim = aims.get((int) (number % aims.size()));
                        attack(aim, firstSeed + number / aims.size(), end, tally);
                    }
                });
            }
            threads.shutdown();
            for (int reading = 1; reading <= READINGS; reading++) {
                threads.awaitTermination(length.toMillis() / READINGS, TimeUnit.MILLISECONDS);
                heap.add(memory.readCollected().heapAfterCollection());
                progress.line(String.format(
                        Locale.ROOT,
                        "%,d of %,d s  %,11d requests  %,9d accepted  %d answered 5xx  %d hanging  heap %,.0f MiB",
                        length.toSeconds() * reading / READINGS,
                        length.toSeconds(),
                        tally.requests.get(),
                        tally.accepted.get(),
                        tally.failures.get(),
                        tally.hanging.get(),
                        heap.get(heap.size() - 1) / MEBIBYTE));
            }
            threads.awaitTermination(PATIENCE.toSeconds(), TimeUnit.SECONDS);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new ProductException("Interrupted", e);
        } finally {
            threads.shutdownNow();
        }
        return heap;
    }

    private static void attack(Aim aim, long seed, Instant end, Tally tally) {
        String url = aim.url().toString();
        Stream<InboundRequest> forged = HostileRequests.mixed(aim.traffic().request(url), seed);
        Stream<InboundRequest> authentic = HostilePayloads.mutations(
                        aim.traffic().payload(), seed)
                .map(payload -> aim.traffic().signer().sign(url, payload));
        Stream.concat(forged, authentic)
                .takeWhile(request -> Instant.now().isBefore(end))
                .forEach(request -> send(aim, seed, request, tally));
    }

    private static void send(Aim aim, long seed, InboundRequest request, Tally tally) {
        tally.requests.incrementAndGet();
        try {
            RawExchange.Answer answer = RawExchange.send(aim.url(), request, PATIENCE);
            if (answer.status() == 0) {
                tally.unanswered.incrementAndGet();
            } else if (answer.status() / 100 == 2) {
                tally.accepted.incrementAndGet();
            } else if (answer.status() >= 500 && needsTheInternet(aim, answer)) {
                tally.withoutInternet.incrementAndGet();
            } else if (answer.status() >= 500) {
                tally.failures.incrementAndGet();
                tally.note("answered " + answer.status(), aim, seed, answer.text());
            }
        } catch (SocketTimeoutException e) {
            tally.hanging.incrementAndGet();
            tally.note("no answer within " + PATIENCE.toSeconds() + " s", aim, seed, request.toString());
        } catch (IOException e) {
            tally.failures.incrementAndGet();
            tally.note("no connection", aim, seed, e.toString());
        }
    }

    /** Where the provider's certificate cannot be fetched, 503 is the right answer. */
    private static boolean needsTheInternet(Aim aim, RawExchange.Answer answer) {
        return aim.traffic().fetchesCertificates() && answer.text().contains("documents-unavailable");
    }

    private static long stillTaken(List<Aim> aims) {
        return aims.stream()
                .filter(aim -> !aim.traffic().fetchesCertificates())
                .filter(Fuzz::isStillTaken)
                .count();
    }

    private static boolean isStillTaken(Aim aim) {
        try {
            RawExchange.Answer answer =
                    RawExchange.send(aim.url(), aim.traffic().request(aim.url().toString()), PATIENCE);
            return answer.status() / 100 == 2;
        } catch (IOException e) {
            return false;
        }
    }

    private static List<Finding> findings(Tally tally, List<Long> heap, long stillTaken, long firstSeed) {
        long sources = ProviderTraffic.all().stream()
                .filter(traffic -> !traffic.fetchesCertificates())
                .count();
        return List.of(
                Finding.atMost(0, "answered with 5xx, or no connection", (double) tally.failures.get(), "requests"),
                Finding.atMost(
                        0, "no answer in " + PATIENCE.toSeconds() + " s", (double) tally.hanging.get(), "requests"),
                Finding.atMost(GROWTH_GOAL, "heap after collection: last quarter / second quarter", growth(heap), "×"),
                Finding.atLeast(
                        (double) sources, "sources that still take what is right", (double) stillTaken, "sources"),
                Finding.told("requests", (double) tally.requests.get(), "requests"),
                Finding.told("accepted", (double) tally.accepted.get(), "requests"),
                Finding.told("connections closed without an answer", (double) tally.unanswered.get(), "requests"),
                Finding.told(
                        "answered 503 since certificates cannot be fetched from here",
                        (double) tally.withoutInternet.get(),
                        "requests"),
                Finding.told("first seed", (double) firstSeed, ""));
    }

    /** The first quarter is left out: caches fill in it. */
    private static double growth(List<Long> heap) {
        int quarter = heap.size() / 4;
        double second = median(heap.subList(quarter, 2 * quarter));
        return second == 0 ? 0 : median(heap.subList(3 * quarter, heap.size())) / second;
    }

    private static double median(List<Long> values) {
        return values.stream().sorted().skip(values.size() / 2).findFirst().orElse(0L);
    }
}
