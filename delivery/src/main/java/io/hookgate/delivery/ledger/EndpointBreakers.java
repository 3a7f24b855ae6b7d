package io.hookgate.delivery.ledger;

import io.hookgate.model.EndpointId;
import io.hookgate.model.TenantId;
import io.vertx.core.Future;
import io.vertx.sqlclient.Pool;
import io.vertx.sqlclient.Tuple;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** Says to everybody which circuit breakers of this node are not closed. Thread-safe. */
@ApplicationScoped
public class EndpointBreakers {
    private static final String SAY = """
            INSERT INTO endpoint_breaker AS b (tenant_id, endpoint_id, node_id, state, changed_at)
            SELECT tenant_id, endpoint_id, $1, state, now()
            FROM unnest($2::uuid[], $3::uuid[], $4::text[]) AS i (tenant_id, endpoint_id, state)
            WHERE state <> 'closed'
            ON CONFLICT (tenant_id, endpoint_id, node_id) DO UPDATE
            SET state = EXCLUDED.state, changed_at = EXCLUDED.changed_at
            """;
    private static final String CLOSE = """
            DELETE FROM endpoint_breaker b
            USING unnest($2::uuid[], $3::uuid[], $4::text[]) AS i (tenant_id, endpoint_id, state)
            WHERE b.tenant_id = i.tenant_id AND b.endpoint_id = i.endpoint_id AND b.node_id = $1 AND i.state = 'closed'
            """;
    private static final String FORGET = """
            DELETE FROM endpoint_breaker b
            WHERE NOT EXISTS (SELECT FROM ledger_node n WHERE n.id = b.node_id AND n.expires_at > now())
            """;

    private final Pool pool;
    private final LedgerNode node;

    EndpointBreakers(Pool pool, LedgerNode node) {
        this.pool = pool;
        this.node = node;
    }

    /** @param state {@code closed}, {@code open} or {@code half-open} */
    public record Change(TenantId tenantId, EndpointId endpointId, String state) {}

    /** Records changes, the oldest first. */
    public Future<Void> say(List<Change> changes) {
        Map<EndpointId, Change> last = new LinkedHashMap<>();
        changes.forEach(change -> last.put(change.endpointId(), change));
        Tuple values = new Columns<>(List.copyOf(last.values()))
                .value(node.id())
                .uuids(change -> change.tenantId().value())
                .uuids(change -> change.endpointId().value())
                .texts(Change::state)
                .tuple();
        return pool.preparedQuery(SAY)
                .execute(values)
                .compose(said -> pool.preparedQuery(CLOSE).execute(values))
                .mapEmpty();
    }

    /** Forgets those of nodes that are no more. */
    public Future<Void> forgetLost() {
        return pool.query(FORGET).execute().mapEmpty();
    }
}
