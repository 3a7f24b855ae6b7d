package io.hookgate.delivery.ledger;

import static org.assertj.core.api.Assertions.assertThat;

import io.hookgate.delivery.TestDatabase;
import io.hookgate.delivery.TestNode;
import io.vertx.core.Vertx;
import java.util.List;
import java.util.stream.Collectors;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.TestInstance.Lifecycle;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** How claims find their rows while a great many deliveries wait; whoever reads this table as a whole, stops everything. */
@TestInstance(Lifecycle.PER_CLASS)
class ClaimPlanIT {
    private static final int WAITING = 200_000;

    private final Vertx vertx = Vertx.vertx();
    private final TestDatabase database = TestDatabase.create(vertx);

    ClaimPlanIT() {
        // A fifth is parked, a tenth overdue; a third of all belongs to one endpoint.
        database.query(
                "INSERT INTO open_delivery (tenant_id, id, event_id, subscription_id, endpoint_id, state, attempts,"
                        + " due_at) SELECT md5('t' || i % 20)::uuid, gen_random_uuid(), gen_random_uuid(), md5('s' || i %"
                        + " 100)::uuid, md5('e' || CASE WHEN i % 3 = 0 THEN 0 ELSE i % 1000 END)::uuid, CASE WHEN i % 5 ="
                        + " 0 THEN 1 ELSE 0 END, 1, now() + (i - " + WAITING / 10
                        + ") * interval '1 second'"
                        + " FROM generate_series(1, " + WAITING + ") AS i");
        database.query("VACUUM ANALYZE open_delivery");
    }

    @AfterAll
    void close() {
        TestNode.await(vertx.close());
    }

    @ParameterizedTest
    @CsvSource({
        "CLAIM_DUE, open_delivery_due",
        "CLAIM_DUE_OF, open_delivery_due_by_endpoint",
        "CLAIM_PARKED, open_delivery_parked",
        "NEXT_DUE, open_delivery_due",
        "WAITING_ENDPOINTS, open_delivery_due_by_endpoint",
        "PARKED_ENDPOINTS, open_delivery_parked",
        "TAKE_OVER, open_delivery_leased",
        "COUNT_WAITING, open_delivery_retrying",
        "COUNT_WAITING, open_delivery_pending"
    })
    void usesTheIndex(String statement, String index) {
        String plan = database.query("EXPLAIN (GENERIC_PLAN) " + text(statement)).stream()
                .map(row -> row.getString(0))
                .collect(Collectors.joining("\n"));

        assertThat(plan).contains(index).doesNotContain("Seq Scan on open_delivery");
    }

    @Test
    void readsNoMoreRowsThanItClaims() {
        String statement =
                DeliveryQueue.CLAIM_DUE.replace("$1", "100").replace("$2", "'00000000-0000-0000-0000-000000000001'");
        List<String> plan =
                database.query("EXPLAIN (ANALYZE, COSTS OFF, TIMING OFF, SUMMARY OFF) " + statement).stream()
                        .map(row -> row.getString(0).strip())
                        .toList();

        assertThat(plan)
                .contains("->  Index Scan using open_delivery_due on open_delivery (actual rows=100 loops=1)")
                .noneMatch(line -> line.contains("Seq Scan on open_delivery"));
    }

    private static String text(String statement) {
        return switch (statement) {
            case "CLAIM_DUE" -> DeliveryQueue.CLAIM_DUE;
            case "CLAIM_DUE_OF" -> DeliveryQueue.CLAIM_DUE_OF;
            case "CLAIM_PARKED" -> DeliveryQueue.CLAIM_PARKED;
            case "NEXT_DUE" -> DeliveryQueue.NEXT_DUE;
            case "WAITING_ENDPOINTS" -> DeliveryQueue.WAITING_ENDPOINTS;
            case "PARKED_ENDPOINTS" -> DeliveryQueue.PARKED_ENDPOINTS;
            case "TAKE_OVER" -> DeliveryQueue.TAKE_OVER;
            case "COUNT_WAITING" -> DeliveryQueue.COUNT_WAITING;
            default -> throw new IllegalArgumentException(statement);
        };
    }
}
