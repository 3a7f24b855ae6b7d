package io.hookgate.tenant.endpoint;

import io.hookgate.model.ApplicationId;
import io.hookgate.model.EndpointId;
import io.hookgate.model.TenantId;
import io.hookgate.tenant.Endpoint;
import io.hookgate.tenant.Signatures;
import io.hookgate.tenant.SigningKey;
import io.hookgate.tenant.SigningSecret;
import io.hookgate.tenant.replication.Replica;
import jakarta.inject.Singleton;
import java.time.Clock;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** The endpoints in memory, ready to be used. Thread-safe. */
@Singleton
public class Endpoints extends Replica<EndpointEntity> {
    private final Map<TenantId, Map<EndpointId, Held>> byTenant = new ConcurrentHashMap<>();
    private final Map<EndpointId, TenantId> owners = new ConcurrentHashMap<>();
    private final Map<TenantId, Map<EndpointId, ApplicationId>> applications = new ConcurrentHashMap<>();
    private final EndpointCodec codec;
    private final Clock clock;

    /** @param validUntil when the signatures change by themselves; null for never */
    private record Held(
            Endpoint endpoint,
            Optional<Rotating<SigningSecret>> secrets,
            Optional<Rotating<SigningKey>> keys,
            @Nullable Instant validUntil) {}

    Endpoints(EndpointCodec codec, Clock clock) {
        super("endpoint", EndpointEntity.class);
        this.codec = codec;
        this.clock = clock;
    }

    /** The keys that an endpoint of any tenant signs with now, the newest first. */
    List<SigningKey> signingKeys(EndpointId endpointId) {
        TenantId owner = owners.get(endpointId);
        return owner == null
                ? List.of()
                : find(owner, endpointId)
                        .map(endpoint -> endpoint.signatures().keys())
                        .orElse(List.of());
    }

    /** An endpoint with the signatures that are valid now. */
    public Optional<Endpoint> find(TenantId tenantId, EndpointId endpointId) {
        Map<EndpointId, Held> endpoints = byTenant.getOrDefault(tenantId, Map.of());
        Held held = endpoints.get(endpointId);
        if (held == null) {
            return Optional.empty();
        }
        if (held.validUntil() == null || clock.instant().isBefore(held.validUntil())) {
            return Optional.of(held.endpoint());
        }
        Held renewed = hold(held.endpoint(), held.secrets(), held.keys());
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
                new Signatures(List.of(), List.of()),
                settings.headers(),
                settings.authentication(),
                settings.tls(),
                settings.limits(),
                settings.retryPolicy(),
                settings.disableAfter(),
                settings.payload());
        Optional<Rotating<SigningSecret>> secrets =
                settings.signatures().contains(SignatureScheme.V1) ? Optional.of(codec.secrets(row)) : Optional.empty();
        Optional<Rotating<SigningKey>> keys =
                settings.signatures().contains(SignatureScheme.V1A) ? codec.keys(row) : Optional.empty();
        owners.put(endpoint.id(), endpoint.tenantId());
        byTenant.computeIfAbsent(endpoint.tenantId(), tenant -> new ConcurrentHashMap<>())
                .put(endpoint.id(), hold(endpoint, secrets, keys));
    }

    @Override
    protected void remove(TenantId tenantId, UUID id) {
        assign(tenantId, new EndpointId(id), null);
        owners.remove(new EndpointId(id));
        byTenant.computeIfPresent(tenantId, (tenant, endpoints) -> {
            endpoints.remove(new EndpointId(id));
            return endpoints.isEmpty() ? null : endpoints;
        });
    }

    private Held hold(
            Endpoint endpoint, Optional<Rotating<SigningSecret>> secrets, Optional<Rotating<SigningKey>> keys) {
        Instant now = clock.instant();
        Signatures signatures = new Signatures(
                secrets.map(rotating -> rotating.valid(now)).orElse(List.of()),
                keys.map(rotating -> rotating.valid(now)).orElse(List.of()));
        Instant validUntil = Stream.concat(
                        secrets.flatMap(rotating -> rotating.nextEnd(now)).stream(),
                        keys.flatMap(rotating -> rotating.nextEnd(now)).stream())
                .min(Instant::compareTo)
                .orElse(null);
        return new Held(endpoint.withSignatures(signatures), secrets, keys, validUntil);
    }
}
