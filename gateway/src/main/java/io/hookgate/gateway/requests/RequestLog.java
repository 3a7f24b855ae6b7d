package io.hookgate.gateway.requests;

import io.hookgate.model.IdGenerator;
import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.MeterRegistry;
import io.quarkus.scheduler.Scheduled;
import io.vertx.mutiny.core.Vertx;
import jakarta.annotation.PreDestroy;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.atomic.AtomicBoolean;
import org.jboss.logging.Logger;

/**
 * Takes the record of each inbound request without delay and writes what has gathered in batches.
 *
 * <p>The record is for people: when the database is away for long, records are dropped and counted, never the events
 * themselves. Thread-safe; never blocks.
 */
@ApplicationScoped
public class RequestLog {
    private static final Logger LOG = Logger.getLogger(RequestLog.class);
    private static final Duration RETRY_PAUSE = Duration.ofSeconds(1);
    private static final Duration LAST_FLUSH = Duration.ofSeconds(5);
    private static final String SUMMED_UP = "summed-up";

    private final RequestStore store;
    private final Vertx vertx;
    private final Clock clock;
    private final IdGenerator ids;
    private final RequestLogConfig config;
    private final BlockingQueue<InboundRequestRecord> waiting;
    private final AtomicBoolean writing = new AtomicBoolean();
    private final RecordBudget budget;
    private final Counter dropped;

    RequestLog(
            RequestStore store,
            Vertx vertx,
            Clock clock,
            IdGenerator ids,
            RequestLogConfig config,
            MeterRegistry meters) {
        this.store = store;
        this.vertx = vertx;
        this.clock = clock;
        this.ids = ids;
        this.config = config;
        this.waiting = new ArrayBlockingQueue<>(config.bufferSize());
        this.budget = new RecordBudget(config.eventlessPerMinute());
        this.dropped = Counter.builder("hookgate.requests.unrecorded")
                .description("Inbound requests whose record was dropped because the database was too slow or away")
                .register(meters);
    }

    /** Records what became of a request. */
    public void add(InboundRequestRecord entry) {
        if (entry.events() == 0 && !budget.takes(origin(entry))) {
            return;
        }
        offer(entry);
    }

    @Scheduled(every = "10s", concurrentExecution = Scheduled.ConcurrentExecution.SKIP)
    void sumUp() {
        budget.advance(clock.instant()).forEach(this::recordOverflow);
    }

    private void recordOverflow(RecordBudget.Overflow overflow) {
        RecordBudget.Origin origin = overflow.origin();
        offer(new InboundRequestRecord(
                ids.next(),
                origin.tenantId(),
                origin.sourceId(),
                clock.instant(),
                origin.outcome(),
                SUMMED_UP,
                overflow.requests() + " more requests with this outcome came in the minute from " + overflow.minute()
                        + "; they are not listed one by one",
                "",
                0,
                0,
                "",
                0));
    }

    private static RecordBudget.Origin origin(InboundRequestRecord entry) {
        return new RecordBudget.Origin(entry.tenantId(), entry.sourceId(), entry.outcome());
    }

    private void offer(InboundRequestRecord entry) {
        if (waiting.offer(entry)) {
            writeNext();
        } else {
            dropped.increment();
        }
    }

    private void writeNext() {
        if (waiting.isEmpty() || !writing.compareAndSet(false, true)) {
            return;
        }
        List<InboundRequestRecord> batch = new ArrayList<>();
        waiting.drainTo(batch, config.batchSize());
        if (batch.isEmpty()) {
            writing.set(false);
            return;
        }
        store.insert(batch).subscribe().with(done -> proceed(), failure -> pause(failure, batch.size()));
    }

    private void proceed() {
        writing.set(false);
        writeNext();
    }

    private void pause(Throwable failure, int lost) {
        LOG.warnf("%d records of inbound requests could not be written: %s", lost, failure.toString());
        dropped.increment(lost);
        vertx.setTimer(RETRY_PAUSE.toMillis(), timer -> proceed());
    }

    @PreDestroy
    void writeTheRest() {
        List<InboundRequestRecord> batch = new ArrayList<>();
        waiting.drainTo(batch);
        if (!batch.isEmpty()) {
            store.insert(batch).onFailure().recoverWithNull().await().atMost(LAST_FLUSH);
        }
    }
}
