package io.hookgate.delivery.api;

import io.hookgate.delivery.bulk.Job;
import io.hookgate.delivery.bulk.JobScope.Retry;
import io.hookgate.delivery.bulk.JobStatus;
import io.hookgate.delivery.bulk.JobStore;
import io.hookgate.delivery.history.Span;
import io.hookgate.model.EndpointId;
import io.hookgate.model.TenantId;
import io.hookgate.tenant.endpoint.EndpointScope;
import io.hookgate.tenant.http.ApiProblem;
import io.hookgate.tenant.http.Page;
import io.hookgate.tenant.http.PathId;
import io.hookgate.tenant.http.Requires;
import io.hookgate.tenant.http.Role;
import io.hookgate.tenant.http.TenantContext;
import io.smallrye.mutiny.Uni;
import io.vertx.core.Future;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.QueryParam;
import jakarta.ws.rs.core.MediaType;
import java.util.UUID;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.media.Content;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.eclipse.microprofile.openapi.annotations.parameters.Parameter;
import org.eclipse.microprofile.openapi.annotations.responses.APIResponse;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;
import org.jspecify.annotations.Nullable;

/** The bulk work of a tenant. */
@Path("/api/v1/tenants/{tenant}/jobs")
@Produces(MediaType.APPLICATION_JSON)
@Tag(name = "Jobs")
public class JobResource {
    private static final String JOB = "job";

    private final JobStore store;
    private final EndpointScope scope;
    private final TenantContext context;

    JobResource(JobStore store, EndpointScope scope, TenantContext context) {
        this.store = store;
        this.scope = scope;
        this.context = context;
    }

    /** Lists jobs, the newest first. */
    @GET
    @Requires(Role.VIEWER)
    @Operation(summary = "Jobs, the newest first")
    public Uni<Page<JobView>> list(
            @Parameter(schema = @Schema(enumeration = {"queued", "running", "finished", "cancelled", "failed"}))
                    @QueryParam("status")
                    @Nullable
                    String status,
            @QueryParam("limit") @Nullable String limit,
            @QueryParam("cursor") @Nullable String cursor) {
        Slice slice = Slice.of(limit, cursor);
        UUID before = Span.of(null, null, slice.cursor()).before();
        return uni(store.list(context.tenantId(), before, status == null ? null : status(status)))
                .map(jobs -> slice.page(jobs, Job::id, JobView::of));
    }

    /** Shows a job. */
    @GET
    @Path("{id}")
    @Requires(value = Role.VIEWER, orSubscriber = true)
    @Operation(summary = "A job and how far it has come")
    public Uni<JobView> get(@PathParam("id") String id) {
        return visible(context.tenantId(), jobId(id)).map(JobView::of);
    }

    /** Stops a job. */
    @POST
    @Path("{id}/cancel")
    @Requires(value = Role.OPERATOR, orSubscriber = true)
    @Operation(summary = "Stop a job", description = "What it has done stays done.")
    @APIResponse(
            responseCode = "200",
            description = "It is cancelled",
            content = @Content(schema = @Schema(implementation = JobView.class)))
    @APIResponse(responseCode = "409", description = "It has ended already")
    public Uni<JobView> cancel(@PathParam("id") String id) {
        TenantId tenantId = context.tenantId();
        UUID jobId = jobId(id);
        return visible(tenantId, jobId)
                .chain(() -> uni(store.cancel(tenantId, jobId)))
                .map(cancelled -> cancelled
                        .map(JobView::of)
                        .orElseThrow(() -> new ApiProblem(409, "job-ended", "The job has ended already.")));
    }

    /** A job that works on nothing but what the caller may see. */
    private Uni<Job> visible(TenantId tenantId, UUID id) {
        return uni(store.get(tenantId, id))
                .map(found -> found.filter(this::isVisible).orElseThrow(() -> ApiProblem.notFound(JOB)));
    }

    private boolean isVisible(Job job) {
        if (context.application().isEmpty()) {
            return true;
        }
        return job.scope() instanceof Retry retry
                && retry.endpointId() != null
                && scope.includes(new EndpointId(retry.endpointId()));
    }

    private static JobStatus status(String code) {
        return JobStatus.ofCode(code)
                .orElseThrow(() -> ApiProblem.invalid(
                        "status", "The status of a job is queued, running, finished, cancelled or failed."));
    }

    private static UUID jobId(String id) {
        return PathId.parse(id, UUID::fromString, JOB);
    }

    private static <T> Uni<T> uni(Future<T> future) {
        return Uni.createFrom().completionStage(future.toCompletionStage());
    }
}
