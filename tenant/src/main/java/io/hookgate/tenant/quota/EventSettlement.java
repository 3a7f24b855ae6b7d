package io.hookgate.tenant.quota;

import io.hookgate.tenant.quota.EventUseStore.Use;
import io.quarkus.runtime.ShutdownEvent;
import io.quarkus.scheduler.Scheduled;
import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jboss.logging.Logger;

/**
 * Adds up every two seconds, in one statement, what the nodes have counted. A node that is killed loses its last two
 * seconds.
 */
@ApplicationScoped
class EventSettlement {
    private static final Logger LOG = Logger.getLogger(EventSettlement.class);
    private static final Duration LAST_SETTLEMENT = Duration.ofSeconds(5);
    private static final int DAYS_KEPT = 31;

    private final EventAllowance allowance;
    private final EventUseStore store;
    private volatile boolean loaded;

    EventSettlement(EventAllowance allowance, EventUseStore store) {
        this.allowance = allowance;
        this.store = store;
    }

    @Scheduled(every = "2s", concurrentExecution = Scheduled.ConcurrentExecution.SKIP)
    Uni<Void> settleNowAndThen() {
        return load().chain(this::settle).onFailure().recoverWithUni(failure -> {
            LOG.warnf("Events are counted together later: %s", failure.toString());
            return Uni.createFrom().voidItem();
        });
    }

    @Scheduled(every = "1h", delayed = "10m")
    Uni<Void> forgetOldDays() {
        return store.forgetBefore(allowance.date().minusDays(DAYS_KEPT))
                .onFailure()
                .recoverWithUni(failure -> {
                    LOG.debugf("Old days are forgotten later: %s", failure.toString());
                    return Uni.createFrom().voidItem();
                });
    }

    void settleForTheLastTime(@Observes ShutdownEvent event) {
        settle().onFailure().recoverWithNull().await().atMost(LAST_SETTLEMENT);
    }

    /** Once, what has been accepted before this node was started. */
    private Uni<Void> load() {
        if (loaded) {
            return Uni.createFrom().voidItem();
        }
        return store.of(allowance.date())
                .invoke(uses -> {
                    uses.forEach(use -> allowance.learn(use, 0));
                    loaded = true;
                })
                .replaceWithVoid();
    }

    private Uni<Void> settle() {
        List<Use> counted = allowance.unsettled();
        if (counted.isEmpty()) {
            return Uni.createFrom().voidItem();
        }
        return store.add(counted)
                .invoke(totals -> learn(counted, totals))
                .onFailure()
                .invoke(failure -> allowance.putBack(counted))
                .replaceWithVoid();
    }

    private void learn(List<Use> counted, List<Use> totals) {
        Map<Object, Long> added = new HashMap<>();
        counted.forEach(use -> added.put(key(use), use.events()));
        totals.forEach(total -> allowance.learn(total, added.getOrDefault(key(total), 0L)));
    }

    private static Object key(Use use) {
        return List.<Object>of(use.tenantId(), use.day());
    }
}
