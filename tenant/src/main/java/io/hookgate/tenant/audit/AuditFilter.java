package io.hookgate.tenant.audit;

import io.hookgate.model.TenantId;
import io.hookgate.tenant.http.ApiProblem;
import java.time.OffsetDateTime;
import java.time.format.DateTimeParseException;
import org.jspecify.annotations.Nullable;

/** Which entries are wanted; what is null does not matter. */
record AuditFilter(
        TenantId tenantId,
        @Nullable String actor,
        @Nullable String action,
        @Nullable String objectType,
        @Nullable String objectId,
        @Nullable OffsetDateTime from,
        @Nullable OffsetDateTime to) {

    /** Reads a query parameter with an RFC 3339 time. */
    static @Nullable OffsetDateTime time(String name, @Nullable String text) {
        try {
            return text == null ? null : OffsetDateTime.parse(text);
        } catch (DateTimeParseException e) {
            throw ApiProblem.invalid(name, "must be a time as of RFC 3339, such as 2026-01-31T12:00:00Z");
        }
    }
}
