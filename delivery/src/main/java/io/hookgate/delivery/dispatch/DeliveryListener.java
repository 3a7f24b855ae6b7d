package io.hookgate.delivery.dispatch;

import io.hookgate.delivery.attempt.AttemptResult;
import io.hookgate.delivery.ledger.Ending;
import io.hookgate.delivery.ledger.OpenDelivery;
import io.hookgate.tenant.Endpoint;
import io.vertx.core.Future;
import java.util.List;

/** Hears what becomes of attempts and deliveries. Must be thread-safe and never block. */
public interface DeliveryListener {

    /** Hears of an attempt that the endpoint has been asked for. */
    void attempted(Endpoint endpoint, OpenDelivery delivery, AttemptResult result);

    /** Hears of deliveries that are dead, before that is recorded; if it fails, it hears of them again. */
    Future<Void> dying(List<Ending> endings);
}
