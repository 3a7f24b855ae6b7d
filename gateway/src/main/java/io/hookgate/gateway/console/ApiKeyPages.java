package io.hookgate.gateway.console;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.hookgate.tenant.directory.ApiKeyResource;
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
import java.time.Clock;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** API keys of a tenant. */
@Path("/console/t/{tenant}/api-keys")
public class ApiKeyPages {
    private static final String SECTION = "api-keys";
    private static final String PAGE = "50";

    private final Pages pages;
    private final ApiKeyResource keys;
    private final ApplicationNames applications;
    private final ObjectMapper json;
    private final Clock clock;

    ApiKeyPages(Pages pages, ApiKeyResource keys, ApplicationNames applications, ObjectMapper json, Clock clock) {
        this.pages = pages;
        this.keys = keys;
        this.applications = applications;
        this.json = json;
        this.clock = clock;
    }

    @CheckedTemplate(basePath = "keys")
    static final class Templates {
        private Templates() {}

        static native TemplateInstance list(
                Shell shell,
                List<Row> keys,
                @Nullable String next,
                @Nullable String created,
                List<ApplicationResource.View> applications,
                Form form,
                Faults faults);

        static native TemplateInstance key(Shell shell, Row row, Faults faults);
    }

    /**
     * A key with what can be told of it.
     *
     * @param application the name of the application to which it is confined; null if it is not
     * @param ended whether its time is over
     */
    record Row(ApiKeyResource.View key, @Nullable String application, boolean ended) {}

    /** Lists the keys. */
    @GET
    @Requires(Role.ADMIN)
    public Uni<Response> list(@QueryParam("cursor") @Nullable String cursor) {
        return page(cursor, null, Form.EMPTY, Faults.NONE).flatMap(pages::show);
    }

    private Uni<TemplateInstance> page(@Nullable String cursor, @Nullable String created, Form form, Faults faults) {
        return Uni.combine()
                .all()
                .unis(keys.list(PAGE, cursor), applications.all())
                .asTuple()
                .map(both -> {
                    Page<ApiKeyResource.View> found = both.getItem1();
                    List<ApplicationResource.View> known = both.getItem2();
                    List<Row> rows = found.items().stream()
                            .map(key -> row(key, name(known, key.applicationId())))
                            .toList();
                    return Templates.list(pages.shell(SECTION), rows, found.next(), created, known, form, faults);
                });
    }

    private static Optional<String> name(List<ApplicationResource.View> applications, @Nullable UUID id) {
        return applications.stream()
                .filter(application -> application.id().equals(id))
                .map(ApplicationResource.View::name)
                .findFirst();
    }

    private Row row(ApiKeyResource.View key, Optional<String> application) {
        Instant end = key.expiresAt();
        return new Row(key, application.orElse(null), end != null && !end.isAfter(clock.instant()));
    }

    /** Makes a key and shows it this once. */
    @POST
    @Consumes(MediaType.APPLICATION_FORM_URLENCODED)
    @Requires(Role.ADMIN)
    public Uni<Response> create() {
        Form form = Form.current();
        return pages.submit(
                () -> keys.create(JsonForm.value(json, body(form), ApiKeyResource.NewApiKey.class)),
                created -> page(null, created.getEntity().key(), Form.EMPTY, Faults.NONE)
                        .flatMap(pages::show),
                problem -> page(null, null, form, Faults.of(problem)).flatMap(pages::refuse));
    }

    private static ObjectNode body(Form form) {
        return MemberPages.membership(form)
                .put("name", form.text("name"))
                .put("expiresAt", Search.moment(form.textOrNull("expiresAt")));
    }

    /** Shows a key. */
    @GET
    @Path("{id}")
    @Requires(Role.ADMIN)
    public Uni<Response> show(@PathParam("id") String id) {
        return keys.get(id).flatMap(key -> key(key, Faults.NONE)).flatMap(pages::show);
    }

    private Uni<TemplateInstance> key(ApiKeyResource.View key, Faults faults) {
        return applications
                .of(key.applicationId())
                .map(application -> Templates.key(pages.shell(SECTION), row(key, application), faults));
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
                        : key(key, Faults.at("/confirm-delete", key.name())).flatMap(pages::refuse));
    }
}
