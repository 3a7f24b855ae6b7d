package io.hookgate.benchmarks.round;

import io.hookgate.benchmarks.event.EventMix;
import io.hookgate.benchmarks.event.Tally;
import io.hookgate.benchmarks.load.LoadGenerator;
import io.hookgate.benchmarks.load.LoadPlan;
import io.hookgate.benchmarks.load.LoadReport;
import io.hookgate.benchmarks.load.Pace;
import io.hookgate.benchmarks.machine.ProcessorMeter;
import io.hookgate.benchmarks.product.ProductException;
import io.hookgate.benchmarks.product.Workspace;
import io.hookgate.benchmarks.receive.Receiver;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.LongPredicate;
import java.util.function.LongSupplier;

/** Measures candidates with one load generator and one receiver, one round at a time. Used by one thread. */
public final class Bench implements AutoCloseable {

    /** The part of the harness that sends, in {@link RoundResult#processorSeconds()}. */
    public static final String LOAD_GENERATOR = "load generator";

    /** The part of the harness that products deliver to. */
    public static final String RECEIVER = "receiver";

    private static final double NANOS_PER_SECOND = TimeUnit.SECONDS.toNanos(1);
    private static final long DELIVERY_POLL_MILLIS = 5;
    private static final long RECORD_POLL_MILLIS = 50;
    private static final Duration ONE_SECOND = Duration.ofSeconds(1);
    private static final int ROUTE_ATTEMPTS = 60;

    private final Settings settings;
    private final Progress progress;
    private final Receiver receiver;
    private final LoadGenerator load;
    private final AtomicInteger runs = new AtomicInteger((int) (System.currentTimeMillis() / 1000));

    private Bench(Settings settings, Progress progress, Receiver receiver, LoadGenerator load) {
        this.settings = settings;
        this.progress = progress;
        this.receiver = receiver;
        this.load = load;
    }

    /** Starts the receiver and the load generator, each with an event loop for every two cores. */
    public static Bench start(Settings settings, Progress progress) {
        int eventLoops = Math.max(1, Runtime.getRuntime().availableProcessors() / 2);
        return new Bench(
                settings,
                progress,
                Receiver.start(eventLoops),
                LoadGenerator.start(eventLoops, settings.connections()));
    }

    /** How everything is measured. */
    public Settings settings() {
        return settings;
    }

    /** Where a person watches. */
    public Progress progress() {
        return progress;
    }

    /** The endpoints that products deliver to. */
    public Receiver receiver() {
        return receiver;
    }

    /**
     * Waits until a single event gets through: rules and endpoints are in force everywhere.
     *
     * @throws ProductException when none does within two minutes
     */
    public void awaitRoute(Candidate candidate) {
        for (int attempt = 0; attempt < ROUTE_ATTEMPTS; attempt++) {
            if (getsThrough(candidate)) {
                return;
            }
        }
        throw new ProductException(candidate.name() + ": no event gets through");
    }

    /** Runs candidates under full load before they are measured. */
    public void warmUp(Candidate... candidates) {
        for (Candidate candidate : candidates) {
            measure(candidate.named("warm-up: " + candidate.name()), saturation(), settings.warmUpLength());
        }
    }

    /** Measures candidates in turn, so that a change of the machine's mood meets all of them. */
    public List<RoundResult> alternate(List<Candidate> candidates, Pace pace) {
        List<RoundResult> results = new ArrayList<>();
        for (int round = 0; round < settings.rounds(); round++) {
            for (Candidate candidate : candidates) {
                results.add(measure(candidate, pace, settings.roundLength()));
            }
        }
        return results;
    }

    /** The saturation mode with the backlog that the settings allow. */
    public Pace saturation() {
        return new Pace.Saturation(settings.backlog());
    }

    /** Measures one round, and shows what came out. */
    public RoundResult measure(Candidate candidate, Pace pace, Duration duration) {
        Tally tally = new Tally(runs.incrementAndGet(), new EventMix(candidate.kinds(), settings.eventBytes()));
        receiver.open(tally);
        try (MemoryWatch memory = MemoryWatch.of(candidate.driver());
                Sampler sampler = Sampler.start(candidate.name(), duration, tally, memory, progress)) {
            RoundResult result = run(candidate, pace, duration, tally, sampler);
            progress.line(outcome(result));
            return result;
        } finally {
            receiver.close(tally);
        }
    }

    @Override
    public void close() {
        load.close();
        receiver.close();
    }

    private boolean getsThrough(Candidate candidate) {
        int probes = candidate.kinds().size();
        Tally tally = new Tally(runs.incrementAndGet(), new EventMix(candidate.kinds(), settings.eventBytes()));
        receiver.open(tally);
        try {
            load.run(new LoadPlan(candidate.target(), new Pace.ConstantRate(probes), ONE_SECOND, probes), tally);
            if (tally.accepted() == probes) {
                awaitDelivered(tally, ONE_SECOND);
            }
            return tally.accepted() == probes && tally.missing() == 0;
        } finally {
            receiver.close(tally);
        }
    }

    private RoundResult run(Candidate candidate, Pace pace, Duration duration, Tally tally, Sampler sampler) {
        ProcessorMeter meter = meter(candidate);
        Map<String, Double> before = meter.read();
        Map<String, Map<String, Double>> threadsBefore = meter.readThreads();
        Instant since = Instant.now();
        LoadReport report = load.run(new LoadPlan(candidate.target(), pace, duration, settings.mostEvents()), tally);
        awaitDelivered(tally, patience());
        long missing = tally.missing();
        long delivered = tally.expected() - missing;
        long recorded = awaitRecorded(candidate, since, delivered);
        double wall = (System.nanoTime() - report.startedNanos()) / NANOS_PER_SECOND;
        return new RoundResult(
                candidate.name(),
                describe(pace),
                report.sendingSeconds(),
                wall,
                report.sent(),
                report.answers(),
                tally.accepted(),
                tally.expected(),
                delivered,
                recorded,
                missing,
                tally.repeats(),
                tally.conflicts(),
                Math.min(delivered, recorded) / wall,
                tally.deliveryLatencies().summary(),
                report.answerLatency(),
                report.latestMillis(),
                ProcessorMeter.between(before, meter.read()),
                threadsBetween(threadsBefore, meter.readThreads()),
                sampler.samples());
    }

    private static Map<String, Map<String, Double>> threadsBetween(
            Map<String, Map<String, Double>> before, Map<String, Map<String, Double>> after) {
        Map<String, Map<String, Double>> used = new LinkedHashMap<>();
        after.forEach((group, seconds) ->
                used.put(group, ProcessorMeter.between(before.getOrDefault(group, Map.of()), seconds)));
        return used;
    }

    private static void awaitDelivered(Tally tally, Duration patience) {
        await(
                DELIVERY_POLL_MILLIS,
                patience,
                tally::arrived,
                arrived -> arrived >= tally.expected() && tally.missing() == 0);
    }

    private long awaitRecorded(Candidate candidate, Instant since, long delivered) {
        Workspace workspace = candidate.workspace();
        if (workspace.recordedSince(since).isEmpty()) {
            return delivered;
        }
        return await(
                RECORD_POLL_MILLIS,
                patience(),
                () -> workspace.recordedSince(since).orElse(0),
                recorded -> recorded >= delivered);
    }

    private ProcessorMeter meter(Candidate candidate) {
        Map<String, Set<Long>> parts = new LinkedHashMap<>();
        parts.put(LOAD_GENERATOR, load.threads());
        parts.put(RECEIVER, receiver.threads());
        return new ProcessorMeter(parts, candidate.driver()::processes);
    }

    private Duration patience() {
        return Duration.ofSeconds(settings.patienceSeconds());
    }

    /** Waits until a count is enough, or has not grown for so long; returns the last count. */
    private static long await(long pollMillis, Duration patience, LongSupplier count, LongPredicate enough) {
        long last = count.getAsLong();
        long lastGrowth = System.nanoTime();
        while (!enough.test(last) && System.nanoTime() - lastGrowth < patience.toNanos()) {
            pause(pollMillis);
            long now = count.getAsLong();
            if (now > last) {
                lastGrowth = System.nanoTime();
            }
            last = now;
        }
        return last;
    }

    private static void pause(long millis) {
        try {
            TimeUnit.MILLISECONDS.sleep(millis);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new ProductException("Interrupted", e);
        }
    }

    private static String describe(Pace pace) {
        return pace instanceof Pace.ConstantRate constant
                ? String.format(Locale.ROOT, "%.0f/s", constant.perSecond())
                : "saturation";
    }

    private static String outcome(RoundResult result) {
        return String.format(
                Locale.ROOT,
                "%-34s %,9.0f events/s   delivery p50 %,8.1f ms  p99 %,8.1f ms%s%s",
                result.candidate(),
                result.eventsPerSecond(),
                result.delivery().p50(),
                result.delivery().p99(),
                result.complete()
                        ? ""
                        : String.format(
                                Locale.ROOT,
                                "   NOT COMPLETE: %,d of %,d missing, %,d recorded, %,d conflicts",
                                result.missing(),
                                result.expected(),
                                result.recorded(),
                                result.conflicts()),
                result.accepted() == result.sent() ? "" : "   answers " + result.answers());
    }
}
