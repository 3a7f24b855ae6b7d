package io.hookgate.rocketmq.outbound;

import io.hookgate.rocketmq.RocketMqPublishException;
import io.hookgate.rocketmq.client.ChannelClock;
import io.hookgate.rocketmq.client.ClientFailure;
import io.hookgate.rocketmq.log.ConnectorLog;
import io.hookgate.rocketmq.telemetry.OutboundMetrics;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * One lane of a channel: its records are sent in the order in which they were added, one batch at a time, and a batch that
 * failed is sent again before anything else. A batch is what has gathered while the one before it was under way, and until
 * the interval between batches was over, so a record that finds the lane idle for longer leaves at once, on the caller's
 * thread, and so does a full batch.
 *
 * <p>Safe for use by many threads.
 */
final class Shard {

    private final int number;
    private final OutboundSettings settings;
    private final int maxBatchRecords;
    private final BatchSender sender;
    private final ChannelClock clock;
    private final OutboundMetrics metrics;

    /** Guarded by this, like the rest. */
    private final Deque<PendingRecord> queue = new ArrayDeque<>();

    private List<PendingRecord> batch = List.of();
    private long queuedBytes;
    private boolean busy;
    /** Nothing is under way: what has been queued waits until the interval is over. Then the shard is busy, too. */
    private boolean pausing;

    private int pauses;
    /** What is first in the queue had no room in the batch before, so that waiting makes it no larger. */
    private boolean leftOver;

    private long begunNanos;
    private boolean sent;
    private boolean closed;
    private int sendAlone;
    private @Nullable Throwable lastFailure;

    Shard(
            int number,
            OutboundSettings settings,
            int maxBatchRecords,
            BatchSender sender,
            ChannelClock clock,
            OutboundMetrics metrics) {
        this.number = number;
        this.settings = settings;
        this.maxBatchRecords = maxBatchRecords;
        this.sender = sender;
        this.clock = clock;
        this.metrics = metrics;
        this.begunNanos = System.nanoTime() - settings.batchInterval().toNanos();
    }

    /** Returns whether the record was taken; not after {@link #close()}. */
    boolean add(PendingRecord added) {
        synchronized (this) {
            if (closed) {
                return false;
            }
            queue.add(added);
            queuedBytes += added.payload().length;
            if (busy && !(pausing && isFull())) {
                return true;
            }
            busy = true;
            pausing = false;
        }
        sendNext();
        return true;
    }

    private void sendNext() {
        List<PendingRecord> next;
        synchronized (this) {
            if (pause()) {
                return;
            }
            next = takeBatch();
            batch = next;
            sent = false;
            lastFailure = null;
            busy = !next.isEmpty();
        }
        if (!next.isEmpty()) {
            attempt(next, 1);
        }
    }

    /** Puts the next batch off until the interval is over, unless it is full; says whether it does. */
    private boolean pause() {
        long left = begunNanos + settings.batchInterval().toNanos() - System.nanoTime();
        if (left <= 0 || queue.isEmpty() || sendAlone > 0 || leftOver || isFull()) {
            return false;
        }
        int pause = ++pauses;
        pausing = clock.after(Duration.ofNanos(left), () -> endPause(pause));
        if (pausing) {
            batch = List.of();
        }
        return pausing;
    }

    private void endPause(int pause) {
        synchronized (this) {
            if (!pausing || pause != pauses) {
                return;
            }
            pausing = false;
        }
        sendNext();
    }

    private boolean isFull() {
        return queue.size() >= maxBatchRecords || queuedBytes >= settings.maxBatchBytes();
    }

    private List<PendingRecord> takeBatch() {
        int limit = maxBatchRecords;
        if (sendAlone > 0) {
            sendAlone--;
            limit = 1;
        }
        begunNanos = System.nanoTime();
        leftOver = false;
        List<PendingRecord> taken = new ArrayList<>(Math.min(limit, queue.size()));
        long bytes = 0;
        PendingRecord candidate;
        while (taken.size() < limit && (candidate = queue.peek()) != null) {
            if (candidate.isOpen()) {
                bytes += candidate.payload().length;
                boolean fits = taken.isEmpty() || (bytes <= settings.maxBatchBytes() && candidate.joins(taken.get(0)));
                if (!fits) {
                    leftOver = true;
                    break;
                }
                taken.add(candidate);
            }
            remove();
        }
        return taken;
    }

    private PendingRecord remove() {
        PendingRecord removed = queue.remove();
        queuedBytes -= removed.payload().length;
        return removed;
    }

    private void attempt(List<PendingRecord> taken, int attempt) {
        List<PendingRecord> open = taken.stream().filter(PendingRecord::isOpen).toList();
        if (open.isEmpty()) {
            sendNext();
            return;
        }
        if (!sender.isReady()) {
            retryLater(open, attempt);
            return;
        }
        synchronized (this) {
            sent = true;
        }
        sender.send(number, open).whenComplete((done, failure) -> {
            if (failure == null) {
                open.forEach(PendingRecord::confirm);
                sendNext();
                return;
            }
            failed(open, attempt, ClientFailure.unwrap(failure));
        });
    }

    private void failed(List<PendingRecord> open, int attempt, Throwable failure) {
        ClientFailure kind = ClientFailure.of(failure);
        metrics.sendFailed(kind);
        if (kind == ClientFailure.INVALID) {
            refused(open, failure);
            return;
        }
        if (kind != ClientFailure.UNREACHABLE) {
            ConnectorLog.LOG.sendFailed(settings.channel(), open.size(), attempt, ClientFailure.brief(failure));
        }
        synchronized (this) {
            lastFailure = failure;
        }
        retryLater(open, attempt + 1);
    }

    /** Whatever is wrong, it may be wrong with one record only: the others must not suffer for it. */
    private void refused(List<PendingRecord> open, Throwable failure) {
        if (open.size() == 1) {
            ConnectorLog.LOG.recordRefused(settings.channel(), ClientFailure.brief(failure));
            settle(open, taken -> new RocketMqPublishException.Refused(settings.channel(), failure));
            sendNext();
            return;
        }
        synchronized (this) {
            for (int i = open.size() - 1; i >= 0; i--) {
                queue.addFirst(open.get(i));
                queuedBytes += open.get(i).payload().length;
            }
            sendAlone = open.size();
        }
        sendNext();
    }

    private void retryLater(List<PendingRecord> open, int attempt) {
        if (!clock.after(delayBefore(attempt), () -> attempt(open, attempt))) {
            close();
        }
    }

    private Duration delayBefore(int attempt) {
        int doublings = Math.min(attempt - 1, 20);
        Duration delay = settings.retryInitial().multipliedBy(1L << doublings);
        return delay.compareTo(settings.retryMax()) < 0 ? delay : settings.retryMax();
    }

    /** Fails what was not confirmed in time. */
    void expire(long nowNanos) {
        List<PendingRecord> queued = new ArrayList<>();
        List<PendingRecord> underWay;
        boolean wasSent;
        Throwable failure;
        synchronized (this) {
            PendingRecord oldest;
            while ((oldest = queue.peek()) != null && oldest.isExpired(nowNanos)) {
                queued.add(remove());
            }
            underWay = batch.stream().filter(taken -> taken.isExpired(nowNanos)).toList();
            wasSent = sent;
            failure = lastFailure;
        }
        settle(underWay, taken -> new RocketMqPublishException.DeadlineExceeded(settings.channel(), wasSent, failure));
        settle(queued, taken -> new RocketMqPublishException.DeadlineExceeded(settings.channel(), false, failure));
    }

    /** Takes nothing any more, and fails what is not confirmed; what is under way may still arrive. */
    int close() {
        List<PendingRecord> queued;
        List<PendingRecord> underWay;
        boolean wasSent;
        synchronized (this) {
            closed = true;
            queued = new ArrayList<>(queue);
            queue.clear();
            queuedBytes = 0;
            underWay = batch;
            wasSent = sent;
        }
        return settle(underWay, taken -> new RocketMqPublishException.ChannelClosed(settings.channel(), wasSent))
                + settle(queued, taken -> new RocketMqPublishException.ChannelClosed(settings.channel(), false));
    }

    /** Takes nothing any more, but goes on sending what it has. */
    synchronized void stopAccepting() {
        closed = true;
    }

    synchronized boolean isIdle() {
        return !busy;
    }

    private int settle(List<PendingRecord> records, Function<PendingRecord, RocketMqPublishException> failure) {
        int settled = 0;
        for (PendingRecord failed : records) {
            RocketMqPublishException reason = failure.apply(failed);
            if (failed.fail(reason)) {
                metrics.failed(reason);
                settled++;
            }
        }
        return settled;
    }
}
