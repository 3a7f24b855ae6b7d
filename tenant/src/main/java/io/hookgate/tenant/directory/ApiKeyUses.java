package io.hookgate.tenant.directory;

import io.hookgate.tenant.replication.RowKey;
import io.quarkus.scheduler.Scheduled;
import io.smallrye.mutiny.Uni;
import io.vertx.mutiny.sqlclient.Pool;
import io.vertx.mutiny.sqlclient.Tuple;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Clock;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;
import org.jboss.logging.Logger;

/** Notes when API keys were last used, in memory, and writes that now and then. Thread-safe. */
@ApplicationScoped
class ApiKeyUses {
    private static final Logger LOG = Logger.getLogger(ApiKeyUses.class);
    private static final String WRITE = """
            INSERT INTO api_key_use (tenant_id, id, last_used_at)
            SELECT used.tenant_id, used.id, used.last_used_at
            FROM unnest($1::uuid[], $2::uuid[], $3::timestamptz[]) AS used (tenant_id, id, last_used_at)
            JOIN api_key USING (tenant_id, id)
            ON CONFLICT (tenant_id, id)
            DO UPDATE SET last_used_at = greatest(api_key_use.last_used_at, excluded.last_used_at)
            """;

    private final Pool pool;
    private final Clock clock;
    private final Map<RowKey, Instant> unwritten = new ConcurrentHashMap<>();

    ApiKeyUses(Pool pool, Clock clock) {
        this.pool = pool;
        this.clock = clock;
    }

    void record(RowKey key) {
        unwritten.put(key, clock.instant());
    }

    @Scheduled(
            every = "${hookgate.api-keys.last-used-interval:30s}",
            delayed = "${hookgate.api-keys.last-used-interval:30s}")
    Uni<Void> write() {
        Map<RowKey, Instant> batch = Map.copyOf(unwritten);
        if (batch.isEmpty()) {
            return Uni.createFrom().voidItem();
        }
        List<Map.Entry<RowKey, Instant>> uses = List.copyOf(batch.entrySet());
        Tuple values = Tuple.tuple()
                .addArrayOfUUID(
                        uses.stream().map(use -> use.getKey().tenantId()).toArray(UUID[]::new))
                .addArrayOfUUID(uses.stream().map(use -> use.getKey().id()).toArray(UUID[]::new))
                .addArrayOfOffsetDateTime(uses.stream()
                        .map(use -> use.getValue().atOffset(ZoneOffset.UTC))
                        .toArray(OffsetDateTime[]::new));
        return pool.preparedQuery(WRITE)
                .execute(values)
                .invoke(rows -> batch.forEach(unwritten::remove))
                .replaceWithVoid()
                .onFailure()
                .recoverWithUni(failure -> {
                    LOG.debugf("The last use of API keys is written later: %s", failure.toString());
                    return Uni.createFrom().voidItem();
                });
    }
}
