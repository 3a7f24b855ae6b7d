package io.hookgate.tenant;

import io.hookgate.model.EndpointId;
import io.hookgate.model.TenantId;
import io.smallrye.mutiny.Uni;
import jakarta.inject.Singleton;
import java.time.Instant;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;

/** Stands where delivery does in the application; says that endpoints fail which a test has named. */
@Singleton
public class FakeEndpointDeliveries implements EndpointDeliveries {
    private final Map<EndpointId, Instant> failing = new ConcurrentHashMap<>();
    private final List<EndpointId> dropped = new CopyOnWriteArrayList<>();

    /** Lets an endpoint fail. */
    public void fail(EndpointId id, Instant since) {
        failing.put(id, since);
    }

    /** The endpoints whose deliveries were dropped. */
    public List<EndpointId> dropped() {
        return dropped;
    }

    @Override
    public Uni<Map<EndpointId, EndpointHealth>> health(TenantId tenantId, Collection<EndpointId> endpointIds) {
        Map<EndpointId, EndpointHealth> known = new HashMap<>();
        for (EndpointId id : endpointIds) {
            Instant since = failing.get(id);
            if (since != null) {
                known.put(
                        id,
                        new EndpointHealth(
                                Optional.empty(),
                                Optional.of(since),
                                Optional.of("timeout"),
                                Optional.of(since),
                                "open",
                                Optional.of(since)));
            }
        }
        return Uni.createFrom().item(known);
    }

    @Override
    public Uni<Integer> drop(TenantId tenantId, EndpointId endpointId) {
        dropped.add(endpointId);
        return Uni.createFrom().item(1);
    }

    @Override
    public Uni<Void> forgive(TenantId tenantId, EndpointId endpointId) {
        failing.remove(endpointId);
        return Uni.createFrom().voidItem();
    }
}
