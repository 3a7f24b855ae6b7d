package io.hookgate.delivery.dispatch;

import io.hookgate.delivery.ledger.DeliveryQueue;
import io.hookgate.delivery.ledger.DeliveryQueue.ParkedEndpoint;
import io.hookgate.delivery.ledger.DeliveryQueue.WaitingEndpoint;
import io.hookgate.delivery.ledger.OpenDelivery;
import io.hookgate.model.EndpointId;
import io.hookgate.model.TenantId;
import io.hookgate.tenant.Configuration;
import io.micrometer.core.instrument.DistributionSummary;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Queue;
import java.util.Set;
import java.util.stream.Collectors;
import org.jboss.logging.Logger;
import org.jspecify.annotations.Nullable;

/**
 * Takes up from the ledger what is due, what was parked and has room again, and what other nodes have left behind.
 *
 * <p>It does one round at a time: a round that finds much is followed by the next at once, otherwise it sleeps until the
 * next delivery is due. Thread-safe.
 */
@ApplicationScoped
public class RetryClock {
    private static final Logger LOG = Logger.getLogger(RetryClock.class);
    private static final int ENDPOINTS_AT_ONCE = 200;
    private static final int WAITING_AT_ONCE = 1_000;
    private static final int COUNT_LIMIT = 100_000;
    private static final Duration OVERDUE_PAUSE = Duration.ofMillis(10);
    private static final Duration NOTHING_TAKEN_PAUSE = Duration.ofMillis(50);
    private static final Duration COUNT_INTERVAL = Duration.ofSeconds(30);
    private static final Duration RECONCILE_INTERVAL = Duration.ofSeconds(60);

    private final Vertx vertx;
    private final DeliveryQueue queue;
    private final Dispatcher dispatcher;
    private final Configuration configuration;
    private final DispatchConfig config;
    private final DispatchMetrics metrics;
    private final DistributionSummary claims;
    private final Set<ParkedEndpoint> wantedRefills = new LinkedHashSet<>();
    private volatile @Nullable OverdueRound overdue;
    private ParkedEndpoint sweepPosition = ParkedEndpoint.FIRST;
    private boolean running;
    private boolean inRound;
    private boolean again;
    private boolean doubtful;
    private long timer = -1;
    private long timerNanos = Long.MAX_VALUE;
    private long sweptNanos;
    private long heartbeatTimer = -1;
    private long countTimer = -1;
    private long reconcileTimer = -1;

    RetryClock(
            Vertx vertx,
            DeliveryQueue queue,
            Dispatcher dispatcher,
            Configuration configuration,
            DispatchConfig config,
            DispatchMetrics metrics) {
        this.vertx = vertx;
        this.queue = queue;
        this.dispatcher = dispatcher;
        this.configuration = configuration;
        this.config = config;
        this.metrics = metrics;
        this.claims = metrics.batches("claim");
    }

    /** Begins; succeeds when this node is known to the others, so that it may lease deliveries. */
    public Future<Void> start() {
        dispatcher.onRoom(this::refill);
        dispatcher.onPostponed(this::wakeIn);
        return queue.renew().onSuccess(known -> begin());
    }

    private synchronized void begin() {
        running = true;
        heartbeatTimer = vertx.setPeriodic(0, config.heartbeat().toMillis(), id -> heartbeat());
        countTimer = vertx.setPeriodic(COUNT_INTERVAL.toMillis(), id -> count());
        reconcileTimer = vertx.setPeriodic(RECONCILE_INTERVAL.toMillis(), id -> doubt());
        wakeIn(Duration.ZERO);
    }

    /** Takes up nothing more, lets the attempts that are under way end, and gives everything else back. */
    public Future<Void> stop() {
        synchronized (this) {
            running = false;
            List.of(timer, countTimer, reconcileTimer).forEach(vertx::cancelTimer);
        }
        return dispatcher.drain().compose(drained -> resign());
    }

    private Future<Void> resign() {
        vertx.cancelTimer(heartbeatTimer);
        return queue.resign();
    }

    /** Looks at the ledger as soon as possible: something has become due. */
    public void wake() {
        wakeIn(Duration.ZERO);
    }

    /** Says that leases of this node may be in the ledger that it does not know of. */
    public synchronized void doubt() {
        doubtful = true;
    }

    /** Takes up what is parked for the endpoint as soon as possible. */
    public synchronized void refill(TenantId tenantId, EndpointId endpointId) {
        wantedRefills.add(new ParkedEndpoint(tenantId, endpointId));
        wakeIn(Duration.ZERO);
    }

    private synchronized void wakeIn(Duration delay) {
        if (!running) {
            return;
        }
        if (inRound) {
            again = again || delay.isZero();
            return;
        }
        long millis =
                Math.max(1, Math.min(delay.toMillis(), config.pollInterval().toMillis()));
        long at = System.nanoTime() + millis * 1_000_000;
        if (timerNanos == Long.MAX_VALUE || at - timerNanos < 0) {
            vertx.cancelTimer(timer);
            timerNanos = at;
            timer = vertx.setTimer(millis, id -> round());
        }
    }

    private void round() {
        synchronized (this) {
            if (!running || inRound) {
                return;
            }
            inRound = true;
            again = false;
            timerNanos = Long.MAX_VALUE;
        }
        if (!configuration.isLoaded()) {
            finish(config.pollInterval());
            return;
        }
        reconcile()
                .compose(reconciled -> sweep())
                .compose(swept -> refillAll())
                .compose(refilled -> claimDue())
                .onComplete(claimed -> {
                    if (claimed.failed()) {
                        LOG.warnf("The ledger could not be asked for what is due: %s", claimed.cause());
                        doubt();
                    }
                    finish(claimed.failed() ? config.pollInterval() : claimed.result());
                });
    }

    private void finish(Duration sleep) {
        boolean atOnce;
        synchronized (this) {
            inRound = false;
            atOnce = again || !wantedRefills.isEmpty();
        }
        wakeIn(atOnce ? Duration.ZERO : sleep);
    }

    /** Takes what is due; gives the time until there may be more. */
    private Future<Duration> claimDue() {
        if (!dispatcher.hasRoom()) {
            return Future.succeededFuture(config.pollInterval());
        }
        if (overdue != null) {
            return claimFairly(overdue);
        }
        return queue.claimDue(config.claim()).compose(claimed -> {
            startAll(claimed);
            if (claimed.size() < config.claim()) {
                return queue.nextDue().map(this::sleepUntil);
            }
            overdue = new OverdueRound(ParkedEndpoint.FIRST, false, false);
            return Future.succeededFuture(Duration.ZERO);
        });
    }

    /**
     * Takes what is due endpoint by endpoint, as much as each has room for: the most overdue of all may be those of a few that
     * take nothing, and would keep everybody else waiting. Goes on so until no endpoint has anything overdue.
     */
    private Future<Duration> claimFairly(OverdueRound round) {
        return queue.waitingEndpoints(round.position(), WAITING_AT_ONCE).compose(found -> {
            Queue<ParkedEndpoint> due = found.stream()
                    .filter(WaitingEndpoint::due)
                    .map(WaitingEndpoint::endpoint)
                    .collect(Collectors.toCollection(ArrayDeque::new));
            boolean anyDue = round.anyDue() || !due.isEmpty();
            boolean last = found.size() < WAITING_AT_ONCE;
            return claimNext(due, round.anyTaken()).map(taken -> {
                if (!last) {
                    overdue = new OverdueRound(found.get(found.size() - 1).endpoint(), anyDue, taken);
                    return Duration.ZERO;
                }
                overdue = anyDue ? new OverdueRound(ParkedEndpoint.FIRST, false, false) : null;
                return taken ? Duration.ZERO : NOTHING_TAKEN_PAUSE;
            });
        });
    }

    private Future<Boolean> claimNext(Queue<ParkedEndpoint> endpoints, boolean taken) {
        ParkedEndpoint endpoint = endpoints.poll();
        if (endpoint == null || !dispatcher.hasRoom()) {
            return Future.succeededFuture(taken);
        }
        int room = Math.min(dispatcher.room(endpoint.tenantId(), endpoint.endpointId()), config.claim());
        if (room == 0) {
            return claimNext(endpoints, taken);
        }
        return queue.claimDue(endpoint, room).compose(claimed -> {
            startAll(claimed);
            return claimNext(endpoints, taken || !claimed.isEmpty());
        });
    }

    private Duration sleepUntil(@Nullable Duration due) {
        if (due == null) {
            return config.pollInterval();
        }
        return due.compareTo(OVERDUE_PAUSE) < 0 ? OVERDUE_PAUSE : due;
    }

    private void startAll(List<OpenDelivery> claimed) {
        if (!claimed.isEmpty()) {
            claims.record(claimed.size());
        }
        for (OpenDelivery delivery : claimed) {
            if (dispatcher.holds(delivery.id())) {
                // This node had lost the lease without noticing, and has it back: what is in memory goes on.
                doubt();
                continue;
            }
            boolean admitted =
                    dispatcher.admit(delivery.tenantId(), delivery.endpointId(), delivery.id(), delivery.size(), false);
            if (admitted) {
                dispatcher.start(delivery);
            } else {
                dispatcher.park(delivery);
            }
        }
    }

    /** Finds endpoints that have parked deliveries and have room: this node does not know of all of them otherwise. */
    private Future<Void> sweep() {
        if (System.nanoTime() - sweptNanos < config.pollInterval().toNanos()) {
            return Future.succeededFuture();
        }
        sweptNanos = System.nanoTime();
        return queue.parkedEndpoints(sweepPosition, ENDPOINTS_AT_ONCE).map(found -> {
            sweepPosition = found.size() == ENDPOINTS_AT_ONCE ? found.get(found.size() - 1) : ParkedEndpoint.FIRST;
            synchronized (this) {
                wantedRefills.addAll(found);
            }
            return null;
        });
    }

    private Future<Void> refillAll() {
        Queue<ParkedEndpoint> endpoints;
        synchronized (this) {
            endpoints = new ArrayDeque<>(wantedRefills);
            wantedRefills.clear();
        }
        return refillNext(endpoints);
    }

    private Future<Void> refillNext(Queue<ParkedEndpoint> endpoints) {
        ParkedEndpoint endpoint = endpoints.poll();
        if (endpoint == null) {
            return Future.succeededFuture();
        }
        int room = Math.min(dispatcher.room(endpoint.tenantId(), endpoint.endpointId()), config.claim());
        if (room == 0) {
            dispatcher.expectMore(endpoint.tenantId(), endpoint.endpointId());
            return refillNext(endpoints);
        }
        return queue.claimParked(endpoint, room).compose(claimed -> {
            startAll(claimed);
            if (claimed.size() == config.claim()) {
                want(endpoint);
            } else if (claimed.size() == room) {
                dispatcher.expectMore(endpoint.tenantId(), endpoint.endpointId());
            }
            return refillNext(endpoints);
        });
    }

    private synchronized void want(ParkedEndpoint endpoint) {
        wantedRefills.add(endpoint);
    }

    private Future<Void> reconcile() {
        synchronized (this) {
            if (!doubtful) {
                return Future.succeededFuture();
            }
            doubtful = false;
        }
        return queue.releaseUnknown(dispatcher::holds).map(released -> {
            if (released > 0) {
                LOG.infof("Gave back %d leases that this node did not know of", released);
            }
            return null;
        });
    }

    private void heartbeat() {
        queue.renew()
                .compose(renewed -> queue.takeOver())
                .onSuccess(this::tookOver)
                .onFailure(failure -> LOG.warnf("The leases of this node could not be renewed: %s", failure));
    }

    private void tookOver(int deliveries) {
        if (deliveries > 0) {
            LOG.infof("Took over %d deliveries of nodes that have died", deliveries);
            wake();
        }
    }

    /**
     * How far the rounds over the endpoints with overdue deliveries have come.
     *
     * @param position the last endpoint of this round so far
     * @param anyDue whether any endpoint of this round had something overdue
     * @param anyTaken whether any of it was taken
     */
    private record OverdueRound(ParkedEndpoint position, boolean anyDue, boolean anyTaken) {}

    private void count() {
        queue.backlog(COUNT_LIMIT)
                .onSuccess(metrics::counted)
                .onFailure(failure -> LOG.debugf("The backlog could not be counted: %s", failure));
    }
}
