package io.hookgate.delivery.health;

import io.hookgate.model.EndpointId;
import io.hookgate.model.TenantId;
import io.smallrye.mutiny.Uni;
import io.vertx.mutiny.sqlclient.Pool;
import io.vertx.mutiny.sqlclient.Row;
import io.vertx.mutiny.sqlclient.Tuple;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Instant;
import java.util.List;
import java.util.stream.StreamSupport;
import org.jspecify.annotations.Nullable;

/** The endpoints of a tenant to which nothing has been delivered since something failed. Thread-safe. */
@ApplicationScoped
public class FailingEndpoints {
    private static final String FIND = """
            SELECT endpoint_id, failing_since, last_error FROM endpoint_health
            WHERE tenant_id = $1 AND failing_since IS NOT NULL
            ORDER BY failing_since
            LIMIT $2
            """;

    private final Pool pool;

    FailingEndpoints(Pool pool) {
        this.pool = pool;
    }

    /**
     * An endpoint that fails.
     *
     * @param since the first failure since the last success
     * @param lastError the code of the last failure
     */
    public record Failing(
            EndpointId endpointId, Instant since, @Nullable String lastError) {}

    /** Those that have been failing for the longest time. */
    public Uni<List<Failing>> longest(TenantId tenantId, int most) {
        return pool.preparedQuery(FIND)
                .execute(Tuple.of(tenantId.value(), most))
                .map(rows -> StreamSupport.stream(rows.spliterator(), false)
                        .map(FailingEndpoints::failing)
                        .toList());
    }

    private static Failing failing(Row row) {
        return new Failing(
                new EndpointId(row.getUUID("endpoint_id")),
                row.getOffsetDateTime("failing_since").toInstant(),
                row.getString("last_error"));
    }
}
