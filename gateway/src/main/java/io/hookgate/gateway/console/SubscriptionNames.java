package io.hookgate.gateway.console;

import io.hookgate.model.SubscriptionId;
import io.hookgate.tenant.Configuration;
import io.hookgate.tenant.Subscription;
import io.hookgate.tenant.http.TenantContext;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.UUID;

/** The names of the tenant's subscriptions, from memory. */
@ApplicationScoped
class SubscriptionNames {
    private final Configuration configuration;
    private final TenantContext context;

    SubscriptionNames(Configuration configuration, TenantContext context) {
        this.configuration = configuration;
        this.context = context;
    }

    /** The name of a subscription, or its identifier if it is there no more. */
    String of(UUID subscriptionId) {
        return configuration
                .subscription(context.tenantId(), new SubscriptionId(subscriptionId))
                .map(Subscription::name)
                .orElseGet(subscriptionId::toString);
    }
}
