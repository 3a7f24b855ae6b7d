package io.hookgate.delivery.health;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.cloudevents.CloudEvent;
import io.cloudevents.core.builder.CloudEventBuilder;
import io.hookgate.delivery.ledger.Attempt;
import io.hookgate.delivery.ledger.Ending;
import io.hookgate.delivery.ledger.OpenDelivery;
import io.hookgate.delivery.route.Router;
import io.hookgate.model.EndpointId;
import io.hookgate.model.EventCodec;
import io.hookgate.model.EventId;
import io.hookgate.model.ExtensionNames;
import io.hookgate.model.IdGenerator;
import io.hookgate.model.InvalidEventException;
import io.hookgate.model.SourceId;
import io.hookgate.model.TenantId;
import io.hookgate.tenant.Endpoint;
import io.hookgate.tenant.EndpointSwitch.Reason;
import io.vertx.core.Future;
import jakarta.enterprise.context.ApplicationScoped;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/**
 * Tells the owners of endpoints, by events in the tenant's own stream, what has come of deliveries. They come from no source;
 * the tenant's identifier stands for it. An event that is told twice has the same identifier. Thread-safe.
 */
@ApplicationScoped
class OperationalEvents {
    private final Router router;
    private final IdGenerator ids;
    private final Clock clock;

    OperationalEvents(Router router, IdGenerator ids, Clock clock) {
        this.router = router;
        this.ids = ids;
        this.clock = clock;
    }

    /** Whether the delivery carries such an event. */
    static boolean isOne(OpenDelivery delivery) {
        byte[] event = delivery.event();
        try {
            return event != null
                    && EventCodec.open(event)
                            .sourceId()
                            .value()
                            .equals(delivery.tenantId().value());
        } catch (InvalidEventException e) {
            return false;
        }
    }

    /** Stores events and starts their deliveries; succeeds when they are in the ledger. */
    Future<Void> publish(List<byte[]> events) {
        return events.isEmpty() ? Future.succeededFuture() : router.route(events);
    }

    byte[] failing(Endpoint endpoint, Instant since, Instant disablesAt, @Nullable String error) {
        ObjectNode data = data(endpoint)
                .put("failingSince", since.toString())
                .put("disablesAt", disablesAt.toString())
                .put("lastError", error);
        return event(endpoint, "failing", Long.toString(since.toEpochMilli()), data);
    }

    byte[] disabled(Endpoint endpoint, Reason reason, String cause, @Nullable Instant since, @Nullable String error) {
        ObjectNode data = data(endpoint)
                .put("reason", reason.name().toLowerCase(Locale.ROOT))
                .put("lastError", error);
        if (since != null) {
            data.put("failingSince", since.toString());
        }
        return event(endpoint, "disabled", cause, data);
    }

    byte[] recovered(Endpoint endpoint, Instant warnedAt) {
        return event(endpoint, "recovered", Long.toString(warnedAt.toEpochMilli()), data(endpoint));
    }

    byte[] dead(Ending ending) {
        OpenDelivery delivery = ending.delivery();
        Attempt attempt = ending.attempt();
        ObjectNode data = JsonNodeFactory.instance
                .objectNode()
                .put("deliveryId", delivery.id().toString())
                .put("eventId", delivery.eventId().toString())
                .put("endpointId", delivery.endpointId().toString())
                .put("cause", ending.cause());
        if (delivery.subscriptionId() != null) {
            data.put("subscriptionId", delivery.subscriptionId().toString());
        }
        int attempts = attempt == null ? delivery.attempts() : attempt.number();
        data.put("attempts", attempts);
        if (attempt != null) {
            data.put("lastError", attempt.error()).put("lastStatusCode", attempt.statusCode());
        }
        return seal(
                delivery.tenantId(),
                delivery.endpointId(),
                "hookgate.delivery.dead",
                delivery.id() + ":" + attempts,
                delivery.id().toString(),
                data);
    }

    private static ObjectNode data(Endpoint endpoint) {
        return JsonNodeFactory.instance
                .objectNode()
                .put("endpointId", endpoint.id().toString())
                .put("name", endpoint.name());
    }

    private byte[] event(Endpoint endpoint, String kind, String occasion, ObjectNode data) {
        return seal(
                endpoint.tenantId(),
                endpoint.id(),
                "hookgate.endpoint." + kind,
                endpoint.id() + ":" + kind + ":" + occasion,
                endpoint.id().toString(),
                data);
    }

    private byte[] seal(
            TenantId tenantId, EndpointId endpointId, String type, String id, String subject, ObjectNode data) {
        Instant now = clock.instant();
        CloudEvent event = CloudEventBuilder.v1()
                .withId(id)
                .withType(type)
                .withSource(URI.create("/hookgate/endpoints/" + endpointId))
                .withSubject(subject)
                .withTime(now.atOffset(ZoneOffset.UTC))
                .withExtension(ExtensionNames.PARTITION_KEY, endpointId.toString())
                .withData("application/json", data.toString().getBytes(StandardCharsets.UTF_8))
                .build();
        try {
            return EventCodec.seal(event, new EventId(ids.next()), tenantId, new SourceId(tenantId.value()), now)
                    .json();
        } catch (InvalidEventException e) {
            throw new IllegalStateException("An operational event is valid", e);
        }
    }
}
