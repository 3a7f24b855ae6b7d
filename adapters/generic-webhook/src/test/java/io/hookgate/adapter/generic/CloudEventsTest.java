package io.hookgate.adapter.generic;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.cloudevents.CloudEvent;
import io.cloudevents.core.builder.CloudEventBuilder;
import io.cloudevents.jackson.JsonFormat;
import io.hookgate.adapter.AdapterResult;
import io.hookgate.adapter.ConfiguredSource;
import io.hookgate.adapter.RejectionCause;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.OffsetDateTime;
import java.util.Map;
import org.junit.jupiter.api.Assertions;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class CloudEventsTest {
    private static final ConfiguredSource PLAIN = Requests.source(Map.of("verification", "none"), Map.of());

    @Test
    void takesWhatTheSdkWrites() {
        CloudEvent sent = CloudEventBuilder.v1()
                .withId("1")
                .withSource(URI.create("/s"))
                .withType("t")
                .withSubject("ü")
                .withTime(OffsetDateTime.parse("2018-04-05T03:56:24.5+02:00"))
                .withDataSchema(URI.create("https://example.com/schema"))
                .withExtension("text", "x")
                .withExtension("flag", true)
                .withExtension("number", 7)
                .withData("application/json", "{\"a\":1}".getBytes(StandardCharsets.UTF_8))
                .build();

        CloudEvent event = structured(new String(new JsonFormat().serialize(sent), StandardCharsets.UTF_8));

        assertThat(event.getAttributeNames()).isEqualTo(sent.getAttributeNames());
        for (String name : sent.getAttributeNames()) {
            assertThat(event.getAttribute(name)).as(name).isEqualTo(sent.getAttribute(name));
        }
        assertThat(event.getExtension("text")).isEqualTo("x");
        assertThat(event.getExtension("flag")).isEqualTo(true);
        assertThat(event.getExtension("number")).isEqualTo(7);
        assertThat(event.getData().toBytes()).asString(StandardCharsets.UTF_8).isEqualTo("{\"a\":1}");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "{\"specversion\":\"0.3\",\"id\":\"1\",\"source\":\"s\",\"type\":\"t\"}",
                "{\"id\":\"1\",\"source\":\"s\",\"type\":\"t\"}",
                "{\"specversion\":\"1.0\",\"source\":\"s\",\"type\":\"t\"}",
                "{\"specversion\":\"1.0\",\"id\":\"\",\"source\":\"s\",\"type\":\"t\"}",
                "{\"specversion\":\"1.0\",\"id\":1,\"source\":\"s\",\"type\":\"t\"}",
                "{\"specversion\":\"1.0\",\"id\":\"1\",\"source\":\"a b\",\"type\":\"t\"}",
                "{\"specversion\":\"1.0\",\"id\":\"1\",\"source\":\"s\",\"type\":\"t\",\"time\":\"yesterday\"}",
                "{\"specversion\":\"1.0\",\"id\":\"1\",\"source\":\"s\",\"type\":\"t\",\"time\":\"+99999-01-01T00:00:00Z\"}",
                "{\"specversion\":\"1.0\",\"id\":\"1\",\"source\":\"s\",\"type\":\"t\",\"ext\":{}}",
                "{\"specversion\":\"1.0\",\"id\":\"1\",\"source\":\"s\",\"type\":\"t\",\"ext\":1.5}",
                "{\"specversion\":\"1.0\",\"id\":\"1\",\"source\":\"s\",\"type\":\"t\",\"ext\":3000000000}",
                "{\"specversion\":\"1.0\",\"id\":\"1\",\"source\":\"s\",\"type\":\"t\",\"Ext\":\"x\"}",
                "{\"specversion\":\"1.0\",\"id\":\"1\",\"source\":\"s\",\"type\":\"t\",\"data\":1,\"data_base64\":\"AA==\"}",
                "{\"specversion\":\"1.0\",\"id\":\"1\",\"source\":\"s\",\"type\":\"t\",\"data_base64\":\"%\"}",
                "{\"specversion\":\"1.0\",\"id\":\"1\",\"source\":\"s\",\"type\":\"t\",\"datacontenttype\":\"x\",\"data\":1}",
                "{\"specversion\":\"1.0\",\"id\":\"1\",\"source\":\"s\",\"type\":\"a\\u0000\"}",
                "{\"specversion\":\"1.0\",\"id\":\"1\",\"source\":\"s\",\"type\":\"\\ud800\"}",
                "[]",
                "1",
                "{"
            })
    void refusesWhatIsNoCloudEvent(String json) {
        AdapterResult result = Requests.post(json)
                .header("Content-Type", "application/cloudevents+json")
                .to(PLAIN);
        GenericWebhookAdapterTest.assertRejected(result, RejectionCause.UNPARSABLE_BODY, 400);
        GenericWebhookAdapterTest.assertRejected(
                Requests.post("[" + json + "]")
                        .header("Content-Type", "application/cloudevents-batch+json")
                        .to(PLAIN),
                RejectionCause.UNPARSABLE_BODY,
                400);
    }

    @ParameterizedTest
    @CsvSource({
        "Euro%20%E2%82%AC, Euro €",
        "Euro%20%e2%82%ac, Euro €",
        "'\"quoted \\\"x\\\"\"', 'quoted \"x\"'",
        "a%2520b, a%20b",
        "plain, plain"
    })
    void decodesHeaders(String header, String value) {
        CloudEvent event = GenericWebhookAdapterTest.onlyEvent(
                binary("{}").header("ce-subject", header).to(PLAIN));

        assertThat(event.getSubject()).isEqualTo(value);
    }

    @ParameterizedTest
    @ValueSource(strings = {"%C0%A0", "%", "%4", "%zz", "a%00b", "%ED%A0%80"})
    void refusesHeadersThatAreNotPercentEncodedUtf8(String header) {
        GenericWebhookAdapterTest.assertRejected(
                binary("{}").header("ce-subject", header).to(PLAIN), RejectionCause.UNPARSABLE_BODY, 400);
    }

    @Test
    void carriesDataOfEveryKind() throws Exception {
        CloudEvent text = structured(event("\"datacontenttype\":\"text/plain\",\"data\":\"Grüße\""));
        CloudEvent vendor = structured(event("\"datacontenttype\":\"application/vnd.x+json\",\"data\":{\"a\":1}"));
        CloudEvent none = structured(event("\"x\":\"y\""));
        CloudEvent bytes = structured(event("\"data_base64\":\"AQID\""));
        CloudEvent untyped = structured(event("\"data\":{\"a\":1}"));
        CloudEvent binaryText = GenericWebhookAdapterTest.onlyEvent(
                binaryOf("text/plain; charset=utf-8", "Grüße").to(PLAIN));

        assertThat(text.getData().toBytes()).asString(StandardCharsets.UTF_8).isEqualTo("Grüße");
        assertThat(vendor.getDataContentType()).isEqualTo("application/vnd.x+json");
        assertThat(json(vendor)).isEqualTo(PresetSample.JSON.readTree("{\"a\":1}"));
        assertThat(none.getData()).isNull();
        assertThat(bytes.getData().toBytes()).containsExactly(1, 2, 3);
        assertThat(untyped.getDataContentType()).isEqualTo("application/json");
        assertThat(binaryText.getDataContentType()).isEqualTo("text/plain; charset=utf-8");
        assertThat(binaryText.getData().toBytes())
                .asString(StandardCharsets.UTF_8)
                .isEqualTo("Grüße");
        GenericWebhookAdapterTest.assertRejected(binary("{\"a\":").to(PLAIN), RejectionCause.UNPARSABLE_BODY, 400);
        GenericWebhookAdapterTest.assertRejected(
                Requests.post(event("\"datacontenttype\":\"application/json\",\"data_base64\":\"ew==\""))
                        .header("Content-Type", "application/cloudevents+json")
                        .to(PLAIN),
                RejectionCause.UNPARSABLE_BODY,
                400);
    }

    /** The SDK's own pattern for content types takes exponential time for this one. */
    @Test
    void takesNoTimeForAHostileContentType() {
        String hostile = "application/json" + ";".repeat(60) + "\\u2028x";
        AdapterResult result = Assertions.assertTimeoutPreemptively(
                Duration.ofSeconds(20),
                () -> Requests.post(event("\"datacontenttype\":\"" + hostile + "\",\"data\":{}"))
                        .header("Content-Type", "application/cloudevents+json")
                        .to(PLAIN));

        GenericWebhookAdapterTest.assertRejected(result, RejectionCause.UNPARSABLE_BODY, 400);
    }

    @Test
    void takesAnEmptyBatchAndNoEndlessOne() {
        String one = event("\"x\":\"y\"");
        AdapterResult empty = batch("[]");
        AdapterResult tooMany = batch("[" + (one + ",").repeat(1000) + one + "]");

        assertThat(((AdapterResult.Accepted) empty).events()).isEmpty();
        GenericWebhookAdapterTest.assertRejected(tooMany, RejectionCause.UNMAPPABLE, 422);
        GenericWebhookAdapterTest.assertRejected(batch("{}"), RejectionCause.UNPARSABLE_BODY, 400);
        GenericWebhookAdapterTest.assertRejected(
                Requests.post("<a/>")
                        .header("Content-Type", "application/cloudevents+xml")
                        .to(PLAIN),
                RejectionCause.UNSUPPORTED_CONTENT_TYPE,
                415);
    }

    @Test
    void ordersCloudEventsByWhatTheSettingsSayUnlessTheySayItThemselves() {
        ConfiguredSource source = Requests.source(
                Map.of("verification", "none", "mapping", Map.of("orderingKey", "attribute:type")), Map.of());
        Requests plain = binary("{}");
        Requests keyed = binary("{}").header("ce-partitionkey", "own");

        assertThat(GenericWebhookAdapterTest.onlyEvent(plain.to(source)).getExtension("partitionkey"))
                .isEqualTo("t");
        assertThat(GenericWebhookAdapterTest.onlyEvent(keyed.to(source)).getExtension("partitionkey"))
                .isEqualTo("own");
    }

    @Test
    void canBeSwitchedOffAndDemanded() {
        ConfiguredSource off = Requests.source(Map.of("verification", "none", "cloudEvents", false), Map.of());
        ConfiguredSource only = Requests.source(Map.of("verification", "none", "cloudEventsOnly", true), Map.of());

        assertThat(GenericWebhookAdapterTest.onlyEvent(binary("{}").to(off)).getType())
                .isEqualTo("hookgate.webhook.received");
        assertThat(GenericWebhookAdapterTest.onlyEvent(binary("{}").to(only)).getType())
                .isEqualTo("t");
        GenericWebhookAdapterTest.assertRejected(
                Requests.post("{}").json().to(only), RejectionCause.UNSUPPORTED_CONTENT_TYPE, 415);
    }

    private static AdapterResult batch(String json) {
        return Requests.post(json)
                .header("Content-Type", "application/cloudevents-batch+json")
                .to(PLAIN);
    }

    private static CloudEvent structured(String json) {
        return GenericWebhookAdapterTest.onlyEvent(Requests.post(json)
                .header("Content-Type", "application/cloudevents+json; charset=utf-8")
                .to(PLAIN));
    }

    private static String event(String members) {
        return "{\"specversion\":\"1.0\",\"id\":\"1\",\"source\":\"/s\",\"type\":\"t\"," + members + "}";
    }

    private static Requests binary(String body) {
        return binaryOf("application/json", body);
    }

    private static Requests binaryOf(String contentType, String body) {
        return Requests.post(body)
                .header("Content-Type", contentType)
                .header("ce-specversion", "1.0")
                .header("ce-id", "1")
                .header("ce-source", "/s")
                .header("ce-type", "t");
    }

    private static JsonNode json(CloudEvent event) throws Exception {
        return PresetSample.JSON.readTree(event.getData().toBytes());
    }
}
