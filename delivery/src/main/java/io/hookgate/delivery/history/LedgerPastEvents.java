package io.hookgate.delivery.history;

import io.hookgate.model.EventId;
import io.hookgate.model.TenantId;
import io.hookgate.tenant.subscription.PastEvents;
import io.smallrye.mutiny.Uni;
import io.vertx.mutiny.sqlclient.Pool;
import io.vertx.mutiny.sqlclient.Row;
import io.vertx.mutiny.sqlclient.Tuple;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Instant;
import java.util.List;
import java.util.stream.StreamSupport;
import org.jspecify.annotations.Nullable;

/** The events of the ledger, for dry runs. Thread-safe. */
@ApplicationScoped
class LedgerPastEvents implements PastEvents {
    /** Up to 500 events, of which all but the last have 4 MiB together at most: large payloads stay where they are. */
    private static final String READ = """
            SELECT id, received_at, payload
            FROM (
                SELECT id, received_at, payload,
                    sum(octet_length(payload)) OVER (ORDER BY id DESC) - octet_length(payload) AS bytes_before
                FROM (
                    SELECT id, received_at, payload FROM event
                    WHERE tenant_id = $1 AND id >= $2 AND id < $3 AND source NOT LIKE $4
                    ORDER BY id DESC
                    LIMIT 500
                ) AS newest
            ) AS weighed
            WHERE bytes_before <= 4194304
            ORDER BY id DESC
            """;

    private final Pool pool;

    LedgerPastEvents(Pool pool) {
        this.pool = pool;
    }

    @Override
    public Uni<List<PastEvent>> read(TenantId tenantId, Instant since, @Nullable EventId before) {
        Span span = Span.of(since, null, before == null ? null : before.value());
        return pool.preparedQuery(READ)
                .execute(Tuple.of(tenantId.value(), span.from(), span.before(), TestEvents.SOURCE_PREFIX + '%'))
                .map(rows -> StreamSupport.stream(rows.spliterator(), false)
                        .map(LedgerPastEvents::event)
                        .toList());
    }

    private static PastEvent event(Row row) {
        return new PastEvent(
                new EventId(row.getUUID("id")),
                row.getOffsetDateTime("received_at").toInstant(),
                row.getBuffer("payload").getBytes());
    }
}
