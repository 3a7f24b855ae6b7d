package io.hookgate.gateway.console;

import io.hookgate.delivery.api.DeliveryView;
import io.hookgate.model.SubscriptionId;
import io.hookgate.model.TenantId;
import io.hookgate.tenant.Configuration;
import io.hookgate.tenant.Subscription;
import io.hookgate.tenant.http.TenantContext;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Puts names to deliveries, from memory. */
@ApplicationScoped
class DeliveryRows {
    private final Configuration configuration;
    private final EndpointNames endpoints;
    private final TenantContext context;

    DeliveryRows(Configuration configuration, EndpointNames endpoints, TenantContext context) {
        this.endpoints = endpoints;
        this.configuration = configuration;
        this.context = context;
    }

    /**
     * A delivery with names.
     *
     * @param endpoint the endpoint's name, or its identifier if it is there no more
     * @param subscription the subscription's name; null if it is there no more, or was never
     */
    record Row(
            DeliveryView delivery,
            String endpoint,
            @Nullable String subscription) {
        public String tone() {
            return Texts.tone(delivery.status());
        }

        /** Whether somebody may still hurry it or give it up. */
        public boolean waiting() {
            return delivery.status().equals("pending") || delivery.status().equals("retrying");
        }

        /** Whether it waits for another one that must end first. */
        public boolean blocked() {
            return delivery.blockedBy() != null;
        }

        public boolean ended() {
            return delivery.endedAt() != null;
        }
    }

    List<Row> of(List<DeliveryView> deliveries) {
        return deliveries.stream().map(this::of).toList();
    }

    Row of(DeliveryView delivery) {
        TenantId tenantId = context.tenantId();
        return new Row(
                delivery,
                endpoints.of(delivery.endpointId()),
                delivery.subscriptionId() == null
                        ? null
                        : configuration
                                .subscription(tenantId, new SubscriptionId(delivery.subscriptionId()))
                                .map(Subscription::name)
                                .orElse(null));
    }
}
