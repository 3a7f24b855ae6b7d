package io.hookgate.delivery.history;

import io.cloudevents.CloudEvent;
import io.cloudevents.core.builder.CloudEventBuilder;
import io.hookgate.delivery.ledger.EventLedger;
import io.hookgate.delivery.ledger.NewDelivery;
import io.hookgate.delivery.ledger.RoutedEvent;
import io.hookgate.model.DeliveryId;
import io.hookgate.model.EndpointId;
import io.hookgate.model.EventCodec;
import io.hookgate.model.EventEnvelope;
import io.hookgate.model.EventId;
import io.hookgate.model.IdGenerator;
import io.hookgate.model.InvalidEventException;
import io.hookgate.model.SourceId;
import io.hookgate.model.TenantId;
import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.List;

/** Makes events that let somebody see whether an endpoint works. They come from no source; the endpoint's id stands for it. */
@ApplicationScoped
public class TestEvents {
    /** What the CloudEvents attribute source of all of them begins with. */
    static final String SOURCE_PREFIX = "/hookgate/endpoints/";

    private static final String TYPE = "hookgate.test";

    private final EventLedger ledger;
    private final IdGenerator ids;
    private final Clock clock;

    TestEvents(EventLedger ledger, IdGenerator ids, Clock clock) {
        this.ledger = ledger;
        this.ids = ids;
        this.clock = clock;
    }

    /** Stores an event with one delivery to the endpoint, which is parked there. */
    public Uni<DeliveryId> send(TenantId tenantId, EndpointId endpointId) {
        DeliveryId deliveryId = new DeliveryId(ids.next());
        RoutedEvent event = new RoutedEvent(
                event(tenantId, endpointId), List.of(new NewDelivery(deliveryId, null, endpointId, null, false)));
        return Uni.createFrom()
                .completionStage(() -> ledger.append(List.of(event)).toCompletionStage())
                .replaceWith(deliveryId);
    }

    private EventEnvelope event(TenantId tenantId, EndpointId endpointId) {
        Instant now = clock.instant();
        EventId id = new EventId(ids.next());
        CloudEvent event = CloudEventBuilder.v1()
                .withId(id.toString())
                .withType(TYPE)
                .withSource(URI.create(SOURCE_PREFIX + endpointId))
                .withTime(now.atOffset(ZoneOffset.UTC))
                .withData(
                        "application/json",
                        "{\"message\":\"This is a test of your endpoint.\"}".getBytes(StandardCharsets.UTF_8))
                .build();
        try {
            return EventCodec.seal(event, id, tenantId, new SourceId(endpointId.value()), now);
        } catch (InvalidEventException e) {
            throw new IllegalStateException("A test event is valid", e);
        }
    }
}
