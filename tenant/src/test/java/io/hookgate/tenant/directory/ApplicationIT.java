package io.hookgate.tenant.directory;

import static org.hamcrest.Matchers.contains;
import static org.hamcrest.Matchers.containsInAnyOrder;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.hasSize;

import io.hookgate.tenant.Api;
import io.hookgate.tenant.PostgresResource;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** What an ISV sees of a tenant, and what not. */
@QuarkusTest
@QuarkusTestResource(PostgresResource.class)
class ApplicationIT {
    private static final Map<String, String> ENDPOINT =
            Map.of("name", "Receiver", "url", "https://receiver.example.com/hook");

    private String tenant;
    private String base;
    private String own;
    private String foreign;
    private Api operator;
    private Api isv;
    private Api otherIsv;

    @BeforeEach
    void setUp() {
        tenant = Api.newTenant();
        base = "/api/v1/tenants/" + tenant;
        own = Api.newApplication(tenant, "Own App");
        foreign = Api.newApplication(tenant, "Foreign App");
        operator = Api.withRole(tenant, "operator");
        isv = Api.ofApplication(tenant, own);
        otherIsv = Api.ofApplication(tenant, foreign);
    }

    @Test
    void makesASlugOfTheName() {
        operator.get(base + "/applications/" + own).statusCode(200).body("slug", equalTo("own-app"));
        operator.post(base + "/applications", Map.of("name", "Own App"))
                .statusCode(409)
                .body("code", equalTo("slug-taken"));
    }

    @Test
    void tellsASubscriberWhatItBelongsTo() {
        isv.get("/api/v1/me")
                .statusCode(200)
                .body("tenants[0].role", equalTo("subscriber"))
                .body("tenants[0].applicationId", equalTo(own));
        isv.get(base + "/applications").statusCode(200).body("items.id", contains(own));
        isv.get(base + "/applications/" + foreign).statusCode(404);
    }

    @Test
    void confinesEndpointsToTheirApplication() {
        String endpoint = isv.post(base + "/endpoints", ENDPOINT)
                .statusCode(201)
                .body("applicationId", equalTo(own))
                .extract()
                .path("id");
        String tenants = operator.post(base + "/endpoints", ENDPOINT)
                .statusCode(201)
                .extract()
                .path("id");

        isv.get(base + "/endpoints").statusCode(200).body("items.id", contains(endpoint));
        operator.get(base + "/endpoints").body("items.id", containsInAnyOrder(endpoint, tenants));
        for (String id : new String[] {endpoint, tenants}) {
            otherIsv.get(base + "/endpoints/" + id).statusCode(404);
            otherIsv.get(base + "/endpoints/" + id + "/secret").statusCode(404);
            otherIsv.post(base + "/endpoints/" + id + "/secret/rotate").statusCode(404);
            otherIsv.post(base + "/endpoints/" + id + "/disable").statusCode(404);
            otherIsv.patch(base + "/endpoints/" + id, Map.of("name", "Mine")).statusCode(404);
            otherIsv.delete(base + "/endpoints/" + id).statusCode(404);
        }
        otherIsv.get(base + "/endpoints").body("items", hasSize(0));
        isv.patch(base + "/endpoints/" + endpoint, Map.of("name", "Renamed"))
                .statusCode(200)
                .body("name", equalTo("Renamed"))
                .body("applicationId", equalTo(own));
    }

    @Test
    void letsASubscriberGiveAnEndpointToNobodyElse() {
        isv.post(base + "/endpoints", Map.of("name", "R", "url", "https://r.example.com/", "applicationId", foreign))
                .statusCode(400)
                .body("errors[0].pointer", equalTo("/applicationId"));
        String endpoint = isv.post(base + "/endpoints", ENDPOINT).extract().path("id");
        isv.patch(base + "/endpoints/" + endpoint, Map.of("applicationId", foreign))
                .statusCode(400);
        isv.patch(base + "/endpoints/" + endpoint, "{\"applicationId\":null}")
                .statusCode(200)
                .body("applicationId", equalTo(own));
    }

    @Test
    void confinesSubscriptionsToEndpointsOfTheApplication() {
        String endpoint = isv.post(base + "/endpoints", ENDPOINT).extract().path("id");
        String tenants = operator.post(base + "/endpoints", ENDPOINT).extract().path("id");
        String subscription = isv.post(base + "/subscriptions", subscription(endpoint))
                .statusCode(201)
                .extract()
                .path("id");
        String foreignSubscription = operator.post(base + "/subscriptions", subscription(tenants))
                .statusCode(201)
                .extract()
                .path("id");

        isv.get(base + "/subscriptions").statusCode(200).body("items.id", contains(subscription));
        otherIsv.get(base + "/subscriptions").body("items", hasSize(0));
        otherIsv.post(base + "/subscriptions", subscription(endpoint))
                .statusCode(400)
                .body("errors[0].pointer", equalTo("/endpointId"));
        otherIsv.get(base + "/subscriptions/" + subscription).statusCode(404);
        otherIsv.patch(base + "/subscriptions/" + subscription, Map.of("enabled", false))
                .statusCode(404);
        otherIsv.delete(base + "/subscriptions/" + subscription).statusCode(404);
        isv.patch(base + "/subscriptions/" + subscription, Map.of("endpointId", tenants))
                .statusCode(400);
        isv.delete(base + "/subscriptions/" + foreignSubscription).statusCode(404);
        isv.patch(base + "/subscriptions/" + subscription, Map.of("enabled", false))
                .statusCode(200);
    }

    @Test
    void refusesTheApplicationOfAnotherTenant() {
        String elsewhere = Api.newApplication(Api.newTenant(), "Elsewhere");

        operator.post(
                        base + "/endpoints",
                        Map.of("name", "R", "url", "https://r.example.com/", "applicationId", elsewhere))
                .statusCode(400)
                .body("errors[0].pointer", equalTo("/applicationId"));
        Api.platform()
                .post(base + "/api-keys", Map.of("name", "isv", "role", "subscriber", "applicationId", elsewhere))
                .statusCode(400)
                .body("errors[0].pointer", equalTo("/applicationId"));
    }

    @Test
    void keepsAnApplicationThatIsUsed() {
        operator.delete(base + "/applications/" + own).statusCode(409).body("code", equalTo("application-in-use"));
        String unused = Api.newApplication(tenant, "Unused");
        operator.delete(base + "/applications/" + unused).statusCode(204);
        operator.get(base + "/applications/" + unused).statusCode(404);
    }

    private static Map<String, Object> subscription(String endpoint) {
        return Map.of("name", "All", "endpointId", endpoint, "pattern", Map.of());
    }
}
