package io.hookgate.delivery.dispatch;

import io.hookgate.delivery.attempt.AttemptResult;
import io.hookgate.delivery.attempt.AttemptSender;
import io.hookgate.delivery.attempt.Outcome;
import io.hookgate.delivery.attempt.Outcome.Permanent;
import io.hookgate.delivery.attempt.Outcome.Retryable;
import io.hookgate.delivery.attempt.Outcome.Untried;
import io.hookgate.delivery.ledger.Attempt;
import io.hookgate.delivery.ledger.DeliveryQueue;
import io.hookgate.delivery.ledger.EndStatus;
import io.hookgate.delivery.ledger.Ending;
import io.hookgate.delivery.ledger.EndpointBreakers;
import io.hookgate.delivery.ledger.EndpointRates;
import io.hookgate.delivery.ledger.EndpointRates.Granted;
import io.hookgate.delivery.ledger.EndpointRates.Wanted;
import io.hookgate.delivery.ledger.Line;
import io.hookgate.delivery.ledger.OpenDelivery;
import io.hookgate.delivery.ledger.OrderedEnding;
import io.hookgate.delivery.ledger.Postponement;
import io.hookgate.delivery.ledger.Release;
import io.hookgate.model.DeliveryId;
import io.hookgate.model.EndpointId;
import io.hookgate.model.SubscriptionId;
import io.hookgate.model.TenantId;
import io.hookgate.routing.InvalidTransformationException;
import io.hookgate.routing.Transformation;
import io.hookgate.tenant.Configuration;
import io.hookgate.tenant.Endpoint;
import io.hookgate.tenant.EndpointState;
import io.hookgate.tenant.Ordering;
import io.hookgate.tenant.Ordering.OnFailure;
import io.hookgate.tenant.Subscription;
import io.vertx.core.Context;
import io.vertx.core.Future;
import io.vertx.core.Promise;
import io.vertx.core.Vertx;
import io.vertx.core.impl.VertxInternal;
import jakarta.enterprise.context.ApplicationScoped;
import java.security.SecureRandom;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.BiConsumer;
import java.util.function.Consumer;
import java.util.random.RandomGenerator;
import java.util.stream.Stream;
import org.jboss.logging.Logger;

/**
 * Attempts the deliveries that this node has leased, and records what comes of it.
 *
 * <p>Each endpoint has a lane of its own with bounded room: what a slow endpoint cannot take waits in the ledger, and takes
 * nothing from others. A delivery is let in with {@link #admit} before it is leased, and then either {@linkplain #start
 * started} or {@linkplain #withdraw withdrawn}. Thread-safe; never blocks.
 */
@ApplicationScoped
public class Dispatcher {
    private static final Logger LOG = Logger.getLogger(Dispatcher.class);
    private static final Logger ATTEMPTS = Logger.getLogger("io.hookgate.delivery.attempts");
    private static final String EXHAUSTED = "attempts-exhausted";
    private static final String GIVEN_UP = "order-given-up";
    private static final String TOO_OLD = "max-age-exceeded";
    private static final String ENDPOINT_DELETED = "endpoint-deleted";
    private static final String SUBSCRIPTION_DELETED = "subscription-deleted";
    private static final Transformation WHOLE_EVENT = wholeEvent();
    private static final long DRAIN_POLL_MILLIS = 20;
    private static final RandomGenerator RANDOM = new SecureRandom();

    private static final DeliveryListener NOBODY = new DeliveryListener() {
        @Override
        public void attempted(Endpoint endpoint, OpenDelivery delivery, AttemptResult result) {}

        @Override
        public Future<Void> dying(List<Ending> endings) {
            return Future.succeededFuture();
        }
    };

    private final Configuration configuration;
    private final DeliveryQueue queue;
    private final Clock time;
    private final AttemptSender sender;
    private final DispatchConfig config;
    private final DispatchMetrics metrics;
    private final Context[] loops;
    private final AtomicInteger nextLoop = new AtomicInteger();
    private final Map<EndpointId, Lane> lanes = new ConcurrentHashMap<>();
    private final Set<DeliveryId> held = ConcurrentHashMap.newKeySet();
    private final HeldMemory memory;
    private final AtomicInteger running = new AtomicInteger();
    private final RetrySchedule schedule = new RetrySchedule(RANDOM);
    private final GatheringWriter<Ending> endings;
    private final GatheringWriter<OrderedEnding> orderedEndings;
    private final GatheringWriter<Ending> deaths;
    private final GatheringWriter<Postponement> postponements;
    private final GatheringWriter<Release> releases;
    private final GatheringWriter<Wanted> wishes;
    private final GatheringWriter<EndpointBreakers.Change> breakerChanges;
    private volatile boolean draining;
    private volatile BiConsumer<TenantId, EndpointId> onRoom = (tenantId, endpointId) -> {};
    private volatile Consumer<Duration> onPostponed = delay -> {};
    private volatile DeliveryListener listener = NOBODY;

    Dispatcher(
            Vertx vertx,
            Clock time,
            Configuration configuration,
            DeliveryQueue queue,
            EndpointRates rates,
            EndpointBreakers breakers,
            AttemptSender sender,
            DispatchConfig config,
            DispatchMetrics metrics) {
        this.time = time;
        this.configuration = configuration;
        this.queue = queue;
        this.sender = sender;
        this.config = config;
        this.metrics = metrics;
        this.memory = new HeldMemory(config.memory().asLongValue());
        this.loops = eventLoops((VertxInternal) vertx);
        this.endings = new GatheringWriter<>(
                vertx, config.outcomes(), queue::end, ending -> forget(ending.delivery()), metrics.batches("end"));
        this.orderedEndings = new GatheringWriter<>(
                vertx, config.outcomes(), queue::endOrdered, this::advanced, metrics.batches("end-ordered"));
        this.deaths = new GatheringWriter<>(
                vertx, config.outcomes(), dead -> listener.dying(dead), this::store, metrics.batches("death"));
        this.postponements = new GatheringWriter<>(
                vertx, config.outcomes(), queue::postpone, this::postponed, metrics.batches("postpone"));
        this.releases = new GatheringWriter<>(
                vertx,
                config.outcomes(),
                queue::release,
                release -> forget(release.delivery()),
                metrics.batches("release"));
        this.wishes = new GatheringWriter<>(
                vertx,
                config.outcomes(),
                wanted -> rates.reserve(wanted).onSuccess(this::granted).mapEmpty(),
                wanted -> {},
                metrics.batches("rate"));
        this.breakerChanges = new GatheringWriter<>(
                vertx, config.outcomes(), breakers::say, change -> {}, metrics.batches("breaker"));
        metrics.watch("hookgate.dispatch.held", "Deliveries in the memory of this node", held, Set::size);
        metrics.watch("hookgate.dispatch.running", "Attempts that are under way", running, AtomicInteger::get);
    }

    private static Context[] eventLoops(VertxInternal vertx) {
        int count = Runtime.getRuntime().availableProcessors();
        return Stream.generate(vertx::createEventLoopContext).limit(count).toArray(Context[]::new);
    }

    private static Transformation wholeEvent() {
        try {
            return Transformation.parse(null);
        } catch (InvalidTransformationException e) {
            throw new IllegalStateException("No specification means the whole event", e);
        }
    }

    /**
     * Takes room for a delivery that is about to be leased.
     *
     * @param bytes the size of its event
     * @param fresh whether it comes from the bus and not from the ledger; such deliveries may use room that others may not
     * @return false if it has to wait in the ledger
     */
    public boolean admit(TenantId tenantId, EndpointId endpointId, DeliveryId id, int bytes, boolean fresh) {
        if (draining || !isEnabled(tenantId, endpointId) || !memory.reserve(tenantId, endpointId, bytes, fresh)) {
            return false;
        }
        if (!lane(tenantId, endpointId).reserve(id, fresh, memory.isScarce())) {
            memory.release(tenantId, endpointId, bytes);
            return false;
        }
        held.add(id);
        return true;
    }

    /** Attempts a delivery that has been admitted and leased, now or when its lane allows. */
    public void start(OpenDelivery delivery) {
        Lane lane = lane(delivery.tenantId(), delivery.endpointId());
        if (lane.enter(delivery)) {
            running.incrementAndGet();
            attempt(lane, delivery);
        } else {
            pump(lane, delivery.tenantId(), delivery.endpointId());
        }
    }

    /** Gives back the room of a delivery that was admitted but not leased. */
    public void withdraw(TenantId tenantId, EndpointId endpointId, DeliveryId id, int bytes) {
        Lane lane = lanes.get(endpointId);
        if (lane != null) {
            lane.cancelReservation(id);
        }
        held.remove(id);
        memory.release(tenantId, endpointId, bytes);
    }

    /** Gives a delivery back that was leased but not admitted. */
    void park(OpenDelivery delivery) {
        held.add(delivery.id());
        memory.add(delivery.tenantId(), delivery.endpointId(), delivery.size());
        releases.add(new Release(delivery, !draining));
    }

    /** Whether this node works on the delivery. */
    boolean holds(DeliveryId id) {
        return held.contains(id);
    }

    /** How many deliveries may be taken from the ledger for an endpoint now; none while it is not enabled. */
    int room(TenantId tenantId, EndpointId endpointId) {
        return !hasRoom() || !isEnabled(tenantId, endpointId)
                ? 0
                : lane(tenantId, endpointId).room();
    }

    /** Asks for being told as soon as the endpoint has room: more waits for it in the ledger. */
    void expectMore(TenantId tenantId, EndpointId endpointId) {
        lane(tenantId, endpointId).lack();
    }

    /** Whether any deliveries may be taken from the ledger now. */
    boolean hasRoom() {
        return !draining && !memory.isFull();
    }

    /** Sets who is told when an endpoint that had no room has room again. */
    void onRoom(BiConsumer<TenantId, EndpointId> listener) {
        onRoom = listener;
    }

    /** Sets who hears what becomes of attempts and deliveries. */
    public void listen(DeliveryListener hearer) {
        listener = hearer;
    }

    /** Sets who is told when a delivery has been postponed, and for how long. */
    void onPostponed(Consumer<Duration> listener) {
        onPostponed = listener;
    }

    /**
     * Takes in nothing more, gives back what has not been attempted, and waits for what is under way. Succeeds when everything
     * is in the ledger.
     */
    Future<Void> drain() {
        draining = true;
        for (Lane lane : lanes.values()) {
            lane.takeWaiting().forEach(delivery -> releases.add(new Release(delivery, false)));
        }
        return awaitIdle();
    }

    private Future<Void> awaitIdle() {
        if (running.get() > 0) {
            return pause().compose(again -> awaitIdle());
        }
        return deaths.idle()
                .compose(told ->
                        Future.join(endings.idle(), orderedEndings.idle(), postponements.idle(), releases.idle()))
                .mapEmpty();
    }

    private Future<Void> pause() {
        Promise<Void> over = Promise.promise();
        loops[0].owner().setTimer(DRAIN_POLL_MILLIS, timer -> over.complete());
        return over.future();
    }

    private Lane lane(TenantId tenantId, EndpointId endpointId) {
        Lane lane = lanes.computeIfAbsent(
                endpointId,
                id -> new Lane(
                        config.concurrency(),
                        config.queue(),
                        System::nanoTime,
                        new Gate(state -> loops[0].runOnContext(nothing -> turned(tenantId, id, state)))));
        configuration.endpoint(tenantId, endpointId).map(Endpoint::limits).ifPresent(lane::adjust);
        return lane;
    }

    /** Attempts what the gate of the lane allows now, and sees to it that the rest follows. */
    private void pump(Lane lane, TenantId tenantId, EndpointId endpointId) {
        for (OpenDelivery next = lane.poll(); next != null; next = lane.poll()) {
            running.incrementAndGet();
            attempt(lane, next);
        }
        int wanted = lane.ask();
        if (wanted > 0) {
            wishes.add(new Wanted(tenantId, endpointId, lane.rate(), wanted));
        }
        Duration sleep = lane.sleep();
        if (sleep != null) {
            loops[0].owner().setTimer(Math.max(1, sleep.plusNanos(999_999).toMillis()), timer -> {
                lane.awake();
                pump(lane, tenantId, endpointId);
            });
        }
    }

    private void granted(List<Granted> grants) {
        for (Granted granted : grants) {
            Lane lane = lanes.get(granted.endpointId());
            if (lane != null) {
                lane.grant(granted.first(), granted.distance(), granted.count());
                pump(lane, granted.tenantId(), granted.endpointId());
            }
        }
    }

    /** An open breaker keeps nothing in memory; a half-open or closed one has use for more. */
    private void turned(TenantId tenantId, EndpointId endpointId, String state) {
        breakerChanges.add(new EndpointBreakers.Change(tenantId, endpointId, state));
        LOG.infof("A circuit breaker is %s tenantId=%s endpointId=%s", state, tenantId, endpointId);
        Lane lane = lanes.get(endpointId);
        if (lane == null) {
            return;
        }
        if (state.equals("open")) {
            lane.takeWaiting().forEach(delivery -> releases.add(new Release(delivery, !draining)));
            long millis = Math.max(1, lane.openFor().toMillis());
            loops[0].owner().setTimer(millis, timer -> lane.probe());
            return;
        }
        if (state.equals("half-open")) {
            long millis = Math.max(1, lane.window().toMillis());
            loops[0].owner().setTimer(millis, timer -> lane.settle());
        }
        pump(lane, tenantId, endpointId);
        onRoom.accept(tenantId, endpointId);
    }

    /** An endpoint that is not there counts as enabled: the attempt finds out, and ends the delivery. */
    private boolean isEnabled(TenantId tenantId, EndpointId endpointId) {
        return configuration.isLoaded()
                && configuration
                        .endpoint(tenantId, endpointId)
                        .map(endpoint -> endpoint.state() == EndpointState.ENABLED)
                        .orElse(true);
    }

    private void attempt(Lane lane, OpenDelivery delivery) {
        Context loop = loops[Math.floorMod(nextLoop.getAndIncrement(), loops.length)];
        loop.runOnContext(nothing -> attemptHere(lane, delivery));
    }

    private void attemptHere(Lane lane, OpenDelivery delivery) {
        Optional<Endpoint> endpoint = configuration.endpoint(delivery.tenantId(), delivery.endpointId());
        Optional<Transformation> transformation = transformation(delivery);
        if (endpoint.isEmpty()) {
            cancel(lane, delivery, ENDPOINT_DELETED);
        } else if (transformation.isEmpty()) {
            cancel(lane, delivery, SUBSCRIPTION_DELETED);
        } else if (endpoint.get().state() != EndpointState.ENABLED || isLost(delivery)) {
            releases.add(new Release(delivery, true));
            lane.learn(null, Duration.ZERO);
            leave(lane, delivery);
        } else {
            send(lane, endpoint.get(), transformation.get(), delivery);
        }
    }

    private void send(Lane lane, Endpoint endpoint, Transformation transformation, OpenDelivery delivery) {
        sender.send(endpoint, transformation, delivery).onComplete(sent -> {
            if (sent.succeeded()) {
                lane.learn(sent.result().outcome(), sent.result().attempt().duration());
                record(endpoint, delivery, sent.result());
            } else {
                lane.learn(null, Duration.ZERO);
                LOG.error("An attempt ended in a fault of the gateway", sent.cause());
                releases.add(new Release(delivery, true));
            }
            leave(lane, delivery);
        });
    }

    /** Empty if the subscription is not there any more; a delivery without one carries the event as it is. */
    private Optional<Transformation> transformation(OpenDelivery delivery) {
        SubscriptionId id = delivery.subscriptionId();
        return id == null
                ? Optional.of(WHOLE_EVENT)
                : configuration.subscription(delivery.tenantId(), id).map(Subscription::transformation);
    }

    private void cancel(Lane lane, OpenDelivery delivery, String cause) {
        end(new Ending(delivery, EndStatus.CANCELLED, cause, null));
        lane.learn(null, Duration.ZERO);
        leave(lane, delivery);
    }

    private void leave(Lane lane, OpenDelivery finished) {
        OpenDelivery next = lane.leave(finished.id());
        if (next != null) {
            attempt(lane, next);
        } else {
            running.decrementAndGet();
        }
        pump(lane, finished.tenantId(), finished.endpointId());
        lane.takeExcess().forEach(delivery -> releases.add(new Release(delivery, !draining)));
        if (lane.recovers()) {
            onRoom.accept(finished.tenantId(), finished.endpointId());
        }
    }

    private void record(Endpoint endpoint, OpenDelivery delivery, AttemptResult result) {
        metrics.attempted(delivery, result);
        log(delivery, result);
        listener.attempted(endpoint, delivery, result);
        Outcome outcome = result.outcome();
        if (outcome instanceof Retryable retryable) {
            retryOrBury(endpoint, delivery, result.attempt(), retryable);
        } else if (outcome instanceof Permanent permanent) {
            end(new Ending(delivery, EndStatus.DEAD, permanent.cause(), result.attempt()));
        } else if (outcome instanceof Untried) {
            releases.add(new Release(delivery, false, config.pauseAfterFault()));
        } else {
            end(new Ending(delivery, EndStatus.DELIVERED, null, result.attempt()));
        }
    }

    private void retryOrBury(Endpoint endpoint, OpenDelivery delivery, Attempt attempt, Retryable outcome) {
        Optional<Duration> delay =
                schedule.delayAfter(endpoint.retryPolicy(), attempt.number() - delivery.roundStart());
        if (delay.isEmpty()) {
            end(new Ending(delivery, EndStatus.DEAD, EXHAUSTED, attempt));
            return;
        }
        Duration asked = outcome.retryAfter().orElse(Duration.ZERO);
        Duration wait = asked.compareTo(delay.get()) > 0 ? asked : delay.get();
        if (isTooOld(endpoint, delivery, wait)) {
            end(new Ending(delivery, EndStatus.DEAD, TOO_OLD, attempt));
        } else if (holdsUpTooLong(delivery, wait)) {
            end(new Ending(delivery, EndStatus.DEAD, GIVEN_UP, attempt));
        } else {
            postponements.add(new Postponement(delivery, attempt, wait));
        }
    }

    private boolean isTooOld(Endpoint endpoint, OpenDelivery delivery, Duration wait) {
        Instant next = time.instant().plus(wait);
        return endpoint.retryPolicy()
                .maxAge()
                .map(age -> next.isAfter(delivery.openedAt().plus(age)))
                .orElse(false);
    }

    private boolean holdsUpTooLong(OpenDelivery delivery, Duration wait) {
        Line line = delivery.line();
        return line != null
                && ordering(delivery)
                        .flatMap(Ordering::giveUpAfter)
                        .map(limit -> time.instant()
                                .plus(wait)
                                .isAfter(line.headSince().plus(limit)))
                        .orElse(false);
    }

    private void end(Ending ending) {
        metrics.ended(ending.delivery(), ending.status());
        if (ending.status() == EndStatus.DEAD) {
            deaths.add(ending);
        } else {
            store(ending);
        }
    }

    private void store(Ending ending) {
        if (ending.delivery().line() == null) {
            endings.add(ending);
        } else {
            orderedEndings.add(new OrderedEnding(ending, holdsLine(ending)));
        }
    }

    private boolean holdsLine(Ending ending) {
        return ending.status() == EndStatus.DEAD
                && ordering(ending.delivery())
                        .map(ordering -> ordering.onFailure() == OnFailure.PARK)
                        .orElse(false);
    }

    private Optional<Ordering> ordering(OpenDelivery delivery) {
        SubscriptionId id = delivery.subscriptionId();
        return id == null
                ? Optional.empty()
                : configuration.subscription(delivery.tenantId(), id).flatMap(Subscription::ordering);
    }

    /** Whether another node may be sending this head of a line; of other deliveries nobody minds a repetition. */
    private boolean isLost(OpenDelivery delivery) {
        return delivery.line() != null && !queue.holdsLeases();
    }

    /** Those that were behind it are parked now. */
    private void advanced(OrderedEnding ended) {
        OpenDelivery delivery = ended.ending().delivery();
        forget(delivery);
        onRoom.accept(delivery.tenantId(), delivery.endpointId());
    }

    private void postponed(Postponement postponement) {
        forget(postponement.delivery());
        onPostponed.accept(postponement.delay());
    }

    private void forget(OpenDelivery delivery) {
        held.remove(delivery.id());
        memory.release(delivery.tenantId(), delivery.endpointId(), delivery.size());
    }

    private static void log(OpenDelivery delivery, AttemptResult result) {
        if (ATTEMPTS.isInfoEnabled()) {
            Attempt attempt = result.attempt();
            ATTEMPTS.info("attempt tenantId=" + delivery.tenantId()
                    + " eventId=" + delivery.eventId()
                    + " deliveryId=" + delivery.id()
                    + " endpointId=" + delivery.endpointId()
                    + " attempt=" + attempt.number()
                    + " outcome=" + DispatchMetrics.outcome(result)
                    + " statusCode=" + (attempt.statusCode() == null ? "" : attempt.statusCode())
                    + " durationMs=" + attempt.duration().toMillis());
        }
    }
}
