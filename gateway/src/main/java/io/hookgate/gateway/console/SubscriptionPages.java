package io.hookgate.gateway.console;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.hookgate.tenant.endpoint.EndpointResource;
import io.hookgate.tenant.http.Requires;
import io.hookgate.tenant.http.Role;
import io.hookgate.tenant.subscription.NewSubscription;
import io.hookgate.tenant.subscription.SubscriptionResource;
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

/** Subscriptions: which events go where, tried on the newest events while one types. */
@Path("/console/t/{tenant}/subscriptions")
public class SubscriptionPages {
    private static final String SECTION = "subscriptions";
    private static final String PAGE = "25";
    private static final String MOST_ENDPOINTS = "100";

    private final Pages pages;
    private final SubscriptionResource subscriptions;
    private final EndpointResource endpoints;
    private final PatternDesk patterns;
    private final EndpointNames names;
    private final ObjectMapper json;

    SubscriptionPages(
            Pages pages,
            SubscriptionResource subscriptions,
            EndpointResource endpoints,
            PatternDesk patterns,
            EndpointNames names,
            ObjectMapper json) {
        this.pages = pages;
        this.subscriptions = subscriptions;
        this.endpoints = endpoints;
        this.patterns = patterns;
        this.names = names;
        this.json = json;
    }

    @CheckedTemplate(basePath = "subscriptions")
    static final class Templates {
        private Templates() {}

        static native TemplateInstance list(Shell shell, List<Row> rows, @Nullable String next);

        static native TemplateInstance form(
                Shell shell,
                RuleForm rule,
                List<EndpointResource.View> endpoints,
                List<PatternDesk.Seen> seen,
                Faults faults);

        static native TemplateInstance subscription(Shell shell, Detail detail);

        static native TemplateInstance preview(PatternDesk.Preview preview);
    }

    /** A subscription in the list. */
    record Row(SubscriptionResource.View subscription, String endpoint) {}

    /** Everything about a subscription. */
    record Detail(
            SubscriptionResource.View subscription,
            String endpoint,
            RuleForm rule,
            List<PatternDesk.Seen> seen,
            Faults faults) {}

    /** Lists the subscriptions. */
    @GET
    @Requires(value = Role.VIEWER, orSubscriber = true)
    public Uni<Response> list(@QueryParam("cursor") @Nullable String cursor) {
        return subscriptions
                .list(null, PAGE, cursor)
                .flatMap(page -> pages.show(Templates.list(
                        pages.shell(SECTION),
                        page.items().stream().map(this::row).toList(),
                        page.next())));
    }

    private Row row(SubscriptionResource.View subscription) {
        return new Row(subscription, names.of(subscription.endpointId()));
    }

    /** Shows the form of a new subscription. */
    @GET
    @Path("new")
    @Requires(value = Role.OPERATOR, orSubscriber = true)
    public Uni<Response> form(@QueryParam("endpoint") @Nullable String endpoint) {
        return form(RuleForm.BLANK.leadingTo(endpoint == null ? "" : endpoint), Faults.NONE)
                .flatMap(pages::show);
    }

    private Uni<TemplateInstance> form(RuleForm rule, Faults faults) {
        return Uni.combine()
                .all()
                .unis(endpoints.list(MOST_ENDPOINTS, null), patterns.seen())
                .asTuple()
                .map(both -> Templates.form(
                        pages.shell(SECTION), rule, both.getItem1().items(), both.getItem2(), faults));
    }

    /** Makes a subscription. */
    @POST
    @Path("new")
    @Consumes(MediaType.APPLICATION_FORM_URLENCODED)
    @Requires(value = Role.OPERATOR, orSubscriber = true)
    public Uni<Response> create() {
        Form form = Form.current();
        return pages.submit(
                () -> subscriptions.create(JsonForm.value(json, body(form), NewSubscription.class)),
                made -> Uni.createFrom()
                        .item(pages.goTo("/subscriptions/" + made.getEntity().id(), "subscription-made")),
                problem -> form(RuleForm.of(form), Faults.of(problem)).flatMap(pages::refuse));
    }

    private ObjectNode body(Form form) {
        ObjectNode body = change(form).put("endpointId", form.text("endpointId"));
        if (body.get("transform").isNull()) {
            body.remove("transform");
        }
        return body;
    }

    private ObjectNode change(Form form) {
        JsonNode transform = patterns.transform(form);
        ObjectNode body = RuleForm.of(form).order().put("name", form.text("name"));
        body.set("pattern", patterns.pattern(form));
        body.set("transform", transform == null ? JsonNodeFactory.instance.nullNode() : transform);
        return body;
    }

    /** Tries a rule on the newest events; stores nothing. */
    @POST
    @Path("preview")
    @Consumes(MediaType.APPLICATION_FORM_URLENCODED)
    @Requires(value = Role.VIEWER, orSubscriber = true)
    public Uni<Response> preview() {
        return patterns.preview(Form.current()).flatMap(preview -> pages.show(Templates.preview(preview)));
    }

    /** Shows a subscription. */
    @GET
    @Path("{id}")
    @Requires(value = Role.VIEWER, orSubscriber = true)
    public Uni<Response> show(@PathParam("id") String id) {
        return detail(id, null, Faults.NONE)
                .flatMap(detail -> pages.show(Templates.subscription(pages.shell(SECTION), detail)));
    }

    private Uni<Detail> detail(String id, @Nullable RuleForm typed, Faults faults) {
        return Uni.combine()
                .all()
                .unis(subscriptions.get(id), patterns.seen())
                .asTuple()
                .map(both -> new Detail(
                        both.getItem1(),
                        names.of(both.getItem1().endpointId()),
                        typed == null ? RuleForm.of(both.getItem1()) : typed,
                        both.getItem2(),
                        faults));
    }

    /** Changes a subscription. */
    @POST
    @Path("{id}")
    @Consumes(MediaType.APPLICATION_FORM_URLENCODED)
    @Requires(value = Role.OPERATOR, orSubscriber = true)
    public Uni<Response> change(@PathParam("id") String id) {
        Form form = Form.current();
        return pages.submit(
                () -> subscriptions.change(id, change(form)),
                changed -> Uni.createFrom().item(pages.goTo("/subscriptions/" + id, "saved")),
                problem -> detail(id, RuleForm.of(form), Faults.of(problem))
                        .flatMap(detail -> pages.refuse(Templates.subscription(pages.shell(SECTION), detail))));
    }

    /** Matches new events again. */
    @POST
    @Path("{id}/resume")
    @Consumes(MediaType.APPLICATION_FORM_URLENCODED)
    @Requires(value = Role.OPERATOR, orSubscriber = true)
    public Uni<Response> resume(@PathParam("id") String id) {
        return enable(id, true, "subscription-resumed");
    }

    /** Matches no new events for now. */
    @POST
    @Path("{id}/pause")
    @Consumes(MediaType.APPLICATION_FORM_URLENCODED)
    @Requires(value = Role.OPERATOR, orSubscriber = true)
    public Uni<Response> pause(@PathParam("id") String id) {
        return enable(id, false, "subscription-paused");
    }

    private Uni<Response> enable(String id, boolean enabled, String done) {
        return subscriptions
                .change(id, JsonNodeFactory.instance.objectNode().put("enabled", enabled))
                .map(changed -> pages.goTo("/subscriptions/" + id, done));
    }

    /** Deletes a subscription. */
    @POST
    @Path("{id}/delete")
    @Consumes(MediaType.APPLICATION_FORM_URLENCODED)
    @Requires(value = Role.OPERATOR, orSubscriber = true)
    public Uni<Response> delete(@PathParam("id") String id) {
        String typed = Form.current().raw("confirm-delete");
        return subscriptions
                .get(id)
                .flatMap(subscription -> subscription.name().equals(typed)
                        ? subscriptions.delete(id).map(done -> pages.goTo("/subscriptions", "subscription-deleted"))
                        : detail(id, null, Faults.at("/confirm-delete", subscription.name()))
                                .flatMap(detail -> pages.refuse(Templates.subscription(pages.shell(SECTION), detail))));
    }
}
