package io.hookgate.adapter.generic;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.cloudevents.CloudEvent;
import io.hookgate.adapter.AdapterResult;
import io.hookgate.adapter.ConfiguredSource;
import io.hookgate.adapter.RejectionCause;
import io.hookgate.model.EventCodec;
import io.hookgate.model.EventId;
import io.hookgate.model.SourceId;
import io.hookgate.model.TenantId;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.stream.Stream;
import java.util.stream.StreamSupport;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;

/** Bodies of every kind, as the events that they become; the cases are in {@code bodies.json}. */
class BodyTest {
    private static final ConfiguredSource PLAIN = Requests.source(Map.of("verification", "none"), Map.of());

    @TestFactory
    Stream<DynamicTest> becomesData() throws IOException {
        JsonNode cases = PresetSample.JSON.readTree(PresetSigner.resource("bodies.json"));
        return StreamSupport.stream(cases.spliterator(), false)
                .map(each -> DynamicTest.dynamicTest(each.path("name").asText(), () -> check(each)));
    }

    private static void check(JsonNode each) throws Exception {
        Requests request = each.has("base64")
                ? Requests.post(each.path("base64").binaryValue())
                : Requests.post(each.path("body").asText());
        if (each.has("contentType")) {
            request.header("Content-Type", each.path("contentType").asText());
        }
        ConfiguredSource source = each.has("format")
                ? Requests.source(
                        Map.of(
                                "verification",
                                "none",
                                "body",
                                PresetSample.JSON.convertValue(each.path("format"), Map.class)),
                        Map.of())
                : PLAIN;
        AdapterResult result = request.to(source);
        if (each.has("rejected")) {
            assertThat(result)
                    .isInstanceOfSatisfying(
                            AdapterResult.Rejected.class,
                            rejected -> assertThat(rejected.cause().code())
                                    .isEqualTo(each.path("rejected").asText()));
            return;
        }
        JsonNode event = sealed(GenericWebhookAdapterTest.onlyEvent(result));
        assertThat(event.path("data")).isEqualTo(each.path("data"));
        assertThat(event.path("data_base64").asText())
                .isEqualTo(each.path("dataBase64").asText());
        assertThat(event.path("datacontenttype").asText())
                .isEqualTo(each.path("dataContentType").asText());
    }

    @Test
    void keepsTheExactTextOfJson() {
        String body = " { \"n\" : 1.10, \"big\":12345678901234567890123456789, \"e\":1E+2, \"a\":1, \"a\":2 } \n";
        CloudEvent event =
                GenericWebhookAdapterTest.onlyEvent(Requests.post(body).json().to(PLAIN));

        assertThat(event.getData().toBytes()).asString(StandardCharsets.UTF_8).isEqualTo(body);
    }

    @Test
    void readsChineseInItsOldEncoding() throws Exception {
        Charset gbk = Charset.forName("GBK");
        CloudEvent json = GenericWebhookAdapterTest.onlyEvent(Requests.post("{\"名\":\"张三\"}".getBytes(gbk))
                .header("Content-Type", "application/json;charset=GBK")
                .to(PLAIN));
        CloudEvent xml = GenericWebhookAdapterTest.onlyEvent(
                Requests.post("<?xml version='1.0' encoding='GBK'?><a>张三</a>".getBytes(gbk))
                        .header("Content-Type", "text/xml")
                        .to(PLAIN));

        assertThat(sealed(json).path("data").path("名").asText()).isEqualTo("张三");
        assertThat(sealed(xml).path("data").path("a").asText()).isEqualTo("张三");
    }

    @Test
    void takesTheQueryOfAGetForItsBody() throws Exception {
        ConfiguredSource source = Requests.source(
                Map.of("verification", "none", "methods", List.of("GET"), "mapping", Map.of("type", "$.event")),
                Map.of());
        CloudEvent event = GenericWebhookAdapterTest.onlyEvent(
                Requests.get("https://h.example/in/x?event=call.ended&n=1&n=2").to(source));

        assertThat(event.getType()).isEqualTo("call.ended");
        assertThat(sealed(event).path("data"))
                .isEqualTo(PresetSample.JSON.readTree("{\"event\":\"call.ended\",\"n\":[\"1\",\"2\"]}"));
        assertThat(Requests.get("https://h.example/in/x").to(PLAIN)).isInstanceOf(AdapterResult.Rejected.class);
    }

    @Test
    void refusesMoreEventsThanOneRequestMayHold() {
        ConfiguredSource source = Requests.source(Map.of("verification", "none", "split", "$"), Map.of());
        AdapterResult most = Requests.post("[" + "1,".repeat(999) + "1]").json().to(source);
        AdapterResult more =
                Requests.post("[" + "1,".repeat(1000) + "1]").json().to(source);

        assertThat(((AdapterResult.Accepted) most).events()).hasSize(1000);
        GenericWebhookAdapterTest.assertRejected(more, RejectionCause.UNMAPPABLE, 422);
    }

    private static JsonNode sealed(CloudEvent event) throws Exception {
        UUID id = new UUID(0x0190_0000_0000_7000L, 0x8000_0000_0000_0001L);
        byte[] json = EventCodec.seal(event, new EventId(id), new TenantId(id), new SourceId(id), Requests.NOW)
                .json();
        try {
            return PresetSample.JSON.readTree(json);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
