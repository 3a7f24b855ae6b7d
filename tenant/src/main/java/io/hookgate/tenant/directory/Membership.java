package io.hookgate.tenant.directory;

import io.hookgate.model.ApplicationId;
import io.hookgate.tenant.http.ApiProblem;
import io.hookgate.tenant.http.Role;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * What somebody is in a tenant.
 *
 * @param applicationId the application of a subscriber; null for every other role
 */
record Membership(Role role, @Nullable UUID applicationId) {

    /** Reads what was posted; fails with an {@link ApiProblem} when it does not make sense. */
    static Membership of(String code, @Nullable String application) {
        Role role = Role.ofCode(code)
                .filter(wanted -> wanted != Role.PLATFORM_ADMIN)
                .orElseThrow(() -> ApiProblem.invalid("/role", "must be admin, operator, viewer or subscriber"));
        if ((role == Role.SUBSCRIBER) != (application != null)) {
            throw ApiProblem.invalid(
                    "/applicationId",
                    role == Role.SUBSCRIBER ? "is needed for a subscriber" : "is for the role subscriber alone");
        }
        if (application == null) {
            return new Membership(role, null);
        }
        try {
            return new Membership(role, ApplicationId.parse(application).value());
        } catch (IllegalArgumentException e) {
            throw Applications.unknown();
        }
    }
}
