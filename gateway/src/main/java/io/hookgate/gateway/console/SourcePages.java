package io.hookgate.gateway.console;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.hookgate.delivery.api.EventResource;
import io.hookgate.delivery.api.EventView;
import io.hookgate.gateway.requests.RequestResource;
import io.hookgate.tenant.http.ApiProblem;
import io.hookgate.tenant.http.Page;
import io.hookgate.tenant.http.Requires;
import io.hookgate.tenant.http.Role;
import io.hookgate.tenant.source.AdapterResource;
import io.hookgate.tenant.source.NewSource;
import io.hookgate.tenant.source.SourceResource;
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
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Sources: the gallery of providers, registering one, and what it receives and refuses. */
@Path("/console/t/{tenant}/sources")
public class SourcePages {
    private static final String SECTION = "sources";
    private static final String FEW = "5";
    private static final String PAGE = "25";

    private final Pages pages;
    private final SourceResource sources;
    private final AdapterResource adapters;
    private final RequestResource requests;
    private final EventResource events;
    private final ObjectMapper json;

    SourcePages(
            Pages pages,
            SourceResource sources,
            AdapterResource adapters,
            RequestResource requests,
            EventResource events,
            ObjectMapper json) {
        this.pages = pages;
        this.sources = sources;
        this.adapters = adapters;
        this.requests = requests;
        this.events = events;
        this.json = json;
    }

    @CheckedTemplate(basePath = "sources")
    static final class Templates {
        private Templates() {}

        static native TemplateInstance list(Shell shell, List<Row> rows, @Nullable String next);

        static native TemplateInstance gallery(Shell shell, List<Provider> providers);

        static native TemplateInstance form(Shell shell, Entry entry);

        static native TemplateInstance source(Shell shell, Detail detail);

        static native TemplateInstance received(Shell shell, Received received);

        static native TemplateInstance settings(Shell shell, Entry entry);
    }

    /** A source in the list. */
    record Row(SourceResource.View source, String provider) {}

    /** A form to register or to change a source. */
    record Entry(
            SourceResource.@Nullable View source,
            Provider provider,
            String name,
            SchemaForm settings,
            SchemaForm secrets,
            Faults faults) {}

    /** What has arrived at a source lately. */
    record Received(SourceResource.View source, List<EventView> events, List<RequestResource.View> refused) {
        public boolean waits() {
            return events.isEmpty();
        }
    }

    /** Everything about a source. */
    record Detail(SourceResource.View source, Provider provider, Received received, Faults faults) {}

    /** Lists the sources. */
    @GET
    @Requires(Role.VIEWER)
    public Uni<Response> list(@QueryParam("cursor") @Nullable String cursor) {
        List<Provider> providers = providers();
        return sources.list(PAGE, cursor)
                .flatMap(page -> pages.show(Templates.list(
                        pages.shell(SECTION),
                        page.items().stream()
                                .map(source -> new Row(source, title(providers, source)))
                                .toList(),
                        page.next())));
    }

    /** Shows the providers to choose from. */
    @GET
    @Path("new")
    @Requires(Role.OPERATOR)
    public Uni<Response> gallery() {
        return pages.show(Templates.gallery(pages.shell(SECTION), providers()));
    }

    /** Shows the form of one provider. */
    @GET
    @Path("new/{adapter}")
    @Requires(Role.OPERATOR)
    public Uni<Response> form(@PathParam("adapter") String adapter, @QueryParam("preset") @Nullable String preset) {
        return pages.show(Templates.form(pages.shell(SECTION), blank(provider(adapter, preset))));
    }

    /** Registers a source. */
    @POST
    @Path("new/{adapter}")
    @Consumes(MediaType.APPLICATION_FORM_URLENCODED)
    @Requires(Role.OPERATOR)
    public Uni<Response> register(@PathParam("adapter") String adapter, @QueryParam("preset") @Nullable String preset) {
        Provider provider = provider(adapter, preset);
        Form form = Form.current();
        Entry blank = blank(provider);
        return pages.submit(
                () -> sources.create(posted(provider, blank, form)),
                created -> Uni.createFrom()
                        .item(pages.goTo("/sources/" + created.getEntity().id(), "source-registered")),
                problem ->
                        pages.refuse(Templates.form(pages.shell(SECTION), entered(blank, form, Faults.of(problem)))));
    }

    private NewSource posted(Provider provider, Entry blank, Form form) {
        ObjectNode body = JsonNodeFactory.instance
                .objectNode()
                .put("name", form.text("name"))
                .put("adapter", provider.adapter())
                .put("preset", provider.preset());
        body.set("settings", blank.settings().read(form, json));
        body.set("secrets", blank.secrets().read(form, json));
        return JsonForm.value(json, body, NewSource.class);
    }

    /** Shows a source. */
    @GET
    @Path("{id}")
    @Requires(Role.VIEWER)
    public Uni<Response> show(@PathParam("id") String id) {
        return detail(id, Faults.NONE).flatMap(detail -> pages.show(Templates.source(pages.shell(SECTION), detail)));
    }

    /** Shows what has arrived lately; asked for again and again while the page is open. */
    @GET
    @Path("{id}/received")
    @Requires(Role.VIEWER)
    public Uni<Response> received(@PathParam("id") String id) {
        return sources.get(id)
                .flatMap(this::receivedBy)
                .flatMap(received -> pages.show(Templates.received(pages.shell(SECTION), received)));
    }

    /** Shows the form to change a source. */
    @GET
    @Path("{id}/settings")
    @Requires(Role.OPERATOR)
    public Uni<Response> settings(@PathParam("id") String id) {
        return sources.get(id).flatMap(source -> pages.show(Templates.settings(pages.shell(SECTION), stored(source))));
    }

    /** Changes a source. */
    @POST
    @Path("{id}/settings")
    @Consumes(MediaType.APPLICATION_FORM_URLENCODED)
    @Requires(Role.OPERATOR)
    public Uni<Response> change(@PathParam("id") String id) {
        Form form = Form.current();
        return sources.get(id).flatMap(source -> {
            Entry stored = stored(source);
            return pages.submit(
                    () -> sources.change(id, patch(source, stored, form)),
                    changed -> Uni.createFrom().item(pages.goTo("/sources/" + id, "saved")),
                    problem -> pages.refuse(
                            Templates.settings(pages.shell(SECTION), entered(stored, form, Faults.of(problem)))));
        });
    }

    /** Settings that were emptied are taken away; secrets that were left empty stay. */
    private ObjectNode patch(SourceResource.View source, Entry stored, Form form) {
        ObjectNode settings = stored.settings().read(form, json);
        source.settings().keySet().stream().filter(name -> !settings.has(name)).forEach(settings::putNull);
        ObjectNode patch = JsonNodeFactory.instance.objectNode().put("name", form.text("name"));
        patch.set("settings", settings);
        patch.set("secrets", stored.secrets().read(form, json));
        return patch;
    }

    /** Takes requests again. */
    @POST
    @Path("{id}/resume")
    @Consumes(MediaType.APPLICATION_FORM_URLENCODED)
    @Requires(Role.OPERATOR)
    public Uni<Response> resume(@PathParam("id") String id) {
        return enable(id, true, "source-resumed");
    }

    /** Takes no requests for now. */
    @POST
    @Path("{id}/pause")
    @Consumes(MediaType.APPLICATION_FORM_URLENCODED)
    @Requires(Role.OPERATOR)
    public Uni<Response> pause(@PathParam("id") String id) {
        return enable(id, false, "source-paused");
    }

    private Uni<Response> enable(String id, boolean enabled, String done) {
        ObjectNode patch = JsonNodeFactory.instance.objectNode().put("enabled", enabled);
        return sources.change(id, patch).map(changed -> pages.goTo("/sources/" + id, done));
    }

    /** Gives a source another URL. */
    @POST
    @Path("{id}/rotate")
    @Consumes(MediaType.APPLICATION_FORM_URLENCODED)
    @Requires(Role.OPERATOR)
    public Uni<Response> rotate(@PathParam("id") String id) {
        Form form = Form.current();
        return named(
                id,
                form,
                "confirm-rotate",
                () -> sources.rotateUrl(id).map(source -> pages.goTo("/sources/" + id, "source-rotated")));
    }

    /** Deletes a source. */
    @POST
    @Path("{id}/delete")
    @Consumes(MediaType.APPLICATION_FORM_URLENCODED)
    @Requires(Role.OPERATOR)
    public Uni<Response> delete(@PathParam("id") String id) {
        Form form = Form.current();
        return named(
                id,
                form,
                "confirm-delete",
                () -> sources.delete(id).map(deleted -> pages.goTo("/sources", "source-deleted")));
    }

    /** Does what cannot be undone only if the name of the source was typed. */
    private Uni<Response> named(String id, Form form, String field, java.util.function.Supplier<Uni<Response>> work) {
        return sources.get(id).flatMap(source -> {
            if (source.name().equals(form.raw(field))) {
                return work.get();
            }
            return detail(id, Faults.at("/" + field, source.name()))
                    .flatMap(detail -> pages.refuse(Templates.source(pages.shell(SECTION), detail)));
        });
    }

    private Uni<Detail> detail(String id, Faults faults) {
        return sources.get(id)
                .flatMap(source -> receivedBy(source)
                        .map(received -> new Detail(
                                source,
                                Provider.find(providers(), source.adapter(), source.preset())
                                        .orElseGet(() -> unknown(source)),
                                received,
                                faults)));
    }

    private Uni<Received> receivedBy(SourceResource.View source) {
        String id = source.id().toString();
        Uni<Page<EventView>> latest = events.list(null, id, null, null, null, null, FEW, null);
        Uni<Page<RequestResource.View>> refused = requests.list(id, "rejected", null, null, null, FEW, null);
        return Uni.combine()
                .all()
                .unis(latest, refused)
                .asTuple()
                .map(both -> new Received(
                        source, both.getItem1().items(), both.getItem2().items()));
    }

    private Entry blank(Provider provider) {
        return new Entry(
                null,
                provider,
                provider.title(),
                SchemaForm.of("settings", provider.settingsSchema(), JsonNodeFactory.instance.objectNode()),
                SchemaForm.of("secrets", provider.secretsSchema(), JsonNodeFactory.instance.objectNode()),
                Faults.NONE);
    }

    private Entry stored(SourceResource.View source) {
        Provider provider = provider(source.adapter(), source.preset());
        return new Entry(
                source,
                provider,
                source.name(),
                SchemaForm.of("settings", provider.settingsSchema(), json.valueToTree(source.settings())),
                SchemaForm.of("secrets", provider.secretsSchema(), json.valueToTree(source.secrets())),
                Faults.NONE);
    }

    private static Entry entered(Entry entry, Form form, Faults faults) {
        return new Entry(
                entry.source(),
                entry.provider(),
                form.raw("name"),
                entry.settings().entered(form),
                entry.secrets().entered(form),
                faults);
    }

    private List<Provider> providers() {
        return Provider.all(adapters.list().items());
    }

    private Provider provider(String adapter, @Nullable String preset) {
        return Provider.find(providers(), adapter, preset).orElseThrow(() -> ApiProblem.notFound("provider"));
    }

    private static String title(List<Provider> providers, SourceResource.View source) {
        return Provider.find(providers, source.adapter(), source.preset())
                .map(Provider::title)
                .orElseGet(source::adapter);
    }

    private static Provider unknown(SourceResource.View source) {
        return new Provider(
                source.adapter(),
                source.adapter(),
                source.preset(),
                source.adapter(),
                "",
                false,
                JsonNodeFactory.instance.objectNode(),
                JsonNodeFactory.instance.objectNode(),
                "",
                List.of(),
                "");
    }
}
