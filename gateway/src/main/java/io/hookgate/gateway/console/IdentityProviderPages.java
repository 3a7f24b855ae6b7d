package io.hookgate.gateway.console;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.hookgate.tenant.http.ApiProblem;
import io.hookgate.tenant.http.Requires;
import io.hookgate.tenant.http.Role;
import io.hookgate.tenant.identity.IdentityProviderResource;
import io.hookgate.tenant.identity.NewIdentityProvider;
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
import java.net.URI;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.eclipse.microprofile.config.inject.ConfigProperty;
import org.jspecify.annotations.Nullable;

/** Where the people of a tenant sign in, if not at the platform's identity provider. */
@Path("/console/t/{tenant}/settings/identity-provider")
public class IdentityProviderPages {
    private static final String SECTION = "settings";
    private static final String PAGE = "/settings/identity-provider";
    private static final int NOT_FOUND = 404;
    private static final List<String> DEFAULT_SCOPES = List.of("profile", "email");
    private static final String SEPARATORS = "[\\s,;]+";

    private final Pages pages;
    private final IdentityProviderResource providers;
    private final ObjectMapper json;
    private final Optional<String> consoleUrl;

    IdentityProviderPages(
            Pages pages,
            IdentityProviderResource providers,
            ObjectMapper json,
            @ConfigProperty(name = "hookgate.oidc.console-url") Optional<String> consoleUrl) {
        this.pages = pages;
        this.providers = providers;
        this.json = json;
        this.consoleUrl = consoleUrl.filter(url -> !url.isBlank());
    }

    @CheckedTemplate(basePath = "settings")
    static final class Templates {
        private Templates() {}

        static native TemplateInstance provider(Shell shell, Entry entry);
    }

    /**
     * The provider, and what is entered for it.
     *
     * @param stored null while there is none
     * @param console the console's URL as the provider has to know it, without a slash at its end
     */
    record Entry(IdentityProviderResource.@Nullable View stored, Form form, String console, Faults faults) {

        /** What has to be typed to delete it. */
        public String name() {
            return stored == null ? "" : URI.create(stored.issuer()).getHost();
        }

        /** Whether something is set or wrong in the fields that few need. */
        public boolean rare() {
            return Stream.of("audience", "scopes", "rolesClaim", "applicationClaim", "roleNames")
                    .anyMatch(field -> !form.text(field).isEmpty()
                            || !faults.at("/" + field).isEmpty());
        }
    }

    /** Shows the provider. */
    @GET
    @Requires(Role.ADMIN)
    public Uni<Response> show(@PathParam("tenant") String slug) {
        return stored(slug)
                .flatMap(stored -> pages.show(
                        page(stored, stored.map(IdentityProviderPages::form).orElse(Form.EMPTY), Faults.NONE)));
    }

    private Uni<Optional<IdentityProviderResource.View>> stored(String slug) {
        return providers
                .get(slug)
                .map(Optional::of)
                .onFailure(failure -> failure instanceof ApiProblem problem && problem.status() == NOT_FOUND)
                .recoverWithItem(Optional.empty());
    }

    private TemplateInstance page(Optional<IdentityProviderResource.View> stored, Form form, Faults faults) {
        String console = consoleUrl.orElseGet(pages::origin).replaceAll("/+$", "");
        return Templates.provider(pages.shell(SECTION), new Entry(stored.orElse(null), form, console, faults));
    }

    /** A provider as the form shows it; the secret is never shown. */
    private static Form form(IdentityProviderResource.View stored) {
        return new Form(Map.of(
                "issuer",
                stored.issuer(),
                "clientId",
                stored.clientId(),
                "emailDomains",
                String.join("\n", stored.emailDomains()),
                "audience",
                stored.audience() == null ? "" : stored.audience(),
                "scopes",
                stored.scopes().equals(DEFAULT_SCOPES) ? "" : String.join(" ", stored.scopes()),
                "rolesClaim",
                stored.rolesClaim() == null ? "" : stored.rolesClaim(),
                "applicationClaim",
                stored.applicationClaim() == null ? "" : stored.applicationClaim(),
                "roleNames",
                stored.roleNames().entrySet().stream()
                        .map(name -> name.getKey() + " = " + name.getValue())
                        .sorted()
                        .collect(Collectors.joining("\n"))));
    }

    /** Sets the provider. */
    @POST
    @Consumes(MediaType.APPLICATION_FORM_URLENCODED)
    @Requires(Role.PLATFORM_ADMIN)
    public Uni<Response> put(@PathParam("tenant") String slug) {
        Form form = Form.current();
        return pages.submit(
                () -> providers.put(slug, JsonForm.value(json, body(form), NewIdentityProvider.class)),
                set -> Uni.createFrom().item(pages.goTo(PAGE, "saved")),
                problem -> stored(slug).flatMap(stored -> pages.refuse(page(stored, form, Faults.of(problem)))));
    }

    private static ObjectNode body(Form form) {
        ObjectNode body = JsonNodeFactory.instance
                .objectNode()
                .put("issuer", form.text("issuer"))
                .put("clientId", form.text("clientId"))
                .put("clientSecret", form.textOrNull("clientSecret"))
                .put("audience", form.textOrNull("audience"))
                .put("rolesClaim", form.textOrNull("rolesClaim"))
                .put("applicationClaim", form.textOrNull("applicationClaim"));
        body.set("emailDomains", words(form.text("emailDomains")));
        body.set("roleNames", roleNames(form.lines("roleNames")));
        if (form.textOrNull("scopes") != null) {
            body.set("scopes", words(form.text("scopes")));
        }
        return body;
    }

    private static ArrayNode words(String text) {
        ArrayNode words = JsonNodeFactory.instance.arrayNode();
        Stream.of(text.split(SEPARATORS, -1)).filter(word -> !word.isEmpty()).forEach(words::add);
        return words;
    }

    private static ObjectNode roleNames(List<String> lines) {
        ObjectNode names = JsonNodeFactory.instance.objectNode();
        for (String line : lines) {
            int equals = line.lastIndexOf('=');
            if (equals < 1) {
                throw ApiProblem.invalid("/roleNames", "A line is a name, an equals sign and a role.");
            }
            names.put(
                    line.substring(0, equals).strip(),
                    line.substring(equals + 1).strip());
        }
        return names;
    }

    /** Takes the provider away if its name was typed. */
    @POST
    @Path("delete")
    @Consumes(MediaType.APPLICATION_FORM_URLENCODED)
    @Requires(Role.PLATFORM_ADMIN)
    public Uni<Response> delete(@PathParam("tenant") String slug) {
        String typed = Form.current().raw("confirm-delete");
        return providers.get(slug).flatMap(stored -> {
            String name = URI.create(stored.issuer()).getHost();
            return name.equals(typed)
                    ? providers.delete(slug).map(done -> pages.goTo(PAGE, "provider-deleted"))
                    : pages.refuse(page(Optional.of(stored), form(stored), Faults.at("/confirm-delete", name)));
        });
    }
}
