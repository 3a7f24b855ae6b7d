package io.hookgate.tenant.quota;

import io.hookgate.model.TenantId;
import io.smallrye.mutiny.Uni;
import io.vertx.mutiny.sqlclient.Pool;
import io.vertx.mutiny.sqlclient.Row;
import io.vertx.mutiny.sqlclient.RowSet;
import io.vertx.mutiny.sqlclient.Tuple;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Duration;
import java.time.LocalDate;
import java.util.List;
import java.util.UUID;
import java.util.stream.StreamSupport;

/** Keeps in the table {@code event_use} how many events tenants have sent on a day. */
@ApplicationScoped
class EventUseStore {
    private static final Duration PATIENCE = Duration.ofSeconds(5);
    /** In one order on all nodes, so that none waits for another in a circle. */
    private static final String ADD = """
        INSERT INTO event_use (tenant_id, day, events)
        SELECT * FROM unnest($1::uuid[], $2::date[], $3::bigint[]) AS counted (tenant_id, day, events)
        ORDER BY tenant_id, day
        ON CONFLICT (tenant_id, day) DO UPDATE SET events = event_use.events + excluded.events
        RETURNING tenant_id, day, events
        """;

    private static final String OF_DAY = "SELECT tenant_id, day, events FROM event_use WHERE day = $1";
    private static final String OF_TENANT = "SELECT events FROM event_use WHERE tenant_id = $1 AND day = $2";
    private static final String FORGET = "DELETE FROM event_use WHERE day < $1";

    private final Pool pool;

    EventUseStore(Pool pool) {
        this.pool = pool;
    }

    /** How many events a tenant has sent on a day. */
    record Use(TenantId tenantId, LocalDate day, long events) {}

    /** Adds what a node has counted, and says how much there is of each now. */
    Uni<List<Use>> add(List<Use> counted) {
        return execute(
                ADD,
                Tuple.of(
                        counted.stream().map(use -> use.tenantId().value()).toArray(UUID[]::new),
                        counted.stream().map(Use::day).toArray(LocalDate[]::new),
                        counted.stream().map(Use::events).toArray(Long[]::new)));
    }

    Uni<List<Use>> of(LocalDate day) {
        return execute(OF_DAY, Tuple.of(day));
    }

    Uni<Long> of(TenantId tenantId, LocalDate day) {
        return bounded(OF_TENANT, Tuple.of(tenantId.value(), day))
                .map(rows -> rows.iterator().hasNext() ? rows.iterator().next().getLong("events") : 0L);
    }

    Uni<Void> forgetBefore(LocalDate day) {
        return bounded(FORGET, Tuple.of(day)).replaceWithVoid();
    }

    private Uni<List<Use>> execute(String statement, Tuple values) {
        return bounded(statement, values)
                .map(rows -> StreamSupport.stream(rows.spliterator(), false)
                        .map(row -> new Use(
                                new TenantId(row.getUUID("tenant_id")), row.getLocalDate("day"), row.getLong("events")))
                        .toList());
    }

    private Uni<RowSet<Row>> bounded(String statement, Tuple values) {
        return pool.preparedQuery(statement)
                .execute(values)
                .ifNoItem()
                .after(PATIENCE)
                .fail();
    }
}
