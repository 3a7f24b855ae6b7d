package io.hookgate.tenant.directory;

import io.quarkus.scheduler.Scheduled;
import io.smallrye.mutiny.Multi;
import io.smallrye.mutiny.Uni;
import io.vertx.mutiny.sqlclient.Pool;
import io.vertx.mutiny.sqlclient.Row;
import io.vertx.mutiny.sqlclient.RowIterator;
import io.vertx.mutiny.sqlclient.SqlConnection;
import io.vertx.mutiny.sqlclient.Tuple;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.UUID;
import org.jboss.logging.Logger;

/**
 * Erases what deleted tenants have left: events, deliveries, attempts, requests, whatever has a tenant. In small
 * transactions, so that it keeps nobody waiting; by one node at a time; and for a while after nothing is left, since
 * events may still be on their way. Its end is noted in the audit log.
 */
@ApplicationScoped
class TenantErasure {
    private static final Logger LOG = Logger.getLogger(TenantErasure.class);
    private static final int ROWS_AT_ONCE = 2_000;
    private static final String NEXT = """
        SELECT erased_tenant, deleted_at < now() - interval '15 minutes' AS is_settled FROM tenant_erasure
        WHERE look_again_at <= now() ORDER BY look_again_at LIMIT 1 FOR UPDATE SKIP LOCKED
        """;
    private static final String ERASE = """
        UPDATE tenant_erasure SET rows_erased = rows_erased + erased.count,
            look_again_at = CASE WHEN erased.count > 0 THEN now() ELSE now() + interval '30 seconds' END
        FROM (SELECT erase_some($1, $2) AS count) AS erased WHERE erased_tenant = $1 RETURNING erased.count
        """;
    private static final String FINISH = """
        WITH done AS (DELETE FROM tenant_erasure WHERE erased_tenant = $1 RETURNING *)
        INSERT INTO audit_entry (tenant_id, actor, action, object_type, object_id, after)
        SELECT erased_tenant, 'system', 'erase', 'tenant', erased_tenant::text,
            jsonb_build_object('rows_erased', rows_erased) FROM done
        """;

    private final Pool pool;

    TenantErasure(Pool pool) {
        this.pool = pool;
    }

    @Scheduled(every = "2s", concurrentExecution = Scheduled.ConcurrentExecution.SKIP)
    Uni<Void> eraseSome() {
        return Multi.createBy()
                .repeating()
                .uni(() -> pool.withTransaction(this::step))
                .whilst(more -> more)
                .collect()
                .last()
                .replaceWithVoid()
                .onFailure()
                .recoverWithUni(failure -> {
                    LOG.warnf("Deleted tenants are erased later: %s", failure.toString());
                    return Uni.createFrom().voidItem();
                });
    }

    /** Whether there may be more to do at once. */
    private Uni<Boolean> step(SqlConnection connection) {
        return connection.query(NEXT).execute().chain(rows -> {
            RowIterator<Row> due = rows.iterator();
            return due.hasNext()
                    ? erase(connection, due.next())
                    : Uni.createFrom().item(false);
        });
    }

    private static Uni<Boolean> erase(SqlConnection connection, Row erasure) {
        UUID tenant = erasure.getUUID("erased_tenant");
        return connection
                .preparedQuery(ERASE)
                .execute(Tuple.of(tenant, ROWS_AT_ONCE))
                .map(rows -> rows.iterator().next().getLong("count"))
                .chain(erased -> erased == 0 && erasure.getBoolean("is_settled")
                        ? connection
                                .preparedQuery(FINISH)
                                .execute(Tuple.of(tenant))
                                .replaceWithVoid()
                        : Uni.createFrom().voidItem())
                .replaceWith(true);
    }
}
