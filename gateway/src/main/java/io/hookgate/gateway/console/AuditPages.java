package io.hookgate.gateway.console;

import io.hookgate.tenant.audit.AuditLog;
import io.hookgate.tenant.audit.AuditResource;
import io.hookgate.tenant.http.Page;
import io.hookgate.tenant.http.Requires;
import io.hookgate.tenant.http.Role;
import io.quarkus.qute.CheckedTemplate;
import io.quarkus.qute.TemplateInstance;
import io.smallrye.mutiny.Uni;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.core.Context;
import jakarta.ws.rs.core.Response;
import jakarta.ws.rs.core.UriInfo;
import java.util.List;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** The audit log of a tenant. */
@Path("/console/t/{tenant}/audit")
public class AuditPages {
    private static final String SECTION = "audit";
    private static final String PAGE = "25";

    private static final List<String> ACTIONS =
            List.of("create", "update", "delete", "test", "secret", "recover", "retry", "cancel", "skip", "replay");
    private static final List<String> OBJECTS = List.of(
            "tenant",
            "source",
            "endpoint",
            "subscription",
            "application",
            "member",
            "api-key",
            "identity-provider",
            "delivery",
            "event",
            "job");

    private final Pages pages;
    private final AuditResource audit;

    AuditPages(Pages pages, AuditResource audit) {
        this.pages = pages;
        this.audit = audit;
    }

    @CheckedTemplate(basePath = "audit")
    static final class Templates {
        private Templates() {}

        static native TemplateInstance list(
                Shell shell,
                Search search,
                List<String> actions,
                List<String> objects,
                Page<AuditLog.Entry> entries,
                Faults faults);
    }

    /** Lists entries, the newest first. */
    @GET
    @Requires(Role.ADMIN)
    public Uni<Response> list(@Context UriInfo uri) {
        Search search = Search.of(uri);
        return pages.submit(
                () -> audit.list(
                        null,
                        search.value("action"),
                        search.value("objectType"),
                        search.value("objectId"),
                        search.time("from"),
                        search.time("to"),
                        PAGE,
                        search.value("cursor")),
                page -> pages.show(page(search, page, Faults.NONE)),
                problem -> pages.refuse(page(search, new Page<>(List.of(), null), Faults.of(problem))));
    }

    private TemplateInstance page(Search search, Page<AuditLog.Entry> entries, Faults faults) {
        return Templates.list(
                pages.shell(SECTION),
                search,
                choices(ACTIONS, search.value("action")),
                choices(OBJECTS, search.value("objectType")),
                entries,
                faults);
    }

    /** What is searched for by an address that somebody has written is a choice as well. */
    private static List<String> choices(List<String> usual, @Nullable String chosen) {
        return chosen == null || usual.contains(chosen)
                ? usual
                : Stream.concat(usual.stream(), Stream.of(chosen)).toList();
    }
}
