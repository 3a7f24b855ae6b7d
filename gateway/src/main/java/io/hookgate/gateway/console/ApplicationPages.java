package io.hookgate.gateway.console;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.hookgate.tenant.directory.ApplicationResource;
import io.hookgate.tenant.http.Page;
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
import jakarta.ws.rs.QueryParam;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;
import org.jspecify.annotations.Nullable;

/** Applications: each belongs to an ISV, whose people see nothing else of the tenant. */
@Path("/console/t/{tenant}/applications")
public class ApplicationPages {
    private static final String SECTION = "applications";
    private static final String PAGE = "50";

    private final Pages pages;
    private final ApplicationResource applications;
    private final ObjectMapper json;

    ApplicationPages(Pages pages, ApplicationResource applications, ObjectMapper json) {
        this.pages = pages;
        this.applications = applications;
        this.json = json;
    }

    @CheckedTemplate(basePath = "applications")
    static final class Templates {
        private Templates() {}

        static native TemplateInstance list(
                Shell shell, Page<ApplicationResource.View> applications, Form form, Faults faults);

        static native TemplateInstance application(Shell shell, ApplicationResource.View application, Faults faults);
    }

    /** Lists the applications. */
    @GET
    @Requires(Role.VIEWER)
    public Uni<Response> list(@QueryParam("cursor") @Nullable String cursor) {
        return page(cursor, Form.EMPTY, Faults.NONE).flatMap(pages::show);
    }

    private Uni<TemplateInstance> page(@Nullable String cursor, Form form, Faults faults) {
        return applications.list(PAGE, cursor).map(page -> Templates.list(pages.shell(SECTION), page, form, faults));
    }

    /** Makes an application. */
    @POST
    @Consumes(MediaType.APPLICATION_FORM_URLENCODED)
    @Requires(Role.OPERATOR)
    public Uni<Response> create() {
        Form form = Form.current();
        ObjectNode body = JsonNodeFactory.instance
                .objectNode()
                .put("name", form.text("name"))
                .put("slug", form.textOrNull("slug"));
        return pages.submit(
                () -> applications.create(JsonForm.value(json, body, ApplicationResource.NewApplication.class)),
                made -> Uni.createFrom().item(pages.goTo("/applications", "application-made")),
                problem -> page(null, form, Faults.of(problem)).flatMap(pages::refuse));
    }

    /** Shows an application. */
    @GET
    @Path("{id}")
    @Requires(Role.VIEWER)
    public Uni<Response> show(@PathParam("id") String id) {
        return applications
                .get(id)
                .flatMap(application ->
                        pages.show(Templates.application(pages.shell(SECTION), application, Faults.NONE)));
    }

    /** Renames an application. */
    @POST
    @Path("{id}")
    @Consumes(MediaType.APPLICATION_FORM_URLENCODED)
    @Requires(Role.OPERATOR)
    public Uni<Response> rename(@PathParam("id") String id) {
        ObjectNode patch =
                JsonNodeFactory.instance.objectNode().put("name", Form.current().text("name"));
        return applications
                .get(id)
                .flatMap(application -> pages.submit(
                        () -> applications.change(id, patch),
                        changed -> Uni.createFrom().item(pages.goTo("/applications/" + id, "saved")),
                        problem -> pages.refuse(
                                Templates.application(pages.shell(SECTION), application, Faults.of(problem)))));
    }

    /** Deletes an application if its name was typed and nothing belongs to it any more. */
    @POST
    @Path("{id}/delete")
    @Consumes(MediaType.APPLICATION_FORM_URLENCODED)
    @Requires(Role.OPERATOR)
    public Uni<Response> delete(@PathParam("id") String id) {
        String typed = Form.current().raw("confirm-delete");
        return applications
                .get(id)
                .flatMap(application -> application.name().equals(typed)
                        ? applications.delete(id).map(done -> pages.goTo("/applications", "application-deleted"))
                        : pages.refuse(Templates.application(
                                pages.shell(SECTION), application, Faults.at("/confirm-delete", application.name()))));
    }
}
