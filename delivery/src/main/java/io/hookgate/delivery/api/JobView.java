package io.hookgate.delivery.api;

import com.fasterxml.jackson.annotation.JsonInclude;
import io.hookgate.delivery.bulk.Job;
import io.hookgate.delivery.bulk.JobScope;
import io.hookgate.delivery.bulk.JobScope.Replay;
import io.hookgate.delivery.bulk.JobScope.Retry;
import io.hookgate.delivery.history.DeliveryStatus;
import io.hookgate.tenant.audit.AuditSubject;
import java.time.Instant;
import java.util.List;
import java.util.UUID;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.jspecify.annotations.Nullable;

/** A job in the API. */
@Schema(name = "Job")
@JsonInclude(JsonInclude.Include.NON_NULL)
public record JobView(
        UUID id,

        @Schema(
                enumeration = {"retry", "replay"},
                description = "Whether deliveries are attempted again, or events are sent again as new deliveries")
        String kind,

        @Schema(enumeration = {"queued", "running", "finished", "cancelled", "failed"})
        String status,

        Scope scope,
        int ratePerSecond,

        @Schema(description = "How much there was to do when it began, counted up to a million; absent before")
        @Nullable
        Long total,

        @Schema(description = "Deliveries, or events, that it has looked at")
        long processed,

        @Schema(description = "Deliveries that it has made due")
        long opened,

        Instant createdAt,
        @Nullable Instant startedAt,
        @Nullable Instant finishedAt)
        implements AuditSubject {

    @Override
    public String auditType() {
        return "job";
    }

    @Override
    public String auditId() {
        return id.toString();
    }

    /** What a job works on. */
    @Schema(name = "JobScope")
    @JsonInclude(JsonInclude.Include.NON_NULL)
    public record Scope(
            @Schema(description = "Made, or received, then or later")
            Instant from,

            @Schema(description = "Made, or received, before then")
            Instant to,

            @Schema(description = "Of a retry") @Nullable List<String> statuses,

            @Nullable UUID endpointId,
            @Nullable UUID subscriptionId,
            @Nullable String cause,
            @Nullable Integer statusCode,

            @Schema(description = "Of a replay to one subscription") @Nullable
            Boolean onlyMatching,

            @Nullable String type,
            @Nullable UUID sourceId,
            @Nullable String subject) {}

    static JobView of(Job job) {
        return new JobView(
                job.id(),
                job.scope().kind(),
                job.status().code(),
                scope(job.scope()),
                job.ratePerSecond(),
                job.total(),
                job.processed(),
                job.opened(),
                job.createdAt(),
                job.startedAt(),
                job.finishedAt());
    }

    private static Scope scope(JobScope scope) {
        if (scope instanceof Retry retry) {
            return new Scope(
                    retry.from(),
                    retry.to(),
                    retry.statuses().stream().map(DeliveryStatus::code).toList(),
                    retry.endpointId(),
                    retry.subscriptionId(),
                    retry.cause(),
                    retry.statusCode(),
                    null,
                    null,
                    null,
                    null);
        }
        Replay replay = (Replay) scope;
        return new Scope(
                replay.from(),
                replay.to(),
                null,
                null,
                replay.subscriptionId(),
                null,
                null,
                replay.subscriptionId() == null ? null : replay.onlyMatching(),
                replay.type(),
                replay.sourceId(),
                replay.subject());
    }
}
