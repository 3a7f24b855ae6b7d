package io.hookgate.tenant;

import com.fasterxml.jackson.databind.JsonNode;
import io.hookgate.model.EndpointId;
import io.hookgate.model.SubscriptionId;
import io.hookgate.model.TenantId;
import java.util.List;
import java.util.Optional;

/**
 * What is configured now, held in memory on every node and in force within a second of a change.
 *
 * <p>Every method answers from memory and never blocks; all of them may be called from an event loop. Before the first
 * load has finished, the answer is empty and {@link #isLoaded} is false.
 */
public interface Configuration {

    /** Whether the stored configuration has been read; until then nothing may be concluded from an empty answer. */
    boolean isLoaded();

    /** The source whose webhook URL ends in {@code ingressKey}, whether it is enabled or not. */
    Optional<Source> sourceByIngressKey(String ingressKey);

    /** The most requests that all sources of the tenant together take. */
    Optional<RateLimit> rateLimit(TenantId tenantId);

    /** How much the tenant may have, the platform's defaults included. */
    Quotas quotas(TenantId tenantId);

    /** An endpoint of the tenant, whatever its state. */
    Optional<Endpoint> endpoint(TenantId tenantId, EndpointId endpointId);

    /** Whether the tenant's deliveries to public addresses may go without TLS. */
    boolean allowsHttp(TenantId tenantId);

    /** A subscription of the tenant, enabled or not. */
    Optional<Subscription> subscription(TenantId tenantId, SubscriptionId subscriptionId);

    /**
     * The enabled subscriptions of the tenant whose patterns match, in the order of their ids. The cost does not grow
     * with the number of subscriptions that do not match.
     *
     * @param event the event in the CloudEvents JSON format
     */
    List<Subscription> matching(TenantId tenantId, JsonNode event);
}
