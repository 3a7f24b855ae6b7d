package io.hookgate.gateway.requests;

import io.hookgate.model.SourceId;
import io.hookgate.model.TenantId;
import io.smallrye.mutiny.Uni;
import io.vertx.mutiny.sqlclient.Pool;
import io.vertx.mutiny.sqlclient.Row;
import io.vertx.mutiny.sqlclient.RowSet;
import io.vertx.mutiny.sqlclient.Tuple;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Locale;
import java.util.UUID;
import java.util.function.Function;
import java.util.stream.StreamSupport;
import org.jspecify.annotations.Nullable;

/** Keeps the records of inbound requests in the table {@code inbound_request}. */
@ApplicationScoped
class RequestStore {
    private static final String INSERT = """
            INSERT INTO inbound_request (tenant_id, id, source_id, received_at, outcome, cause, detail, method, status,
                body_bytes, remote_address, events)
            SELECT * FROM unnest($1::uuid[], $2::uuid[], $3::uuid[], $4::timestamptz[], $5::text[], $6::text[], $7::text[],
                $8::text[], $9::int[], $10::int[], $11::text[], $12::int[])
            """;
    private static final String LIST = """
            SELECT tenant_id, id, source_id, received_at, outcome, cause, detail, method, status, body_bytes,
                remote_address, events
            FROM inbound_request
            WHERE tenant_id = $1 AND id < $2 AND received_at >= $3 AND received_at < $4
                AND ($5::uuid IS NULL OR source_id = $5) AND ($6::text IS NULL OR outcome = $6)
                AND ($7::text IS NULL OR cause = $7)
            ORDER BY id DESC
            LIMIT $8
            """;

    private final Pool pool;

    RequestStore(Pool pool) {
        this.pool = pool;
    }

    /**
     * Which records are wanted.
     *
     * @param before only records with a smaller id
     */
    record Filter(
            UUID before,
            Instant from,
            Instant to,
            @Nullable SourceId sourceId,
            @Nullable RequestOutcome outcome,
            @Nullable String cause,
            int limit) {}

    /** Writes the records in one statement. */
    Uni<Void> insert(List<InboundRequestRecord> records) {
        Tuple values = Tuple.tuple()
                .addArrayOfUUID(column(records, entry -> entry.tenantId().value(), new UUID[0]))
                .addArrayOfUUID(column(records, InboundRequestRecord::id, new UUID[0]))
                .addArrayOfUUID(column(records, entry -> entry.sourceId().value(), new UUID[0]))
                .addArrayOfOffsetDateTime(
                        column(records, entry -> entry.receivedAt().atOffset(ZoneOffset.UTC), new OffsetDateTime[0]))
                .addArrayOfString(column(records, entry -> entry.outcome().code(), new String[0]))
                .addArrayOfString(column(records, InboundRequestRecord::cause, new String[0]))
                .addArrayOfString(column(records, InboundRequestRecord::detail, new String[0]))
                .addArrayOfString(column(records, InboundRequestRecord::method, new String[0]))
                .addArrayOfInteger(column(records, InboundRequestRecord::status, new Integer[0]))
                .addArrayOfInteger(column(records, InboundRequestRecord::bodyBytes, new Integer[0]))
                .addArrayOfString(column(records, InboundRequestRecord::remoteAddress, new String[0]))
                .addArrayOfInteger(column(records, InboundRequestRecord::events, new Integer[0]));
        return pool.preparedQuery(INSERT).execute(values).replaceWithVoid();
    }

    /** The tenant's records that the filter wants, the newest first. */
    Uni<List<InboundRequestRecord>> list(TenantId tenantId, Filter filter) {
        Tuple values = Tuple.tuple()
                .addUUID(tenantId.value())
                .addUUID(filter.before())
                .addOffsetDateTime(filter.from().atOffset(ZoneOffset.UTC))
                .addOffsetDateTime(filter.to().atOffset(ZoneOffset.UTC))
                .addUUID(filter.sourceId() == null ? null : filter.sourceId().value())
                .addString(filter.outcome() == null ? null : filter.outcome().code())
                .addString(filter.cause())
                .addInteger(filter.limit());
        return pool.preparedQuery(LIST).execute(values).map(RequestStore::records);
    }

    private static <T> T[] column(
            List<InboundRequestRecord> records, Function<InboundRequestRecord, @Nullable T> value, T[] type) {
        return records.stream().map(value).toList().toArray(type);
    }

    private static List<InboundRequestRecord> records(RowSet<Row> rows) {
        return StreamSupport.stream(rows.spliterator(), false)
                .map(RequestStore::record)
                .toList();
    }

    private static InboundRequestRecord record(Row row) {
        return new InboundRequestRecord(
                row.getUUID("id"),
                new TenantId(row.getUUID("tenant_id")),
                new SourceId(row.getUUID("source_id")),
                row.getOffsetDateTime("received_at").toInstant(),
                RequestOutcome.valueOf(row.getString("outcome").toUpperCase(Locale.ROOT)),
                row.getString("cause"),
                row.getString("detail"),
                row.getString("method"),
                row.getInteger("status"),
                row.getInteger("body_bytes"),
                row.getString("remote_address"),
                row.getInteger("events"));
    }
}
