package io.hookgate.gateway.signin;

import io.hookgate.gateway.console.FrontPage;
import io.quarkus.vertx.http.runtime.CurrentVertxRequest;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.QueryParam;
import jakarta.ws.rs.core.Response;
import java.net.URI;
import java.time.Duration;
import java.util.Optional;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.jspecify.annotations.Nullable;

/** What people see of signing in and out, apart from the provider's own pages. */
@Path("/")
@Produces("text/html;charset=UTF-8")
public class SignInResource {
    private static final String POLICY = "Content-Security-Policy";

    private final FrontPage pages;
    private final ChoicePage choice;
    private final CurrentVertxRequest http;

    SignInResource(FrontPage pages, ChoicePage choice, CurrentVertxRequest http) {
        this.pages = pages;
        this.choice = choice;
        this.http = http;
    }

    /** Reached by whoever has signed in: goes on to where they wanted to be. */
    @GET
    @Path("login")
    @Operation(hidden = true)
    public Response signedIn(@QueryParam(SignInPaths.RETURN) @Nullable String wanted) {
        return Response.seeOther(URI.create(SignInPaths.afterSignIn(Optional.ofNullable(wanted))))
                .build();
    }

    /** Asks people who they are, where several providers are known. */
    @GET
    @Path("login/organisation")
    @Operation(hidden = true)
    public Response choose(@QueryParam(SignInPaths.RETURN) @Nullable String wanted) {
        String page = choice.render(http.getCurrent().request(), SignInPaths.afterSignIn(Optional.ofNullable(wanted)));
        return Response.ok(page)
                .header(POLICY, FrontPage.CONTENT_SECURITY_POLICY)
                .build();
    }

    /** Reached when the provider has not let somebody in. */
    @GET
    @Path("login/failed")
    @Operation(hidden = true)
    public Response failed() {
        return Response.status(Response.Status.FORBIDDEN)
                .header(POLICY, FrontPage.CONTENT_SECURITY_POLICY)
                .entity(page(FrontPage.Kind.REFUSED))
                .build();
    }

    /** Reached by whoever wants to sign out and has no session. */
    @GET
    @Path("logout")
    @Operation(hidden = true)
    public Response withoutSession() {
        return Response.seeOther(URI.create(SignInPaths.LOGGED_OUT)).build();
    }

    /** Where the provider sends people who have signed out. */
    @GET
    @Path("logout/done")
    @Operation(hidden = true)
    public Response signedOut() {
        return Response.ok(page(FrontPage.Kind.SIGNED_OUT))
                .header(POLICY, FrontPage.CONTENT_SECURITY_POLICY)
                .build();
    }

    private String page(FrontPage.Kind kind) {
        return pages.render(http.getCurrent().request(), kind, Duration.ZERO);
    }
}
