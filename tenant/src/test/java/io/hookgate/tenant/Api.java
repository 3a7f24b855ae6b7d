package io.hookgate.tenant;

import static io.restassured.RestAssured.given;

import io.restassured.http.ContentType;
import io.restassured.response.ValidatableResponse;
import io.restassured.specification.RequestSpecification;
import java.util.Map;
import java.util.concurrent.atomic.AtomicInteger;
import org.eclipse.microprofile.config.ConfigProvider;

/** Speaks to the API as one caller. */
public record Api(String key) {
    private static final AtomicInteger SERIAL = new AtomicInteger();

    /** The platform administrator. */
    public static Api platform() {
        return new Api(ConfigProvider.getConfig().getValue("hookgate.bootstrap-api-key", String.class));
    }

    /** A slug that no other test has. */
    public static String newSlug() {
        return "tenant-" + SERIAL.incrementAndGet();
    }

    /** Makes a tenant and gives its slug. */
    public static String newTenant() {
        String slug = newSlug();
        platform().post("/api/v1/tenants", Map.of("slug", slug, "name", slug)).statusCode(201);
        return slug;
    }

    /** A new key of a tenant. */
    public static Api withRole(String tenant, String role) {
        return new Api(platform()
                .post("/api/v1/tenants/" + tenant + "/api-keys", Map.of("name", role, "role", role))
                .statusCode(201)
                .extract()
                .path("key"));
    }

    /** Makes an application and gives its identifier. */
    public static String newApplication(String tenant, String name) {
        return platform()
                .post("/api/v1/tenants/" + tenant + "/applications", Map.of("name", name))
                .statusCode(201)
                .extract()
                .path("id");
    }

    /** A new key that is confined to an application. */
    public static Api ofApplication(String tenant, String application) {
        return new Api(platform()
                .post(
                        "/api/v1/tenants/" + tenant + "/api-keys",
                        Map.of("name", "isv", "role", "subscriber", "applicationId", application))
                .statusCode(201)
                .extract()
                .path("key"));
    }

    public RequestSpecification request() {
        return given().header("Authorization", "Bearer " + key);
    }

    public ValidatableResponse post(String path, Object body) {
        return request().contentType(ContentType.JSON).body(body).post(path).then();
    }

    public ValidatableResponse post(String path) {
        return request().post(path).then();
    }

    public ValidatableResponse patch(String path, Object body) {
        return request().contentType(ContentType.JSON).body(body).patch(path).then();
    }

    public ValidatableResponse get(String path) {
        return request().get(path).then();
    }

    public ValidatableResponse delete(String path) {
        return request().delete(path).then();
    }

    @Override
    public String toString() {
        return "Api";
    }
}
