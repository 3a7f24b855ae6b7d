package io.hookgate.tenant.directory;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.hasItem;
import static org.hamcrest.Matchers.matchesPattern;
import static org.hamcrest.Matchers.not;

import io.hookgate.tenant.Api;
import io.hookgate.tenant.PostgresResource;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.vertx.mutiny.sqlclient.Pool;
import io.vertx.mutiny.sqlclient.Tuple;
import jakarta.inject.Inject;
import java.time.Duration;
import java.util.Map;
import java.util.UUID;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

@QuarkusTest
@QuarkusTestResource(PostgresResource.class)
class TenantIT {
    private static final String TENANTS = "/api/v1/tenants";
    private final Api platform = Api.platform();

    @Inject
    Pool pool;

    @Test
    void makesATenantThatIsThereAtOnceBySlugAndById() {
        String slug = Api.newSlug();

        String id = platform.post(TENANTS, Map.of("slug", slug, "name", "Acme Ltd."))
                .statusCode(201)
                .header("Location", matchesPattern(".*/api/v1/tenants/" + slug))
                .body("slug", equalTo(slug))
                .body("name", equalTo("Acme Ltd."))
                .body("id", matchesPattern("[0-9a-f]{8}-[0-9a-f]{4}-7[0-9a-f]{3}-[89ab][0-9a-f]{3}-[0-9a-f]{12}"))
                .body("createdAt", matchesPattern("\\d{4}-\\d\\d-\\d\\dT\\d\\d:\\d\\d:\\d\\d(\\.\\d+)?Z"))
                .extract()
                .path("id");

        platform.get(TENANTS + "/" + slug).statusCode(200).body("id", equalTo(id));
        platform.get(TENANTS + "/" + id).statusCode(200).body("slug", equalTo(slug));
    }

    @Test
    void refusesASlugThatIsTaken() {
        String slug = Api.newTenant();

        platform.post(TENANTS, Map.of("slug", slug, "name", "Another"))
                .statusCode(409)
                .contentType("application/problem+json")
                .body("code", equalTo("slug-taken"))
                .body("errors[0].pointer", equalTo("/slug"));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "-a",
                "a-",
                "a--b",
                "A",
                "a b",
                "a/b",
                "ä",
                "a\n",
                "0192f0c4-8e7a-7c3d-9b1e-0123456789ab",
                "0123456789012345678901234567890123456789012345678901234567890123"
            })
    void refusesABadSlug(String slug) {
        platform.post(TENANTS, Map.of("slug", slug, "name", "Acme"))
                .statusCode(400)
                .body("code", equalTo("invalid-request"))
                .body("errors[0].pointer", equalTo("/slug"));
    }

    @Test
    void renames() {
        String slug = Api.newTenant();

        platform.patch(TENANTS + "/" + slug, Map.of("name", "New name"))
                .statusCode(200)
                .body("name", equalTo("New name"))
                .body("slug", equalTo(slug));

        platform.get(TENANTS + "/" + slug).body("name", equalTo("New name"));
    }

    @Test
    void refusesToChangeTheSlug() {
        platform.patch(TENANTS + "/" + Api.newTenant(), Map.of("slug", "other"))
                .statusCode(400)
                .body("errors[0].pointer", equalTo("/slug"));
    }

    @Test
    void deletesATenantWithItsKeys() {
        String slug = Api.newTenant();
        Api admin = Api.withRole(slug, "admin");
        admin.get(TENANTS + "/" + slug).statusCode(200);

        platform.delete(TENANTS + "/" + slug).statusCode(204);

        platform.get(TENANTS + "/" + slug).statusCode(404);
        admin.get("/api/v1/me").statusCode(401);
    }

    @Test
    void erasesWhatATenantLeavesAndNothingOfAnother() {
        UUID erased = UUID.fromString(tenantWithRequest());
        UUID kept = UUID.fromString(tenantWithRequest());
        assertThat(requests(erased)).isPositive();

        platform.delete(TENANTS + "/" + erased).statusCode(204);

        await().atMost(Duration.ofSeconds(30)).until(() -> requests(erased) == 0);
        assertThat(requests(kept)).isPositive();
    }

    private String tenantWithRequest() {
        String id = platform.get(TENANTS + "/" + Api.newTenant()).extract().path("id");
        platform.request()
                .header("Idempotency-Key", "once")
                .contentType("application/json")
                .body(Map.of("name", "App"))
                .post(TENANTS + "/" + id + "/applications")
                .then()
                .statusCode(201);
        return id;
    }

    private long requests(UUID tenant) {
        return pool.preparedQuery("SELECT count(*) FROM idempotent_request WHERE tenant_id = $1")
                .execute(Tuple.of(tenant))
                .await()
                .atMost(Duration.ofSeconds(10))
                .iterator()
                .next()
                .getLong(0);
    }

    @Test
    void listsToMembersOnlyTheirOwn() {
        String own = Api.newTenant();
        String foreign = Api.newTenant();

        Api.withRole(own, "viewer").get(TENANTS).statusCode(200).body("items.slug", equalTo(java.util.List.of(own)));

        platform.get(TENANTS + "?limit=100")
                .body("items.slug", hasItem(foreign))
                .body("items.slug", not(hasItem("x")));
    }

    @Test
    void saysWhoTheCallerIs() {
        String slug = Api.newTenant();

        Api.withRole(slug, "operator")
                .get("/api/v1/me")
                .statusCode(200)
                .body("platformAdmin", equalTo(false))
                .body("tenants[0].slug", equalTo(slug))
                .body("tenants[0].role", equalTo("operator"));
        platform.get("/api/v1/me").body("platformAdmin", equalTo(true));
    }
}
