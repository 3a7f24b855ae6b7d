package io.hookgate.tenant.directory;

import io.hookgate.model.ApplicationId;
import io.hookgate.model.TenantId;
import io.hookgate.tenant.http.ApiProblem;
import io.hookgate.tenant.replication.Replica;
import jakarta.inject.Singleton;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;

/** The applications in memory. Thread-safe. */
@Singleton
class Applications extends Replica<ApplicationEntity> {
    private final Map<TenantId, Map<ApplicationId, String>> slugs = new ConcurrentHashMap<>();

    Applications() {
        super("application", ApplicationEntity.class);
    }

    /** The application with this slug or identifier. */
    Optional<ApplicationId> find(TenantId tenantId, String slugOrId) {
        return slugs.getOrDefault(tenantId, Map.of()).entrySet().stream()
                .filter(entry -> entry.getValue().equals(slugOrId)
                        || entry.getKey().toString().equals(slugOrId))
                .map(Map.Entry::getKey)
                .findFirst();
    }

    /** Whether the tenant has it. */
    boolean has(TenantId tenantId, ApplicationId id) {
        return slugs.getOrDefault(tenantId, Map.of()).containsKey(id);
    }

    static ApiProblem unknown() {
        return ApiProblem.invalid("/applicationId", "There is no such application in this tenant.");
    }

    @Override
    protected void put(ApplicationEntity row) {
        slugs.computeIfAbsent(new TenantId(row.tenantId), tenant -> new ConcurrentHashMap<>())
                .put(new ApplicationId(row.id), row.slug);
    }

    @Override
    protected void remove(TenantId tenantId, UUID id) {
        slugs.computeIfPresent(tenantId, (tenant, applications) -> {
            applications.remove(new ApplicationId(id));
            return applications.isEmpty() ? null : applications;
        });
    }
}
