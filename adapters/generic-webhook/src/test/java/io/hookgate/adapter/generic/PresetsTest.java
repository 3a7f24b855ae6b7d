package io.hookgate.adapter.generic;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.cloudevents.CloudEvent;
import io.hookgate.adapter.AdapterResult;
import io.hookgate.adapter.ConfiguredSource;
import io.hookgate.adapter.InvalidConfigurationException;
import io.hookgate.adapter.generic.preset.PresetCatalogue;
import java.nio.charset.StandardCharsets;
import java.time.OffsetDateTime;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;

class PresetsTest {
    private static final List<String> MEMBERS = List.of(
            "id",
            "title",
            "summary",
            "verified",
            "evidence",
            "setup",
            "links",
            "settings",
            "secrets",
            "required",
            "source",
            "sample");

    @Test
    void areFoundByTheirFiles() {
        List<String> files = PresetSample.all().stream().map(PresetSample::id).toList();

        assertThat(files).hasSizeGreaterThanOrEqualTo(24);
        assertThat(PresetCatalogue.load().descriptions())
                .extracting(preset -> preset.id())
                .containsExactlyElementsOf(files);
    }

    @TestFactory
    Stream<DynamicTest> areComplete() {
        return perPreset(sample -> {
            JsonNode file = sample.file();
            assertThat(file.propertyStream().map(Map.Entry::getKey)).containsExactlyInAnyOrderElementsOf(MEMBERS);
            for (String name : List.of("title", "summary", "evidence", "setup")) {
                assertThat(file.path(name).asText()).as(name).isNotBlank();
            }
            assertThat(file.path("verified").isBoolean()).isTrue();
            assertThat(file.path("links")).isNotEmpty();
            assertThat(sample.expectedEvents()).isNotEmpty();
            for (String group : List.of("settings", "secrets")) {
                file.path(group).forEach(property -> {
                    assertThat(property.path("title").asText()).isNotBlank();
                    assertThat(property.path("description").asText()).isNotBlank();
                });
            }
        });
    }

    @TestFactory
    Stream<DynamicTest> turnTheirSampleIntoTheExpectedEvents() {
        return perPreset(sample -> {
            AdapterResult result = source(sample).receive(sample.signed(), sample.documents(), sample.now());

            assertThat(result).isInstanceOf(AdapterResult.Accepted.class);
            AdapterResult.Accepted accepted = (AdapterResult.Accepted) result;
            assertThat(accepted.events()).hasSameSizeAs(sample.expectedEvents());
            for (int i = 0; i < accepted.events().size(); i++) {
                check(accepted.events().get(i), sample.expectedEvents().get(i));
            }
            String body = new String(accepted.reply().body(), StandardCharsets.UTF_8);
            JsonNode reply = sample.expectedReply();
            assertThat(accepted.reply().status()).isEqualTo(reply.path("status").asInt());
            if (reply.has("body")) {
                assertThat(body).isEqualTo(reply.path("body").asText());
            }
            assertThat(body).contains(reply.path("bodyContains").asText());
        });
    }

    @TestFactory
    Stream<DynamicTest> refuseTheirSampleUnderAnotherSecret() {
        return perPreset(sample -> {
            Map<String, String> secrets = sample.secrets();
            if (secrets.isEmpty()) {
                return;
            }
            secrets.replaceAll((name, value) -> altered(value));
            ConfiguredSource source =
                    Requests.configure(java.util.Optional.of(sample.id()), sample.settings(), secrets);

            AdapterResult result = source.receive(sample.signed(), sample.documents(), sample.now());

            assertThat(result)
                    .isInstanceOfSatisfying(
                            AdapterResult.Rejected.class,
                            rejected -> assertThat(rejected.reply().status()).isEqualTo(401));
        });
    }

    private static void check(CloudEvent event, JsonNode expected) {
        if (expected.has("id")) {
            assertThat(event.getId()).isEqualTo(expected.path("id").asText());
        }
        assertThat(event.getType()).isEqualTo(expected.path("type").asText());
        assertThat(event.getSource().toString())
                .isEqualTo(expected.path("source").asText(Requests.SOURCE_URI));
        assertThat(event.getSubject()).isEqualTo(expected.path("subject").asText(null));
        assertThat(event.getTime().toInstant())
                .isEqualTo(OffsetDateTime.parse(expected.path("time").asText()).toInstant());
        if (expected.has("partitionkey")) {
            assertThat(event.getExtension("partitionkey"))
                    .isEqualTo(expected.path("partitionkey").asText());
        }
    }

    /** Another secret of the same form. */
    private static String altered(String secret) {
        char last = secret.charAt(secret.length() / 2);
        return secret.substring(0, secret.length() / 2)
                + (last == 'A' ? 'B' : 'A')
                + secret.substring(secret.length() / 2 + 1);
    }

    private static ConfiguredSource source(PresetSample sample) {
        try {
            return new GenericWebhookAdapter().configure(sample.configuration());
        } catch (InvalidConfigurationException e) {
            throw new AssertionError("The configuration was refused: " + e.faults(), e);
        }
    }

    private static Stream<DynamicTest> perPreset(PresetCheck check) {
        return PresetSample.all().stream().map(sample -> DynamicTest.dynamicTest(sample.id(), () -> check.run(sample)));
    }

    @FunctionalInterface
    private interface PresetCheck {
        void run(PresetSample sample) throws Exception;
    }
}
