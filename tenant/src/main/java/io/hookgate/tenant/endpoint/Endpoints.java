package io.hookgate.tenant.endpoint;

import io.hookgate.model.ApplicationId;
import io.hookgate.model.EndpointId;
import io.hookgate.model.TenantId;
import io.hookgate.tenant.Endpoint;
import io.hookgate.tenant.replication.Replica;
import jakarta.inject.Singleton;
import java.time.Clock;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** The endpoints in memory, ready to be used. Thread-safe. */
@Singleton
public class Endpoints extends Replica<EndpointEntity> {
    private final Map<TenantId, Map<EndpointId, Held>> byTenant = new ConcurrentHashMap<>();
    private final Map<TenantId, Map<EndpointId, ApplicationId>> applications = new ConcurrentHashMap<>();
    private final EndpointCodec codec;
    private final Clock clock;

    /** @param validUntil when the list of signing secrets changes by itself; null for never */
    private record Held(
            Endpoint endpoint,
            SigningSecrets secrets,
            @Nullable Instant validUntil) {}

    Endpoints(EndpointCodec codec, Clock clock) {
        super("endpoint", EndpointEntity.class);
        this.codec = codec;
        this.clock = clock;
    }

    /** An endpoint with the signing secrets that are valid now. */
    public Optional<Endpoint> find(TenantId tenantId, EndpointId endpointId) {
        Map<EndpointId, Held> endpoints = byTenant.getOrDefault(tenantId, Map.of());
        Held held = endpoints.get(endpointId);
        if (held == null) {
            return Optional.empty();
        }
        if (held.validUntil() == null || clock.instant().isBefore(held.validUntil())) {
            return Optional.of(held.endpoint());
        }
        Held renewed = hold(held.endpoint(), held.secrets());
        endpoints.replace(endpointId, held, renewed);
        return Optional.of(renewed.endpoint());
    }

    /** The application that an endpoint belongs to; empty for one of the tenant itself, or none at all. */
    Optional<ApplicationId> applicationOf(TenantId tenantId, EndpointId endpointId) {
        return Optional.ofNullable(applications.getOrDefault(tenantId, Map.of()).get(endpointId));
    }

    /** The endpoints of an application. */
    Set<EndpointId> ofApplication(TenantId tenantId, ApplicationId applicationId) {
        return applications.getOrDefault(tenantId, Map.of()).entrySet().stream()
                .filter(entry -> entry.getValue().equals(applicationId))
                .map(Map.Entry::getKey)
                .collect(Collectors.toUnmodifiableSet());
    }

    private void assign(TenantId tenantId, EndpointId endpointId, @Nullable UUID applicationId) {
        applications.compute(tenantId, (tenant, known) -> {
            Map<EndpointId, ApplicationId> endpoints = known == null ? new ConcurrentHashMap<>() : known;
            if (applicationId == null) {
                endpoints.remove(endpointId);
            } else {
                endpoints.put(endpointId, new ApplicationId(applicationId));
            }
            return endpoints.isEmpty() ? null : endpoints;
        });
    }

    @Override
    protected void put(EndpointEntity row) {
        assign(new TenantId(row.tenantId), new EndpointId(row.id), row.applicationId);
        EndpointSettings settings = codec.settings(row);
        Endpoint endpoint = new Endpoint(
                new TenantId(row.tenantId),
                new EndpointId(row.id),
                settings.name(),
                settings.url(),
                codec.state(row),
                List.of(),
                settings.headers(),
                settings.rateLimit() == null ? OptionalInt.empty() : OptionalInt.of(settings.rateLimit()),
                settings.timeout(),
                settings.retryPolicy(),
                settings.payload());
        byTenant.computeIfAbsent(endpoint.tenantId(), tenant -> new ConcurrentHashMap<>())
                .put(endpoint.id(), hold(endpoint, codec.secrets(row)));
    }

    @Override
    protected void remove(TenantId tenantId, UUID id) {
        assign(tenantId, new EndpointId(id), null);
        byTenant.computeIfPresent(tenantId, (tenant, endpoints) -> {
            endpoints.remove(new EndpointId(id));
            return endpoints.isEmpty() ? null : endpoints;
        });
    }

    private Held hold(Endpoint endpoint, SigningSecrets secrets) {
        Instant now = clock.instant();
        Endpoint signed = new Endpoint(
                endpoint.tenantId(),
                endpoint.id(),
                endpoint.name(),
                endpoint.url(),
                endpoint.state(),
                secrets.valid(now),
                endpoint.headers(),
                endpoint.rateLimit(),
                endpoint.timeout(),
                endpoint.retryPolicy(),
                endpoint.payload());
        return new Held(signed, secrets, secrets.nextEnd(now).orElse(null));
    }
}
