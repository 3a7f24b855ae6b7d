package io.hookgate.tenant;

import com.fasterxml.jackson.databind.JsonNode;
import io.hookgate.model.EndpointId;
import io.hookgate.model.SubscriptionId;
import io.hookgate.model.TenantId;
import io.hookgate.tenant.directory.Tenants;
import io.hookgate.tenant.endpoint.Endpoints;
import io.hookgate.tenant.quota.DefaultQuotas;
import io.hookgate.tenant.replication.ChangeFeed;
import io.hookgate.tenant.source.Sources;
import io.hookgate.tenant.subscription.Subscriptions;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.List;
import java.util.Optional;

/** This node's copy of the stored configuration. */
@ApplicationScoped
class ReplicatedConfiguration implements Configuration {
    private final ChangeFeed feed;
    private final Tenants tenants;
    private final Sources sources;
    private final Endpoints endpoints;
    private final Subscriptions subscriptions;
    private final DefaultQuotas defaultQuotas;

    ReplicatedConfiguration(
            ChangeFeed feed,
            Tenants tenants,
            Sources sources,
            Endpoints endpoints,
            Subscriptions subscriptions,
            DefaultQuotas defaultQuotas) {
        this.feed = feed;
        this.tenants = tenants;
        this.sources = sources;
        this.endpoints = endpoints;
        this.subscriptions = subscriptions;
        this.defaultQuotas = defaultQuotas;
    }

    @Override
    public boolean isLoaded() {
        return feed.isLoaded();
    }

    @Override
    public Optional<Source> sourceByIngressKey(String ingressKey) {
        return sources.findByIngressKey(ingressKey);
    }

    @Override
    public Optional<RateLimit> rateLimit(TenantId tenantId) {
        return tenants.rateLimit(tenantId);
    }

    @Override
    public Quotas quotas(TenantId tenantId) {
        return defaultQuotas.complete(tenants.quotas(tenantId));
    }

    @Override
    public Optional<Endpoint> endpoint(TenantId tenantId, EndpointId endpointId) {
        return endpoints.find(tenantId, endpointId);
    }

    @Override
    public boolean allowsHttp(TenantId tenantId) {
        return tenants.allowsHttp(tenantId);
    }

    @Override
    public Optional<Subscription> subscription(TenantId tenantId, SubscriptionId subscriptionId) {
        return subscriptions.find(tenantId, subscriptionId);
    }

    @Override
    public List<Subscription> matching(TenantId tenantId, JsonNode event) {
        return subscriptions.matching(tenantId, event);
    }
}
