package io.hookgate.delivery;

import com.fasterxml.jackson.databind.JsonNode;
import io.hookgate.model.EndpointId;
import io.hookgate.model.SubscriptionId;
import io.hookgate.model.TenantId;
import io.hookgate.tenant.Configuration;
import io.hookgate.tenant.Endpoint;
import io.hookgate.tenant.EndpointState;
import io.hookgate.tenant.EndpointSwitch;
import io.hookgate.tenant.Quotas;
import io.hookgate.tenant.RateLimit;
import io.hookgate.tenant.Source;
import io.hookgate.tenant.Subscription;
import io.smallrye.mutiny.Uni;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;

/** A configuration that a test writes; a subscription's name is the event type that it wants. */
public final class FakeConfiguration implements Configuration, EndpointSwitch {
    private final Map<EndpointId, Endpoint> endpoints = new ConcurrentHashMap<>();
    private final Map<SubscriptionId, Subscription> subscriptions = new ConcurrentHashMap<>();
    private final Set<TenantId> withHttp = ConcurrentHashMap.newKeySet();
    private volatile boolean loaded = true;

    /** Adds or replaces an endpoint. */
    public void put(Endpoint endpoint) {
        endpoints.put(endpoint.id(), endpoint);
    }

    /** Adds or replaces a subscription. */
    public void put(Subscription subscription) {
        subscriptions.put(subscription.id(), subscription);
    }

    /** The subscriptions that lead to an endpoint. */
    public List<Subscription> subscriptions(EndpointId endpointId) {
        return subscriptions.values().stream()
                .filter(subscription -> subscription.endpointId().equals(endpointId))
                .toList();
    }

    /** Takes an endpoint away. */
    public void remove(EndpointId id) {
        endpoints.remove(id);
    }

    /** Takes a subscription away. */
    public void remove(SubscriptionId id) {
        subscriptions.remove(id);
    }

    /** Sets whether the configuration has been read. */
    public void loaded(boolean value) {
        loaded = value;
    }

    /** Lets the tenant's deliveries go without TLS. */
    public void allowHttp(TenantId tenantId) {
        withHttp.add(tenantId);
    }

    @Override
    public Quotas quotas(TenantId tenantId) {
        return Quotas.NONE;
    }

    @Override
    public boolean allowsHttp(TenantId tenantId) {
        return withHttp.contains(tenantId);
    }

    @Override
    public Uni<Boolean> disable(TenantId tenantId, EndpointId endpointId, Reason reason) {
        Optional<Endpoint> enabled =
                endpoint(tenantId, endpointId).filter(endpoint -> endpoint.state() == EndpointState.ENABLED);
        enabled.ifPresent(endpoint -> put(World.withState(endpoint, EndpointState.DISABLED)));
        return Uni.createFrom().item(enabled.isPresent());
    }

    @Override
    public boolean isLoaded() {
        return loaded;
    }

    @Override
    public Optional<Source> sourceByIngressKey(String ingressKey) {
        return Optional.empty();
    }

    @Override
    public Optional<RateLimit> rateLimit(TenantId tenantId) {
        return Optional.empty();
    }

    @Override
    public Optional<Endpoint> endpoint(TenantId tenantId, EndpointId endpointId) {
        return Optional.ofNullable(endpoints.get(endpointId))
                .filter(endpoint -> endpoint.tenantId().equals(tenantId));
    }

    @Override
    public Optional<Subscription> subscription(TenantId tenantId, SubscriptionId subscriptionId) {
        return Optional.ofNullable(subscriptions.get(subscriptionId))
                .filter(subscription -> subscription.tenantId().equals(tenantId));
    }

    @Override
    public List<Subscription> matching(TenantId tenantId, JsonNode event) {
        String type = event.path("type").asText();
        return subscriptions.values().stream()
                .filter(subscription -> subscription.tenantId().equals(tenantId) && subscription.enabled())
                .filter(subscription -> subscription.name().equals(type))
                .toList();
    }
}
