package io.hookgate.tenant.quota;

import static org.assertj.core.api.Assertions.assertThat;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.hasEntry;
import static org.hamcrest.Matchers.hasItem;
import static org.hamcrest.Matchers.matchesPattern;
import static org.hamcrest.Matchers.not;
import static org.hamcrest.Matchers.nullValue;

import io.hookgate.model.TenantId;
import io.hookgate.tenant.Api;
import io.hookgate.tenant.Configuration;
import io.hookgate.tenant.PostgresResource;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.response.ValidatableResponse;
import jakarta.inject.Inject;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.stream.IntStream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

@QuarkusTest
@QuarkusTestResource(PostgresResource.class)
class QuotaIT {
    private final Api platform = Api.platform();
    private String tenant;
    private String path;

    @Inject
    Configuration configuration;

    @Inject
    EventUseStore store;

    @BeforeEach
    void makeTenant() {
        tenant = Api.newTenant();
        path = "/api/v1/tenants/" + tenant;
    }

    @ParameterizedTest
    @CsvSource({"sources", "endpoints", "subscriptions"})
    void refusesOneMoreThanTheTenantMayHave(String kind) {
        String endpoint = add("endpoints", null).extract().path("id");
        int had = kind.equals("endpoints") ? 1 : 0;
        allot(Map.of(kind, had + 2));

        add(kind, endpoint).statusCode(201);
        String last = add(kind, endpoint).statusCode(201).extract().path("id");
        add(kind, endpoint)
                .statusCode(409)
                .contentType("application/problem+json")
                .body("code", equalTo("quota-exceeded"))
                .body("detail", matchesPattern("The tenant may have at most " + (had + 2) + " " + kind + "\\..*"));
        platform.get(path + "/quotas")
                .statusCode(200)
                .body(kind + ".limit", equalTo(had + 2))
                .body(kind + ".used", equalTo(had + 2));

        platform.delete(path + "/" + kind + "/" + last).statusCode(204);
        add(kind, endpoint).statusCode(201);
    }

    @Test
    void takesAChangedQuotaAtOnce() {
        allot(Map.of("sources", 0));
        add("sources", null).statusCode(409);

        allot(Map.of("sources", 1));
        add("sources", null).statusCode(201);
        add("sources", null).statusCode(409);

        platform.patch(path, "{\"quotas\":{\"sources\":null}}").statusCode(200).body("quotas", nullValue());
        add("sources", null).statusCode(201);
    }

    @Test
    void countsWhatIsAddedAtTheSameTime() {
        allot(Map.of("sources", 3));

        List<CompletableFuture<Integer>> answers = IntStream.range(0, 12)
                .mapToObj(i -> CompletableFuture.supplyAsync(
                        () -> add("sources", null).extract().statusCode()))
                .toList();

        assertThat(answers.stream().map(CompletableFuture::join).filter(status -> status == 201))
                .hasSize(3);
    }

    @Test
    void keepsWhatIsThereWhenAQuotaIsLowered() {
        add("sources", null).statusCode(201);
        add("sources", null).statusCode(201);

        allot(Map.of("sources", 1));

        platform.get(path + "/sources").statusCode(200).body("items.size()", equalTo(2));
        platform.get(path + "/quotas").body("sources.limit", equalTo(1)).body("sources.used", equalTo(2));
    }

    @Test
    void boundsNoOtherTenant() {
        allot(Map.of("sources", 0));
        path = "/api/v1/tenants/" + Api.newTenant();

        add("sources", null).statusCode(201);
        platform.get(path + "/quotas").body("sources.limit", nullValue()).body("sources.used", equalTo(1));
    }

    @Test
    void letsPlatformAdministratorsAloneSetThem() {
        Api admin = Api.withRole(tenant, "admin");

        admin.patch(path, Map.of("quotas", Map.of("sources", 1_000)))
                .statusCode(403)
                .body("errors.pointer", hasItem("/quotas"));
        allot(Map.of("sources", 7, "eventsPerDay", 100));
        admin.patch(path, Map.of("name", "Renamed")).statusCode(200).body("quotas.sources", equalTo(7));
        admin.patch(path, "{\"quotas\":null}").statusCode(403);
        Api.withRole(tenant, "viewer").get(path + "/quotas").statusCode(200).body("sources.limit", equalTo(7));
    }

    @Test
    void setsThemWithTheTenantAndOneByOne() {
        String slug = Api.newSlug();
        platform.post(
                        "/api/v1/tenants",
                        Map.of("slug", slug, "name", slug, "quotas", Map.of("endpoints", 5, "payloadBytes", 1024)))
                .statusCode(201)
                .body("quotas", hasEntry("endpoints", 5));

        platform.patch("/api/v1/tenants/" + slug, Map.of("quotas", Map.of("endpoints", 6)))
                .statusCode(200)
                .body("quotas.endpoints", equalTo(6))
                .body("quotas.payloadBytes", equalTo(1024));
        platform.get("/api/v1/tenants/" + slug + "/quotas")
                .body("payloadBytes.limit", equalTo(1024))
                .body("eventsPerDay.limit", nullValue())
                .body("eventsPerDay.resetsAt", matchesPattern("\\d{4}-\\d\\d-\\d\\dT00:00:00Z"));
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "{\"sources\":-1}|/quotas/sources",
                "{\"sources\":1.5}|/quotas/sources",
                "{\"sources\":\"7\"}|/quotas/sources",
                "{\"eventsPerDay\":1e30}|/quotas/eventsPerDay",
                "{\"payloadBytes\":0}|/quotas/payloadBytes",
                "{\"a/b\":1}|/quotas/a~1b",
                "7|/quotas"
            })
    void refusesWhatIsNoQuota(String quotas, String pointer) {
        platform.patch(path, "{\"quotas\":" + quotas + "}").statusCode(400).body("errors[0].pointer", equalTo(pointer));
    }

    @Test
    void notesInTheAuditLogWhoHasSetWhat() {
        allot(Map.of("sources", 7));

        platform.get(path + "/audit?objectType=tenant&action=update")
                .body("items[0].actor", equalTo("bootstrap"))
                .body("items[0].after.quota_sources", equalTo(7))
                .body("items[0].before.quota_sources", nullValue());
    }

    /** Two nodes, as they meet in the database. */
    @Test
    void addsUpWhatAllNodesHaveAccepted() {
        TenantId tenantId = TenantId.parse(platform.get(path).extract().path("id"));
        allot(Map.of("eventsPerDay", 10));
        Clock clock = Clock.fixed(Instant.parse("2026-03-01T12:00:00Z"), ZoneOffset.UTC);
        EventAllowance one = new EventAllowance(configuration, clock);
        EventAllowance two = new EventAllowance(configuration, clock);
        EventSettlement ofOne = new EventSettlement(one, store);
        EventSettlement ofTwo = new EventSettlement(two, store);

        assertThat(one.take(tenantId, 4)).isPresent();
        assertThat(two.take(tenantId, 4)).isPresent();
        two.take(tenantId, 1).orElseThrow().giveBack();
        settle(ofOne);
        settle(ofTwo);
        assertThat(two.known(tenantId)).isEqualTo(8);
        assertThat(two.take(tenantId, 3)).isEmpty();
        assertThat(two.take(tenantId, 2)).isPresent();
        settle(ofTwo);
        assertThat(one.take(tenantId, 1))
                .as("what two has taken since is not known yet")
                .isPresent();
        settle(ofOne);

        assertThat(one.known(tenantId)).isEqualTo(11);
        assertThat(one.isUsedUp(tenantId)).isTrue();
        EventAllowance started = new EventAllowance(configuration, clock);
        settle(new EventSettlement(started, store));
        assertThat(started.known(tenantId)).isEqualTo(11);
        assertThat(started.isUsedUp(tenantId)).isTrue();
    }

    private static void settle(EventSettlement settlement) {
        settlement.settleNowAndThen().await().atMost(Duration.ofSeconds(10));
    }

    private void allot(Map<String, Integer> quotas) {
        platform.patch(path, Map.of("quotas", quotas)).statusCode(200).body("quotas", not(nullValue()));
    }

    private ValidatableResponse add(String kind, String endpoint) {
        Map<String, Object> body = switch (kind) {
            case "sources" ->
                Map.of(
                        "name",
                        "Source",
                        "adapter",
                        "generic-webhook",
                        "settings",
                        Map.of("verification", Map.of("type", "none")));
            case "endpoints" -> Map.of("name", "Endpoint", "url", "https://example.com/hook");
            default -> Map.of("name", "Rule", "endpointId", endpoint, "pattern", Map.of());
        };
        return platform.post(path + "/" + kind, body);
    }
}
