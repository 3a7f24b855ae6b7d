package io.hookgate.gateway;

import static io.hookgate.gateway.Provider.assertAccepted;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.common.http.TestHTTPResource;
import io.quarkus.test.junit.QuarkusTest;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What a user sees of requests that were refused, and of events that came twice. */
@QuarkusTest
@QuarkusTestResource(GatewayServers.class)
class InboundRecordsIT {
    private static final Duration PATIENCE = Duration.ofSeconds(30);
    private static final Map<String, String> JSON = Map.of("content-type", "application/json");
    /** Recorded one by one in a minute; a test may see the end of one minute and the start of the next. */
    private static final int PER_MINUTE = 60;

    @TestHTTPResource
    String url;

    private Fixture fixture;

    @BeforeEach
    void createTenant() {
        fixture = Fixture.create(new Api(url.replaceAll("/$", ""), GatewayServers.BOOTSTRAP_KEY));
    }

    @ParameterizedTest
    @CsvSource({"POST,rejected", "OPTIONS,challenge"})
    void staysBoundedUnderAFlood(String method, String outcome) {
        Provider provider = signed();
        Provider quiet = signed();

        IntStream.range(0, 500)
                .parallel()
                .forEach(
                        i -> provider.send(method, "", new byte[0], Map.of("WebHook-Request-Origin", "flood.example")));
        quiet.post("{}", JSON);

        await().atMost(PATIENCE)
                .untilAsserted(() -> assertThat(records(quiet, "rejected")).isEqualTo(1));
        assertThat(records(provider, outcome)).isBetween(PER_MINUTE, 2 * PER_MINUTE + 1);
    }

    @Test
    void saysWhatToDoAboutARefusal() {
        Provider provider = signed();

        provider.post("{}", Map.of("content-type", "application/json", "x-signature", "sha256=00"));

        JsonObject refused = await().atMost(PATIENCE)
                .until(() -> list(provider, "rejected"), items -> items.size() == 1)
                .getJsonObject(0);
        assertThat(refused.getString("cause")).isEqualTo("signature-mismatch");
        assertThat(refused.getString("detail")).contains("x-signature");
        assertThat(refused.getString("advice")).contains("secret");
        assertThat(refused.getInteger("status")).isEqualTo(401);
    }

    @Test
    void answersARepetitionAsTheFirstTimeAndCountsIt() {
        Provider github =
                Provider.of(fixture, "github", new JsonObject(), new JsonObject().put("secret", "s3cr3t-of-the-test"));
        Map<String, String> headers = Map.of(
                "content-type",
                "application/json",
                "x-github-event",
                "push",
                "x-github-delivery",
                "72d3162e-cc78-11e3-81ab-4c9367dc0958",
                "x-hub-signature-256",
                // HMAC-SHA256 of {} with the secret, by openssl.
                "sha256=a3174d0cad041e163b606d6574796b19d44dc41896340076c9ea58c6d4aa4d23");

        List<Api.Answer> answers =
                IntStream.range(0, 3).mapToObj(i -> github.post("{}", headers)).toList();

        assertThat(answers).allSatisfy(Provider::assertAccepted);
        assertThat(answers)
                .extracting(Api.Answer::text)
                .containsOnly(answers.get(0).text());
        await().atMost(PATIENCE).untilAsserted(() -> {
            JsonArray events = events(github);
            assertThat(events).hasSize(1);
            assertThat(events.getJsonObject(0).getInteger("duplicates")).isEqualTo(2);
        });
        assertThat(fixture.api().anonymous().get("/q/metrics").text()).contains("hookgate_events_duplicates_total");
    }

    @Test
    void recognisesRepetitionsOfSendersThatHaveNoIds() {
        Provider source = Provider.of(fixture, fixture.openSource());

        assertAccepted(source.post("{\"order\":1}", JSON));
        assertAccepted(source.post("{\"order\":1}", JSON));
        assertAccepted(source.post("{\"order\":2}", JSON));

        await().atMost(PATIENCE)
                .untilAsserted(() -> assertThat(events(source).stream()
                                .mapToInt(event -> ((JsonObject) event).getInteger("duplicates")))
                        .containsExactlyInAnyOrder(0, 1));
    }

    private Provider signed() {
        return Provider.of(
                fixture,
                fixture.source(
                        new JsonObject()
                                .put(
                                        "verification",
                                        new JsonObject()
                                                .put("type", "hmac")
                                                .put("header", "x-signature")
                                                .put("prefix", "sha256=")),
                        new JsonObject().put("secret", "a secret of the test")));
    }

    private JsonArray events(Provider provider) {
        return fixture.api()
                .get(fixture.path("/events?source=" + provider.source().getString("id")))
                .items();
    }

    private JsonArray list(Provider provider, String outcome) {
        return fixture.api()
                .get(fixture.path("/requests?outcome=" + outcome + "&sourceId="
                        + provider.source().getString("id")))
                .items();
    }

    private int records(Provider provider, String outcome) {
        int records = 0;
        String cursor = "";
        do {
            JsonObject page = fixture.api()
                    .get(fixture.path("/requests?limit=100&outcome=" + outcome + "&sourceId="
                            + provider.source().getString("id") + cursor))
                    .with(200);
            records += page.getJsonArray("items").size();
            cursor = page.getString("next") == null ? "" : "&cursor=" + page.getString("next");
        } while (!cursor.isEmpty());
        return records;
    }
}
