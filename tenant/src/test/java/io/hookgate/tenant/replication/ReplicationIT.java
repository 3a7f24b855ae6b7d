package io.hookgate.tenant.replication;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;
import static org.hamcrest.Matchers.oneOf;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.hookgate.model.EndpointId;
import io.hookgate.model.TenantId;
import io.hookgate.tenant.Api;
import io.hookgate.tenant.Configuration;
import io.hookgate.tenant.EndpointState;
import io.hookgate.tenant.PostgresResource;
import io.hookgate.tenant.Subscription;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.RestAssured;
import jakarta.inject.Inject;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicBoolean;
import javax.sql.DataSource;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** What another node changes in the database; here another connection stands for the other node. */
@QuarkusTest
@QuarkusTestResource(PostgresResource.class)
class ReplicationIT {
    private static final Duration IN_FORCE = Duration.ofSeconds(30);
    private static final int WRITERS = 16;
    private static final ObjectMapper JSON = new ObjectMapper();

    @Inject
    Configuration configuration;

    @Inject
    ChangeFeed feed;

    @Inject
    DataSource database;

    private String tenant;
    private TenantId tenantId;
    private String endpointId;

    @BeforeEach
    void setUp() {
        tenant = Api.newTenant();
        tenantId = TenantId.parse(
                Api.platform().get("/api/v1/tenants/" + tenant).extract().path("id"));
        endpointId = Api.platform()
                .post("/api/v1/tenants/" + tenant + "/endpoints", Map.of("name", "x", "url", "https://isv.example.com"))
                .extract()
                .path("id");
    }

    @Test
    void isReady() {
        assertThat(configuration.isLoaded()).isTrue();
        RestAssured.get("/q/health/ready").then().statusCode(200);
    }

    @Test
    void bringsAnotherNodesChangesIntoForce() throws SQLException {
        execute("UPDATE endpoint SET state = 'paused' WHERE tenant_id = '" + tenantId + "'");
        await().atMost(IN_FORCE).until(() -> state() == EndpointState.PAUSED);

        execute(subscription("gen_random_uuid()", "{\"type\":[\"a\"]}"));
        await().atMost(IN_FORCE).until(() -> matching("a").size() == 1);

        execute("UPDATE subscription SET pattern = '{\"type\":[\"b\"]}' WHERE tenant_id = '" + tenantId + "'");
        await().atMost(IN_FORCE).until(() -> matching("b").size() == 1);
        assertThat(matching("a")).isEmpty();

        execute("DELETE FROM subscription WHERE tenant_id = '" + tenantId + "'");
        await().atMost(IN_FORCE).until(() -> matching("b").isEmpty());
    }

    @Test
    void bringsAnotherNodesDeletionOfATenantIntoForce() throws SQLException {
        execute(subscription("gen_random_uuid()", "{}"));
        await().atMost(IN_FORCE).until(() -> matching("a").size() == 1);

        execute("DELETE FROM tenant WHERE tenant_id = '" + tenantId + "'");

        await().atMost(IN_FORCE)
                .until(() -> matching("a").isEmpty()
                        && configuration
                                .endpoint(tenantId, EndpointId.parse(endpointId))
                                .isEmpty());
        Api.platform().get("/api/v1/tenants/" + tenant).statusCode(404);
    }

    @Test
    void catchesUpWithWhatItMissedWhileItsConnectionWasBroken() throws SQLException {
        execute(subscription("gen_random_uuid()", "{\"type\":[\"kept\"]}"));
        await().atMost(IN_FORCE).until(() -> matching("kept").size() == 1);

        // In one statement, so that the change is announced while nobody listens.
        execute("""
                WITH broken AS (
                    SELECT pg_terminate_backend(pid) FROM pg_stat_activity
                    WHERE query = 'LISTEN hookgate_configuration' OR query = 'SELECT 1' AND pid <> pg_backend_pid())
                UPDATE endpoint SET state = 'disabled' FROM broken WHERE tenant_id = '%s'
                """.formatted(tenantId));

        await().atMost(Duration.ofSeconds(10)).until(() -> state() == EndpointState.DISABLED);
        assertThat(matching("kept")).hasSize(1);
        await().atMost(Duration.ofSeconds(10)).until(feed::isListening);
        execute("UPDATE endpoint SET state = 'enabled' WHERE tenant_id = '" + tenantId + "'");
        await().atMost(IN_FORCE).until(() -> state() == EndpointState.ENABLED);
    }

    @Test
    void hearsOfEveryChangeWhileManyAreMade() throws Exception {
        AtomicBoolean enough = new AtomicBoolean();
        ExecutorService busy = Executors.newFixedThreadPool(WRITERS);
        try {
            List<Future<?>> writers = new ArrayList<>();
            for (int i = 0; i < WRITERS; i++) {
                writers.add(busy.submit(() -> changeUntil(enough)));
            }
            for (int connection = 0; connection < 5; connection++) {
                breakTheConnection();
                for (int i = 0; i < 20; i++) {
                    Api.platform().get("/api/v1/tenants/" + Api.newTenant()).statusCode(200);
                }
            }
            enough.set(true);
            for (Future<?> writer : writers) {
                writer.get();
            }
        } finally {
            busy.shutdownNow();
        }
        execute("UPDATE endpoint SET state = 'paused' WHERE tenant_id = '" + tenantId + "'");
        await().atMost(IN_FORCE).until(() -> state() == EndpointState.PAUSED);
    }

    private void changeUntil(AtomicBoolean enough) {
        for (int i = 0; !enough.get(); i++) {
            Api.platform()
                    .patch("/api/v1/tenants/" + tenant + "/endpoints/" + endpointId, Map.of("name", "name " + i))
                    .statusCode(oneOf(200, 503));
        }
    }

    @Test
    void losesNoConnectionToRequestsThatWaitInVain() throws Exception {
        ExecutorService busy = Executors.newFixedThreadPool(3 * WRITERS);
        try (Connection connection = database.getConnection();
                Statement statement = connection.createStatement()) {
            connection.setAutoCommit(false);
            statement.execute("LOCK TABLE endpoint");
            List<Future<Integer>> answers = new ArrayList<>();
            for (int i = 0; i < 3 * WRITERS; i++) {
                answers.add(busy.submit(this::readEndpoint));
            }
            for (Future<Integer> answer : answers) {
                assertThat(answer.get()).isEqualTo(503);
            }
            connection.rollback();
            connection.setAutoCommit(true);
            for (int i = 0; i < 3 * WRITERS; i++) {
                await().atMost(IN_FORCE).until(() -> readEndpoint() == 200);
            }
        } finally {
            busy.shutdownNow();
        }
    }

    private int readEndpoint() {
        return Api.platform()
                .get("/api/v1/tenants/" + tenant + "/endpoints/" + endpointId)
                .extract()
                .statusCode();
    }

    /** The next one may belong to another event loop. */
    private void breakTheConnection() throws SQLException {
        execute("SELECT pg_terminate_backend(pid) FROM pg_stat_activity"
                + " WHERE query = 'LISTEN hookgate_configuration' OR query = 'SELECT 1' AND pid <> pg_backend_pid()");
        await().atMost(IN_FORCE).until(feed::isListening);
    }

    @Test
    void leavesOutASubscriptionThatItCannotUseAndKeepsAllOthers() throws SQLException {
        execute(subscription("gen_random_uuid()", "{\"type\":[\"a\"]}"));
        execute(subscription("gen_random_uuid()", "no pattern at all"));
        execute(subscription("gen_random_uuid()", "{\"type\":[\"b\"]}"));

        await().atMost(IN_FORCE)
                .until(() -> matching("b").size() == 1 && matching("a").size() == 1);
    }

    @Test
    void holdsAHundredThousandSubscriptionsAndChangesOneOfThem() throws SQLException {
        execute("""
                INSERT INTO subscription
                    (tenant_id, id, name, endpoint_id, pattern, ordered, enabled, created_at, updated_at)
                SELECT '%s', gen_random_uuid(), 'many', '%s', '{"type":["t' || n || '"]}', false, true, now(), now()
                FROM generate_series(1, 100000) AS n
                """.formatted(tenantId, endpointId));
        await().atMost(Duration.ofMinutes(4))
                .until(() -> List.of("t1", "t49999", "t50000", "t100000").stream()
                        .allMatch(type -> matching(type).size() == 1));

        Subscription one = matching("t50000").get(0);
        Api.platform()
                .patch(
                        "/api/v1/tenants/" + tenant + "/subscriptions/" + one.id(),
                        Map.of("pattern", Map.of("type", List.of("changed"))))
                .statusCode(200);

        assertThat(matching("t50000")).isEmpty();
        assertThat(matching("changed"))
                .singleElement()
                .satisfies(changed -> assertThat(changed.id()).isEqualTo(one.id()));
        assertThat(matching("t49999")).hasSize(1);
        execute("DELETE FROM tenant WHERE tenant_id = '" + tenantId + "'");
        await().atMost(Duration.ofMinutes(4)).until(() -> matching("t1").isEmpty());
    }

    private String subscription(String id, String pattern) {
        return """
                INSERT INTO subscription
                    (tenant_id, id, name, endpoint_id, pattern, ordered, enabled, created_at, updated_at)
                VALUES ('%s', %s, 'raw', '%s', '%s', false, true, now(), now())
                """.formatted(tenantId, id, endpointId, pattern);
    }

    private EndpointState state() {
        return configuration
                .endpoint(tenantId, EndpointId.parse(endpointId))
                .orElseThrow()
                .state();
    }

    private List<Subscription> matching(String type) {
        JsonNode event = JSON.createObjectNode().put("type", type);
        return configuration.matching(tenantId, event);
    }

    private void execute(String sql) throws SQLException {
        try (Connection connection = database.getConnection();
                PreparedStatement statement = connection.prepareStatement(sql)) {
            statement.execute();
        }
    }
}
