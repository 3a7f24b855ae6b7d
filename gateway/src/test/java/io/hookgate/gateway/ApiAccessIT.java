package io.hookgate.gateway;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;
import io.hookgate.tenant.http.Requires;
import io.hookgate.tenant.http.Role;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.common.http.TestHTTPResource;
import io.quarkus.test.junit.QuarkusTest;
import io.vertx.core.json.JsonObject;
import jakarta.ws.rs.DELETE;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.PATCH;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.PUT;
import jakarta.ws.rs.Path;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.lang.annotation.Annotation;
import java.lang.reflect.Method;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.UUID;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/**
 * Every route of the running product × every role × own tenant, foreign tenant, nobody; and for subscribers × own and
 * foreign application. What is expected is written down in {@code access-matrix.txt}.
 */
@QuarkusTest
@QuarkusTestResource(GatewayServers.class)
class ApiAccessIT {
    private static final int LEAST_ROUTES = 60;
    private static final List<Class<? extends Annotation>> METHODS =
            List.of(GET.class, POST.class, PUT.class, PATCH.class, DELETE.class);
    private static final List<Route> MATRIX = matrix();

    @TestHTTPResource
    String url;

    private Api platform;
    private Fixture own;
    private Fixture foreign;

    /** A line of the matrix. */
    private record Route(String method, String template, Role least, boolean ownApplication) {

        boolean allows(Role role) {
            return role.includes(least) || (ownApplication && role == Role.SUBSCRIBER);
        }

        boolean isOfTenant() {
            return template.contains("{tenant}");
        }

        boolean isOfOneObject() {
            return template.contains("{id}");
        }

        /** What stands before the object's identifier. */
        String kind() {
            return template.replaceAll(".*\\{tenant}/([^/]+).*", "$1");
        }

        String path(String tenant, String id) {
            return template.replace("{tenant}", tenant).replace("{id}", id);
        }

        String path(String tenant) {
            return path(tenant, UUID.randomUUID().toString());
        }

        @Override
        public String toString() {
            return method + " " + template;
        }
    }

    @BeforeEach
    void createTenants() {
        platform = new Api(url.replaceAll("/$", ""), GatewayServers.BOOTSTRAP_KEY);
        own = Fixture.create(platform);
        foreign = Fixture.create(platform);
    }

    @Test
    void expectsSomethingOfEveryRouteThatThereIs() {
        List<Route> compiled = compiled();

        assertThat(compiled).hasSizeGreaterThan(LEAST_ROUTES);
        assertThat(MATRIX).containsExactlyInAnyOrderElementsOf(compiled);
    }

    @Test
    void isWhatTheDescriptionOfTheApiSays() {
        JsonObject paths = platform.get("/q/openapi?format=json").json().getJsonObject("paths");
        TreeSet<String> described = new TreeSet<>();
        for (String path : paths.fieldNames()) {
            for (String method : paths.getJsonObject(path).fieldNames()) {
                if (path.startsWith("/api/") && method.matches("get|post|put|patch|delete")) {
                    described.add(method.toUpperCase(Locale.ROOT) + " " + path);
                }
            }
        }

        assertThat(described)
                .containsExactlyInAnyOrderElementsOf(
                        MATRIX.stream().map(Route::toString).toList());
    }

    @Test
    void refusesEverybodyWithoutCredentials() {
        for (Route route : MATRIX) {
            assertRefused(route, "nobody", send(platform.anonymous(), route, route.path(own.slug())), 401);
        }
    }

    @Test
    void letsEachRoleDoInItsTenantWhatItMayAndNothingElse() {
        for (Role role : Role.values()) {
            Fixture tenant = Fixture.create(platform);
            Api caller = caller(tenant, role, null);
            for (Route route : inOrder()) {
                Api.Answer answer = send(caller, route, route.path(tenant.slug()));
                if (route.allows(role)) {
                    assertThat(answer.status())
                            .as("%s %s: %s", role, route, answer.text())
                            .isNotIn(401, 403)
                            .isLessThan(500);
                } else {
                    assertRefused(route, role.code(), answer, 403);
                }
            }
        }
    }

    @Test
    void refusesEverythingInAForeignTenant() {
        for (Role role : List.of(Role.ADMIN, Role.OPERATOR, Role.VIEWER, Role.SUBSCRIBER)) {
            Api stranger = caller(foreign, role, null);
            for (Route route : MATRIX) {
                if (route.isOfTenant()) {
                    Api.Answer there = send(stranger, route, route.path(own.slug()));
                    Api.Answer notThere = send(stranger, route, route.path("nobody-has-this-slug"));
                    assertRefused(route, role.code(), there, 403);
                    assertThat(there.text()).as(route.toString()).isEqualTo(notThere.text());
                }
            }
        }
    }

    @Test
    void findsForeignObjectsInNoTenant() throws Exception {
        try (Receiver receiver = Receiver.answering(500)) {
            Samples theirs = objects(own, null, receiver);
            Api admin = caller(foreign, Role.ADMIN, null);
            for (Route route : MATRIX) {
                if (route.isOfOneObject() && theirs.ids().containsKey(route.kind())) {
                    String id = theirs.ids().get(route.kind());
                    assertThat(send(admin, route, route.path(foreign.slug(), id))
                                    .status())
                            .as(route.toString())
                            .isIn(400, 404);
                }
            }
        }
    }

    @Test
    void confinesSubscribersToTheirApplication() throws Exception {
        try (Receiver receiver = Receiver.answering(500)) {
            String first = application("First");
            String second = application("Second");
            Samples ofFirst = objects(own, first, receiver);
            Samples ofSecond = objects(own, second, receiver);
            Samples ofNobody = objects(own, null, receiver);
            Api subscriber = caller(own, Role.SUBSCRIBER, first);

            for (Route route : inOrder()) {
                if (!route.ownApplication() || !route.isOfOneObject()) {
                    continue;
                }
                for (Samples others : List.of(ofSecond, ofNobody)) {
                    String id = others.ids().get(route.kind());
                    if (id != null) {
                        assertThat(send(subscriber, route, route.path(own.slug(), id))
                                        .status())
                                .as("%s of others", route)
                                .isIn(403, 404);
                    }
                }
                Api.Answer answer = send(
                        subscriber,
                        route,
                        route.path(
                                own.slug(), Objects.requireNonNull(ofFirst.ids().get(route.kind()), route.kind())));
                assertThat(answer.status())
                        .as("%s of its own: %s", route, answer.text())
                        .isNotIn(401, 403, 404)
                        .isLessThan(500);
            }
            for (Route route : inOrder()) {
                if (route.ownApplication()
                        && !route.isOfOneObject()
                        && route.method().equals("GET")) {
                    String seen = send(caller(own, Role.SUBSCRIBER, second), route, route.path(own.slug()))
                            .text();
                    ofFirst.ids()
                            .values()
                            .forEach(id -> assertThat(seen).as(route.toString()).doesNotContain(id));
                    ofNobody.ids()
                            .values()
                            .forEach(id -> assertThat(seen).as(route.toString()).doesNotContain(id));
                }
            }
        }
    }

    /** One of each kind, by the name of the kind in paths. */
    private record Samples(Map<String, String> ids) {}

    private Samples objects(Fixture tenant, String application, Receiver receiver) {
        Map<String, String> ids = new HashMap<>();
        JsonObject more = Fixture.schedule();
        if (application != null) {
            more.put("applicationId", application);
            ids.put("applications", application);
        }
        JsonObject source = tenant.openSource();
        JsonObject endpoint = tenant.endpoint(receiver.url("/hook"), more);
        String type = "type-" + UUID.randomUUID();
        JsonObject subscription = tenant.subscribe(
                endpoint, new JsonObject().put("subject", new io.vertx.core.json.JsonArray().add(type)));
        tenant.api()
                .anonymous()
                .send(
                        "POST",
                        URI.create(source.getString("url")).getRawPath(),
                        Optional.of(new JsonObject()
                                .put("specversion", "1.0")
                                .put("id", type)
                                .put("source", "/access")
                                .put("type", "access.tried")
                                .put("subject", type)
                                .encode()),
                        Map.of("content-type", "application/cloudevents+json"));
        String deliveries = tenant.path("/deliveries?endpointId=" + endpoint.getString("id"));
        await().atMost(Duration.ofSeconds(30))
                .until(() -> tenant.api().get(deliveries).items().size() == 1);
        JsonObject delivery = tenant.api().get(deliveries).items().getJsonObject(0);
        String job = tenant.api()
                .post(
                        tenant.path("/endpoints/" + endpoint.getString("id") + "/recover"),
                        new JsonObject().put("since", "2026-01-01T00:00:00Z"))
                .json()
                .getString("id");
        ids.put("sources", source.getString("id"));
        ids.put("endpoints", endpoint.getString("id"));
        ids.put("subscriptions", subscription.getString("id"));
        ids.put("deliveries", delivery.getString("id"));
        ids.put("events", delivery.getString("eventId"));
        ids.put("jobs", job);
        return new Samples(ids);
    }

    private String application(String name) {
        return platform.post(own.path("/applications"), new JsonObject().put("name", name))
                .with(201)
                .getString("id");
    }

    private Api caller(Fixture tenant, Role role, String application) {
        if (role == Role.PLATFORM_ADMIN) {
            return platform;
        }
        JsonObject key = new JsonObject().put("name", role.code()).put("role", role.code());
        if (role == Role.SUBSCRIBER) {
            key.put(
                    "applicationId",
                    application != null
                            ? application
                            : platform.post(tenant.path("/applications"), new JsonObject().put("name", "ISV"))
                                    .with(201)
                                    .getString("id"));
        }
        return platform.as(
                platform.post(tenant.path("/api-keys"), key).with(201).getString("key"));
    }

    /** Nothing is deleted before it has been tried otherwise, the tenant itself at the very end. */
    private static List<Route> inOrder() {
        return MATRIX.stream()
                .sorted(Comparator.comparing((Route route) -> route.method().equals("DELETE"))
                        .thenComparing(
                                route -> route.method().equals("DELETE") ? route.template() : "",
                                Comparator.reverseOrder()))
                .toList();
    }

    private static Api.Answer send(Api caller, Route route, String path) {
        boolean bodiless = route.method().equals("GET") || route.method().equals("DELETE");
        return caller.send(
                route.method(),
                path,
                bodiless ? Optional.empty() : Optional.of("{}"),
                bodiless ? Map.of() : Map.of("content-type", "application/json"));
    }

    private static void assertRefused(Route route, String who, Api.Answer answer, int status) {
        assertThat(answer.status()).as("%s %s: %s", who, route, answer.text()).isEqualTo(status);
        assertThat(answer.header("content-type")).as(route.toString()).isEqualTo("application/problem+json");
    }

    private static List<Route> compiled() {
        TreeSet<Route> routes = new TreeSet<>(Comparator.comparing(Route::toString));
        for (JavaClass type : new ClassFileImporter()
                .withImportOption(new ImportOption.DoNotIncludeTests())
                .importPackages("io.hookgate")) {
            if (type.isAnnotatedWith(Path.class)
                    && type.getAnnotationOfType(Path.class).value().startsWith("/api/")) {
                addRoutes(type.reflect(), routes);
            }
        }
        return List.copyOf(routes);
    }

    private static void addRoutes(Class<?> type, Set<Route> routes) {
        String root = type.getAnnotation(Path.class).value();
        for (Method method : type.getDeclaredMethods()) {
            for (Class<? extends Annotation> verb : METHODS) {
                if (method.isAnnotationPresent(verb)) {
                    Path path = method.getAnnotation(Path.class);
                    Requires requires = method.getAnnotation(Requires.class);
                    assertThat(requires).as("%s has a least role", method).isNotNull();
                    routes.add(new Route(
                            verb.getSimpleName(),
                            path == null ? root : root + "/" + path.value(),
                            requires.value(),
                            requires.orSubscriber()));
                }
            }
        }
    }

    private static List<Route> matrix() {
        try (InputStream stream = ApiAccessIT.class.getResourceAsStream("access-matrix.txt")) {
            String text = new String(Objects.requireNonNull(stream).readAllBytes(), StandardCharsets.UTF_8);
            return Stream.of(text.split("\n", -1))
                    .filter(line -> !line.isBlank() && !line.startsWith("#"))
                    .map(line -> line.split(" +", -1))
                    .map(words -> new Route(
                            words[0],
                            words[1],
                            Role.ofCode(words[2]).orElseThrow(),
                            words.length > 3 && words[3].equals("own-application")))
                    .toList();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
