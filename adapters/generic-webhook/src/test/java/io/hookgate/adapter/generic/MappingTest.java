package io.hookgate.adapter.generic;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.cloudevents.CloudEvent;
import io.hookgate.adapter.AdapterResult;
import io.hookgate.adapter.ConfiguredSource;
import io.hookgate.adapter.InvalidConfigurationException;
import io.hookgate.adapter.RejectionCause;
import java.io.IOException;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import java.util.stream.StreamSupport;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Where attributes come from; the cases of expressions are in {@code expressions.json}. */
class MappingTest {
    private static final String BODY =
            "{\"id\":42,\"type\":\"Order/Paid\",\"at\":\"2026-01-01T00:00:00Z\",\"price\":1.50,"
                    + "\"open\":true,\"none\":null,\"text\":\"ü\",\"tags\":[\"a\",\"b\"],\"customer\":{\"name\":\"Zoë\"},"
                    + "\"items\":[{\"sku\":\"x\",\"n\":1},{\"sku\":\"y\",\"n\":2}]}";

    @TestFactory
    Stream<DynamicTest> evaluatesExpressions() throws IOException {
        JsonNode cases = PresetSample.JSON.readTree(PresetSigner.resource("expressions.json"));
        return StreamSupport.stream(cases.spliterator(), false)
                .map(each -> DynamicTest.dynamicTest(each.path("expression").toString(), () -> {
                    Object expression = PresetSample.JSON.convertValue(each.path("expression"), Object.class);
                    CloudEvent event = event(Map.of("subject", expression));

                    assertThat(event.getSubject()).isEqualTo(each.path("value").asText(null));
                }));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "$.a[?(@.b =~ /(a+)+$/)]",
                "$..a..b",
                "$[?(@.a)][?(@.b)]",
                "$[0,0][0,0]",
                "$[",
                "$.a[?(",
                "root:$..a",
                "header:",
                "hash:",
                "path:x"
            })
    void refusesExpressionsThatAreWrongOrCostTooMuch(String expression) {
        try {
            Requests.configure(
                    Optional.empty(),
                    Map.of("verification", "none", "mapping", Map.of("subject", expression)),
                    Map.of());
        } catch (InvalidConfigurationException e) {
            assertThat(e.faults().get(0).pointer()).isEqualTo("/settings/mapping/subject");
            return;
        }
        throw new AssertionError("Taken: " + expression);
    }

    @ParameterizedTest
    @CsvSource({
        "1767323045, 2026-01-02T03:04:05Z",
        "1767323045.25, 2026-01-02T03:04:05.250Z",
        "1767323045123, 2026-01-02T03:04:05.123Z",
        "1767323045123456, 2026-01-02T03:04:05.123456Z",
        "1767323045123456789, 2026-01-02T03:04:05.123456789Z",
        "2026-01-02T03:04:05+08:00, 2026-01-01T19:04:05Z",
        "2026-01-02T03:04:05.5, 2026-01-02T03:04:05.500Z",
        "2026-01-02 03:04:05, 2026-01-02T03:04:05Z",
        "2026-01-02 03:04:05 UTC, 2026-01-02T03:04:05Z",
        "'Fri, 02 Jan 2026 03:04:05 GMT', 2026-01-02T03:04:05Z",
        "yesterday, 2026-01-02T03:04:05Z",
        "99999999999999999999999, 2026-01-02T03:04:05Z",
        "+99999-01-01T00:00:00Z, 2026-01-02T03:04:05Z",
        "'', 2026-01-02T03:04:05Z"
    })
    void readsTimesAsProvidersWriteThem(String written, String time) {
        ConfiguredSource source = source(Map.of("time", "header:X-Time"));
        CloudEvent event = GenericWebhookAdapterTest.onlyEvent(
                Requests.post(BODY).json().header("X-Time", written).to(source));

        assertThat(event.getTime().toInstant()).isEqualTo(Instant.parse(time));
    }

    @ParameterizedTest
    @CsvSource({
        "https://shop.example/a b?q=1#x, https://shop.example/a%20b?q=1#x",
        "acct_1, acct_1",
        "62515, 62515",
        "12:34, 12%3A34",
        "企业, %E4%BC%81%E4%B8%9A",
        "100%, 100%25",
        "a%20b, a%20b",
        "urn:acme:1, urn:acme:1"
    })
    void makesAUriOfAnySource(String value, String uri) {
        ConfiguredSource source = source(Map.of("source", "$.s"));
        CloudEvent event = GenericWebhookAdapterTest.onlyEvent(
                Requests.post("{\"s\":\"" + value + "\"}").json().to(source));

        assertThat(event.getSource()).hasToString(uri);
    }

    @Test
    void refusesATypeThatCloudEventsForbidsAndHashesAnIdThatItForbids() {
        ConfiguredSource source = source(Map.of("type", "$.type", "id", "$.id"));

        GenericWebhookAdapterTest.assertRejected(
                Requests.post("{\"type\":\"a\\u0000\"}").json().to(source), RejectionCause.UNMAPPABLE, 422);
        GenericWebhookAdapterTest.assertRejected(
                Requests.post("{\"type\":\"" + "a".repeat(1025) + "\"}").json().to(source),
                RejectionCause.UNMAPPABLE,
                422);
        assertThat(GenericWebhookAdapterTest.onlyEvent(
                                Requests.post("{\"type\":\"a\",\"id\":\"" + "i".repeat(1025) + "\"}")
                                        .json()
                                        .to(source))
                        .getId())
                .matches("[0-9a-f]{64}");
    }

    @Test
    void splitsAnArrayIntoEventsThatKnowTheirWhole() {
        ConfiguredSource source = Requests.source(
                Map.of(
                        "verification",
                        "none",
                        "split",
                        "$.items",
                        "mapping",
                        Map.of(
                                "subject", "$.sku",
                                "source", "root:$.customer.name",
                                "orderingKey", "attribute:subject",
                                "data", "$.n",
                                "extensions", Map.of("position", Map.of("index", true)))),
                Map.of());
        AdapterResult result = Requests.post(BODY).json().to(source);

        List<CloudEvent> events = ((AdapterResult.Accepted) result).events();
        assertThat(events).extracting(CloudEvent::getSubject).containsExactly("x", "y");
        assertThat(events).extracting(CloudEvent::getId).doesNotHaveDuplicates();
        assertThat(events).extracting(event -> event.getSource().toString()).containsOnly("Zo%C3%AB");
        assertThat(events)
                .extracting(event -> event.getExtension("partitionkey"))
                .containsExactly("x", "y");
        assertThat(events).extracting(event -> event.getExtension("position")).containsExactly("0", "1");
        assertThat(events.get(1).getData().toBytes()).isEqualTo(new byte[] {'2'});
        assertThat(((AdapterResult.Accepted)
                                Requests.post("{\"items\":[]}").json().to(source))
                        .events())
                .isEmpty();
    }

    @ParameterizedTest
    @ValueSource(strings = {"My", "my-ext", "data", "id", "hookgatetenant", "aaaaaaaaaaaaaaaaaaaaa", ""})
    void refusesExtensionsOfAnotherName(String name) {
        try {
            Requests.configure(
                    Optional.empty(),
                    Map.of("verification", "none", "mapping", Map.of("extensions", Map.of(name, "x"))),
                    Map.of());
        } catch (InvalidConfigurationException e) {
            assertThat(e.faults().get(0).pointer()).isEqualTo("/settings/mapping/extensions/" + name);
            return;
        }
        throw new AssertionError("Taken: " + name);
    }

    @Test
    void keepsItsMemoryInProportionToTheRequest() {
        ConfiguredSource source = source(Map.of(
                "id", "$.number",
                "subject", Map.of("path", "$.text", "replace", Map.of("a", "b".repeat(256))),
                "type", List.of("${$.text}".repeat(64), "fallback")));
        CloudEvent event = GenericWebhookAdapterTest.onlyEvent(
                Requests.post("{\"number\":1e999999999,\"text\":\"" + "a".repeat(60_000) + "\"}")
                        .json()
                        .to(source));

        assertThat(event.getId()).isEqualTo("1E+999999999");
        assertThat(event.getSubject()).isNull();
        assertThat(event.getType()).isEqualTo("fallback");
    }

    @Test
    void tellsRequestsWithEqualBodiesApartByWhatTheyMean() {
        ConfiguredSource source = source(Map.of("type", "header:X-Event"));
        Requests opened = Requests.post("{}").json().header("X-Event", "opened");
        Requests closed = Requests.post("{}").json().header("X-Event", "closed");

        assertThat(GenericWebhookAdapterTest.onlyEvent(opened.to(source)).getId())
                .isNotEqualTo(
                        GenericWebhookAdapterTest.onlyEvent(closed.to(source)).getId());
    }

    private static CloudEvent event(Map<String, Object> mapping) {
        return GenericWebhookAdapterTest.onlyEvent(Requests.post(BODY)
                .url("https://hooks.example.com/in/key?event=paid&empty=")
                .json()
                .header("X-Event", "Issue Hook")
                .to(source(mapping)));
    }

    private static ConfiguredSource source(Map<String, Object> mapping) {
        return Requests.source(Map.of("verification", "none", "mapping", mapping), Map.of());
    }
}
