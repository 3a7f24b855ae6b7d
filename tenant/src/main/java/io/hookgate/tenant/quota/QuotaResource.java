package io.hookgate.tenant.quota;

import com.fasterxml.jackson.annotation.JsonInclude;
import io.hookgate.model.TenantId;
import io.hookgate.tenant.Configuration;
import io.hookgate.tenant.Quotas;
import io.hookgate.tenant.http.Requires;
import io.hookgate.tenant.http.Role;
import io.hookgate.tenant.http.TenantContext;
import io.smallrye.mutiny.Uni;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.MediaType;
import java.time.Instant;
import java.util.Map;
import java.util.OptionalLong;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;
import org.jspecify.annotations.Nullable;

/** What a tenant may have, and how much of it it has. */
@Path("/api/v1/tenants/{tenant}/quotas")
@Produces(MediaType.APPLICATION_JSON)
@Tag(name = "Tenants")
public class QuotaResource {
    private final Configuration configuration;
    private final StockStore stocks;
    private final EventUseStore events;
    private final EventAllowance allowance;
    private final TenantContext context;

    QuotaResource(
            Configuration configuration,
            StockStore stocks,
            EventUseStore events,
            EventAllowance allowance,
            TenantContext context) {
        this.configuration = configuration;
        this.stocks = stocks;
        this.events = events;
        this.allowance = allowance;
        this.context = context;
    }

    /** All quotas of a tenant with their use. */
    @Schema(name = "QuotaUse")
    public record View(
            Bound sources, Bound endpoints, Bound subscriptions, DailyBound eventsPerDay, Size payloadBytes) {}

    /** What is kept. */
    @JsonInclude(JsonInclude.Include.ALWAYS)
    @Schema(name = "QuotaBound")
    public record Bound(
            @Schema(description = "null for no bound") @Nullable
            Long limit,

            long used) {}

    /** What is allowed again every day. */
    @JsonInclude(JsonInclude.Include.ALWAYS)
    @Schema(name = "QuotaDailyBound")
    public record DailyBound(
            @Schema(description = "null for no bound") @Nullable
            Long limit,

            @Schema(
                    description = "Of all nodes together; what other nodes have accepted in the last two seconds may be"
                            + " missing")
            long used,

            @Schema(description = "Midnight UTC") Instant resetsAt) {}

    /** What each payload is held against. */
    @JsonInclude(JsonInclude.Include.ALWAYS)
    @Schema(name = "QuotaSize")
    public record Size(
            @Schema(description = "null for no bound but that of ingress") @Nullable
            Long limit) {}

    /** Shows the quotas. */
    @GET
    @Requires(Role.VIEWER)
    @Operation(
            summary = "The quotas of a tenant, and how much of them is used",
            description = "They are set with the tenant, by platform administrators.")
    public Uni<View> get(@PathParam("tenant") String tenant) {
        TenantId tenantId = context.tenantId();
        Quotas quotas = configuration.quotas(tenantId);
        return stocks.count(tenantId)
                .chain(counts ->
                        events.of(tenantId, allowance.date()).map(sent -> view(tenantId, quotas, counts, sent)));
    }

    private View view(TenantId tenantId, Quotas quotas, Map<Stock, Long> counts, long sent) {
        return new View(
                bound(quotas, counts, Stock.SOURCES),
                bound(quotas, counts, Stock.ENDPOINTS),
                bound(quotas, counts, Stock.SUBSCRIPTIONS),
                new DailyBound(
                        limit(quotas.eventsPerDay()), Math.max(sent, allowance.known(tenantId)), allowance.nextDay()),
                new Size(limit(quotas.payloadBytes())));
    }

    private static Bound bound(Quotas quotas, Map<Stock, Long> counts, Stock stock) {
        return new Bound(limit(stock.most(quotas)), counts.getOrDefault(stock, 0L));
    }

    private static @Nullable Long limit(OptionalLong most) {
        return most.isPresent() ? most.getAsLong() : null;
    }
}
