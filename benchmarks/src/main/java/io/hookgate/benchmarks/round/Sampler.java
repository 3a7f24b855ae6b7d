package io.hookgate.benchmarks.round;

import io.hookgate.benchmarks.event.LatencySummary;
import io.hookgate.benchmarks.event.Tally;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.ScheduledFuture;
import java.util.concurrent.TimeUnit;

/** Looks at a running round every second, and at the product's memory every five. */
final class Sampler implements AutoCloseable {

    private static final int MEMORY_EVERY = 5;
    private static final double NANOS_PER_SECOND = TimeUnit.SECONDS.toNanos(1);

    private final String name;
    private final double ofSeconds;
    private final Tally tally;
    private final MemoryWatch memory;
    private final Progress progress;
    private final long start = System.nanoTime();
    private final List<Sample> samples = new ArrayList<>();
    private final ScheduledExecutorService scheduler =
            Executors.newSingleThreadScheduledExecutor(task -> new Thread(task, "sampler"));

    private final ScheduledFuture<?> ticks;

    private Sampler(String name, Duration duration, Tally tally, MemoryWatch memory, Progress progress) {
        this.name = name;
        this.ofSeconds = duration.toMillis() / 1000.0;
        this.tally = tally;
        this.memory = memory;
        this.progress = progress;
        this.ticks = scheduler.scheduleAtFixedRate(this::sample, 1, 1, TimeUnit.SECONDS);
    }

    static Sampler start(String name, Duration duration, Tally tally, MemoryWatch memory, Progress progress) {
        return new Sampler(name, duration, tally, memory, progress);
    }

    /** The samples so far. */
    synchronized List<Sample> samples() {
        return List.copyOf(samples);
    }

    @Override
    public void close() {
        ticks.cancel(false);
        scheduler.shutdownNow();
        try {
            scheduler.awaitTermination(5, TimeUnit.SECONDS);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private synchronized void sample() {
        LatencySummary latencies = LatencySummary.of(tally.deliveryLatencies().interval());
        boolean withMemory = (samples.size() + 1) % MEMORY_EVERY == 0;
        Optional<Sample.MemoryUse> use = withMemory ? Optional.of(memory.read()) : Optional.empty();
        double second = (System.nanoTime() - start) / NANOS_PER_SECOND;
        Sample sample = new Sample(
                second,
                tally.accepted(),
                tally.arrived(),
                Math.max(0, tally.expected() - tally.arrived()),
                latencies.p50(),
                latencies.p99(),
                use.orElse(null));
        samples.add(sample);
        progress.round(name, second, ofSeconds, sample, (double) latencies.count());
    }
}
