package io.hookgate.gateway.console;

import io.hookgate.delivery.health.FailingEndpoints;
import io.hookgate.delivery.traffic.TrafficHistory;
import io.hookgate.tenant.Configuration;
import io.hookgate.tenant.Endpoint;
import io.hookgate.tenant.endpoint.EndpointResource;
import io.hookgate.tenant.http.Requires;
import io.hookgate.tenant.http.Role;
import io.hookgate.tenant.http.TenantContext;
import io.quarkus.qute.CheckedTemplate;
import io.quarkus.qute.TemplateInstance;
import io.smallrye.mutiny.Uni;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.QueryParam;
import jakarta.ws.rs.core.Response;
import java.time.Clock;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/** The first page of a tenant: what passes through, what waits, and what needs somebody. */
@Path("/console/t/{tenant}")
public class HomePages {
    private static final String SECTION = "home";
    private static final String ONE = "1";
    private static final int MOST_FAILING = 20;
    private static final double PERCENT = 100.0;

    private final Pages pages;
    private final TrafficHistory traffic;
    private final EndpointResource endpoints;
    private final FailingEndpoints failing;
    private final Configuration configuration;
    private final TenantContext context;
    private final Clock clock;

    HomePages(
            Pages pages,
            TrafficHistory traffic,
            EndpointResource endpoints,
            FailingEndpoints failing,
            Configuration configuration,
            TenantContext context,
            Clock clock) {
        this.pages = pages;
        this.traffic = traffic;
        this.endpoints = endpoints;
        this.failing = failing;
        this.configuration = configuration;
        this.context = context;
        this.clock = clock;
    }

    @CheckedTemplate(basePath = "home")
    static final class Templates {
        private Templates() {}

        static native TemplateInstance home(Shell shell, Overview overview);

        static native TemplateInstance overview(Shell shell, Overview overview);
    }

    /** An endpoint that needs attention. */
    record Ailing(Endpoint endpoint, FailingEndpoints.Failing failing) {
        public String state() {
            return endpoint.state().name().toLowerCase(Locale.ROOT);
        }
    }

    /** What is shown of a span of time. */
    record Overview(
            TimeSpan span,
            TrafficHistory.Step total,
            TrafficHistory.Backlog backlog,
            Chart traffic,
            Chart latency,
            List<Ailing> unhealthy,
            boolean endpoints) {

        /** The share of deliveries that ended well, in percent; a dash while none has ended. */
        public String successRate() {
            long ended = total.delivered() + total.dead();
            return ended == 0 ? "–" : String.format(Locale.ROOT, "%.1f %%", PERCENT * total.delivered() / ended);
        }

        public String median() {
            return total.median().isEmpty() ? "–" : Texts.millis(total.median().getAsLong());
        }

        public String slow() {
            return total.slow().isEmpty() ? "–" : Texts.millis(total.slow().getAsLong());
        }

        public String retrying() {
            return counted(backlog.retrying());
        }

        public String dead() {
            return counted(backlog.dead());
        }

        private static String counted(long count) {
            return count >= TrafficHistory.MOST ? TrafficHistory.MOST + "+" : Long.toString(count);
        }
    }

    /** Shows the tenant's first page; a subscriber's is that of the endpoints. */
    @GET
    @Requires(value = Role.VIEWER, orSubscriber = true)
    public Uni<Response> home(@QueryParam("span") @Nullable String span) {
        if (!pages.shell(SECTION).viewer()) {
            return Uni.createFrom().item(pages.goTo("/endpoints"));
        }
        return overviewOf(TimeSpan.named(span))
                .flatMap(overview -> pages.show(Templates.home(pages.shell(SECTION), overview)));
    }

    /** Shows what changes all the time; asked for again and again while the page is open. */
    @GET
    @Path("overview")
    @Requires(Role.VIEWER)
    public Uni<Response> overview(@QueryParam("span") @Nullable String span) {
        return overviewOf(TimeSpan.named(span))
                .flatMap(overview -> pages.show(Templates.overview(pages.shell(SECTION), overview)));
    }

    private Uni<Overview> overviewOf(TimeSpan span) {
        return Uni.combine()
                .all()
                .unis(
                        traffic.since(context.tenantId(), span.start(clock.instant()), span.step(), span.steps()),
                        traffic.backlog(context.tenantId()),
                        failing.longest(context.tenantId(), MOST_FAILING),
                        endpoints.list(ONE, null))
                .asTuple()
                .map(all -> new Overview(
                        span,
                        all.getItem1().total(),
                        all.getItem2(),
                        Chart.traffic(all.getItem1().steps(), span),
                        Chart.latency(all.getItem1().steps(), span),
                        ailing(all.getItem3()),
                        !all.getItem4().items().isEmpty()));
    }

    /** Those that are there no more are left out. */
    private List<Ailing> ailing(List<FailingEndpoints.Failing> found) {
        return found.stream()
                .flatMap(
                        one -> configuration
                                .endpoint(context.tenantId(), one.endpointId())
                                .map(endpoint -> new Ailing(endpoint, one))
                                .stream())
                .toList();
    }
}
