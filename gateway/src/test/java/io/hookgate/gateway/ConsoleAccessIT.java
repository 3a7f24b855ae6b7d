package io.hookgate.gateway;

import static org.assertj.core.api.Assertions.assertThat;

import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;
import io.hookgate.tenant.http.Requires;
import io.hookgate.tenant.http.Role;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.common.http.TestHTTPResource;
import io.quarkus.test.junit.QuarkusTest;
import io.vertx.core.json.JsonObject;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import java.lang.reflect.Method;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Who may open which page of the console, route by route, and what fences each response. */
@QuarkusTest
@QuarkusTestResource(GatewayServers.class)
class ConsoleAccessIT {
    private static final int LEAST_ROUTES = 50;
    private static final Pattern TOKEN = Pattern.compile("name=\"csrf-token\" value=\"([^\"]+)\"");
    private static final String FORM = "application/x-www-form-urlencoded";

    @TestHTTPResource
    String url;

    private Api platform;
    private Fixture own;
    private Fixture foreign;

    private record Route(String method, String template, Role required, boolean orSubscriber) {
        String path(String tenant) {
            return template.replace("{tenant}", tenant)
                    .replace("{adapter}", "dingtalk")
                    .replaceAll("\\{[^}]+}", UUID.randomUUID().toString());
        }

        boolean ofTenant() {
            return template.contains("{tenant}");
        }
    }

    private record Session(Api api, String cookie, String token) {
        Api.Answer send(Route route, String tenant) {
            return route.method().equals("GET") ? api.get(route.path(tenant)) : post(route.path(tenant));
        }

        Api.Answer post(String path) {
            return api.send(
                    "POST",
                    path,
                    Optional.of("csrf-token=" + token),
                    Map.of("content-type", FORM, "cookie", "csrf-token=" + cookie));
        }
    }

    @BeforeEach
    void createTenants() {
        platform = new Api(url.replaceAll("/$", ""), GatewayServers.BOOTSTRAP_KEY);
        own = Fixture.create(platform);
        foreign = Fixture.create(platform);
    }

    @Test
    void everyRouteSaysWhatItRequires() {
        assertThat(routes()).hasSizeGreaterThan(LEAST_ROUTES);
    }

    @Test
    void refusesStrangers() {
        Session stranger = session(key(foreign, "admin"), foreign);
        assertThat(tenantRoutes())
                .allSatisfy(route -> assertThat(stranger.send(route, own.slug()).status())
                        .as(route.toString())
                        .isEqualTo(403));
    }

    @Test
    void refusesLesserRoles() {
        Session viewer = session(key(own, "viewer"), own);
        Session operator = session(key(own, "operator"), own);
        Session subscriber = session(subscriberKey(), own);
        assertThat(tenantRoutes()).allSatisfy(route -> {
            if (!Role.VIEWER.includes(route.required())) {
                assertThat(viewer.send(route, own.slug()).status())
                        .as("viewer %s", route)
                        .isEqualTo(403);
            }
            if (!route.orSubscriber()) {
                assertThat(subscriber.send(route, own.slug()).status())
                        .as("subscriber %s", route)
                        .isEqualTo(403);
            }
            if (!Role.OPERATOR.includes(route.required())) {
                assertThat(operator.send(route, own.slug()).status())
                        .as("operator %s", route)
                        .isEqualTo(403);
            }
        });
    }

    @Test
    void refusesAnybodyWhoIsNotSignedIn() {
        assertThat(routes()).allSatisfy(route -> {
            Api.Answer answer = platform.anonymous()
                    .send(
                            route.method(),
                            route.path(own.slug()),
                            route.method().equals("GET") ? Optional.empty() : Optional.of(""),
                            route.method().equals("GET") ? Map.of() : Map.of("content-type", FORM));
            // 503 while the identity provider is starting.
            assertThat(answer.status()).as(route.toString()).isIn(302, 400, 401, 503);
            assertThat(answer.text()).doesNotContain(own.slug() + "</strong>");
        });
    }

    @Test
    void fencesEveryPage() {
        List<String> paths = List.of("", "/sources", "/nothing-here", "/sources/" + UUID.randomUUID());
        assertThat(paths).allSatisfy(path -> {
            Api.Answer answer = platform.get("/console/t/" + own.slug() + path);
            assertThat(answer.header("content-security-policy"))
                    .contains("default-src 'none'", "script-src 'self'", "style-src 'self'")
                    .doesNotContain("unsafe");
            assertThat(answer.header("content-type")).startsWith("text/html");
            assertThat(answer.header("cache-control")).isEqualTo("no-store");
            assertThat(answer.text())
                    .doesNotContain(" style=", "<style", "onclick=")
                    .doesNotContain("<script>");
        });
    }

    @Test
    void fencesTheChoiceOfAnOrganisation() {
        Api.Answer answer = platform.anonymous().get("/login/organisation");

        assertThat(answer.status()).isEqualTo(200);
        assertThat(answer.header("content-security-policy"))
                .contains("default-src 'none'", "script-src 'self'", "style-src 'self'", "frame-ancestors 'none'")
                .doesNotContain("unsafe");
        assertThat(answer.text()).doesNotContain(" style=", "<style", "<script>");
    }

    @Test
    void takesNothingWithoutTheTokenOfTheForm() {
        Session admin = session(platform, own);
        JsonObject source = own.openSource();
        String path = "/console/t/" + own.slug() + "/sources/" + source.getString("id") + "/pause";

        assertThat(platform.send("POST", path, Optional.of(""), Map.of("content-type", FORM))
                        .status())
                .isEqualTo(400);
        assertThat(platform.send(
                                "POST",
                                path,
                                Optional.of("csrf-token=" + admin.token()),
                                Map.of("content-type", FORM, "cookie", "csrf-token=AAAAAAAAAAAAAAAAAAAAAA"))
                        .status())
                .isEqualTo(400);
        assertThat(platform.send("POST", path, Optional.of("{}"), Map.of("content-type", "text/plain"))
                        .status())
                .isEqualTo(415);
        assertThat(platform.send("POST", path, Optional.empty(), Map.of()).status())
                .isEqualTo(415);
        assertThat(sourceIsEnabled(source)).isTrue();

        assertThat(admin.post(path).status()).isEqualTo(303);
        assertThat(sourceIsEnabled(source)).isFalse();
    }

    @Test
    void leavesTheApiWithoutCookies() {
        assertThat(platform.get("/api/v1/me").headers()).doesNotContainKey("set-cookie");
        assertThat(platform.send("POST", own.path("/sources"), Optional.of("name=x"), Map.of("content-type", FORM))
                        .status())
                .isIn(400, 415);
    }

    @Test
    void namesAreNeededForWhatCannotBeUndone() {
        Session admin = session(platform, own);
        JsonObject source = own.openSource();
        Api.Answer refused = admin.post("/console/t/" + own.slug() + "/sources/" + source.getString("id") + "/delete");
        assertThat(refused.status()).isEqualTo(422);
        assertThat(own.api().get(own.path("/sources/" + source.getString("id"))).status())
                .isEqualTo(200);
    }

    private boolean sourceIsEnabled(JsonObject source) {
        return own.api()
                .get(own.path("/sources/" + source.getString("id")))
                .with(200)
                .getBoolean("enabled");
    }

    private Api key(Fixture tenant, String role) {
        JsonObject made = platform.post(
                        tenant.path("/api-keys"),
                        new JsonObject().put("name", role).put("role", role))
                .with(201);
        return platform.as(made.getString("key"));
    }

    private Api subscriberKey() {
        JsonObject application = platform.post(own.path("/applications"), new JsonObject().put("name", "Partner"))
                .with(201);
        JsonObject key = new JsonObject()
                .put("name", "partner")
                .put("role", "subscriber")
                .put("applicationId", application.getString("id"));
        return platform.as(platform.post(own.path("/api-keys"), key).with(201).getString("key"));
    }

    /** The token of a form and the cookie that goes with it. */
    private static Session session(Api api, Fixture tenant) {
        Api.Answer page = api.get("/console/t/" + tenant.slug() + "/endpoints");
        Matcher token = TOKEN.matcher(page.text());
        assertThat(token.find()).as(page.text()).isTrue();
        String cookie = page.headers().getOrDefault("set-cookie", List.of()).stream()
                .filter(header -> header.startsWith("csrf-token="))
                .map(header -> header.substring("csrf-token=".length(), header.indexOf(';')))
                .findFirst()
                .orElseThrow();
        return new Session(api, cookie, token.group(1));
    }

    private static List<Route> tenantRoutes() {
        return routes().stream().filter(Route::ofTenant).toList();
    }

    private static List<Route> routes() {
        List<Route> routes = new ArrayList<>();
        for (JavaClass type : new ClassFileImporter()
                .withImportOption(new ImportOption.DoNotIncludeTests())
                .importPackages("io.hookgate.gateway.console")) {
            if (type.isAnnotatedWith(Path.class)) {
                addRoutes(type.reflect(), routes);
            }
        }
        return routes;
    }

    private static void addRoutes(Class<?> type, List<Route> routes) {
        String root = type.getAnnotation(Path.class).value();
        for (Method method : type.getDeclaredMethods()) {
            boolean get = method.isAnnotationPresent(GET.class);
            if (get || method.isAnnotationPresent(POST.class)) {
                Path path = method.getAnnotation(Path.class);
                Requires requires = method.getAnnotation(Requires.class);
                assertThat(requires).as("%s has a least role", method).isNotNull();
                String rest = path == null ? "" : "/" + path.value();
                routes.add(new Route(get ? "GET" : "POST", root + rest, requires.value(), requires.orSubscriber()));
            }
        }
    }
}
