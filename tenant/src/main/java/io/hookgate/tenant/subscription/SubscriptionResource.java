package io.hookgate.tenant.subscription;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.hookgate.model.EndpointId;
import io.hookgate.model.SubscriptionId;
import io.hookgate.routing.DryRun;
import io.hookgate.tenant.endpoint.EndpointScope;
import io.hookgate.tenant.http.ApiProblem;
import io.hookgate.tenant.http.Page;
import io.hookgate.tenant.http.PageRequest;
import io.hookgate.tenant.http.PathId;
import io.hookgate.tenant.http.RequestBodies;
import io.hookgate.tenant.http.Requires;
import io.hookgate.tenant.http.Role;
import io.hookgate.tenant.http.TenantContext;
import io.smallrye.common.annotation.Blocking;
import io.smallrye.mutiny.Uni;
import jakarta.validation.Valid;
import jakarta.validation.constraints.NotNull;
import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.DELETE;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.PATCH;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.QueryParam;
import jakarta.ws.rs.core.MediaType;
import java.time.Instant;
import java.util.Locale;
import java.util.Objects;
import java.util.UUID;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.enums.SchemaType;
import org.eclipse.microprofile.openapi.annotations.media.Content;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.eclipse.microprofile.openapi.annotations.parameters.RequestBody;
import org.eclipse.microprofile.openapi.annotations.responses.APIResponse;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;
import org.jboss.resteasy.reactive.RestResponse;
import org.jspecify.annotations.Nullable;

/** The subscriptions of a tenant. */
@Path("/api/v1/tenants/{tenant}/subscriptions")
@Produces(MediaType.APPLICATION_JSON)
@Consumes(MediaType.APPLICATION_JSON)
@Tag(name = "Subscriptions")
public class SubscriptionResource {
    private final SubscriptionStore store;
    private final EndpointScope scope;
    private final TenantContext context;
    private final RequestBodies bodies;
    private final ObjectMapper json;
    private final PastDryRuns pastDryRuns;

    SubscriptionResource(
            SubscriptionStore store,
            EndpointScope scope,
            TenantContext context,
            RequestBodies bodies,
            ObjectMapper json,
            PastDryRuns pastDryRuns) {
        this.store = store;
        this.scope = scope;
        this.context = context;
        this.bodies = bodies;
        this.json = json;
        this.pastDryRuns = pastDryRuns;
    }

    /** A subscription in the API. */
    @Schema(name = "Subscription")
    @JsonInclude(JsonInclude.Include.NON_NULL)
    public record View(
            UUID id,
            String name,
            UUID endpointId,
            @Schema(type = SchemaType.OBJECT) JsonNode pattern,
            @Schema(type = SchemaType.OBJECT) @Nullable JsonNode transform,
            boolean ordered,

            @Schema(
                    enumeration = {"skip", "park"},
                    description = "Only where it is ordered")
            @Nullable
            String onFailure,

            @Schema(description = "Only where it is ordered, and limited") @Nullable
            Integer giveUpAfterSeconds,

            boolean enabled,
            Instant createdAt,
            Instant updatedAt) {}

    /** Makes a subscription. */
    @POST
    @Requires(value = Role.OPERATOR, orSubscriber = true)
    @Operation(summary = "Make a subscription")
    @APIResponse(
            responseCode = "201",
            description = "Made; in force when the answer comes",
            content = @Content(schema = @Schema(implementation = View.class)))
    public Uni<RestResponse<View>> create(@NotNull @Valid NewSubscription subscription) {
        return store.create(context.tenantId(), confined(Rule.of(subscription)))
                .map(row -> RestResponse.status(RestResponse.Status.CREATED, view(row)));
    }

    /** Lists the subscriptions. */
    @GET
    @Requires(value = Role.VIEWER, orSubscriber = true)
    @Operation(summary = "The subscriptions of the tenant, or those that lead to one endpoint")
    public Uni<Page<View>> list(
            @QueryParam("endpointId") @Nullable String endpointId,
            @QueryParam("limit") @Nullable String limit,
            @QueryParam("cursor") @Nullable String cursor) {
        PageRequest page = PageRequest.of(limit, cursor);
        return store.list(context.tenantId(), endpointFilter(endpointId), context.application(), page)
                .map(rows -> page.page(rows, row -> row.id, this::view));
    }

    /** Shows a subscription. */
    @GET
    @Path("{id}")
    @Requires(value = Role.VIEWER, orSubscriber = true)
    @Operation(summary = "A subscription")
    public Uni<View> get(@PathParam("id") String id) {
        return visible(id).map(this::view);
    }

    /** Changes a subscription. */
    @PATCH
    @Path("{id}")
    @Requires(value = Role.OPERATOR, orSubscriber = true)
    @Operation(
            summary = "Change a subscription",
            description =
                    "Fields that are absent stay; null sets a field back to its default. A pattern or transformation"
                            + " is replaced as a whole.")
    @APIResponse(
            responseCode = "200",
            description = "Changed",
            content = @Content(schema = @Schema(implementation = View.class)))
    public Uni<View> change(
            @PathParam("id") String id,
            @RequestBody(content = @Content(schema = @Schema(implementation = NewSubscription.class))) JsonNode patch) {
        return visible(id)
                .chain(seen -> store.change(
                        context.tenantId(),
                        new SubscriptionId(seen.id),
                        rule -> confined(
                                Rule.of(bodies.patched(posted(confined(rule)), patch, NewSubscription.class)))))
                .map(this::view);
    }

    /** Deletes a subscription. */
    @DELETE
    @Path("{id}")
    @Requires(value = Role.OPERATOR, orSubscriber = true)
    @Operation(summary = "Delete a subscription")
    @APIResponse(responseCode = "204", description = "Deleted")
    public Uni<Void> delete(@PathParam("id") String id) {
        return visible(id).chain(seen -> store.delete(context.tenantId(), new SubscriptionId(seen.id)));
    }

    /** Tries a pattern and a transformation. */
    @POST
    @Path("dry-run")
    @Requires(Role.VIEWER)
    @Blocking
    @Operation(
            summary = "Try a pattern and a transformation on an event, or on the events of the last hours",
            description =
                    "Nothing is stored or sent. Of stored events the newest are looked at first, up to 10000, for up to"
                            + " three seconds.")
    @APIResponse(
            responseCode = "200",
            description = "What it gave",
            content = @Content(schema = @Schema(oneOf = {DryRunView.class, PastDryRunView.class})))
    @APIResponse(responseCode = "429", description = "Another dry run over stored events is running")
    public Uni<DryRunAnswer> dryRun(@NotNull @Valid NewDryRun dryRun) {
        DryRun compiled = dryRun.compiled();
        Integer lastHours = dryRun.lastHours();
        return lastHours == null
                ? Uni.createFrom().item(DryRunView.of(compiled.on(Objects.requireNonNull(dryRun.event())), json))
                : pastDryRuns.run(context.tenantId(), compiled, lastHours).map(DryRunAnswer.class::cast);
    }

    /** A subscription that leads to an endpoint which the caller may see. */
    private Uni<SubscriptionEntity> visible(String id) {
        return store.get(context.tenantId(), subscriptionId(id)).invoke(row -> {
            if (!scope.includes(new EndpointId(row.endpointId))) {
                throw ApiProblem.notFound("subscription");
            }
        });
    }

    private Rule confined(Rule rule) {
        if (!scope.includes(rule.endpointId())) {
            throw SubscriptionStore.unknownEndpoint();
        }
        return rule;
    }

    private NewSubscription posted(Rule rule) {
        return new NewSubscription(
                rule.name(),
                rule.endpointId().toString(),
                tree(rule.pattern()),
                rule.transformation() == null ? null : tree(rule.transformation()),
                rule.ordered(),
                rule.onFailure().name().toLowerCase(Locale.ROOT),
                rule.giveUpAfterSeconds(),
                rule.enabled());
    }

    private View view(SubscriptionEntity row) {
        return new View(
                row.id,
                row.name,
                row.endpointId,
                tree(row.pattern),
                row.transformation == null ? null : tree(row.transformation),
                row.ordered,
                row.ordered ? row.onFailure : null,
                row.ordered ? row.giveUpAfterSeconds : null,
                row.enabled,
                row.createdAt,
                row.updatedAt);
    }

    private JsonNode tree(String text) {
        try {
            return json.readTree(text);
        } catch (JsonProcessingException e) {
            throw new IllegalStateException("Stored JSON cannot be read", e);
        }
    }

    private static @Nullable EndpointId endpointFilter(@Nullable String endpointId) {
        if (endpointId == null) {
            return null;
        }
        try {
            return EndpointId.parse(endpointId);
        } catch (IllegalArgumentException e) {
            throw ApiProblem.invalid("endpointId", "must be the identifier of an endpoint");
        }
    }

    private static SubscriptionId subscriptionId(String id) {
        return PathId.parse(id, SubscriptionId::parse, "subscription");
    }
}
