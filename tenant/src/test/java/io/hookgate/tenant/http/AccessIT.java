package io.hookgate.tenant.http;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.startsWith;

import io.hookgate.tenant.Api;
import io.hookgate.tenant.PostgresResource;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.RestAssured;
import io.restassured.http.ContentType;
import io.restassured.response.ValidatableResponse;
import io.restassured.specification.RequestSpecification;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;

/** Every route × whoever may not use it; the routes are read from the compiled resources, so that none is forgotten. */
@QuarkusTest
@QuarkusTestResource(PostgresResource.class)
class AccessIT {
    private static final Shared SHARED = new Shared();

    @Test
    void findsTheRoutes() {
        assertThat(Routes.all()).hasSizeGreaterThan(30).allSatisfy(route -> {
            assertThat(route.path()).startsWith("/api/v1/");
            assertThat(route.required()).as("%s has no @Requires", route).isNotNull();
        });
    }

    @TestFactory
    List<DynamicTest> refusesCallersWithoutCredentials() {
        List<DynamicTest> tests = new ArrayList<>();
        String tenant = Api.newTenant();
        for (Routes.Route route : Routes.all()) {
            tests.add(DynamicTest.dynamicTest(route.toString(), () -> {
                refused(call(route, RestAssured.given(), tenant), 401).header("WWW-Authenticate", startsWith("Bearer"));
                refused(call(route, new Api("hgk_wrong").request(), tenant), 401);
                refused(call(route, new Api("another-token").request(), tenant), 401);
            }));
        }
        return tests;
    }

    /** Every route × every role × own tenant. */
    @TestFactory
    List<DynamicTest> letsEachRoleDoWhatItMayAndNothingElse() {
        List<DynamicTest> tests = new ArrayList<>();
        for (Routes.Route route : Routes.all()) {
            for (Role role : Role.values()) {
                tests.add(DynamicTest.dynamicTest(role.code() + " " + route, () -> {
                    // Some routes use up what they are tried on.
                    String tenant = route.method().equals("DELETE") ? Api.newTenant() : SHARED.tenant();
                    ValidatableResponse response =
                            call(route, caller(role, tenant).request(), tenant);
                    if (route.allows(role)) {
                        assertThat(response.extract().statusCode())
                                .isNotIn(401, 403)
                                .isLessThan(500);
                    } else {
                        refused(response, 403);
                    }
                }));
            }
        }
        assertThat(tests).hasSizeGreaterThan(200);
        return tests;
    }

    private static Api caller(Role role, String tenant) {
        if (role == Role.PLATFORM_ADMIN) {
            return Api.platform();
        }
        if (SHARED.isOf(tenant)) {
            return SHARED.caller(role);
        }
        return newCaller(role, tenant);
    }

    private static Api newCaller(Role role, String tenant) {
        return role == Role.SUBSCRIBER
                ? Api.ofApplication(tenant, Api.newApplication(tenant, "ISV"))
                : Api.withRole(tenant, role.code());
    }

    /** One tenant with a caller of each role, for all tests that leave it as it is. */
    private static final class Shared {
        private final Map<Role, Api> callers = new EnumMap<>(Role.class);
        private String slug;

        synchronized String tenant() {
            if (slug == null) {
                slug = Api.newTenant();
            }
            return slug;
        }

        boolean isOf(String tenant) {
            return tenant.equals(slug);
        }

        synchronized Api caller(Role role) {
            return callers.computeIfAbsent(role, wanted -> newCaller(wanted, tenant()));
        }
    }

    @TestFactory
    List<DynamicTest> answersAForeignTenantAsOneThatIsNotThere() {
        List<DynamicTest> tests = new ArrayList<>();
        String tenant = Api.newTenant();
        Shared strangers = new Shared();
        Api stranger = strangers.caller(Role.ADMIN);
        for (Routes.Route route : Routes.all()) {
            if (route.path().contains("{tenant}")) {
                tests.add(DynamicTest.dynamicTest(route.toString(), () -> {
                    for (Role role : List.of(Role.OPERATOR, Role.VIEWER, Role.SUBSCRIBER)) {
                        refused(call(route, strangers.caller(role).request(), tenant), 403);
                    }
                    String there = refused(call(route, stranger.request(), tenant), 403)
                            .extract()
                            .asString();
                    String notThere = refused(call(route, stranger.request(), "nobody-has-this-slug"), 403)
                            .extract()
                            .asString();
                    assertThat(there).isEqualTo(notThere);
                }));
            }
        }
        assertThat(tests).hasSizeGreaterThan(20);
        return tests;
    }

    @Test
    void tellsAPlatformAdministratorThatATenantIsNotThere() {
        Api.platform()
                .get("/api/v1/tenants/nobody-has-this-slug")
                .statusCode(404)
                .body("code", equalTo("not-found"));
    }

    @Test
    void refusesAKeyThatHasBeenDeleted() {
        String tenant = Api.newTenant();
        Api viewer = Api.withRole(tenant, "viewer");
        String id = viewer.get("/api/v1/me").extract().path("id");

        Api.platform()
                .delete("/api/v1/tenants/" + tenant + "/api-keys/" + id.substring("api-key:".length()))
                .statusCode(204);

        viewer.get("/api/v1/me").statusCode(401);
    }

    @Test
    void refusesAKeyWhoseSecretPartIsAnotherKeys() {
        String tenant = Api.newTenant();
        String first = Api.withRole(tenant, "admin").key();
        String second = Api.withRole(tenant, "viewer").key();

        new Api(first.substring(0, 26) + second.substring(26)).get("/api/v1/me").statusCode(401);
    }

    @Test
    void doesNotTakeAKeyFromAnywhereButTheHeader() {
        assertThatCode(() -> RestAssured.given()
                        .queryParam("access_token", Api.platform().key())
                        .get("/api/v1/me")
                        .then()
                        .statusCode(401))
                .doesNotThrowAnyException();
    }

    private static ValidatableResponse refused(ValidatableResponse response, int status) {
        return response.statusCode(status)
                .contentType("application/problem+json")
                .body("status", equalTo(status))
                .body("type", startsWith("urn:hookgate:problem:"));
    }

    private static ValidatableResponse call(Routes.Route route, RequestSpecification request, String tenant) {
        String path = route.path()
                .replace("{tenant}", tenant)
                .replaceAll("\\{[^}]+}", UUID.randomUUID().toString());
        return request.contentType(ContentType.JSON)
                .body(route.method().equals("GET") || route.method().equals("DELETE") ? "" : "{}")
                .request(route.method(), path)
                .then();
    }
}
