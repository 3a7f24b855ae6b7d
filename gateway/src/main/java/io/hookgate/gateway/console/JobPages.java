package io.hookgate.gateway.console;

import io.hookgate.delivery.api.JobResource;
import io.hookgate.delivery.api.JobView;
import io.hookgate.tenant.http.Page;
import io.hookgate.tenant.http.Requires;
import io.hookgate.tenant.http.Role;
import io.quarkus.qute.CheckedTemplate;
import io.quarkus.qute.TemplateInstance;
import io.smallrye.mutiny.Uni;
import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.QueryParam;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** Bulk work: how far it has come, and stopping it. */
@Path("/console/t/{tenant}/jobs")
public class JobPages {
    private static final String SECTION = "jobs";
    private static final String PAGE = "25";

    private final Pages pages;
    private final JobResource jobs;
    private final EndpointNames endpoints;
    private final SubscriptionNames subscriptions;

    JobPages(Pages pages, JobResource jobs, EndpointNames endpoints, SubscriptionNames subscriptions) {
        this.pages = pages;
        this.jobs = jobs;
        this.endpoints = endpoints;
        this.subscriptions = subscriptions;
    }

    @CheckedTemplate(basePath = "jobs")
    static final class Templates {
        private Templates() {}

        static native TemplateInstance list(Shell shell, List<Work> jobs, @Nullable String next);

        static native TemplateInstance job(Shell shell, Work work);

        static native TemplateInstance progress(Shell shell, Work work);
    }

    /**
     * A job with names.
     *
     * @param endpoint the endpoint whose deliveries it is confined to; null if it is not
     * @param subscription the subscription that it is confined to; null if it is not
     */
    record Work(
            JobView job,
            @Nullable String endpoint,
            @Nullable String subscription) {
        private static final int ALL = 100;

        public boolean ended() {
            return job.finishedAt() != null;
        }

        /** How much is done, in percent; what has just begun is not known, and counts as nothing. */
        public long percent() {
            Long total = job.total();
            if (job.status().equals("finished")) {
                return ALL;
            }
            return total == null || total == 0 ? 0 : Math.min(ALL, job.processed() * ALL / total);
        }

        /** Of a span that begins with the oldest there is no beginning to be shown. */
        public boolean fromTheBeginning() {
            return job.scope().from().getEpochSecond() == 0;
        }
    }

    /** Lists jobs, the newest first. */
    @GET
    @Requires(Role.VIEWER)
    public Uni<Response> list(@QueryParam("cursor") @Nullable String cursor) {
        return jobs.list(null, PAGE, cursor).flatMap(page -> pages.show(list(page)));
    }

    private TemplateInstance list(Page<JobView> page) {
        return Templates.list(
                pages.shell(SECTION), page.items().stream().map(this::work).toList(), page.next());
    }

    private Work work(JobView job) {
        UUID endpoint = job.scope().endpointId();
        UUID subscription = job.scope().subscriptionId();
        return new Work(
                job,
                endpoint == null ? null : endpoints.of(endpoint),
                subscription == null ? null : subscriptions.of(subscription));
    }

    /** Shows a job. */
    @GET
    @Path("{id}")
    @Requires(value = Role.VIEWER, orSubscriber = true)
    public Uni<Response> show(@PathParam("id") String id) {
        return jobs.get(id).flatMap(job -> pages.show(Templates.job(pages.shell(SECTION), work(job))));
    }

    /** Shows how far a job has come; asked for again and again while the page is open. */
    @GET
    @Path("{id}/progress")
    @Requires(value = Role.VIEWER, orSubscriber = true)
    public Uni<Response> progress(@PathParam("id") String id) {
        return jobs.get(id).flatMap(job -> pages.show(Templates.progress(pages.shell(SECTION), work(job))));
    }

    /** Stops a job. */
    @POST
    @Path("{id}/cancel")
    @Consumes(MediaType.APPLICATION_FORM_URLENCODED)
    @Requires(value = Role.OPERATOR, orSubscriber = true)
    public Uni<Response> cancel(@PathParam("id") String id) {
        return jobs.cancel(id).map(cancelled -> pages.goTo("/jobs/" + id, "job-cancelled"));
    }
}
