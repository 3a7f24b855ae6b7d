package io.hookgate.delivery.traffic;

import io.hookgate.delivery.ledger.TimeBound;
import io.hookgate.model.EventId;
import io.hookgate.model.TenantId;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.LongAdder;

/** Counts in memory what this node does; {@link TrafficStore} writes it down now and then. Thread-safe, never blocks. */
@ApplicationScoped
public class TrafficMeter {
    private final Clock clock;
    private final Map<Cell, LongAdder> cells = new ConcurrentHashMap<>();

    /** Counts by this clock. */
    public TrafficMeter(Clock clock) {
        this.clock = clock;
    }

    /** What is counted together. */
    record Cell(TenantId tenantId, Instant minute, int measure) {}

    /** How much there was of it. */
    record Count(Cell cell, long count) {}

    /** An event has been stored. */
    public void received(TenantId tenantId) {
        add(tenantId, Measure.RECEIVED.number());
    }

    /** An endpoint has taken an event. */
    public void delivered(TenantId tenantId, EventId eventId) {
        add(tenantId, Measure.DELIVERED.number());
        Duration taken = Duration.between(TimeBound.timeOf(eventId.value()), clock.instant());
        add(tenantId, Latency.FIRST + Latency.bucket(taken));
    }

    /** A delivery has been given up. */
    public void died(TenantId tenantId) {
        add(tenantId, Measure.DEAD.number());
    }

    /** An attempt has failed. */
    public void attemptFailed(TenantId tenantId) {
        add(tenantId, Measure.FAILED_ATTEMPT.number());
    }

    private void add(TenantId tenantId, int measure) {
        Cell cell = new Cell(tenantId, clock.instant().truncatedTo(ChronoUnit.MINUTES), measure);
        cells.computeIfAbsent(cell, key -> new LongAdder()).increment();
    }

    /** Takes out what has been counted since the last time; cells of past minutes are forgotten once they are empty. */
    List<Count> take() {
        Instant minute = clock.instant().truncatedTo(ChronoUnit.MINUTES);
        List<Count> taken = new ArrayList<>();
        cells.forEach((cell, adder) -> {
            long count = adder.sumThenReset();
            if (count > 0) {
                taken.add(new Count(cell, count));
            } else if (cell.minute().isBefore(minute.minus(1, ChronoUnit.MINUTES))) {
                cells.remove(cell);
            }
        });
        return taken;
    }

    /** Puts back what could not be written. */
    void putBack(List<Count> counts) {
        counts.forEach(count ->
                cells.computeIfAbsent(count.cell(), key -> new LongAdder()).add(count.count()));
    }
}
