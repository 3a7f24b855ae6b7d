package io.hookgate.delivery.api;

import io.hookgate.delivery.bulk.JobRunner;
import io.hookgate.delivery.bulk.JobScope;
import io.hookgate.delivery.bulk.JobStore;
import io.hookgate.model.TenantId;
import io.hookgate.tenant.http.ApiProblem;
import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Clock;
import java.time.Instant;
import java.time.OffsetDateTime;
import org.jboss.resteasy.reactive.RestResponse;
import org.jspecify.annotations.Nullable;

/** Starts jobs that callers ask for, and refuses what they cannot do. */
@ApplicationScoped
class JobStart {
    private final JobStore store;
    private final JobRunner runner;
    private final Clock clock;

    JobStart(JobStore store, JobRunner runner, Clock clock) {
        this.store = store;
        this.runner = runner;
        this.clock = clock;
    }

    /**
     * Makes a job.
     *
     * @return the answer 202 with the job
     */
    Uni<RestResponse<JobView>> start(TenantId tenantId, JobScope scope, @Nullable Integer ratePerSecond) {
        if (ratePerSecond != null && ratePerSecond < 1) {
            throw ApiProblem.invalid("/ratePerSecond", "must be at least 1");
        }
        if (!scope.from().isBefore(scope.to())) {
            throw ApiProblem.invalid("/from", "must be before the end of the time");
        }
        return Uni.createFrom()
                .completionStage(() -> store.add(tenantId, scope, ratePerSecond).toCompletionStage())
                .map(job -> job.orElseThrow(() ->
                        new ApiProblem(409, "too-many-jobs", "The tenant has as many unfinished jobs as it may have.")))
                .invoke(runner::wake)
                .map(job -> RestResponse.status(RestResponse.Status.ACCEPTED, JobView.of(job)));
    }

    /** The beginning of a time that must be given. */
    static Instant beginning(String pointer, @Nullable OffsetDateTime time) {
        if (time == null) {
            throw ApiProblem.invalid(pointer, "A time is needed.");
        }
        return time.toInstant();
    }

    /** The end of a time; now if none is given. */
    Instant end(@Nullable OffsetDateTime time) {
        return time == null ? clock.instant().plusMillis(1) : time.toInstant();
    }
}
