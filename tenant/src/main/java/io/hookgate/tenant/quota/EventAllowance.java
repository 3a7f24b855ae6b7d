package io.hookgate.tenant.quota;

import io.hookgate.model.TenantId;
import io.hookgate.tenant.Configuration;
import io.hookgate.tenant.quota.EventUseStore.Use;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Clock;
import java.time.Instant;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicLong;

/**
 * Holds the events that tenants send on a day (UTC) against what they may send.
 *
 * <p>Answers from memory, without locks and without asking anybody: this node knows what all nodes together had accepted
 * at its last settlement ({@link EventSettlement}) and what it has accepted since. What other nodes have accepted
 * meanwhile it does not know yet. Thread-safe.
 */
@ApplicationScoped
public class EventAllowance {
    private static final long SECONDS_A_DAY = 86_400;

    private final Configuration configuration;
    private final Clock clock;
    private final Map<Day, Count> counts = new ConcurrentHashMap<>();

    EventAllowance(Configuration configuration, Clock clock) {
        this.configuration = configuration;
        this.clock = clock;
    }

    /**
     * One day of one tenant.
     *
     * @param number days since 1970
     */
    private record Day(TenantId tenantId, long number) {}

    /** What is known of a day. */
    private static final class Count {
        /** Of all nodes, as far as this one knows. */
        private final AtomicLong total = new AtomicLong();
        /** What of it no other node can know yet. */
        private final AtomicLong unsettled = new AtomicLong();
        /** What the table held when it was last heard of; touched by settlements alone. */
        private long settled;
    }

    /** Events that have been taken out of an allowance. */
    public static final class Share {
        private final Count count;
        private final int events;

        private Share(Count count, int events) {
            this.count = count;
            this.events = events;
        }

        /** Puts them back, because they have not been accepted after all. */
        public void giveBack() {
            count.total.addAndGet(-events);
            count.unsettled.addAndGet(-events);
        }
    }

    /** Takes events out of today's allowance; empty when fewer are left, and then takes none. */
    public Optional<Share> take(TenantId tenantId, int events) {
        Count count = count(today(tenantId));
        long last = perDay(tenantId).orElse(Long.MAX_VALUE) - events;
        if (count.total.getAndUpdate(total -> total > last ? total : total + events) > last) {
            return Optional.empty();
        }
        count.unsettled.addAndGet(events);
        return Optional.of(new Share(count, events));
    }

    /** Whether nothing is left of today's allowance. */
    public boolean isUsedUp(TenantId tenantId) {
        OptionalLong most = perDay(tenantId);
        return most.isPresent() && count(today(tenantId)).total.get() >= most.getAsLong();
    }

    /** The most events that the tenant may send today; empty for any number. */
    public OptionalLong perDay(TenantId tenantId) {
        return configuration.quotas(tenantId).eventsPerDay();
    }

    /** When the next day begins. */
    public Instant nextDay() {
        return Instant.ofEpochSecond((dayNumber() + 1) * SECONDS_A_DAY);
    }

    /** How many of today's events this node knows of. */
    long known(TenantId tenantId) {
        Count count = counts.get(today(tenantId));
        return count == null ? 0 : count.total.get();
    }

    LocalDate date() {
        return LocalDate.ofEpochDay(dayNumber());
    }

    /** Takes out what has been counted since the last time. One caller at a time. */
    List<Use> unsettled() {
        List<Use> counted = new ArrayList<>();
        long today = dayNumber();
        counts.forEach((day, count) -> {
            long events = count.unsettled.getAndSet(0);
            if (events != 0) {
                counted.add(new Use(day.tenantId(), LocalDate.ofEpochDay(day.number()), events));
            } else if (day.number() < today - 1) {
                counts.remove(day);
            }
        });
        return counted;
    }

    /** Puts back what could not be settled. */
    void putBack(List<Use> counted) {
        counted.forEach(use -> count(day(use)).unsettled.addAndGet(use.events()));
    }

    /**
     * Learns what all nodes together have accepted. One caller at a time, the one that has called {@link #unsettled}.
     *
     * @param added what this node has just added to it, 0 for nothing
     */
    void learn(Use total, long added) {
        Count count = count(day(total));
        long ofOthers = total.events() - count.settled - added;
        count.settled = total.events();
        count.total.addAndGet(ofOthers);
    }

    private static Day day(Use use) {
        return new Day(use.tenantId(), use.day().toEpochDay());
    }

    private Day today(TenantId tenantId) {
        return new Day(tenantId, dayNumber());
    }

    private Count count(Day day) {
        Count known = counts.get(day);
        return known == null ? counts.computeIfAbsent(day, key -> new Count()) : known;
    }

    private long dayNumber() {
        return Math.floorDiv(clock.instant().getEpochSecond(), SECONDS_A_DAY);
    }
}
