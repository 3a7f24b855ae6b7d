package io.hookgate.gateway.console;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import io.hookgate.tenant.directory.TenantResource;
import io.hookgate.tenant.http.Requires;
import io.hookgate.tenant.http.Role;
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

/** Settings of a tenant. */
@Path("/console/t/{tenant}/settings")
public class SettingsPages {
    private static final String SECTION = "settings";

    private final Pages pages;
    private final TenantResource tenants;

    SettingsPages(Pages pages, TenantResource tenants) {
        this.pages = pages;
        this.tenants = tenants;
    }

    @CheckedTemplate(basePath = "settings")
    static final class Templates {
        private Templates() {}

        static native TemplateInstance settings(Shell shell, TenantResource.View tenant, String name, Faults faults);
    }

    /** Shows the settings. */
    @GET
    @Requires(Role.ADMIN)
    public Uni<Response> show(@PathParam("tenant") String slug) {
        return tenants.get(slug).flatMap(tenant -> pages.show(page(tenant, tenant.name(), Faults.NONE)));
    }

    private TemplateInstance page(TenantResource.View tenant, String name, Faults faults) {
        return Templates.settings(pages.shell(SECTION), tenant, name, faults);
    }

    /** Renames the tenant. */
    @POST
    @Consumes(MediaType.APPLICATION_FORM_URLENCODED)
    @Requires(Role.ADMIN)
    public Uni<Response> rename(@PathParam("tenant") String slug) {
        String name = Form.current().text("name");
        return tenants.get(slug)
                .flatMap(tenant -> pages.submit(
                        () -> tenants.change(
                                slug, JsonNodeFactory.instance.objectNode().put("name", name)),
                        changed -> Uni.createFrom().item(pages.goTo("/settings", "saved")),
                        problem -> pages.refuse(page(tenant, name, Faults.of(problem)))));
    }

    /** Deletes the tenant with everything that is configured in it, if its name was typed. */
    @POST
    @Path("delete")
    @Consumes(MediaType.APPLICATION_FORM_URLENCODED)
    @Requires(Role.PLATFORM_ADMIN)
    public Uni<Response> delete(@PathParam("tenant") String slug) {
        String typed = Form.current().raw("confirm-delete");
        return tenants.get(slug)
                .flatMap(tenant -> tenant.name().equals(typed)
                        ? tenants.delete(slug).map(done -> Pages.seeOther("/console/tenants"))
                        : pages.refuse(page(tenant, tenant.name(), Faults.at("/confirm-delete", tenant.name()))));
    }
}
