package io.hookgate.delivery.dispatch;

import io.hookgate.delivery.attempt.Outcome;
import io.hookgate.delivery.ledger.OpenDelivery;
import io.hookgate.model.DeliveryId;
import io.hookgate.tenant.Limits;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.function.LongSupplier;
import org.jspecify.annotations.Nullable;

/**
 * The deliveries of one endpoint in memory: those that are being attempted, and those that wait for it, be it for others to
 * end or for the gate to open.
 *
 * <p>How many may wait follows from how many the endpoint has taken lately, so that one that hangs does not hold memory that
 * a fast one needs: what it takes within a few seconds is cheaper kept than put into the ledger and fetched again. Thread-safe.
 */
final class Lane {
    private static final int LEAST_QUEUE = 128;
    private static final long SECOND = 1_000_000_000L;
    private static final int SECONDS_AHEAD = 8;
    private static final double KEPT_EACH_SECOND = 0.75;

    private final int mostConcurrency;
    private final int mostQueue;
    private final LongSupplier nanoTime;
    private final Gate gate;
    private final Deque<OpenDelivery> waiting = new ArrayDeque<>();
    private final Set<DeliveryId> fromLedger = new HashSet<>();
    private int concurrency;
    private int running;
    private boolean waking;
    private int reserved;
    private boolean lacking;
    private long countedSince;
    private int finishedSince;
    private int queue;

    /** @param concurrency attempts at the same time, unless the endpoint wants fewer or more */
    Lane(int concurrency, int mostQueue, LongSupplier nanoTime, Gate gate) {
        this.mostConcurrency = concurrency;
        this.concurrency = concurrency;
        this.gate = gate;
        this.mostQueue = mostQueue;
        this.nanoTime = nanoTime;
        this.countedSince = nanoTime.getAsLong();
        this.queue = Math.min(mostQueue, LEAST_QUEUE);
    }

    /** Takes what is configured now. */
    synchronized void adjust(Limits limits) {
        concurrency = limits.concurrency().orElse(mostConcurrency);
        gate.adjust(limits);
    }

    /**
     * Takes room for one delivery, if there is any. Those from the ledger may take half of the lane, and those from the bus all
     * of it; but only half while some wait in the ledger, which would wait for ever otherwise.
     *
     * @param fresh whether it comes from the bus and not from the ledger
     * @param scarce whether memory of the node is short
     */
    synchronized boolean reserve(DeliveryId id, boolean fresh, boolean scarce) {
        int capacity = scarce ? Math.min(capacity(), Math.max(1, concurrency / 4)) : capacity();
        int share = fresh && !lacking ? capacity : half(capacity);
        int taken = fresh ? load() - fromLedger.size() : fromLedger.size();
        if (load() >= capacity || taken >= share) {
            lacking = true;
            return false;
        }
        if (!fresh) {
            fromLedger.add(id);
        }
        reserved++;
        return true;
    }

    /** Gives room back that was not needed. */
    synchronized void cancelReservation(DeliveryId id) {
        fromLedger.remove(id);
        reserved--;
    }

    /** Puts a delivery into the room that was taken for it; says whether it is to be attempted now. */
    synchronized boolean enter(OpenDelivery delivery) {
        reserved--;
        if (waiting.isEmpty() && mayRun()) {
            running++;
            return true;
        }
        waiting.add(delivery);
        return false;
    }

    /** Gives the next delivery that is to be attempted now, if there is one. */
    synchronized @Nullable OpenDelivery poll() {
        if (waiting.isEmpty() || !mayRun()) {
            return null;
        }
        running++;
        return waiting.remove();
    }

    /** Ends an attempt; gives the delivery that is to be attempted instead. */
    synchronized @Nullable OpenDelivery leave(DeliveryId finished) {
        fromLedger.remove(finished);
        finishedSince++;
        running--;
        return poll();
    }

    /** Learns what became of an attempt; null if it was not made. */
    synchronized void learn(@Nullable Outcome outcome, Duration duration) {
        gate.learn(outcome, duration);
    }

    /** How many attempts are to be asked of the endpoint's rate now; never twice before the answer. */
    synchronized int ask() {
        return gate.ask(waiting.size());
    }

    /** Attempts per second. */
    synchronized int rate() {
        return gate.rate();
    }

    /** Takes what was granted: so many attempts in equal distances. */
    synchronized void grant(Duration untilFirst, Duration distance, int count) {
        gate.grant(nanoTime.getAsLong() + untilFirst.toNanos(), distance.toNanos(), count);
    }

    /** After how long to {@link #poll} again, because the rate allows the next attempt then; null if nothing is to be awaited. */
    synchronized @Nullable Duration sleep() {
        long until = gate.untilNext(nanoTime.getAsLong());
        if (waking || waiting.isEmpty() || running >= concurrency || until == Long.MAX_VALUE) {
            return null;
        }
        waking = true;
        return Duration.ofNanos(Math.max(until, 0));
    }

    /** Notes that the sleep is over. */
    synchronized void awake() {
        waking = false;
    }

    /** Lets probes through, if the breaker is open. */
    synchronized void probe() {
        gate.probe();
    }

    /** Closes the breaker if it is half-open and there is nothing to probe with. */
    synchronized void settle() {
        if (load() == 0) {
            gate.settle();
        }
    }

    /** How far back attempts count for the breaker. */
    synchronized Duration window() {
        return gate.window();
    }

    /** How long the breaker stays open. */
    synchronized Duration openFor() {
        return gate.openFor();
    }

    /** How many deliveries from the ledger it takes. */
    synchronized int room() {
        int capacity = capacity();
        return Math.max(0, Math.min(half(capacity) - fromLedger.size(), capacity - load()));
    }

    /** Notes that more waits in the ledger than there was room for. */
    synchronized void lack() {
        lacking = true;
    }

    /** Whether there is room again after deliveries had to be refused; says so once. */
    synchronized boolean recovers() {
        if (lacking && room() > capacity() / 4) {
            lacking = false;
            return true;
        }
        return false;
    }

    /** Takes out everything that is not being attempted. */
    synchronized List<OpenDelivery> takeWaiting() {
        List<OpenDelivery> taken = new ArrayList<>(waiting);
        waiting.forEach(delivery -> fromLedger.remove(delivery.id()));
        waiting.clear();
        return taken;
    }

    /** Takes out the newest of what an endpoint that has become slow will not take for long: others need the memory. */
    synchronized List<OpenDelivery> takeExcess() {
        recount();
        if (waiting.size() <= 2 * queue) {
            return List.of();
        }
        List<OpenDelivery> taken = new ArrayList<>();
        while (waiting.size() > 2 * queue) {
            OpenDelivery newest = waiting.removeLast();
            fromLedger.remove(newest.id());
            taken.add(newest);
        }
        return taken;
    }

    private boolean mayRun() {
        return running < concurrency && gate.pass(nanoTime.getAsLong());
    }

    private static int half(int capacity) {
        return (capacity + 1) / 2;
    }

    private int load() {
        return running + reserved + waiting.size();
    }

    private int capacity() {
        recount();
        return gate.capacity(concurrency + queue);
    }

    private void recount() {
        long now = nanoTime.getAsLong();
        long counted = now - countedSince;
        if (counted >= SECOND) {
            long ahead = (long) finishedSince * SECONDS_AHEAD * SECOND / counted;
            // Slow to fall: one second in which nothing moves says little.
            long lasting = (long) (queue * Math.pow(KEPT_EACH_SECOND, (double) counted / SECOND));
            queue = (int) Math.min(mostQueue, Math.max(LEAST_QUEUE, Math.max(ahead, lasting)));
            finishedSince = 0;
            countedSince = now;
        }
    }
}
