package io.hookgate.gateway.console;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.hookgate.tenant.directory.TenantResource;
import io.hookgate.tenant.http.Page;
import io.hookgate.tenant.http.Requires;
import io.hookgate.tenant.http.Role;
import io.hookgate.tenant.http.TenantContext;
import io.quarkus.qute.CheckedTemplate;
import io.quarkus.qute.TemplateInstance;
import io.smallrye.mutiny.Uni;
import io.vertx.ext.web.RoutingContext;
import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.QueryParam;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** The way in: the choice of a tenant, and how somebody wants to see the console. */
@Path("/console")
public class StartPages {
    private static final String PAGE = "50";

    private final Pages pages;
    private final TenantResource tenants;
    private final TenantContext context;
    private final ObjectMapper json;

    StartPages(Pages pages, TenantResource tenants, TenantContext context, ObjectMapper json) {
        this.json = json;
        this.pages = pages;
        this.tenants = tenants;
        this.context = context;
    }

    @CheckedTemplate(basePath = "start")
    static final class Templates {
        private Templates() {}

        static native TemplateInstance tenants(
                Shell shell,
                List<TenantResource.View> tenants,
                @Nullable String next,
                boolean mayCreate,
                Form form,
                Faults faults);
    }

    /** Goes to the only tenant, or to the choice of one. */
    @GET
    @Requires(Role.VIEWER)
    public Uni<Response> start() {
        return tenants.list("2", null)
                .map(page -> Pages.seeOther(
                        page.items().size() == 1
                                ? "/console/t/" + page.items().get(0).slug()
                                : "/console/tenants"));
    }

    /** Shows the tenants to choose from. */
    @GET
    @Path("tenants")
    @Requires(Role.VIEWER)
    public Uni<Response> choose(@QueryParam("cursor") @Nullable String cursor) {
        return tenants.list(PAGE, cursor).flatMap(page -> choice(page, Form.EMPTY, Faults.NONE));
    }

    /** Makes a tenant. */
    @POST
    @Path("tenants")
    @Consumes(MediaType.APPLICATION_FORM_URLENCODED)
    @Requires(Role.PLATFORM_ADMIN)
    public Uni<Response> create() {
        Form form = Form.current();
        return pages.submit(
                () -> tenants.create(JsonForm.value(json, body(form), TenantResource.NewTenant.class)),
                made -> Uni.createFrom()
                        .item(Pages.seeOther("/console/t/" + made.getEntity().slug() + "?done=tenant-made")),
                problem ->
                        tenants.list(PAGE, null).flatMap(page -> pages.refuse(page(page, form, Faults.of(problem)))));
    }

    private static ObjectNode body(Form form) {
        return JsonNodeFactory.instance
                .objectNode()
                .put("slug", form.text("slug"))
                .put("name", form.text("name"));
    }

    private Uni<Response> choice(Page<TenantResource.View> page, Form form, Faults faults) {
        return pages.show(page(page, form, faults));
    }

    private TemplateInstance page(Page<TenantResource.View> page, Form form, Faults faults) {
        return Templates.tenants(
                pages.shell(""), page.items(), page.next(), context.caller().platformAdmin(), form, faults);
    }

    /** Keeps language and theme, and goes back to the page where they were chosen. */
    @POST
    @Path("preferences")
    @Consumes(MediaType.APPLICATION_FORM_URLENCODED)
    @Requires(Role.VIEWER)
    public Response prefer(RoutingContext request) {
        Form form = Form.current();
        Preferences.choose(request, form.textOrNull("language"), form.textOrNull("theme"));
        String back = form.text("back");
        return Pages.seeOther(isOurs(back) ? back : "/console");
    }

    /** Whether an address leads to a page of the console, and not away from it. */
    static boolean isOurs(String address) {
        return (address.equals("/console") || address.startsWith("/console/"))
                && address.chars().allMatch(c -> c > ' ' && c < 127 && c != '\\')
                && !address.contains("//");
    }
}
