package io.hookgate.delivery.route;

import com.fasterxml.jackson.databind.JsonNode;
import io.hookgate.delivery.dispatch.Dispatcher;
import io.hookgate.delivery.dispatch.RetryClock;
import io.hookgate.delivery.ledger.EventLedger;
import io.hookgate.delivery.ledger.EventLedger.Appended;
import io.hookgate.delivery.ledger.Line;
import io.hookgate.delivery.ledger.NewDelivery;
import io.hookgate.delivery.ledger.OpenDelivery;
import io.hookgate.delivery.ledger.RoutedEvent;
import io.hookgate.model.DeliveryId;
import io.hookgate.model.EventCodec;
import io.hookgate.model.EventEnvelope;
import io.hookgate.model.EventJson;
import io.hookgate.model.IdGenerator;
import io.hookgate.model.InvalidEventException;
import io.hookgate.tenant.Configuration;
import io.hookgate.tenant.Subscription;
import io.vertx.core.Future;
import io.vertx.core.Promise;
import io.vertx.core.Vertx;
import jakarta.enterprise.context.ApplicationScoped;
import java.io.IOException;
import java.time.Clock;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.TimeoutException;
import org.jboss.logging.Logger;

/** Finds out where events go, stores them with their deliveries in one transaction, and starts the deliveries. Thread-safe. */
@ApplicationScoped
public class Router {
    private static final Logger LOG = Logger.getLogger(Router.class);
    private static final long LOAD_POLL_MILLIS = 50;

    private final Vertx vertx;
    private final Configuration configuration;
    private final EventLedger ledger;
    private final Dispatcher dispatcher;
    private final RetryClock clock;
    private final IdGenerator ids;
    private final Clock time;
    private final RouteConfig config;
    private final RouteMetrics metrics;

    Router(
            Vertx vertx,
            Configuration configuration,
            EventLedger ledger,
            Dispatcher dispatcher,
            RetryClock clock,
            IdGenerator ids,
            Clock time,
            RouteConfig config,
            RouteMetrics metrics) {
        this.vertx = vertx;
        this.configuration = configuration;
        this.ledger = ledger;
        this.dispatcher = dispatcher;
        this.clock = clock;
        this.ids = ids;
        this.time = time;
        this.config = config;
        this.metrics = metrics;
    }

    /**
     * Routes records of the bus, each an event in the CloudEvents JSON format. Succeeds when everything is in the ledger; when
     * it fails, the same records may be routed again. A record that is no event is put aside and holds up no other.
     */
    public Future<Void> route(List<byte[]> records) {
        return awaitConfiguration(System.nanoTime())
                .compose(loaded -> vertx.executeBlocking(() -> match(records), false))
                .compose(this::store);
    }

    private Future<Void> awaitConfiguration(long since) {
        if (configuration.isLoaded()) {
            return Future.succeededFuture();
        }
        if (System.nanoTime() - since > config.configurationTimeout().toNanos()) {
            return Future.failedFuture(new TimeoutException("The configuration is not loaded"));
        }
        Promise<Void> paused = Promise.promise();
        vertx.setTimer(LOAD_POLL_MILLIS, timer -> paused.complete());
        return paused.future().compose(over -> awaitConfiguration(since));
    }

    private Batch match(List<byte[]> records) {
        Batch batch = new Batch(new ArrayList<>(records.size()), new ArrayList<>());
        for (byte[] record : records) {
            try {
                EventEnvelope event = EventCodec.open(record);
                JsonNode tree = EventJson.envelopeMapper().readTree(record);
                batch.events().add(new RoutedEvent(event, deliveries(event, tree)));
            } catch (InvalidEventException | IOException e) {
                batch.undecodable().add(new Undecodable(record, String.valueOf(e.getMessage())));
            }
        }
        return batch;
    }

    private List<NewDelivery> deliveries(EventEnvelope event, JsonNode tree) {
        return configuration.matching(event.tenantId(), tree).stream()
                .map(subscription -> delivery(event, subscription))
                .toList();
    }

    private NewDelivery delivery(EventEnvelope event, Subscription subscription) {
        DeliveryId id = new DeliveryId(ids.next());
        boolean admitted = dispatcher.admit(event.tenantId(), subscription.endpointId(), id, event.json().length, true);
        UUID line = subscription.ordering().isEmpty() ? null : Line.idOf(subscription.id(), event.orderingKey());
        return new NewDelivery(id, subscription.id(), subscription.endpointId(), line, admitted);
    }

    private Future<Void> store(Batch batch) {
        if (!batch.events().isEmpty()) {
            metrics.batch(batch.events().size());
        }
        return ledger.append(batch.events())
                .onSuccess(appended -> start(batch.events(), appended))
                .onFailure(failure -> withdrawAll(batch.events()))
                .compose(appended -> putAside(batch.undecodable()));
    }

    private void start(List<RoutedEvent> events, Appended appended) {
        int matched = 0;
        int without = 0;
        int made = 0;
        for (RoutedEvent event : events) {
            boolean stored = appended.stored().contains(event.event().id());
            for (NewDelivery delivery : event.deliveries()) {
                start(event.event(), delivery, stored && !appended.blocked().contains(delivery.id()));
            }
            if (stored) {
                metrics.received(event.event().tenantId());
                made += event.deliveries().size();
                matched += event.deliveries().isEmpty() ? 0 : 1;
                without += event.deliveries().isEmpty() ? 1 : 0;
            }
        }
        metrics.stored(matched, without, made);
        metrics.duplicated(appended.duplicates());
    }

    private void start(EventEnvelope event, NewDelivery delivery, boolean leased) {
        if (!delivery.leased()) {
            return;
        }
        if (!leased) {
            withdraw(event, delivery);
            return;
        }
        dispatcher.start(new OpenDelivery(
                event.tenantId(),
                delivery.id(),
                event.id(),
                delivery.subscriptionId(),
                delivery.endpointId(),
                0,
                0,
                delivery.line() == null ? null : new Line(delivery.line(), time.instant()),
                time.instant(),
                event.json()));
    }

    private void withdrawAll(List<RoutedEvent> events) {
        for (RoutedEvent event : events) {
            event.deliveries().stream()
                    .filter(NewDelivery::leased)
                    .forEach(delivery -> withdraw(event.event(), delivery));
        }
        // The transaction may have been committed all the same.
        clock.doubt();
    }

    private void withdraw(EventEnvelope event, NewDelivery delivery) {
        dispatcher.withdraw(event.tenantId(), delivery.endpointId(), delivery.id(), event.json().length);
    }

    private Future<Void> putAside(List<Undecodable> records) {
        metrics.undecodable(records.size());
        Future<Void> done = Future.succeededFuture();
        for (Undecodable undecodable : records) {
            LOG.errorf("A record of the bus is no event and was put aside: %s", undecodable.reason());
            done = done.compose(previous ->
                    ledger.addUndecodable(ids.next(), time.instant(), undecodable.reason(), undecodable.record()));
        }
        return done;
    }

    private record Batch(List<RoutedEvent> events, List<Undecodable> undecodable) {}

    private record Undecodable(
            @SuppressWarnings("ArrayRecordComponent") byte[] record, String reason) {}
}
