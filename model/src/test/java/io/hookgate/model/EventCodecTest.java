package io.hookgate.model;

import static io.hookgate.model.Events.RECEIVED;
import static io.hookgate.model.Events.eventId;
import static io.hookgate.model.Events.minimal;
import static io.hookgate.model.Events.seal;
import static io.hookgate.model.Events.utf8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.JsonNode;
import io.cloudevents.CloudEvent;
import io.cloudevents.core.builder.CloudEventBuilder;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

class EventCodecTest {

    @Test
    void opensWhatItSealed() throws Exception {
        EventEnvelope sealed = seal(minimal()
                .withSubject("subject ü 😀")
                .withTime(OffsetDateTime.parse("2026-01-02T11:04:05.123+08:00"))
                .withExtension("partitionkey", "key")
                .withExtension("number", 7)
                .withData("application/json", utf8("{\"a\":[1.50,\"部\"]}")));

        EventEnvelope opened = EventCodec.open(sealed.json());

        assertThat(opened).usingRecursiveComparison().isEqualTo(sealed);
        assertThat(opened.subject()).isEqualTo("subject ü 😀");
        assertThat(opened.time()).isEqualTo(Instant.parse("2026-01-02T03:04:05.123Z"));
        assertThat(opened.receivedTime()).isEqualTo(RECEIVED);
        assertThat(opened.orderingKey()).isEqualTo("key");
    }

    @Test
    void opensAnEventWithNoMoreThanItNeeds() throws Exception {
        EventEnvelope opened = EventCodec.open(seal(minimal()).json());

        assertThat(opened.subject()).isNull();
        assertThat(opened.time()).isNull();
        assertThat(opened.orderingKey()).isEqualTo(Events.SOURCE_ID.toString());
    }

    @Test
    void embedsJsonDataAsItIs() throws Exception {
        String data = "{ \"n\": 1.50, \"big\": 12345678901234567890123, \"text\": \"\\u90e8\", \"a\": 1, \"a\": 2 }";

        String json = text(seal(minimal().withData("application/json", utf8(data))));

        assertThat(json).contains("\"data\":" + data);
    }

    @Test
    void embedsOtherDataAsBase64() throws Exception {
        EventEnvelope sealed = seal(minimal().withData("application/octet-stream", new byte[] {0, (byte) 0xFF}));

        assertThat(EventJson.envelopeMapper()
                        .readTree(sealed.json())
                        .get("data_base64")
                        .asText())
                .isEqualTo("AP8=");
        assertThat(EventCodec.toCloudEvent(sealed.json()).getData().toBytes()).containsExactly(0, 0xFF);
    }

    @Test
    void overwritesWhatASenderClaimsToComeFromUs() throws Exception {
        EventEnvelope sealed = seal(minimal()
                .withExtension(ExtensionNames.TENANT, "01900000-0000-7000-8000-00000000000f")
                .withExtension(ExtensionNames.SOURCE, "other")
                .withExtension(ExtensionNames.EVENT_ID, "other")
                .withExtension(ExtensionNames.RECEIVED_TIME, "other"));

        assertThat(EventCodec.open(sealed.json())).usingRecursiveComparison().isEqualTo(sealed);
    }

    @Test
    void ignoresAttributesWithinTheData() throws Exception {
        String data = "{\"id\":\"fake\",\"hookgatetenant\":\"fake\",\"data\":{\"type\":\"fake\"}}";

        EventEnvelope opened = EventCodec.open(
                seal(minimal().withData("application/json", utf8(data))).json());

        assertThat(opened.cloudEventId()).isEqualTo("1");
        assertThat(opened.tenantId()).isEqualTo(Events.TENANT_ID);
    }

    static Stream<CloudEventBuilder> eventsWithALongAttribute() {
        String tooLong = "ü".repeat(EventCodec.MAX_ATTRIBUTE_BYTES / 2) + "x";
        return Stream.of(
                minimal().withId(tooLong),
                minimal().withType(tooLong),
                minimal().withSubject(tooLong),
                minimal().withSource(URI.create("urn:" + tooLong)),
                minimal().withExtension("partitionkey", tooLong));
    }

    @ParameterizedTest
    @MethodSource("eventsWithALongAttribute")
    void refusesALongAttribute(CloudEventBuilder event) {
        assertThatThrownBy(() -> seal(event))
                .isInstanceOf(InvalidEventException.class)
                .hasMessageContaining("1024");
    }

    @Test
    void takesTheLongestAttributes() throws Exception {
        String longest = "ü".repeat(EventCodec.MAX_ATTRIBUTE_BYTES / 2);

        EventEnvelope sealed = seal(minimal()
                .withId(longest)
                .withType(longest)
                .withSubject(longest)
                .withExtension("partitionkey", longest));

        assertThat(EventCodec.open(sealed.json())).usingRecursiveComparison().isEqualTo(sealed);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "\u0000",
                "\n",
                "\u001f",
                "\u007f",
                "\u0085",
                "\ufffe",
                "\uffff",
                "\ufdd0",
                "\ud800",
                "\udc00",
                "\udbff\udfff"
            })
    void refusesForbiddenCharactersInEveryAttribute(String forbidden) {
        String value = "a" + forbidden + "b";

        assertThat(Stream.of(
                        minimal().withId(value),
                        minimal().withType(value),
                        minimal().withSubject(value),
                        minimal().withExtension("partitionkey", value),
                        minimal().withExtension("other", value),
                        minimal().withDataContentType("text/" + value)))
                .allSatisfy(event -> assertThatThrownBy(() -> seal(event)).isInstanceOf(InvalidEventException.class));
        assertThat(EventCodec.isAttributeValue(value)).isFalse();
    }

    @Test
    void refusesEmptyAttributes() {
        assertThat(Stream.of(minimal().withSubject(""), minimal().withExtension("partitionkey", "")))
                .allSatisfy(event -> assertThatThrownBy(() -> seal(event)).isInstanceOf(InvalidEventException.class));
        assertThat(EventCodec.isAttributeValue("")).isFalse();
        assertThat(EventCodec.isAttributeValue("x")).isTrue();
    }

    @Test
    void opensAnyTimeThatItSealed() throws Exception {
        for (String time :
                List.of("0001-01-01T00:00:00Z", "9999-12-31T23:59:59.999999999-18:00", "2026-01-01T00:00Z")) {
            EventEnvelope sealed = seal(minimal().withTime(OffsetDateTime.parse(time)));

            assertThat(EventCodec.open(sealed.json()).time())
                    .isEqualTo(OffsetDateTime.parse(time).toInstant());
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"+10000-01-01T00:00:00Z", "-0001-01-01T00:00:00Z"})
    void refusesATimeThatRfc3339CannotHold(String time) {
        assertThatThrownBy(() -> seal(minimal().withTime(OffsetDateTime.parse(time))))
                .isInstanceOf(InvalidEventException.class);
    }

    @Test
    void refusesToOpenWhatWasNotSealed() throws Exception {
        String sealed = text(seal(minimal().withData("application/json", utf8("{\"a\":1}"))));
        List<String> texts = new ArrayList<>(
                List.of("", "null", "[]", "{}", "x", sealed + "x", sealed + sealed, "[" + sealed + "]", "\"" + "\""));
        texts.add(sealed.replace("\"type\":\"t\"", "\"type\":7"));
        texts.add(sealed.replace("\"hookgateid\"", "\"other\""));
        texts.add(sealed.replace("01900000-0000-7000-8000-000000000002", "1-1-1-1-1"));
        texts.add(sealed.replace(RECEIVED.toString(), "yesterday"));
        texts.add(sealed.replace("{\"a\":1}", "{\"a\":1"));

        assertThat(texts)
                .allSatisfy(text -> assertThatThrownBy(() -> EventCodec.open(utf8(text)))
                        .isInstanceOf(InvalidEventException.class));
    }

    @Test
    void neverThrowsAnythingElseForMutatedEvents() throws Exception {
        byte[] sealed = seal(minimal().withSubject("部").withData("application/json", utf8("{\"a\":[1]}")))
                .json();
        byte[] batch = EventCodec.joinBatch(List.of(sealed, sealed));
        Random random = new Random(17);
        for (int i = 0; i < 5_000; i++) {
            byte[] mutated = (i % 2 == 0 ? sealed : batch).clone();
            for (int n = random.nextInt(4); n >= 0; n--) {
                mutated[random.nextInt(mutated.length)] = (byte) random.nextInt(256);
            }
            try {
                EventCodec.open(mutated);
            } catch (InvalidEventException e) {
                assertThat(e).hasMessageNotContaining("hookgateid\":\"");
            }
            try {
                EventCodec.splitBatch(mutated);
            } catch (InvalidEventException e) {
                assertThat(e).hasMessageNotContaining("specversion\":");
            }
            try {
                EventCodec.toCloudEvent(mutated);
            } catch (InvalidEventException e) {
                assertThat(e).hasMessageNotContaining("specversion\":");
            }
        }
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "null",
                "[]",
                "{}",
                "{\"specversion\":\"1.0\"}",
                "{\"specversion\":1}",
                "{\"specversion\":\"9\"}",
                "{\"specversion\":\"1.0\",\"id\":{},\"source\":\"s\",\"type\":\"t\"}",
                "{\"specversion\":\"1.0\",\"id\":\"1\",\"source\":\" \",\"type\":\"t\"}",
                "{\"specversion\":\"1.0\",\"id\":\"1\",\"source\":\"s\",\"type\":\"t\",\"time\":\"x\"}",
                "{\"specversion\":\"1.0\",\"id\":\"1\",\"source\":\"s\",\"type\":\"t\",\"BAD-name\":\"x\"}",
                "{\"specversion\":\"1.0\",\"id\":\"1\",\"source\":\"s\",\"type\":\"t\",\"ext\":[1]}",
                "{\"specversion\":\"1.0\",\"id\":\"1\",\"source\":\"s\",\"type\":\"t\",\"ext\":1.5}",
                "{\"specversion\":\"1.0\",\"id\":\"1\",\"source\":\"s\",\"type\":\"t\",\"ext\":99999999999}",
                "{\"specversion\":\"1.0\",\"id\":\"1\",\"source\":\"s\",\"type\":\"t\",\"data\":1,\"data_base64\":\"AA==\"}",
                "{\"specversion\":\"1.0\",\"id\":\"1\",\"source\":\"s\",\"type\":\"t\",\"data_base64\":\"%\"}",
                "{\"specversion\":\"1.0\",\"id\":\"1\",\"source\":\"s\",\"type\":\"t\",\"data_base64\":5}"
            })
    void readsAForeignEventOrSaysThatItIsNone(String json) {
        try {
            CloudEvent event = EventCodec.toCloudEvent(utf8(json));
            assertThat(event.getId()).isEqualTo("1");
        } catch (InvalidEventException e) {
            assertThat(e).hasMessage("Not a CloudEvent in the JSON format");
        }
    }

    @Test
    void readsJsonOfAContentTypeThatTheSdkDoesNotKnow() throws Exception {
        CloudEvent event =
                EventCodec.toCloudEvent(utf8("{\"specversion\":\"1.0\",\"id\":\"1\",\"source\":\"s\",\"type\":\"t\","
                        + "\"datacontenttype\":\"application/vnd.example.order+json\",\"data\":{\"a\":1}}"));

        assertThat(event.getDataContentType()).isEqualTo("application/vnd.example.order+json");
        assertThat(event.getData().toBytes()).isEqualTo(utf8("{\"a\":1}"));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "{\"a\":12345678901234567890123.50,\"b\":1e400,\"c\":-0.0,\"d\":0.1000 , \"e\":1E+2}",
                "100000000000000000000000000000001",
                "0.10",
                "[1.0,{\"data\":2.50}]"
            })
    void keepsEveryDigitOfJsonData(String data) throws Exception {
        for (String type : List.of("application/json", "application/vnd.example.order+json")) {
            CloudEvent event = EventCodec.toCloudEvent(utf8("{\"specversion\":\"1.0\",\"id\":\"1\",\"source\":\"s\","
                    + "\"data\": " + data + " ,\"type\":\"t\",\"datacontenttype\":\"" + type + "\",\"ext\":\"data\"}"));

            assertThat(new String(event.getData().toBytes(), StandardCharsets.UTF_8))
                    .isEqualTo(data);
        }
    }

    @Test
    void splitsABatchIntoTheExactBytes() throws Exception {
        List<byte[]> events = List.of(
                utf8("{}"),
                utf8("{ \"a\" : \"},{[ü😀\\\"\" }"),
                seal(minimal().withData("application/json", utf8("{\"a\":[{},{\"b\":[]}]}")))
                        .json());

        assertThat(EventCodec.splitBatch(EventCodec.joinBatch(events))).containsExactlyElementsOf(events);
        assertThat(EventCodec.splitBatch(utf8(" [ {\"a\":1} ,\n{\"b\":2}\t] ")))
                .extracting(bytes -> new String(bytes, StandardCharsets.UTF_8))
                .containsExactly("{\"a\":1}", "{\"b\":2}");
        assertThat(EventCodec.splitBatch(EventCodec.joinBatch(List.of()))).isEmpty();
    }

    @Test
    void splitsABatchOfManyEvents() throws Exception {
        List<byte[]> events = new ArrayList<>();
        for (int i = 0; i < 2_000; i++) {
            events.add(EventCodec.seal(
                            minimal()
                                    .withData("application/json", utf8("{\"text\":\"" + "部".repeat(i % 97) + "\"}"))
                                    .build(),
                            eventId(i),
                            Events.TENANT_ID,
                            Events.SOURCE_ID,
                            RECEIVED)
                    .json());
        }

        List<byte[]> split = EventCodec.splitBatch(EventCodec.joinBatch(events));

        assertThat(split).containsExactlyElementsOf(events);
        assertThat(EventCodec.open(split.get(1999)).id()).isEqualTo(eventId(1999));
    }

    static Stream<byte[]> batchesOfAnotherForm() {
        return Stream.concat(
                Stream.of(
                                "",
                                "{}",
                                "null",
                                "[",
                                "[1]",
                                "[{},1]",
                                "[{}",
                                "[{}]x",
                                "[{}],",
                                "[{},]",
                                "[null]",
                                "[[]]",
                                "[{\"a\"}]")
                        .map(Events::utf8),
                Stream.of(
                        "[{\"a\":1}]".getBytes(StandardCharsets.UTF_16),
                        "[{\"a\":1}]".getBytes(StandardCharsets.UTF_16LE),
                        "[{\"a\":1}]".getBytes(java.nio.charset.Charset.forName("UTF-32"))));
    }

    @ParameterizedTest
    @MethodSource("batchesOfAnotherForm")
    void refusesABatchOfAnotherForm(byte[] batch) {
        assertThatThrownBy(() -> EventCodec.splitBatch(batch)).isInstanceOf(InvalidEventException.class);
    }

    @Test
    void refusesDeepBatchesAndEvents() {
        byte[] deep = utf8("[{\"a\":" + "[".repeat(100_000));

        assertThatThrownBy(() -> EventCodec.splitBatch(deep)).isInstanceOf(InvalidEventException.class);
        assertThatThrownBy(() -> EventCodec.open(deep)).isInstanceOf(InvalidEventException.class);
        assertThatThrownBy(() -> EventCodec.toCloudEvent(
                        utf8("{\"specversion\":\"1.0\",\"id\":\"1\",\"source\":\"s\",\"type\":\"t\",\"data\":"
                                + "[".repeat(100_000))))
                .isInstanceOf(InvalidEventException.class);
    }

    @Test
    void sealsAndOpensTheDeepestData() throws Exception {
        String data = "[".repeat(EventJson.MAX_DATA_DEPTH) + "]".repeat(EventJson.MAX_DATA_DEPTH);
        JsonNode parsed = EventJson.readData(utf8(data));
        EventEnvelope sealed = seal(minimal().withData("application/json", utf8(data)));
        byte[] batch = EventCodec.joinBatch(List.of(sealed.json()));

        assertThat(EventCodec.open(sealed.json()).id()).isEqualTo(Events.EVENT_ID);
        assertThat(EventCodec.splitBatch(batch)).containsExactly(sealed.json());
        assertThat(EventJson.envelopeMapper().readTree(sealed.json()).get("data"))
                .isEqualTo(parsed);
        assertThat(EventJson.readData(
                        EventCodec.toCloudEvent(sealed.json()).getData().toBytes()))
                .isEqualTo(parsed);
    }

    private static String text(EventEnvelope envelope) {
        return new String(envelope.json(), StandardCharsets.UTF_8);
    }
}
