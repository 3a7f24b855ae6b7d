package io.hookgate.tenant.subscription;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.hookgate.model.EndpointId;
import io.hookgate.model.SubscriptionId;
import io.hookgate.model.TenantId;
import io.hookgate.routing.InvalidPatternException;
import io.hookgate.routing.InvalidTransformationException;
import io.hookgate.routing.Pattern;
import io.hookgate.routing.Transformation;
import io.hookgate.tenant.Ordering;
import io.hookgate.tenant.Ordering.OnFailure;
import io.hookgate.tenant.Subscription;
import io.hookgate.tenant.replication.Replica;
import jakarta.inject.Singleton;
import java.time.Duration;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;

/** The subscriptions in memory, ready for matching. Thread-safe. */
@Singleton
public class Subscriptions extends Replica<SubscriptionEntity> {
    private final Map<TenantId, TenantRules> byTenant = new ConcurrentHashMap<>();
    private final Set<SubscriptionId> operational = ConcurrentHashMap.newKeySet();
    private final ObjectMapper json;

    Subscriptions(ObjectMapper json) {
        super("subscription", SubscriptionEntity.class);
        this.json = json;
    }

    /** A subscription, enabled or not. */
    public Optional<Subscription> find(TenantId tenantId, SubscriptionId id) {
        TenantRules rules = byTenant.get(tenantId);
        return rules == null ? Optional.empty() : rules.find(id);
    }

    /** How many subscriptions there are, enabled or not, as far as this node knows. */
    int count(TenantId tenantId) {
        TenantRules rules = byTenant.get(tenantId);
        return rules == null ? 0 : rules.size();
    }

    /** The enabled subscriptions whose patterns match, in the order of their ids. */
    public List<Subscription> matching(TenantId tenantId, JsonNode event) {
        TenantRules rules = byTenant.get(tenantId);
        if (rules == null) {
            return List.of();
        }
        List<Subscription> matched = rules.matching(event);
        return matched.isEmpty() || !OperationalEvents.contains(tenantId, event)
                ? matched
                : matched.stream()
                        .filter(subscription -> operational.contains(subscription.id()))
                        .toList();
    }

    @Override
    protected void put(SubscriptionEntity row) {
        TenantId tenantId = new TenantId(row.tenantId);
        try {
            Subscription subscription = new Subscription(
                    tenantId,
                    new SubscriptionId(row.id),
                    row.name,
                    new EndpointId(row.endpointId),
                    Transformation.parse(row.transformation == null ? null : json.readTree(row.transformation)),
                    ordering(row),
                    row.enabled);
            if (OperationalEvents.areWantedBy(json.readTree(row.pattern))) {
                operational.add(subscription.id());
            } else {
                operational.remove(subscription.id());
            }
            byTenant.computeIfAbsent(tenantId, tenant -> new TenantRules())
                    .put(subscription, Pattern.parse(row.pattern));
        } catch (InvalidPatternException | InvalidTransformationException | JsonProcessingException e) {
            throw new IllegalStateException("A stored subscription cannot be used", e);
        }
    }

    private static Optional<Ordering> ordering(SubscriptionEntity row) {
        if (!row.ordered) {
            return Optional.empty();
        }
        return Optional.of(new Ordering(
                OnFailure.valueOf(row.onFailure.toUpperCase(Locale.ROOT)),
                Optional.ofNullable(row.giveUpAfterSeconds).map(Duration::ofSeconds)));
    }

    @Override
    protected void remove(TenantId tenantId, UUID id) {
        operational.remove(new SubscriptionId(id));
        byTenant.computeIfPresent(tenantId, (tenant, rules) -> {
            rules.remove(new SubscriptionId(id));
            return rules.isEmpty() ? null : rules;
        });
    }
}
