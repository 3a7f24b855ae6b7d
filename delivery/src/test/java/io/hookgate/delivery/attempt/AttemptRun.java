package io.hookgate.delivery.attempt;

import io.hookgate.delivery.World;
import io.hookgate.delivery.ledger.OpenDelivery;
import io.hookgate.model.DeliveryId;
import io.hookgate.model.EventId;
import io.hookgate.tenant.Endpoint;
import io.hookgate.tenant.PayloadForm;
import io.vertx.core.Vertx;
import java.time.Instant;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;

/** Makes an attempt and waits for what comes of it. */
final class AttemptRun {
    static final PayloadForm FORM = PayloadForm.CLOUDEVENTS_STRUCTURED;

    private AttemptRun() {}

    static AttemptResult send(Vertx vertx, AttemptSender sender, World world, Endpoint endpoint) {
        return send(vertx, sender, endpoint, delivery(world, endpoint));
    }

    static AttemptResult send(Vertx vertx, AttemptSender sender, Endpoint endpoint, OpenDelivery delivery) {
        CompletableFuture<AttemptResult> result = new CompletableFuture<>();
        vertx.runOnContext(nothing -> sender.send(endpoint, World.transformation("{}"), delivery)
                .onSuccess(result::complete)
                .onFailure(result::completeExceptionally));
        try {
            return result.get(30, TimeUnit.SECONDS);
        } catch (Exception e) {
            throw new IllegalStateException(e);
        }
    }

    static OpenDelivery delivery(World world, Endpoint endpoint) {
        return new OpenDelivery(
                world.tenantId(),
                new DeliveryId(world.id()),
                new EventId(world.id()),
                null,
                endpoint.id(),
                0,
                0,
                null,
                Instant.now(),
                world.event("t", "e-1", "k"));
    }
}
