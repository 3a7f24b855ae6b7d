package io.hookgate.tenant.audit;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.hookgate.model.TenantId;
import io.hookgate.tenant.http.Caller;
import io.smallrye.mutiny.Multi;
import io.smallrye.mutiny.Uni;
import io.vertx.mutiny.sqlclient.Pool;
import io.vertx.mutiny.sqlclient.Row;
import io.vertx.mutiny.sqlclient.Tuple;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.atomic.AtomicLong;
import java.util.stream.StreamSupport;
import org.eclipse.microprofile.openapi.annotations.enums.SchemaType;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.jspecify.annotations.Nullable;

/** Reads the table {@code audit_entry}, and adds what happens without a change of configuration. */
@ApplicationScoped
public class AuditLog {
    private static final int EXPORT_PAGE = 500;
    private static final Duration PATIENCE = Duration.ofSeconds(10);
    private static final String READ = """
        SELECT id, tenant_id, at, actor, actor_name, address, action, object_type, object_id, before::text AS before,
            after::text AS after
        FROM audit_entry
        WHERE tenant_id = $1 AND id < $2
        """;

    private static final String ADD = """
        INSERT INTO audit_entry (tenant_id, actor, actor_name, address, action, object_type, object_id, after)
        VALUES ($1, $2, $3, $4, $5, $6, $7, $8::text::jsonb)
        """;

    private final Pool pool;
    private final ObjectMapper json;

    AuditLog(Pool pool, ObjectMapper json) {
        this.pool = pool;
        this.json = json;
    }

    /** An entry in the API. */
    @Schema(name = "AuditEntry")
    @JsonInclude(JsonInclude.Include.NON_NULL)
    public record Entry(
            long id,
            UUID tenantId,
            Instant at,

            @Schema(description = "Who it was, as in /me; system for Hookgate itself")
            String actor,

            @Nullable String actorName,

            @Schema(description = "The address that the request came from") @Nullable
            String address,

            @Schema(examples = "update") String action,
            @Schema(examples = "endpoint") String objectType,
            String objectId,

            @Schema(
                    type = SchemaType.OBJECT,
                    description = "The object before; of an update what differs. Secrets are masked")
            @Nullable
            JsonNode before,

            @Schema(type = SchemaType.OBJECT) @Nullable JsonNode after) {}

    /** The newest entries that the filter wants, from before an entry; 0 for the newest of all. */
    Uni<List<Entry>> read(AuditFilter filter, long before, int most) {
        StringBuilder statement = new StringBuilder(READ);
        Tuple values = Tuple.of(filter.tenantId().value(), before == 0 ? Long.MAX_VALUE : before);
        // Only what is asked for, so that an index for it is used whatever else may be asked for.
        add(statement, values, " AND actor = $", filter.actor());
        add(statement, values, " AND action = $", filter.action());
        add(statement, values, " AND object_type = $", filter.objectType());
        add(statement, values, " AND object_id = $", filter.objectId());
        add(statement, values, " AND at >= $", filter.from());
        add(statement, values, " AND at < $", filter.to());
        add(statement, values, " ORDER BY id DESC LIMIT $", most);
        return pool.preparedQuery(statement.toString())
                .execute(values)
                .ifNoItem()
                .after(PATIENCE)
                .fail()
                .map(rows -> StreamSupport.stream(rows.spliterator(), false)
                        .map(this::entry)
                        .toList());
    }

    private static void add(StringBuilder statement, Tuple values, String condition, @Nullable Object value) {
        if (value != null) {
            values.addValue(value);
            statement.append(condition).append(values.size());
        }
    }

    /** All entries that the filter wants, the newest first, page by page as they are taken. */
    Multi<Entry> export(AuditFilter filter) {
        AtomicLong before = new AtomicLong();
        return Multi.createBy()
                .repeating()
                .uni(() -> read(filter, before.get(), EXPORT_PAGE)
                        .invoke(page ->
                                page.stream().reduce((one, next) -> next).ifPresent(last -> before.set(last.id()))))
                .whilst(page -> page.size() == EXPORT_PAGE)
                .onItem()
                .<Entry>disjoint();
    }

    /**
     * What somebody has done to something that is no configuration.
     *
     * @param after what came of it, without secrets
     */
    record Deed(
            String action,
            String objectType,
            String objectId,
            @Nullable Object after) {}

    /** Notes what somebody has done. */
    Uni<Void> add(TenantId tenantId, Caller caller, @Nullable String address, Deed deed) {
        Tuple values = Tuple.tuple()
                .addUUID(tenantId.value())
                .addString(caller.id())
                .addString(caller.name())
                .addString(address)
                .addString(deed.action())
                .addString(deed.objectType())
                .addString(deed.objectId())
                .addString(text(deed.after()));
        return pool.preparedQuery(ADD)
                .execute(values)
                .ifNoItem()
                .after(PATIENCE)
                .fail()
                .replaceWithVoid();
    }

    private Entry entry(Row row) {
        return new Entry(
                row.getLong("id"),
                row.getUUID("tenant_id"),
                row.getOffsetDateTime("at").toInstant(),
                row.getString("actor"),
                row.getString("actor_name"),
                row.getString("address"),
                row.getString("action"),
                row.getString("object_type"),
                row.getString("object_id"),
                tree(row.getString("before")),
                tree(row.getString("after")));
    }

    private @Nullable String text(@Nullable Object value) {
        try {
            return value == null ? null : json.writeValueAsString(value);
        } catch (JsonProcessingException e) {
            throw new IllegalStateException("An answer cannot be written", e);
        }
    }

    private @Nullable JsonNode tree(@Nullable String text) {
        try {
            return text == null ? null : json.readTree(text);
        } catch (JsonProcessingException e) {
            throw new IllegalStateException("A stored audit entry cannot be read", e);
        }
    }
}
