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
    private static final Map<Role, String> ONE_LESS =
            Map.of(Role.PLATFORM_ADMIN, "admin", Role.ADMIN, "operator", Role.OPERATOR, "viewer");

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

    @TestFactory
    List<DynamicTest> refusesLesserRoles() {
        List<DynamicTest> tests = new ArrayList<>();
        String tenant = Api.newTenant();
        Map<String, Api> callers = Map.of(
                "admin", Api.withRole(tenant, "admin"),
                "operator", Api.withRole(tenant, "operator"),
                "viewer", Api.withRole(tenant, "viewer"));
        for (Routes.Route route : Routes.all()) {
            if (route.required() != Role.VIEWER) {
                Api lesser = callers.get(ONE_LESS.get(route.required()));
                tests.add(DynamicTest.dynamicTest(
                        route.toString(), () -> refused(call(route, lesser.request(), tenant), 403)));
            }
        }
        assertThat(tests).hasSizeGreaterThan(15);
        return tests;
    }

    @TestFactory
    List<DynamicTest> answersAForeignTenantAsOneThatIsNotThere() {
        List<DynamicTest> tests = new ArrayList<>();
        String tenant = Api.newTenant();
        Api stranger = Api.withRole(Api.newTenant(), "admin");
        for (Routes.Route route : Routes.all()) {
            if (route.path().contains("{tenant}")) {
                tests.add(DynamicTest.dynamicTest(route.toString(), () -> {
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

    @TestFactory
    List<DynamicTest> letsThoseThroughWhoHaveTheRole() {
        List<DynamicTest> tests = new ArrayList<>();
        for (Routes.Route route : Routes.all()) {
            tests.add(DynamicTest.dynamicTest(route.toString(), () -> {
                String tenant = Api.newTenant();
                Api caller = route.required() == Role.PLATFORM_ADMIN
                        ? Api.platform()
                        : Api.withRole(tenant, route.required().code());
                assertThat(call(route, caller.request(), tenant).extract().statusCode())
                        .isNotIn(401, 403)
                        .isLessThan(500);
            }));
        }
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
