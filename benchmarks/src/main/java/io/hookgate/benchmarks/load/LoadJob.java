package io.hookgate.benchmarks.load;

import io.hookgate.benchmarks.event.EventMark;
import io.hookgate.benchmarks.event.Latencies;
import io.hookgate.benchmarks.event.Tally;
import io.vertx.core.http.HttpMethod;
import io.vertx.core.http.RequestOptions;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.atomic.LongAccumulator;
import java.util.concurrent.atomic.LongAdder;
import java.util.stream.Collectors;

/** What the workers share while a plan is carried out. Safe for any number of threads. */
final class LoadJob {

    private static final double NANOS_PER_SECOND = TimeUnit.SECONDS.toNanos(1);
    private static final double NANOS_PER_MILLI = TimeUnit.MILLISECONDS.toNanos(1);

    private final LoadPlan plan;
    private final Tally tally;
    private final long startNanos;
    private final long endNanos;
    private final AtomicLong allowance;
    private final LongAdder sent = new LongAdder();
    private final Map<String, LongAdder> answers = new ConcurrentHashMap<>();
    private final Latencies answerLatencies = new Latencies();
    private final LongAccumulator latest = new LongAccumulator(Math::max, 0);
    private final LongAccumulator lastAnswer;

    LoadJob(LoadPlan plan, Tally tally, long startNanos) {
        this.plan = plan;
        this.tally = tally;
        this.startNanos = startNanos;
        this.endNanos = startNanos + plan.duration().toNanos();
        this.allowance = new AtomicLong(plan.atMost());
        this.lastAnswer = new LongAccumulator(Math::max, startNanos);
    }

    LoadPlan plan() {
        return plan;
    }

    /** A request without a body, with its own copy of the headers. */
    RequestOptions request() {
        RequestOptions request = new RequestOptions()
                .setMethod(HttpMethod.POST)
                .setAbsoluteURI(plan.target().url().toString())
                .addHeader("content-type", "application/json");
        plan.target().headers().forEach(request::addHeader);
        return request;
    }

    /** The next event when there is one to be sent now; time and number are bounded. */
    boolean mayGoOn(long nanos) {
        return nanos < endNanos && allowance.getAndDecrement() > 0;
    }

    /** Whether more is accepted and not yet delivered than the plan lets gather. */
    boolean backlogFull() {
        return plan.pace() instanceof Pace.Saturation saturation
                && tally.expected() - tally.arrived() >= saturation.backlog();
    }

    EventMark next(long dueNanos) {
        return tally.next(dueNanos);
    }

    byte[] body(EventMark mark) {
        return tally.mix().body(mark);
    }

    void sending(EventMark mark) {
        sent.increment();
        latest.accumulate(System.nanoTime() - mark.intendedNanos());
    }

    void answered(EventMark mark, int status) {
        long now = System.nanoTime();
        lastAnswer.accumulate(now);
        count(Integer.toString(status));
        if (status / 100 == 2) {
            answerLatencies.record(now - mark.intendedNanos());
            tally.accept(mark);
        }
    }

    void failed(Throwable failure) {
        lastAnswer.accumulate(System.nanoTime());
        count(failure.getClass().getSimpleName());
    }

    LoadReport report() {
        return new LoadReport(
                startNanos,
                (lastAnswer.get() - startNanos) / NANOS_PER_SECOND,
                sent.sum(),
                answers.entrySet().stream()
                        .collect(Collectors.toMap(
                                Map.Entry::getKey, entry -> entry.getValue().sum())),
                answerLatencies.summary(),
                latest.get() / NANOS_PER_MILLI);
    }

    private void count(String outcome) {
        answers.computeIfAbsent(outcome, key -> new LongAdder()).increment();
    }
}
