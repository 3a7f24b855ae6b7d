package io.hookgate.delivery.dispatch;

import io.hookgate.delivery.ledger.OpenDelivery;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.List;
import java.util.Queue;
import java.util.function.LongSupplier;
import org.jspecify.annotations.Nullable;

/**
 * The deliveries of one endpoint in memory: those that are being attempted, and those that wait for it.
 *
 * <p>How many may wait follows from how many the endpoint has taken within the last second, so that one that hangs does
 * not hold memory that a fast one needs. Thread-safe.
 */
final class Lane {
    private static final int LEAST_QUEUE = 128;
    private static final long SECOND = 1_000_000_000L;

    private final int concurrency;
    private final int mostQueue;
    private final LongSupplier nanoTime;
    private final Queue<OpenDelivery> waiting = new ArrayDeque<>();
    private int running;
    private int reserved;
    private boolean lacking;
    private long secondBegan;
    private int takenInSecond;
    private int queue;

    Lane(int concurrency, int mostQueue, LongSupplier nanoTime) {
        this.concurrency = concurrency;
        this.mostQueue = mostQueue;
        this.nanoTime = nanoTime;
        this.secondBegan = nanoTime.getAsLong();
        this.queue = Math.min(mostQueue, LEAST_QUEUE);
    }

    /**
     * Takes room for one delivery, if there is any. First attempts may fill the lane, others half of it.
     *
     * @param scarce whether memory of the node is short
     */
    synchronized boolean reserve(boolean firstAttempt, boolean scarce) {
        int capacity = scarce ? Math.max(1, concurrency / 4) : capacity();
        if (load() >= (firstAttempt ? capacity : (capacity + 1) / 2)) {
            lacking = true;
            return false;
        }
        reserved++;
        return true;
    }

    /** Gives room back that was not needed. */
    synchronized void cancelReservation() {
        reserved--;
    }

    /** Puts a delivery into the room that was taken for it; says whether it is to be attempted now. */
    synchronized boolean enter(OpenDelivery delivery) {
        reserved--;
        if (running < concurrency) {
            running++;
            return true;
        }
        waiting.add(delivery);
        return false;
    }

    /** Ends an attempt; gives the delivery that is to be attempted instead. */
    synchronized @Nullable OpenDelivery leave() {
        takenInSecond++;
        OpenDelivery next = waiting.poll();
        if (next == null) {
            running--;
        }
        return next;
    }

    /** How many deliveries from the ledger it takes. */
    synchronized int room() {
        return Math.max(0, (capacity() + 1) / 2 - load());
    }

    /** Notes that more waits in the ledger than there was room for. */
    synchronized void lack() {
        lacking = true;
    }

    /** Whether there is room again after deliveries had to be refused; says so once. */
    synchronized boolean recovers() {
        if (lacking && load() <= capacity() / 4) {
            lacking = false;
            return true;
        }
        return false;
    }

    /** Takes out everything that is not being attempted. */
    synchronized List<OpenDelivery> takeWaiting() {
        List<OpenDelivery> taken = new ArrayList<>(waiting);
        waiting.clear();
        return taken;
    }

    private int load() {
        return running + reserved + waiting.size();
    }

    private int capacity() {
        long now = nanoTime.getAsLong();
        if (now - secondBegan >= SECOND) {
            queue = Math.min(mostQueue, Math.max(LEAST_QUEUE, takenInSecond));
            takenInSecond = 0;
            secondBegan = now;
        }
        return concurrency + queue;
    }
}
