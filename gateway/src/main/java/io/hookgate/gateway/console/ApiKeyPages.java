package io.hookgate.gateway.console;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.hookgate.tenant.directory.ApiKeyResource;
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

/** API keys of a tenant. */
@Path("/console/t/{tenant}/api-keys")
public class ApiKeyPages {
    private static final String SECTION = "api-keys";
    private static final String PAGE = "50";

    private final Pages pages;
    private final ApiKeyResource keys;
    private final ObjectMapper json;

    ApiKeyPages(Pages pages, ApiKeyResource keys, ObjectMapper json) {
        this.pages = pages;
        this.keys = keys;
        this.json = json;
    }

    @CheckedTemplate(basePath = "keys")
    static final class Templates {
        private Templates() {}

        static native TemplateInstance list(
                Shell shell, Page<ApiKeyResource.View> keys, @Nullable String created, Form form, Faults faults);

        static native TemplateInstance key(Shell shell, ApiKeyResource.View key, Faults faults);
    }

    /** Lists the keys. */
    @GET
    @Requires(Role.ADMIN)
    public Uni<Response> list(@QueryParam("cursor") @Nullable String cursor) {
        return keys.list(PAGE, cursor)
                .flatMap(page -> pages.show(Templates.list(pages.shell(SECTION), page, null, Form.EMPTY, Faults.NONE)));
    }

    /** Makes a key and shows it this once. */
    @POST
    @Consumes(MediaType.APPLICATION_FORM_URLENCODED)
    @Requires(Role.ADMIN)
    public Uni<Response> create() {
        Form form = Form.current();
        return pages.submit(
                () -> keys.create(JsonForm.value(json, body(form), ApiKeyResource.NewApiKey.class)),
                created -> keys.list(PAGE, null)
                        .flatMap(page -> pages.show(Templates.list(
                                pages.shell(SECTION), page, created.getEntity().key(), Form.EMPTY, Faults.NONE))),
                problem -> keys.list(PAGE, null)
                        .flatMap(page -> pages.refuse(
                                Templates.list(pages.shell(SECTION), page, null, form, Faults.of(problem)))));
    }

    private static ObjectNode body(Form form) {
        return JsonNodeFactory.instance
                .objectNode()
                .put("name", form.text("name"))
                .put("role", form.text("role"));
    }

    /** Shows a key. */
    @GET
    @Path("{id}")
    @Requires(Role.ADMIN)
    public Uni<Response> show(@PathParam("id") String id) {
        return keys.get(id).flatMap(key -> pages.show(Templates.key(pages.shell(SECTION), key, Faults.NONE)));
    }

    /** Deletes a key if its name was typed. */
    @POST
    @Path("{id}/delete")
    @Consumes(MediaType.APPLICATION_FORM_URLENCODED)
    @Requires(Role.ADMIN)
    public Uni<Response> delete(@PathParam("id") String id) {
        String typed = Form.current().raw("confirm-delete");
        return keys.get(id)
                .flatMap(key -> key.name().equals(typed)
                        ? keys.delete(id).map(done -> pages.goTo("/api-keys", "key-deleted"))
                        : pages.refuse(
                                Templates.key(pages.shell(SECTION), key, Faults.at("/confirm-delete", key.name()))));
    }
}
