package io.hookgate.gateway.requests;

import com.fasterxml.jackson.annotation.JsonInclude;
import io.hookgate.model.SourceId;
import io.hookgate.tenant.http.ApiProblem;
import io.hookgate.tenant.http.Page;
import io.hookgate.tenant.http.Requires;
import io.hookgate.tenant.http.Role;
import io.hookgate.tenant.http.TenantContext;
import io.smallrye.mutiny.Uni;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.QueryParam;
import jakarta.ws.rs.core.MediaType;
import java.time.Instant;
import java.time.format.DateTimeParseException;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import java.util.function.Function;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;
import org.jspecify.annotations.Nullable;

/** The inbound requests of a tenant, the refused ones with their cause. */
@Path("/api/v1/tenants/{tenant}/requests")
@Produces(MediaType.APPLICATION_JSON)
@Tag(name = "Requests")
public class RequestResource {
    private static final int DEFAULT_LIMIT = 50;
    private static final int MAX_LIMIT = 100;
    private static final UUID LAST = new UUID(-1L, -1L);
    private static final Instant FAR_FUTURE = Instant.parse("9999-12-31T00:00:00Z");

    private final RequestStore store;
    private final TenantContext tenant;

    RequestResource(RequestStore store, TenantContext tenant) {
        this.store = store;
        this.tenant = tenant;
    }

    /** One inbound request in the API. */
    @JsonInclude(JsonInclude.Include.NON_NULL)
    public record View(
            UUID id,
            UUID sourceId,
            Instant receivedAt,
            String outcome,
            @Nullable String cause,
            @Nullable String detail,

            @Schema(description = "What the owner of the source can do about the cause") @Nullable
            String advice,

            String method,
            int status,
            int bodyBytes,
            String remoteAddress,
            int events) {

        static View of(InboundRequestRecord entry) {
            return new View(
                    entry.id(),
                    entry.sourceId().value(),
                    entry.receivedAt(),
                    entry.outcome().code(),
                    entry.cause(),
                    entry.detail(),
                    Optional.ofNullable(entry.cause()).flatMap(Advice::about).orElse(null),
                    entry.method(),
                    entry.status(),
                    entry.bodyBytes(),
                    entry.remoteAddress(),
                    entry.events());
        }
    }

    /** Lists inbound requests, the newest first. */
    @GET
    @Requires(Role.VIEWER)
    @Operation(summary = "Inbound requests, the refused ones with their cause; the newest first")
    public Uni<Page<View>> list(
            @QueryParam("sourceId") @Nullable String sourceId,
            @QueryParam("outcome") @Nullable String outcome,
            @QueryParam("cause") @Nullable String cause,
            @QueryParam("from") @Nullable String from,
            @QueryParam("to") @Nullable String to,
            @QueryParam("limit") @Nullable String limit,
            @QueryParam("cursor") @Nullable String cursor) {
        int size = limit == null ? DEFAULT_LIMIT : parse("limit", limit, RequestResource::pageSize);
        RequestStore.Filter filter = new RequestStore.Filter(
                cursor == null ? LAST : parse("cursor", cursor, RequestResource::cursor),
                from == null ? Instant.EPOCH : parse("from", from, Instant::parse),
                to == null ? FAR_FUTURE : parse("to", to, Instant::parse),
                sourceId == null ? null : parse("sourceId", sourceId, SourceId::parse),
                outcome == null ? null : parse("outcome", outcome, RequestResource::outcome),
                cause,
                size + 1);
        return store.list(tenant.tenantId(), filter).map(records -> page(records, size));
    }

    private static Page<View> page(List<InboundRequestRecord> records, int size) {
        List<View> views = records.stream().limit(size).map(View::of).toList();
        String next = records.size() > size ? views.get(size - 1).id().toString() : null;
        return new Page<>(views, next);
    }

    private static UUID cursor(String text) {
        return SourceId.parse(text).value();
    }

    private static int pageSize(String text) {
        int size = Integer.parseInt(text);
        if (size < 1 || size > MAX_LIMIT) {
            throw new IllegalArgumentException("out of range");
        }
        return size;
    }

    private static RequestOutcome outcome(String text) {
        return RequestOutcome.ofCode(text).orElseThrow(() -> new IllegalArgumentException("unknown outcome"));
    }

    private static <T> T parse(String name, String text, Function<String, T> parser) {
        try {
            return parser.apply(text);
        } catch (IllegalArgumentException | DateTimeParseException e) {
            throw ApiProblem.invalid(name, "The parameter " + name + " has a value that is not allowed.");
        }
    }
}
