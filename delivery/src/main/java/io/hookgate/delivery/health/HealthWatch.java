package io.hookgate.delivery.health;

import io.hookgate.delivery.attempt.AttemptResult;
import io.hookgate.delivery.attempt.Outcome.Delivered;
import io.hookgate.delivery.attempt.Outcome.Permanent;
import io.hookgate.delivery.dispatch.DeliveryListener;
import io.hookgate.delivery.dispatch.Dispatcher;
import io.hookgate.delivery.health.HealthStore.Sample;
import io.hookgate.delivery.health.HealthStore.State;
import io.hookgate.delivery.ledger.Ending;
import io.hookgate.delivery.ledger.EndpointBreakers;
import io.hookgate.delivery.ledger.EndpointRates;
import io.hookgate.delivery.ledger.OpenDelivery;
import io.hookgate.model.EndpointId;
import io.hookgate.tenant.Configuration;
import io.hookgate.tenant.Endpoint;
import io.hookgate.tenant.EndpointSwitch;
import io.hookgate.tenant.EndpointSwitch.Reason;
import io.vertx.core.Future;
import io.vertx.core.Promise;
import io.vertx.core.Vertx;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import org.jboss.logging.Logger;
import org.jspecify.annotations.Nullable;

/**
 * Watches how endpoints fare: warns of one that does nothing but fail, disables it when that has gone on for too long, and
 * says when it has recovered. What is told is stored before it is noted as told, so it may be repeated and is never left out;
 * repetitions have the same identifier and are dropped.
 *
 * <p>Deliveries of what is told here are left out of account, so that it never feeds itself. Thread-safe; never blocks.
 */
@ApplicationScoped
public class HealthWatch implements DeliveryListener {
    private static final Logger LOG = Logger.getLogger(HealthWatch.class);
    /** A warning comes after this part of the time that an endpoint is put up with. */
    private static final int WARNING_PART = 5;

    private static final Duration UPKEEP = Duration.ofMinutes(10);

    private final Vertx vertx;
    private final Clock clock;
    private final Configuration configuration;
    private final EndpointSwitch endpoints;
    private final Dispatcher dispatcher;
    private final HealthStore store;
    private final OperationalEvents events;
    private final EndpointRates rates;
    private final EndpointBreakers breakers;
    private final HealthConfig config;
    private final Map<EndpointId, Pulse> pulses = new ConcurrentHashMap<>();
    private final List<Sample> unrecorded = new ArrayList<>();
    private boolean recording;
    private long timer = -1;
    private long upkeepTimer = -1;

    HealthWatch(
            Vertx vertx,
            Clock clock,
            Configuration configuration,
            EndpointSwitch endpoints,
            Dispatcher dispatcher,
            HealthStore store,
            OperationalEvents events,
            EndpointRates rates,
            EndpointBreakers breakers,
            HealthConfig config) {
        this.vertx = vertx;
        this.clock = clock;
        this.configuration = configuration;
        this.endpoints = endpoints;
        this.dispatcher = dispatcher;
        this.store = store;
        this.events = events;
        this.rates = rates;
        this.breakers = breakers;
        this.config = config;
    }

    /** Begins to watch what this node delivers. */
    public void start() {
        dispatcher.listen(this);
        timer = vertx.setPeriodic(config.interval().toMillis(), id -> record());
        upkeepTimer = vertx.setPeriodic(UPKEEP.toMillis(), id -> upkeep());
    }

    /** Records what has been seen, and ends. */
    public Future<Void> stop() {
        vertx.cancelTimer(timer);
        vertx.cancelTimer(upkeepTimer);
        return record();
    }

    @Override
    public void attempted(Endpoint endpoint, OpenDelivery delivery, AttemptResult result) {
        if (!result.outcome().isOfEndpoint()) {
            return;
        }
        Pulse pulse = pulses.computeIfAbsent(endpoint.id(), id -> new Pulse(endpoint.tenantId(), id));
        boolean isSuccess = result.outcome() instanceof Delivered;
        if ((!isSuccess || pulse.isTroubled()) && OperationalEvents.isOne(delivery)) {
            return;
        }
        if (isSuccess) {
            pulse.succeed(clock.instant());
        } else {
            pulse.fail(clock.instant(), result.attempt().error());
        }
        if (result.outcome() instanceof Permanent permanent && permanent.endsEndpoint()) {
            disableGone(endpoint, delivery, result);
        }
    }

    @Override
    public Future<Void> dying(List<Ending> endings) {
        return events.publish(endings.stream()
                .filter(ending -> !OperationalEvents.isOne(ending.delivery()))
                .map(events::dead)
                .toList());
    }

    private void disableGone(Endpoint endpoint, OpenDelivery delivery, AttemptResult result) {
        String cause = delivery.id() + ":" + result.attempt().number();
        disable(endpoint, Reason.GONE, cause, null, result.attempt().error())
                .onFailure(failure -> LOG.warnf("An endpoint that is gone could not be disabled: %s", failure));
    }

    /** Records what has been seen since the last time. Succeeds when that is over, whatever came of it. */
    Future<Void> record() {
        List<Sample> samples = takeSamples();
        if (samples.isEmpty()) {
            return Future.succeededFuture();
        }
        return store.record(samples)
                .onFailure(failure -> keep(samples, failure))
                .compose(this::judgeAll)
                .otherwiseEmpty()
                .onComplete(over -> recorded());
    }

    private synchronized List<Sample> takeSamples() {
        if (recording) {
            return List.of();
        }
        List<Sample> samples = new ArrayList<>(unrecorded);
        unrecorded.clear();
        if (samples.isEmpty()) {
            Instant now = clock.instant();
            pulses.values().stream()
                    .map(pulse -> pulse.take(now, config.steadyInterval()))
                    .filter(Objects::nonNull)
                    .forEach(samples::add);
        }
        recording = !samples.isEmpty();
        return samples;
    }

    private synchronized void keep(List<Sample> samples, Throwable failure) {
        LOG.warnf("What was seen of endpoints could not be recorded and will be recorded again: %s", failure);
        unrecorded.addAll(samples);
    }

    private synchronized void recorded() {
        recording = false;
    }

    private Future<Void> judgeAll(List<State> states) {
        Future<Void> judged = Future.succeededFuture();
        for (State state : states) {
            Pulse pulse = pulses.get(state.endpointId());
            if (pulse != null) {
                pulse.learn(state.failingSince() != null || state.warnedAt() != null);
            }
            judged = judged.compose(before -> judge(state)).otherwise(failure -> {
                LOG.warnf("An endpoint could not be judged and will be judged again: %s", failure);
                return null;
            });
        }
        return judged;
    }

    private Future<Void> judge(State state) {
        Optional<Endpoint> endpoint = configuration.endpoint(state.tenantId(), state.endpointId());
        if (endpoint.isEmpty()) {
            return Future.succeededFuture();
        }
        if (state.failingSince() == null) {
            return state.warnedAt() == null
                    ? Future.succeededFuture()
                    : events.publish(List.of(events.recovered(endpoint.get(), state.warnedAt())))
                            .compose(told -> store.recovered(state));
        }
        return judgeFailing(endpoint.get(), state, state.failingSince());
    }

    private Future<Void> judgeFailing(Endpoint endpoint, State state, Instant since) {
        Instant last = state.lastFailureAt() == null ? since : state.lastFailureAt();
        Duration failing = Duration.between(since, last);
        Duration most = endpoint.disableAfter().orElse(null);
        if (most == null) {
            return Future.succeededFuture();
        }
        if (failing.compareTo(most) >= 0) {
            return disable(endpoint, Reason.FAILING, Long.toString(since.toEpochMilli()), since, state.lastError());
        }
        boolean isWarned = state.warnedAt() != null && !state.warnedAt().isBefore(since);
        if (isWarned || failing.compareTo(most.dividedBy(WARNING_PART)) < 0) {
            return Future.succeededFuture();
        }
        LOG.infof("An endpoint fails tenantId=%s endpointId=%s", endpoint.tenantId(), endpoint.id());
        return events.publish(List.of(events.failing(endpoint, since, since.plus(most), state.lastError())))
                .compose(told -> store.warned(state));
    }

    private Future<Void> disable(
            Endpoint endpoint, Reason reason, String cause, @Nullable Instant since, @Nullable String error) {
        return events.publish(List.of(events.disabled(endpoint, reason, cause, since, error)))
                .compose(told -> {
                    Promise<Void> disabled = Promise.promise();
                    endpoints
                            .disable(endpoint.tenantId(), endpoint.id(), reason)
                            .subscribe()
                            .with(
                                    done -> {
                                        LOG.infof(
                                                "An endpoint was disabled tenantId=%s endpointId=%s reason=%s",
                                                endpoint.tenantId(), endpoint.id(), reason);
                                        disabled.complete();
                                    },
                                    disabled::fail);
                    return disabled.future();
                });
    }

    private void upkeep() {
        Future.join(rates.forgetIdle(), breakers.forgetLost())
                .onFailure(failure -> LOG.debugf("What is no more of use could not be deleted: %s", failure));
    }
}
