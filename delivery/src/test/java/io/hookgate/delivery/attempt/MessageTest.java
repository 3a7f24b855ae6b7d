package io.hookgate.delivery.attempt;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.cloudevents.CloudEvent;
import io.cloudevents.core.builder.CloudEventBuilder;
import io.cloudevents.core.message.MessageReader;
import io.cloudevents.http.HttpMessageFactory;
import io.cloudevents.jackson.JsonFormat;
import io.hookgate.tenant.PayloadForm;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.time.OffsetDateTime;
import java.util.HashMap;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;

class MessageTest {
    private static final String EVENT = """
            {"specversion":"1.0","id":"1","source":"/s","type":"t","datacontenttype":"application/json",
             "subject":"Euro € 😀","hookgatetenant":"x","count":7,"flag":true,
             "data": {"amount" : 1.50, "big":12345678901234567890, "text":"Grüße"} }""";

    @ParameterizedTest
    @EnumSource(
            value = PayloadForm.class,
            names = {"CLOUDEVENTS_STRUCTURED", "CLOUDEVENTS_BINARY"})
    void isReadByTheCloudEventsSdk(PayloadForm form) {
        CloudEvent event = CloudEventBuilder.v1()
                .withId("e-1")
                .withSource(URI.create("/shop/1"))
                .withType("order.created")
                .withSubject("orders/7")
                .withTime(OffsetDateTime.parse("2026-03-01T10:00:00.123Z"))
                .withExtension("partitionkey", "k")
                .withData("text/plain", "Grüße".getBytes(StandardCharsets.UTF_8))
                .build();

        CloudEvent read = read(Message.of(form, new JsonFormat().serialize(event)));

        assertThat(read.getId()).isEqualTo(event.getId());
        assertThat(read.getSource()).isEqualTo(event.getSource());
        assertThat(read.getType()).isEqualTo(event.getType());
        assertThat(read.getSubject()).isEqualTo(event.getSubject());
        assertThat(read.getTime()).isEqualTo(event.getTime());
        assertThat(read.getExtension("partitionkey")).isEqualTo("k");
        assertThat(read.getDataContentType()).isEqualTo("text/plain");
        assertThat(read.getData().toBytes()).isEqualTo(event.getData().toBytes());
    }

    @Test
    void structuredIsTheEventAsItIs() {
        byte[] event = utf8(EVENT);

        Message message = Message.of(PayloadForm.CLOUDEVENTS_STRUCTURED, event);

        assertThat(message.body()).isSameAs(event);
        assertThat(message.contentType()).isEqualTo("application/cloudevents+json; charset=utf-8");
        assertThat(message.headers()).isEmpty();
    }

    @Test
    void jsonDataKeepsItsExactText() {
        Message message = Message.of(PayloadForm.DATA, utf8(EVENT));

        assertThat(message.body())
                .asString(StandardCharsets.UTF_8)
                .isEqualTo("{\"amount\" : 1.50, \"big\":12345678901234567890, \"text\":\"Grüße\"}");
        assertThat(message.contentType()).isEqualTo("application/json");
        assertThat(message.headers()).isEmpty();
    }

    @Test
    void binaryCarriesAttributesInHeaders() {
        Message message = Message.of(PayloadForm.CLOUDEVENTS_BINARY, utf8(EVENT));

        assertThat(message.headers())
                .containsExactlyInAnyOrderEntriesOf(Map.of(
                        "ce-specversion", "1.0",
                        "ce-id", "1",
                        "ce-source", "/s",
                        "ce-type", "t",
                        "ce-subject", "Euro%20%E2%82%AC%20%F0%9F%98%80",
                        "ce-hookgatetenant", "x",
                        "ce-count", "7",
                        "ce-flag", "true"));
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "\"data\":\"text\"                                              | \"text\"  | application/json",
                "\"data\":\"text\",\"datacontenttype\":\"application/a+json\"    | \"text\"  | application/a+json",
                "\"data\":\"te\\u0078t\",\"datacontenttype\":\"text/plain\"      | text      | text/plain",
                "\"datacontenttype\":\"text/plain\",\"data_base64\":\"YWI=\"     | ab        | text/plain",
                "\"data\":12.50,\"datacontenttype\":\"application/json\"        | 12.50     | application/json",
                "\"data\":null                                                  | null      | application/json",
                "\"data\":[1, 2]                                                | [1, 2]    | application/json",
                "\"data\":{\"a\":1},\"datacontenttype\":\"application/xml\"      | {\"a\":1} | application/xml"
            })
    void dataIsSentAsItsContentTypeSays(String members, String body, String contentType) {
        Message message = Message.of(
                PayloadForm.DATA,
                utf8("{\"specversion\":\"1.0\",\"id\":\"1\",\"source\":\"/s\",\"type\":\"t\"," + members + "}"));

        assertThat(message.body()).asString(StandardCharsets.UTF_8).isEqualTo(body);
        assertThat(message.contentType()).isEqualTo(contentType);
    }

    @Test
    void noDataIsAnEmptyBody() {
        Message message = Message.of(
                PayloadForm.DATA, utf8("{\"specversion\":\"1.0\",\"id\":\"1\",\"source\":\"/s\",\"type\":\"t\"}"));

        assertThat(message.body()).isEmpty();
        assertThat(message.contentType()).isNull();
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "Euro € 😀       | Euro%20%E2%82%AC%20%F0%9F%98%80",
                "100% \"sure\"   | 100%25%20%22sure%22",
                "plain           | plain",
                "a/b?c=d~        | a/b?c=d~"
            })
    void headerValuesAreEncodedByTheHttpBinding(String value, String encoded) {
        assertThat(Message.encode(value)).isEqualTo(encoded);
    }

    @Test
    void refusesAnEventThatIsNotJson() {
        assertThatThrownBy(() -> Message.of(PayloadForm.DATA, utf8("{"))).isInstanceOf(RuntimeException.class);
    }

    private static CloudEvent read(Message message) {
        Map<String, String> headers = new HashMap<>(message.headers());
        headers.put("content-type", message.contentType());
        MessageReader reader = HttpMessageFactory.createReader(headers, message.body());
        return reader.toEvent();
    }

    private static byte[] utf8(String text) {
        return text.getBytes(StandardCharsets.UTF_8);
    }
}
