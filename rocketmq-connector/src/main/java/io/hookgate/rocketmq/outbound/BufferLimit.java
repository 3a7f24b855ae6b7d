package io.hookgate.rocketmq.outbound;

import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;

/** Counts what is accepted and not settled, and bounds it in records and bytes. */
final class BufferLimit {

    private final int maxRecords;
    private final long maxBytes;
    private final Runnable whenReleased;
    private final AtomicInteger records = new AtomicInteger();
    private final AtomicLong bytes = new AtomicLong();

    BufferLimit(int maxRecords, long maxBytes, Runnable whenReleased) {
        this.maxRecords = maxRecords;
        this.maxBytes = maxBytes;
        this.whenReleased = whenReleased;
    }

    boolean tryAcquire(int size) {
        if (records.incrementAndGet() > maxRecords) {
            records.decrementAndGet();
            return false;
        }
        if (bytes.addAndGet(size) > maxBytes) {
            bytes.addAndGet(-size);
            records.decrementAndGet();
            return false;
        }
        return true;
    }

    /** Counts without a limit, for records that were asked for. */
    void acquire(int size) {
        records.incrementAndGet();
        bytes.addAndGet(size);
    }

    void release(int size) {
        records.decrementAndGet();
        bytes.addAndGet(-size);
        whenReleased.run();
    }

    boolean hasRoomForBytes() {
        return bytes.get() < maxBytes;
    }

    int records() {
        return records.get();
    }

    long bytes() {
        return bytes.get();
    }
}
