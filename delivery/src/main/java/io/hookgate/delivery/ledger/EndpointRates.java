package io.hookgate.delivery.ledger;

import io.hookgate.model.EndpointId;
import io.hookgate.model.TenantId;
import io.vertx.core.Future;
import io.vertx.sqlclient.Pool;
import io.vertx.sqlclient.Row;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;

/**
 * Shares out the rate of endpoints among nodes: a token bucket for each, kept as the moment at which it will be empty (the
 * generic cell rate algorithm). Many reservations are one statement. Thread-safe.
 */
@ApplicationScoped
public class EndpointRates {
    /** The bucket holds what one second brings. */
    private static final String RESERVE = """
            INSERT INTO endpoint_rate AS r (tenant_id, endpoint_id, next_at)
            SELECT tenant_id, endpoint_id, now() - interval '1 second' + count * interval '1 second' / rate
            FROM unnest($1::uuid[], $2::uuid[], $3::int[], $4::int[]) AS i (tenant_id, endpoint_id, rate, count)
            ORDER BY tenant_id, endpoint_id
            ON CONFLICT (tenant_id, endpoint_id) DO UPDATE
            SET next_at = greatest(r.next_at, now() - interval '1 second')
                + (EXCLUDED.next_at - (now() - interval '1 second'))
            RETURNING tenant_id, endpoint_id,
                (extract(EPOCH FROM next_at - clock_timestamp()) * 1000000)::bigint AS ends_in_micros
            """;

    private static final String FORGET = "DELETE FROM endpoint_rate WHERE next_at < now() - interval '1 hour'";

    private final Pool pool;

    EndpointRates(Pool pool) {
        this.pool = pool;
    }

    /**
     * What a node wants.
     *
     * @param rate attempts per second
     * @param count how many attempts are to be reserved, at least 1
     */
    public record Wanted(TenantId tenantId, EndpointId endpointId, int rate, int count) {}

    /**
     * What it gets: all that it wanted, at moments in equal distances.
     *
     * @param first from now to the first of them, negative if it has passed
     */
    public record Granted(TenantId tenantId, EndpointId endpointId, Duration first, Duration distance, int count) {}

    /** Reserves attempts; no two of the wishes may be for the same endpoint. */
    public Future<List<Granted>> reserve(List<Wanted> wishes) {
        return pool.preparedQuery(RESERVE)
                .execute(new Columns<>(wishes)
                        .uuids(wanted -> wanted.tenantId().value())
                        .uuids(wanted -> wanted.endpointId().value())
                        .ints(Wanted::rate)
                        .ints(Wanted::count)
                        .tuple())
                .map(rows -> {
                    List<Granted> granted = new ArrayList<>();
                    for (Row row : rows) {
                        wishes.stream()
                                .filter(wanted -> wanted.endpointId().value().equals(row.getUUID("endpoint_id")))
                                .findFirst()
                                .ifPresent(wanted -> granted.add(granted(wanted, row.getLong("ends_in_micros"))));
                    }
                    return granted;
                });
    }

    /** Forgets buckets that have been full for long. */
    public Future<Void> forgetIdle() {
        return pool.query(FORGET).execute().mapEmpty();
    }

    private static Granted granted(Wanted wanted, long endsInMicros) {
        Duration distance = Duration.ofNanos(1_000_000_000L / wanted.rate());
        Duration first = Duration.ofNanos(endsInMicros * 1000).minus(distance.multipliedBy(wanted.count()));
        return new Granted(wanted.tenantId(), wanted.endpointId(), first, distance, wanted.count());
    }
}
