package io.hookgate.delivery.bulk;

import io.hookgate.delivery.bulk.JobScope.Retry;
import io.hookgate.delivery.history.DeliveryStatus;
import io.hookgate.delivery.history.Statement;
import io.hookgate.delivery.ledger.EndedDeliveries;
import io.hookgate.delivery.ledger.TimeBound;
import io.hookgate.model.DeliveryId;
import io.vertx.core.Future;
import io.vertx.sqlclient.Row;
import io.vertx.sqlclient.RowSet;
import io.vertx.sqlclient.SqlConnection;
import io.vertx.sqlclient.Tuple;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.List;
import java.util.UUID;
import java.util.stream.StreamSupport;

/** Attempts deliveries again: opens those that have ended, brings forward those that wait for their time. */
@ApplicationScoped
class RetryWork implements Work {
    private static final String BRING_FORWARD = """
            UPDATE open_delivery SET state = 1, job_id = $3
            WHERE tenant_id = $1 AND id = ANY($2) AND state = 0
            """;

    private final EndedDeliveries ended;

    RetryWork(EndedDeliveries ended) {
        this.ended = ended;
    }

    @Override
    public int phases(Job job) {
        return scope(job).statuses().size();
    }

    @Override
    public Future<Long> count(SqlConnection connection, Job job) {
        Statement statement = new Statement().add("SELECT count(*) FROM (");
        String separator = "";
        for (DeliveryStatus status : scope(job).statuses()) {
            statement.add(separator + "(SELECT id ");
            addRows(statement, job, status);
            statement.add(" LIMIT " + MOST_COUNTED + ")");
            separator = " UNION ALL ";
        }
        statement.add(") AS found");
        return connection
                .preparedQuery(statement.text())
                .execute(statement.values().getDelegate())
                .map(rows -> rows.iterator().next().getLong(0));
    }

    @Override
    public Future<Slice> next(SqlConnection connection, Job job, int limit) {
        DeliveryStatus status = scope(job).statuses().get(job.phase());
        Statement statement = new Statement().add("SELECT id ");
        addRows(statement, job, status);
        statement.add(" AND id > ?", job.position()).add(" ORDER BY id LIMIT ?", limit);
        return connection
                .preparedQuery(statement.text())
                .execute(statement.values().getDelegate())
                .map(RetryWork::ids)
                .compose(ids -> ids.isEmpty()
                        ? Future.succeededFuture(new Slice(0, 0, null, false))
                        : open(connection, job, status, ids)
                                .map(opened -> new Slice(
                                        ids.size(),
                                        opened,
                                        ids.get(ids.size() - 1).value(),
                                        ids.size() == limit)));
    }

    private Future<Integer> open(SqlConnection connection, Job job, DeliveryStatus status, List<DeliveryId> ids) {
        if (status != DeliveryStatus.RETRYING) {
            return ended.reopen(connection, job.tenantId(), ids, job.id());
        }
        Tuple values = Tuple.tuple()
                .addUUID(job.tenantId().value())
                .addArrayOfUUID(ids.stream().map(DeliveryId::value).toArray(UUID[]::new))
                .addUUID(job.id());
        return connection.preparedQuery(BRING_FORWARD).execute(values).map(rows -> rows.rowCount());
    }

    private static void addRows(Statement statement, Job job, DeliveryStatus status) {
        Retry scope = scope(job);
        statement
                .add("FROM " + status.table() + " WHERE " + status.condition())
                .add(" AND tenant_id = ?", job.tenantId().value())
                .add(" AND id >= ?", TimeBound.at(scope.from()))
                .add(" AND id < ?", TimeBound.at(scope.to()));
        if (status == DeliveryStatus.RETRYING) {
            statement.add(" AND state = 0");
        }
        if (scope.endpointId() != null) {
            statement.add(" AND endpoint_id = ?", scope.endpointId());
        }
        if (scope.subscriptionId() != null) {
            statement.add(" AND subscription_id = ?", scope.subscriptionId());
        }
        if (scope.cause() != null) {
            statement.add(" AND cause = ?", scope.cause());
        }
        if (scope.statusCode() != null) {
            statement.add(" AND last_status_code = ?", scope.statusCode());
        }
    }

    private static List<DeliveryId> ids(RowSet<Row> rows) {
        return StreamSupport.stream(rows.spliterator(), false)
                .map(row -> new DeliveryId(row.getUUID("id")))
                .toList();
    }

    private static Retry scope(Job job) {
        return (Retry) job.scope();
    }
}
