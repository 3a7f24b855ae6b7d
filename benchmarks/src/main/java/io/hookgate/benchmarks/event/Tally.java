package io.hookgate.benchmarks.event;

import java.util.concurrent.atomic.AtomicIntegerArray;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.atomic.AtomicReferenceArray;
import java.util.concurrent.atomic.LongAdder;

/**
 * What became of each event of one round: which were accepted, which arrived, how often, and how long it took. Losses and
 * duplicates are found event by event, not by subtracting totals. Safe for any number of threads.
 */
public final class Tally {

    private static final int CHUNK = 1 << 14;
    private static final int CHUNKS = 1 << 14;
    private static final int ACCEPTED = 1;

    private final int run;
    private final EventMix mix;
    private final AtomicReferenceArray<Chunk> chunks = new AtomicReferenceArray<>(CHUNKS);
    private final AtomicLong nextSequence = new AtomicLong();
    private final LongAdder accepted = new LongAdder();
    private final LongAdder expected = new LongAdder();
    private final LongAdder arrived = new LongAdder();
    private final LongAdder repeats = new LongAdder();
    private final LongAdder conflicts = new LongAdder();
    private final Latencies deliveryLatencies = new Latencies();

    /** Starts a round. */
    public Tally(int run, EventMix mix) {
        this.run = run;
        this.mix = mix;
    }

    /** The round's number, which its events carry. */
    public int run() {
        return run;
    }

    /** What is sent. */
    public EventMix mix() {
        return mix;
    }

    /** The next event, due at {@code intendedNanos}. */
    public EventMark next(long intendedNanos) {
        return new EventMark(run, nextSequence.getAndIncrement(), intendedNanos);
    }

    /** Notes that the product answered this event with a 2xx. */
    public void accept(EventMark mark) {
        Chunk chunk = chunk(mark.sequence());
        int before = chunk.states.getAndUpdate(index(mark.sequence()), state -> state | ACCEPTED);
        if ((before & ACCEPTED) != 0) {
            return;
        }
        accepted.increment();
        if (mix.kind(mark.sequence()).deliverable()) {
            expected.increment();
        }
    }

    /**
     * Notes that a receiver has taken this event. Its first arrival counts for latency; a later one is a repeat when it has
     * the same delivery id, which a receiver can recognise, and a conflict when it has another.
     */
    public void arrive(EventMark mark, String deliveryId, long nanos) {
        int fingerprint = fingerprint(deliveryId);
        int first = chunk(mark.sequence()).deliveries.compareAndExchange(index(mark.sequence()), 0, fingerprint);
        if (first == 0) {
            if (mix.kind(mark.sequence()).deliverable()) {
                arrived.increment();
                deliveryLatencies.record(nanos - mark.intendedNanos());
            }
            return;
        }
        if (first == fingerprint) {
            repeats.increment();
        } else {
            conflicts.increment();
        }
    }

    /** How many events were answered with a 2xx. */
    public long accepted() {
        return accepted.sum();
    }

    /** How many of the accepted ones must arrive: those of a deliverable kind. */
    public long expected() {
        return expected.sum();
    }

    /** How many different events of a deliverable kind have arrived. */
    public long arrived() {
        return arrived.sum();
    }

    /** How many arrivals were further ones with the delivery id of the first. */
    public long repeats() {
        return repeats.sum();
    }

    /** How many arrivals were further ones that a receiver could not have recognised. */
    public long conflicts() {
        return conflicts.sum();
    }

    /** How many events were accepted, must arrive, and have not. */
    public long missing() {
        long missing = 0;
        for (long sequence = 0; sequence < nextSequence.get(); sequence++) {
            Chunk chunk = chunk(sequence);
            int index = index(sequence);
            boolean due = (chunk.states.get(index) & ACCEPTED) != 0
                    && mix.kind(sequence).deliverable();
            if (due && chunk.deliveries.get(index) == 0) {
                missing++;
            }
        }
        return missing;
    }

    /** From the time an event was due to be sent until a receiver had it. */
    public Latencies deliveryLatencies() {
        return deliveryLatencies;
    }

    private Chunk chunk(long sequence) {
        int number = Math.toIntExact(sequence / CHUNK);
        Chunk chunk = chunks.get(number);
        if (chunk != null) {
            return chunk;
        }
        chunks.compareAndSet(number, null, new Chunk());
        return chunks.get(number);
    }

    /** Never 0, which stands for an event that has not arrived. */
    private static int fingerprint(String deliveryId) {
        int hash = deliveryId.hashCode();
        return hash == 0 ? 1 : hash;
    }

    private static int index(long sequence) {
        return (int) (sequence % CHUNK);
    }

    private static final class Chunk {
        private final AtomicIntegerArray states = new AtomicIntegerArray(CHUNK);

        /** The fingerprint of the delivery id that an event first arrived with; 0 before it has. */
        private final AtomicIntegerArray deliveries = new AtomicIntegerArray(CHUNK);
    }
}
