package io.hookgate.gateway.console;

import io.hookgate.tenant.directory.ApplicationResource;
import io.hookgate.tenant.http.Page;
import io.hookgate.tenant.http.TenantContext;
import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** The tenant's applications, as far as whoever is signed in may choose among them. */
@ApplicationScoped
class ApplicationNames {
    private static final String MOST = "100";

    private final ApplicationResource applications;
    private final TenantContext context;

    ApplicationNames(ApplicationResource applications, TenantContext context) {
        this.applications = applications;
        this.context = context;
    }

    /** Those to choose from; none for a subscriber, who has one and no choice. */
    Uni<List<ApplicationResource.View>> all() {
        return context.application().isPresent()
                ? Uni.createFrom().item(List.of())
                : applications.list(MOST, null).map(Page::items);
    }

    /** The name of an application; empty without one, and for a subscriber, who has but one. */
    Uni<Optional<String>> of(@Nullable UUID id) {
        return id == null || context.application().isPresent()
                ? Uni.createFrom().item(Optional.empty())
                : applications.get(id.toString()).map(found -> Optional.of(found.name()));
    }
}
