package io.hookgate.tenant.subscription;

import static org.assertj.core.api.Assertions.assertThat;
import static org.hamcrest.Matchers.containsString;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.hasSize;
import static org.hamcrest.Matchers.nullValue;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.hookgate.model.EndpointId;
import io.hookgate.model.SubscriptionId;
import io.hookgate.model.TenantId;
import io.hookgate.tenant.Api;
import io.hookgate.tenant.Configuration;
import io.hookgate.tenant.Ordering;
import io.hookgate.tenant.Ordering.OnFailure;
import io.hookgate.tenant.PostgresResource;
import io.hookgate.tenant.Subscription;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import jakarta.inject.Inject;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.stream.IntStream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

@QuarkusTest
@QuarkusTestResource(PostgresResource.class)
class SubscriptionIT {
    private static final ObjectMapper JSON = new ObjectMapper();

    @Inject
    Configuration configuration;

    private TenantId tenantId;
    private String tenant;
    private String subscriptions;
    private Api operator;
    private String endpointId;

    @BeforeEach
    void setUp() {
        tenant = Api.newTenant();
        tenantId = TenantId.parse(
                Api.platform().get("/api/v1/tenants/" + tenant).extract().path("id"));
        subscriptions = "/api/v1/tenants/" + tenant + "/subscriptions";
        operator = Api.withRole(tenant, "operator");
        endpointId = newEndpoint(operator, tenant);
    }

    @Test
    void matchesAtOnce() {
        String id = make("{\"type\":[\"order.paid\"]}");

        assertThat(matching("order.paid")).singleElement().satisfies(subscription -> {
            assertThat(subscription.tenantId()).isEqualTo(tenantId);
            assertThat(subscription.id()).isEqualTo(SubscriptionId.parse(id));
            assertThat(subscription.endpointId()).isEqualTo(EndpointId.parse(endpointId));
        });
        assertThat(matching("order.other")).isEmpty();
    }

    @Test
    void matchesNothingWhileDisabled() {
        String id = make("{\"type\":[\"order.paid\"]}");

        operator.patch(subscriptions + "/" + id, Map.of("enabled", false))
                .statusCode(200)
                .body("enabled", equalTo(false));
        assertThat(matching("order.paid")).isEmpty();
        assertThat(configuration.subscription(tenantId, SubscriptionId.parse(id)))
                .isPresent();

        operator.patch(subscriptions + "/" + id, Map.of("enabled", true)).statusCode(200);
        assertThat(matching("order.paid")).hasSize(1);
    }

    @Test
    void replacesThePatternAsAWhole() {
        String id = make("{\"type\":[\"order.paid\"],\"source\":[\"shop\"]}");

        operator.patch(subscriptions + "/" + id, "{\"pattern\":{\"type\":[\"order.sent\"]},\"ordered\":true}")
                .statusCode(200)
                .body("pattern", equalTo(Map.of("type", List.of("order.sent"))))
                .body("ordered", equalTo(true));

        assertThat(matching("order.paid")).isEmpty();
        assertThat(matching("order.sent"))
                .singleElement()
                .matches(subscription -> subscription.ordering().isPresent());
    }

    @Test
    void keepsHowAnOrderedOneTreatsFailures() {
        String id = make("{\"type\":[\"order.paid\"]}");
        operator.get(subscriptions + "/" + id).body("onFailure", nullValue());

        operator.patch(
                        subscriptions + "/" + id,
                        Map.of("ordered", true, "onFailure", "park", "giveUpAfterSeconds", 3600))
                .statusCode(200)
                .body("onFailure", equalTo("park"))
                .body("giveUpAfterSeconds", equalTo(3600));

        assertThat(matching("order.paid"))
                .singleElement()
                .extracting(Subscription::ordering)
                .isEqualTo(Optional.of(new Ordering(OnFailure.PARK, Optional.of(Duration.ofHours(1)))));
        operator.patch(subscriptions + "/" + id, "{\"onFailure\":null,\"giveUpAfterSeconds\":null}")
                .statusCode(200)
                .body("onFailure", equalTo("skip"))
                .body("giveUpAfterSeconds", nullValue());
        operator.patch(subscriptions + "/" + id, Map.of("onFailure", "stop")).statusCode(400);
        operator.patch(subscriptions + "/" + id, Map.of("giveUpAfterSeconds", 0))
                .statusCode(400);
    }

    @Test
    void givesAPatternBackAsItWasWritten() {
        String pattern = "{\"data\":{\"amount\":[{\"numeric\":[\">\",1.50]}],\"z\":[3.0],\"a\":[\"\\u0000\"]}}";

        String id = make(pattern);

        assertThat(operator.get(subscriptions + "/" + id).extract().asString()).contains("1.50", "3.0", "\\u0000");
    }

    @Test
    void deletes() {
        String id = make("{}");
        assertThat(matching("anything")).hasSize(1);

        operator.delete(subscriptions + "/" + id).statusCode(204);

        assertThat(matching("anything")).isEmpty();
        operator.get(subscriptions + "/" + id).statusCode(404);
    }

    @Test
    void refusesABadPatternWithItsPlace() {
        operator.post(subscriptions, body("{\"type\":[{\"no-such\":1}]}"))
                .statusCode(400)
                .body("errors[0].pointer", containsString("/pattern/type/0"));
        operator.post(subscriptions, body("[]")).statusCode(400).body("errors[0].pointer", equalTo("/pattern"));
        operator.post(subscriptions, body("null")).statusCode(400).body("errors[0].pointer", equalTo("/pattern"));
    }

    @Test
    void refusesABadTransformationWithItsPlace() {
        operator.post(
                        subscriptions,
                        "{\"name\":\"x\",\"endpointId\":\"" + endpointId
                                + "\",\"pattern\":{},\"transform\":{\"type\":\"no-such\"}}")
                .statusCode(400)
                .body("errors[0].pointer", containsString("/transform"));
    }

    @Test
    void refusesAnEndpointOfAnotherTenantAsOneThatIsNotThere() {
        String other = Api.newTenant();
        String foreign = newEndpoint(Api.withRole(other, "operator"), other);
        String id = make("{}");

        for (String unknown : List.of(foreign, UUID.randomUUID().toString(), "x")) {
            operator.post(subscriptions, Map.of("name", "x", "endpointId", unknown, "pattern", Map.of()))
                    .statusCode(400)
                    .body("errors[0].pointer", equalTo("/endpointId"));
            operator.patch(subscriptions + "/" + id, Map.of("endpointId", unknown))
                    .statusCode(400)
                    .body("errors[0].pointer", equalTo("/endpointId"));
        }
    }

    @Test
    void listsByEndpoint() {
        String other = newEndpoint(operator, tenant);
        make("{}");
        String id = operator.post(subscriptions, Map.of("name", "x", "endpointId", other, "pattern", Map.of()))
                .extract()
                .path("id");

        operator.get(subscriptions + "?endpointId=" + other).body("items.id", equalTo(List.of(id)));
        operator.get(subscriptions).body("items", hasSize(2));
        operator.get(subscriptions + "?endpointId=x").statusCode(400);
    }

    @Test
    void pagesThroughAllOfThem() {
        List<String> made = IntStream.range(0, 7).mapToObj(i -> make("{}")).toList();
        List<String> seen = new java.util.ArrayList<>();
        String cursor = null;
        do {
            io.restassured.path.json.JsonPath page = operator.get(
                            subscriptions + "?limit=3" + (cursor == null ? "" : "&cursor=" + cursor))
                    .statusCode(200)
                    .extract()
                    .jsonPath();
            seen.addAll(page.getList("items.id"));
            cursor = page.getString("next");
        } while (cursor != null);

        assertThat(seen).isEqualTo(made);
        for (String bad : List.of("limit=0", "limit=101", "limit=x", "cursor=x", "cursor=AAAA")) {
            operator.get(subscriptions + "?" + bad).statusCode(400).contentType("application/problem+json");
        }
    }

    @Test
    void triesAPatternOnAnEvent() {
        String event =
                "{\"specversion\":\"1.0\",\"id\":\"1\",\"source\":\"shop\",\"type\":\"order.paid\",\"data\":{\"n\":1}}";

        operator.post(subscriptions + "/dry-run", "{\"pattern\":{\"type\":[\"order.paid\"]},\"event\":" + event + "}")
                .statusCode(200)
                .body("matched", equalTo(true))
                .body("reason", nullValue())
                .body("output.data.n", equalTo(1))
                .body("contentType", containsString("json"));
        operator.post(subscriptions + "/dry-run", "{\"pattern\":{\"type\":[\"other\"]},\"event\":" + event + "}")
                .statusCode(200)
                .body("matched", equalTo(false))
                .body("reason", containsString("/type"))
                .body("output", nullValue());
        operator.post(subscriptions + "/dry-run", "{\"pattern\":{\"type\":5},\"event\":[]}")
                .statusCode(400)
                .body("errors", hasSize(2));
    }

    @Test
    void boundsHowManyOneTenantHas() {
        IntStream.range(0, 25).forEach(number -> make("{}"));

        operator.post(subscriptions, body("{}")).statusCode(409).body("code", equalTo("too-many-subscriptions"));

        String one = operator.get(subscriptions).extract().path("items[0].id");
        operator.delete(subscriptions + "/" + one).statusCode(204);
        make("{}");
    }

    @Test
    void triesAPatternOnStoredEvents() {
        operator.post(subscriptions + "/dry-run", "{\"pattern\":{},\"lastHours\":24}")
                .statusCode(200)
                .body("scanned", equalTo(0))
                .body("complete", equalTo(true))
                .body("samples", hasSize(0));
        for (String wrong : List.of(
                "{\"pattern\":{}}",
                "{\"pattern\":{},\"event\":{},\"lastHours\":1}",
                "{\"pattern\":{},\"lastHours\":0}",
                "{\"pattern\":{},\"lastHours\":8761}",
                "{\"pattern\":{},\"lastHours\":1.5}",
                "{\"pattern\":{},\"lastHours\":\"1\"}",
                "{\"pattern\":{\"type\":[]},\"lastHours\":1}",
                "{\"pattern\":{},\"transform\":{\"type\":\"x\"},\"lastHours\":1}")) {
            operator.post(subscriptions + "/dry-run", wrong)
                    .statusCode(400)
                    .contentType("application/problem+json")
                    .body("code", equalTo("invalid-request"));
        }
    }

    private String make(String pattern) {
        return operator.post(subscriptions, body(pattern))
                .statusCode(201)
                .extract()
                .path("id");
    }

    private String body(String pattern) {
        return "{\"name\":\"Orders\",\"endpointId\":\"" + endpointId + "\",\"pattern\":" + pattern + "}";
    }

    private List<Subscription> matching(String type) {
        JsonNode event =
                JSON.createObjectNode().put("type", type).put("source", "shop").put("id", "1");
        return configuration.matching(tenantId, event);
    }

    private static String newEndpoint(Api operator, String tenant) {
        return operator.post(
                        "/api/v1/tenants/" + tenant + "/endpoints",
                        Map.of("name", "Billing", "url", "https://isv.example.com"))
                .statusCode(201)
                .extract()
                .path("id");
    }
}
