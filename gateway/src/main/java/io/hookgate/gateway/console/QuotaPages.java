package io.hookgate.gateway.console;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.hookgate.tenant.directory.TenantResource;
import io.hookgate.tenant.http.Requires;
import io.hookgate.tenant.http.Role;
import io.hookgate.tenant.quota.QuotaResource;
import io.quarkus.qute.CheckedTemplate;
import io.quarkus.qute.TemplateInstance;
import io.smallrye.mutiny.Uni;
import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** How much a tenant may have, and how much of it it has. */
@Path("/console/t/{tenant}/settings/quotas")
public class QuotaPages {
    private static final String SECTION = "settings";
    private static final List<String> NAMES =
            List.of("sources", "endpoints", "subscriptions", "eventsPerDay", "payloadBytes");

    private final Pages pages;
    private final QuotaResource quotas;
    private final TenantResource tenants;

    QuotaPages(Pages pages, QuotaResource quotas, TenantResource tenants) {
        this.pages = pages;
        this.quotas = quotas;
        this.tenants = tenants;
    }

    @CheckedTemplate(basePath = "settings")
    static final class Templates {
        private Templates() {}

        static native TemplateInstance quotas(Shell shell, Use use, List<String> names, Form form, Faults faults);
    }

    /**
     * How much of everything is used.
     *
     * @param gauges what is counted
     * @param resetsAt when what is counted by the day begins anew
     * @param payloadBytes what each payload may have; null for no bound
     */
    record Use(
            List<Gauge> gauges, Instant resetsAt, @Nullable Long payloadBytes) {
        /** Copies the list. */
        Use {
            gauges = List.copyOf(gauges);
        }

        static Use of(QuotaResource.View view) {
            return new Use(
                    List.of(
                            gauge("sources", view.sources()),
                            gauge("endpoints", view.endpoints()),
                            gauge("subscriptions", view.subscriptions()),
                            new Gauge(
                                    "eventsPerDay",
                                    view.eventsPerDay().used(),
                                    view.eventsPerDay().limit())),
                    view.eventsPerDay().resetsAt(),
                    view.payloadBytes().limit());
        }

        private static Gauge gauge(String name, QuotaResource.Bound bound) {
            return new Gauge(name, bound.used(), bound.limit());
        }
    }

    /**
     * How much of one thing is used.
     *
     * @param limit null for no bound
     */
    record Gauge(String name, long used, @Nullable Long limit) {
        private static final double NEARLY = 0.8;

        /** How long the whole bar is; one of no length cannot be drawn. */
        public long length() {
            return limit == null ? 1 : Math.max(limit, 1);
        }

        /** How much of the bar is full; it is if nothing more is let in. */
        public long full() {
            return isUsedUp() ? length() : used;
        }

        /** The colour that says how near the bound is. */
        public String tone() {
            if (isUsedUp()) {
                return "bad";
            }
            return limit != null && used >= limit * NEARLY ? "wait" : "";
        }

        private boolean isUsedUp() {
            return limit != null && used >= limit;
        }

        public boolean daily() {
            return name.equals("eventsPerDay");
        }
    }

    /** Shows the quotas and their use. */
    @GET
    @Requires(Role.VIEWER)
    public Uni<Response> show(@PathParam("tenant") String slug) {
        return tenants.get(slug)
                .flatMap(tenant -> page(slug, own(tenant.quotas()), Faults.NONE))
                .flatMap(pages::show);
    }

    private Uni<TemplateInstance> page(String slug, Form form, Faults faults) {
        return quotas.get(slug).map(view -> Templates.quotas(pages.shell(SECTION), Use.of(view), NAMES, form, faults));
    }

    /** What is set for this tenant; fields are empty where the platform's default holds. */
    private static Form own(@Nullable JsonNode quotas) {
        return quotas == null
                ? Form.EMPTY
                : new Form(quotas.properties().stream()
                        .collect(Collectors.toMap(
                                Map.Entry::getKey, quota -> quota.getValue().asText())));
    }

    /** Sets the quotas. */
    @POST
    @Consumes(MediaType.APPLICATION_FORM_URLENCODED)
    @Requires(Role.PLATFORM_ADMIN)
    public Uni<Response> change(@PathParam("tenant") String slug) {
        Form form = Form.current();
        ObjectNode patch = JsonNodeFactory.instance.objectNode();
        patch.set("quotas", body(form));
        return pages.submit(
                () -> tenants.change(slug, patch),
                changed -> Uni.createFrom().item(pages.goTo("/settings/quotas", "saved")),
                problem -> page(slug, form, Faults.of(problem)).flatMap(pages::refuse));
    }

    private static ObjectNode body(Form form) {
        ObjectNode body = JsonNodeFactory.instance.objectNode();
        NAMES.forEach(name -> body.set(name, number(form.textOrNull(name))));
        return body;
    }

    /** What is no number goes on as it is: the API says what is wrong with it. */
    private static JsonNode number(@Nullable String text) {
        if (text == null) {
            return JsonNodeFactory.instance.nullNode();
        }
        try {
            return JsonNodeFactory.instance.numberNode(Long.parseLong(text));
        } catch (NumberFormatException e) {
            return JsonNodeFactory.instance.textNode(text);
        }
    }
}
