package io.hookgate.gateway.console;

import io.hookgate.delivery.api.DeliveryResource;
import io.hookgate.delivery.api.DeliveryView;
import io.hookgate.tenant.endpoint.EndpointResource;
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
import org.jspecify.annotations.Nullable;

/** Deliveries that were given up, and sending them again. */
@Path("/console/t/{tenant}/dead-letters")
public class DeadLetterPages {
    private static final String SECTION = "dead-letters";
    private static final String PAGE = "25";
    private static final String MOST_ENDPOINTS = "100";
    private static final List<String> CAUSES = List.of(
            "attempts-exhausted",
            "max-age-exceeded",
            "order-given-up",
            "status-rule",
            "gone",
            "transformation-failed",
            "event-expired");

    private final Pages pages;
    private final DeliveryResource deliveries;
    private final EndpointResource endpoints;
    private final DeliveryRows rows;

    DeadLetterPages(Pages pages, DeliveryResource deliveries, EndpointResource endpoints, DeliveryRows rows) {
        this.pages = pages;
        this.deliveries = deliveries;
        this.endpoints = endpoints;
        this.rows = rows;
    }

    @CheckedTemplate(basePath = "deadletters")
    static final class Templates {
        private Templates() {}

        static native TemplateInstance list(Shell shell, Result result);
    }

    /** What a search has found. */
    record Result(
            Search search,
            List<DeliveryRows.Row> rows,
            @Nullable String next,
            List<EndpointResource.View> endpoints,
            Faults faults) {

        /** Why a delivery can be dead. */
        public List<String> causes() {
            return CAUSES;
        }
    }

    /** Lists dead deliveries, the newest first. */
    @GET
    @Requires(value = Role.VIEWER, orSubscriber = true)
    public Uni<Response> list(@Context UriInfo uri) {
        Search search = Search.of(uri);
        return endpoints
                .list(MOST_ENDPOINTS, null)
                .flatMap(known -> pages.submit(
                        () -> find(search),
                        page -> pages.show(page(search, page, known.items(), Faults.NONE)),
                        problem -> pages.refuse(
                                page(search, new Page<>(List.of(), null), known.items(), Faults.of(problem)))));
    }

    private Uni<Page<DeliveryView>> find(Search search) {
        return deliveries.list(
                "dead",
                search.value("endpointId"),
                search.value("subscriptionId"),
                null,
                search.value("cause"),
                search.value("statusCode"),
                search.time("from"),
                search.time("to"),
                PAGE,
                search.value("cursor"));
    }

    private TemplateInstance page(
            Search search, Page<DeliveryView> page, List<EndpointResource.View> known, Faults faults) {
        return Templates.list(
                pages.shell(SECTION), new Result(search, rows.of(page.items()), page.next(), known, faults));
    }
}
