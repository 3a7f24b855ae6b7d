package io.hookgate.gateway.console;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.hookgate.delivery.api.DeliveryResource;
import io.hookgate.delivery.api.EndpointDeliveriesResource;
import io.hookgate.tenant.directory.ApplicationResource;
import io.hookgate.tenant.endpoint.EndpointResource;
import io.hookgate.tenant.endpoint.NewEndpoint;
import io.hookgate.tenant.http.ApiProblem;
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
import java.time.Clock;
import java.time.Duration;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Map;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/** Endpoints: subscribing one in one form, its secret, its state, and what it has been sent. */
@Path("/console/t/{tenant}/endpoints")
public class EndpointPages {
    private static final String SECTION = "endpoints";
    private static final String PAGE = "25";
    private static final String FEW = "8";
    private static final String DROP_WAITING = "{\"pending\":\"drop\"}";
    /** From which time on dead deliveries are sent again, by the name of the choice. */
    private static final Map<String, Duration> RECOVERIES =
            Map.of("hour", Duration.ofHours(1), "day", Duration.ofDays(1), "week", Duration.ofDays(7));

    private static final Duration EVERYTHING = Duration.ofDays(3650);

    private final Pages pages;
    private final EndpointResource endpoints;
    private final SubscriptionResource subscriptions;
    private final EndpointDeliveriesResource work;
    private final DeliveryResource deliveries;
    private final DeliveryRows rows;
    private final PatternDesk patterns;
    private final ApplicationNames applications;
    private final ObjectMapper json;
    private final Clock clock;

    EndpointPages(
            Pages pages,
            EndpointResource endpoints,
            SubscriptionResource subscriptions,
            EndpointDeliveriesResource work,
            DeliveryResource deliveries,
            DeliveryRows rows,
            PatternDesk patterns,
            ApplicationNames applications,
            ObjectMapper json,
            Clock clock) {
        this.pages = pages;
        this.endpoints = endpoints;
        this.subscriptions = subscriptions;
        this.work = work;
        this.deliveries = deliveries;
        this.rows = rows;
        this.patterns = patterns;
        this.applications = applications;
        this.json = json;
        this.clock = clock;
    }

    @CheckedTemplate(basePath = "endpoints")
    static final class Templates {
        private Templates() {}

        static native TemplateInstance list(Shell shell, List<EndpointResource.View> endpoints, @Nullable String next);

        static native TemplateInstance subscribe(
                Shell shell,
                EndpointForm endpoint,
                List<ApplicationResource.View> applications,
                RuleForm rule,
                List<PatternDesk.Seen> seen,
                Faults faults);

        static native TemplateInstance settings(
                Shell shell,
                EndpointResource.View stored,
                EndpointForm endpoint,
                List<ApplicationResource.View> applications,
                Faults faults);

        static native TemplateInstance endpoint(Shell shell, Detail detail);

        static native TemplateInstance secret(Shell shell, String id, String secret, List<Snippet> snippets);
    }

    /** Everything about an endpoint. */
    record Detail(
            EndpointResource.View endpoint,
            List<SubscriptionResource.View> subscriptions,
            List<DeliveryRows.Row> deliveries,
            @Nullable String application,
            Faults faults) {

        public boolean enabled() {
            return endpoint.state().equals("enabled");
        }

        /** Whether sending pauses at the moment although the endpoint is enabled. */
        public boolean broken() {
            return !endpoint.health().circuitBreaker().state().equals("closed");
        }
    }

    /** Lists the endpoints. */
    @GET
    @Requires(value = Role.VIEWER, orSubscriber = true)
    public Uni<Response> list(@QueryParam("cursor") @Nullable String cursor) {
        return endpoints
                .list(PAGE, cursor)
                .flatMap(page -> pages.show(Templates.list(pages.shell(SECTION), page.items(), page.next())));
    }

    /** Shows the form that makes an endpoint and subscribes it. */
    @GET
    @Path("new")
    @Requires(value = Role.OPERATOR, orSubscriber = true)
    public Uni<Response> form() {
        return subscribing(EndpointForm.BLANK, RuleForm.BLANK, Faults.NONE).flatMap(pages::show);
    }

    private Uni<TemplateInstance> subscribing(EndpointForm endpoint, RuleForm rule, Faults faults) {
        return Uni.combine()
                .all()
                .unis(applications.all(), patterns.seen())
                .asTuple()
                .map(both -> Templates.subscribe(
                        pages.shell(SECTION), endpoint, both.getItem1(), rule, both.getItem2(), faults));
    }

    /** Makes an endpoint and its first subscription. */
    @POST
    @Path("new")
    @Consumes(MediaType.APPLICATION_FORM_URLENCODED)
    @Requires(value = Role.OPERATOR, orSubscriber = true)
    public Uni<Response> subscribe() {
        Form form = Form.current();
        return pages.submit(
                () -> make(form),
                id -> Uni.createFrom().item(pages.goTo("/endpoints/" + id, "endpoint-made")),
                problem -> subscribing(EndpointForm.of(form), RuleForm.of(form), Faults.of(problem))
                        .flatMap(pages::refuse));
    }

    /** The rule is checked before anything is made, so that a bad one leaves no endpoint behind. */
    private Uni<String> make(Form form) {
        JsonNode pattern = patterns.pattern(form);
        JsonNode transform = patterns.transform(form);
        patterns.check(pattern, transform);
        NewEndpoint endpoint = JsonForm.value(json, EndpointForm.of(form).body(json), NewEndpoint.class);
        return endpoints.create(endpoint).flatMap(made -> {
            String id = made.getEntity().id().toString();
            return subscriptions
                    .create(rule(form, id, pattern, transform))
                    .onFailure()
                    .call(failed -> endpoints.delete(id))
                    .map(subscribed -> id);
        });
    }

    private NewSubscription rule(Form form, String endpointId, JsonNode pattern, @Nullable JsonNode transform) {
        ObjectNode body =
                RuleForm.of(form).order().put("name", form.text("name")).put("endpointId", endpointId);
        body.set("pattern", pattern);
        if (transform != null) {
            body.set("transform", transform);
        }
        return JsonForm.value(json, body, NewSubscription.class);
    }

    /** Shows an endpoint. */
    @GET
    @Path("{id}")
    @Requires(value = Role.VIEWER, orSubscriber = true)
    public Uni<Response> show(@PathParam("id") String id) {
        return detail(id, Faults.NONE).flatMap(detail -> pages.show(Templates.endpoint(pages.shell(SECTION), detail)));
    }

    private Uni<Detail> detail(String id, Faults faults) {
        return endpoints
                .get(id)
                .flatMap(endpoint -> Uni.combine()
                        .all()
                        .unis(
                                subscriptions.list(id, PAGE, null),
                                deliveries.list(null, id, null, null, null, null, null, null, FEW, null),
                                applications.of(endpoint.applicationId()))
                        .asTuple()
                        .map(all -> new Detail(
                                endpoint,
                                all.getItem1().items(),
                                rows.of(all.getItem2().items()),
                                all.getItem3().orElse(null),
                                faults)));
    }

    /** Shows the form to change an endpoint. */
    @GET
    @Path("{id}/settings")
    @Requires(value = Role.OPERATOR, orSubscriber = true)
    public Uni<Response> settings(@PathParam("id") String id) {
        return endpoints
                .get(id)
                .flatMap(endpoint -> settings(endpoint, EndpointForm.of(endpoint), Faults.NONE))
                .flatMap(pages::show);
    }

    private Uni<TemplateInstance> settings(EndpointResource.View stored, EndpointForm form, Faults faults) {
        return applications.all().map(known -> Templates.settings(pages.shell(SECTION), stored, form, known, faults));
    }

    /** Changes an endpoint. */
    @POST
    @Path("{id}/settings")
    @Consumes(MediaType.APPLICATION_FORM_URLENCODED)
    @Requires(value = Role.OPERATOR, orSubscriber = true)
    public Uni<Response> change(@PathParam("id") String id) {
        EndpointForm form = EndpointForm.of(Form.current());
        return endpoints
                .get(id)
                .flatMap(stored -> pages.submit(
                        () -> endpoints.change(id, form.patch(stored, json)),
                        changed -> Uni.createFrom().item(pages.goTo("/endpoints/" + id, "saved")),
                        problem -> settings(stored, form, Faults.of(problem)).flatMap(pages::refuse)));
    }

    /** Shows the signing secret, and how to verify with it. */
    @POST
    @Path("{id}/secret")
    @Consumes(MediaType.APPLICATION_FORM_URLENCODED)
    @Requires(value = Role.OPERATOR, orSubscriber = true)
    public Uni<Response> secret(@PathParam("id") String id) {
        return endpoints
                .secret(id)
                .flatMap(view ->
                        pages.show(Templates.secret(pages.shell(SECTION), id, view.signingSecret(), Snippet.all())));
    }

    /** Makes a new signing secret. */
    @POST
    @Path("{id}/secret/rotate")
    @Consumes(MediaType.APPLICATION_FORM_URLENCODED)
    @Requires(value = Role.OPERATOR, orSubscriber = true)
    public Uni<Response> rotate(@PathParam("id") String id) {
        Form form = Form.current();
        return named(
                id,
                form,
                "confirm-rotate",
                () -> endpoints.rotateSecret(id, null).map(view -> pages.goTo("/endpoints/" + id, "secret-rotated")));
    }

    /** Sends a test event and shows its delivery. */
    @POST
    @Path("{id}/test")
    @Consumes(MediaType.APPLICATION_FORM_URLENCODED)
    @Requires(value = Role.OPERATOR, orSubscriber = true)
    public Uni<Response> test(@PathParam("id") String id) {
        return Uni.createFrom()
                .deferred(() -> work.test(id))
                .map(sent -> pages.goTo("/deliveries/" + sent.getEntity().id()));
    }

    /** Has deliveries sent again. */
    @POST
    @Path("{id}/enable")
    @Consumes(MediaType.APPLICATION_FORM_URLENCODED)
    @Requires(value = Role.OPERATOR, orSubscriber = true)
    public Uni<Response> enable(@PathParam("id") String id) {
        return endpoints
                .enable(id, Form.current().ticked("drop") ? DROP_WAITING : null)
                .map(done -> pages.goTo("/endpoints/" + id, "endpoint-enabled"));
    }

    /** Holds deliveries back. */
    @POST
    @Path("{id}/pause")
    @Consumes(MediaType.APPLICATION_FORM_URLENCODED)
    @Requires(value = Role.OPERATOR, orSubscriber = true)
    public Uni<Response> pause(@PathParam("id") String id) {
        return endpoints.pause(id).map(endpoint -> pages.goTo("/endpoints/" + id, "endpoint-paused"));
    }

    /** Sends again whatever has failed, after enabling the endpoint if that was chosen, and shows how far it has come. */
    @POST
    @Path("{id}/recover")
    @Consumes(MediaType.APPLICATION_FORM_URLENCODED)
    @Requires(value = Role.OPERATOR, orSubscriber = true)
    public Uni<Response> recover(@PathParam("id") String id) {
        Form form = Form.current();
        EndpointDeliveriesResource.Recovery recovery = new EndpointDeliveriesResource.Recovery(
                clock.instant().minus(span(form.text("since"))).atOffset(ZoneOffset.UTC), null, null);
        return (form.ticked("enable") ? endpoints.enable(id, null) : endpoints.get(id))
                .flatMap(endpoint -> work.recover(id, recovery))
                .map(started -> pages.goTo("/jobs/" + started.getEntity().id(), "job-started"));
    }

    private static Duration span(String choice) {
        Duration span = choice.equals("all") ? EVERYTHING : RECOVERIES.get(choice);
        if (span == null) {
            throw ApiProblem.invalid("since", "must be one of the choices");
        }
        return span;
    }

    /** Deletes an endpoint with its subscriptions. */
    @POST
    @Path("{id}/delete")
    @Consumes(MediaType.APPLICATION_FORM_URLENCODED)
    @Requires(value = Role.OPERATOR, orSubscriber = true)
    public Uni<Response> delete(@PathParam("id") String id) {
        Form form = Form.current();
        return named(
                id,
                form,
                "confirm-delete",
                () -> subscriptions
                        .list(id, "100", null)
                        .flatMap(page -> deleteAll(page.items()))
                        .flatMap(done -> endpoints.delete(id))
                        .map(deleted -> pages.goTo("/endpoints", "endpoint-deleted")));
    }

    private Uni<Void> deleteAll(List<SubscriptionResource.View> rules) {
        Uni<Void> done = Uni.createFrom().voidItem();
        for (SubscriptionResource.View rule : rules) {
            done = done.flatMap(previous -> subscriptions.delete(rule.id().toString()));
        }
        return done;
    }

    private Uni<Response> named(String id, Form form, String field, Supplier<Uni<Response>> action) {
        return endpoints.get(id).flatMap(endpoint -> {
            if (endpoint.name().equals(form.raw(field))) {
                return action.get();
            }
            return detail(id, Faults.at("/" + field, endpoint.name()))
                    .flatMap(detail -> pages.refuse(Templates.endpoint(pages.shell(SECTION), detail)));
        });
    }
}
