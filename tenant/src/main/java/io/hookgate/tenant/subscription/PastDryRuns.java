package io.hookgate.tenant.subscription;

import com.fasterxml.jackson.databind.ObjectMapper;
import io.hookgate.model.TenantId;
import io.hookgate.routing.DryRun;
import io.hookgate.tenant.http.ApiProblem;
import io.smallrye.mutiny.Uni;
import io.smallrye.mutiny.infrastructure.Infrastructure;
import jakarta.inject.Singleton;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;

/** Runs dry runs over stored events: one at a time for each tenant, and a few in all. Thread-safe. */
@Singleton
class PastDryRuns {
    private static final int MOST_AT_ONCE = 4;

    private final PastEvents events;
    private final ObjectMapper json;
    private final Clock clock;
    private final Set<TenantId> running = ConcurrentHashMap.newKeySet();

    PastDryRuns(PastEvents events, ObjectMapper json, Clock clock) {
        this.events = events;
        this.json = json;
        this.clock = clock;
    }

    /**
     * Tries the events of the last hours, the newest first, as far as the limits allow.
     *
     * <p>Fails with an {@link ApiProblem} (429) if the tenant has one running already, or too many others have.
     */
    Uni<PastDryRunView> run(TenantId tenantId, DryRun dryRun, int lastHours) {
        return Uni.createFrom().deferred(() -> {
            if (running.size() >= MOST_AT_ONCE || !running.add(tenantId)) {
                throw new ApiProblem(
                        429,
                        "dry-run-running",
                        "Another dry run over stored events is running. Try again in a moment.");
            }
            PastDryRun run = new PastDryRun(dryRun, json, System::nanoTime);
            Instant since = clock.instant().minus(Duration.ofHours(lastHours));
            return scan(tenantId, since, run).onTermination().invoke(() -> running.remove(tenantId));
        });
    }

    private Uni<PastDryRunView> scan(TenantId tenantId, Instant since, PastDryRun run) {
        return events.read(tenantId, since, run.last())
                .emitOn(Infrastructure.getDefaultWorkerPool())
                .map(run::scan)
                .flatMap(more ->
                        more ? scan(tenantId, since, run) : Uni.createFrom().item(run.view()));
    }
}
