package io.hookgate.delivery;

import io.hookgate.delivery.bulk.JobRunner;
import io.hookgate.delivery.dispatch.LineWarden;
import io.hookgate.delivery.dispatch.RetryClock;
import io.hookgate.delivery.health.HealthWatch;
import io.hookgate.delivery.ledger.LedgerUpkeep;
import io.hookgate.delivery.route.EventIntake;
import io.quarkus.runtime.ShutdownDelayInitiatedEvent;
import io.quarkus.runtime.ShutdownEvent;
import io.quarkus.runtime.StartupEvent;
import io.vertx.core.Vertx;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import java.time.Duration;
import java.util.Set;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.atomic.AtomicBoolean;
import org.eclipse.microprofile.config.inject.ConfigProperty;
import org.jboss.logging.Logger;

/** Starts delivery when this node has the role, and brings it to an end in the right order. */
@ApplicationScoped
class DeliveryLifecycle {
    private static final Logger LOG = Logger.getLogger(DeliveryLifecycle.class);
    private static final String ROLE = "deliver";
    private static final long START_PAUSE_MILLIS = 1_000;

    private final Vertx vertx;
    private final LedgerUpkeep upkeep;
    private final RetryClock clock;
    private final LineWarden warden;
    private final JobRunner jobs;
    private final EventIntake intake;
    private final HealthWatch health;
    private final boolean active;
    private final Duration drain;
    private final AtomicBoolean stopped = new AtomicBoolean();

    DeliveryLifecycle(
            Vertx vertx,
            LedgerUpkeep upkeep,
            RetryClock clock,
            LineWarden warden,
            JobRunner jobs,
            EventIntake intake,
            HealthWatch health,
            @ConfigProperty(name = "hookgate.roles", defaultValue = "ingest,deliver,manage") Set<String> roles,
            @ConfigProperty(name = "hookgate.delivery.dispatch.drain", defaultValue = "20s") Duration drain) {
        this.vertx = vertx;
        this.upkeep = upkeep;
        this.clock = clock;
        this.warden = warden;
        this.jobs = jobs;
        this.intake = intake;
        this.health = health;
        this.active = roles.contains(ROLE);
        this.drain = drain;
    }

    void start(@Observes StartupEvent event) {
        if (active) {
            upkeep.start();
            warden.start();
            jobs.start();
            health.start();
            startClock();
        }
    }

    private void startClock() {
        clock.start().onSuccess(started -> intake.open()).onFailure(failure -> {
            LOG.warnf("Delivery could not be started and will be tried again: %s", failure);
            vertx.setTimer(START_PAUSE_MILLIS, timer -> startClock());
        });
    }

    /** Where the application announces its stop: while the HTTP server still answers. */
    void drain(@Observes ShutdownDelayInitiatedEvent event) {
        stop();
    }

    void stop(@Observes ShutdownEvent event) {
        stop();
    }

    private void stop() {
        if (!active || !stopped.compareAndSet(false, true)) {
            return;
        }
        intake.close();
        upkeep.stop();
        warden.stop();
        try {
            jobs.stop()
                    .compose(idle -> clock.stop())
                    .compose(stopped -> health.stop())
                    .toCompletionStage()
                    .toCompletableFuture()
                    .get(drain.toMillis(), TimeUnit.MILLISECONDS);
        } catch (TimeoutException e) {
            LOG.warn("Attempts were still under way when the time for draining was over; others will take them up");
        } catch (ExecutionException e) {
            LOG.warn("Delivery could not be brought to an orderly end", e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
