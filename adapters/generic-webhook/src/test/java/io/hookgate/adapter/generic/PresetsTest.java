package io.hookgate.adapter.generic;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.cloudevents.CloudEvent;
import io.hookgate.adapter.AdapterResult;
import io.hookgate.adapter.ConfiguredSource;
import io.hookgate.adapter.InvalidConfigurationException;
import io.hookgate.adapter.generic.preset.PresetCatalogue;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.OffsetDateTime;
import java.util.List;
import java.util.Map;
import java.util.Optional;
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
    void areFoundByTheirFiles() throws IOException {
        Path directory = Path.of("src/main/resources/io/hookgate/adapter/generic/preset");
        try (Stream<Path> files = Files.list(directory)) {
            List<String> names = files.map(file -> String.valueOf(file.getFileName()))
                    .filter(name -> name.endsWith(".json"))
                    .map(name -> name.substring(0, name.length() - ".json".length()))
                    .toList();

            assertThat(names).hasSizeGreaterThanOrEqualTo(24);
            assertThat(PresetCatalogue.load().descriptions())
                    .extracting(preset -> preset.id())
                    .containsExactlyInAnyOrderElementsOf(names);
        }
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
            ConfiguredSource source = Requests.configure(Optional.of(sample.id()), sample.settings(), secrets);

            AdapterResult result = source.receive(sample.signed(), sample.documents(), sample.now());

            assertThat(result)
                    .isInstanceOfSatisfying(
                            AdapterResult.Rejected.class,
                            rejected -> assertThat(rejected.reply().status()).isEqualTo(401));
        });
    }

    @Test
    void standInTheDocumentationWithWhetherTheyAreVerified() throws Exception {
        String page = Files.readString(Path.of("../../docs/sources.md"));

        assertThat(PresetSample.all())
                .allSatisfy(sample -> assertThat(page)
                        .contains("| `" + sample.id() + "` | "
                                + sample.file().path("title").asText() + " | "
                                + (sample.file().path("verified").asBoolean() ? "verified" : "unverified") + " |"));
    }

    @Test
    void nameFaultsWhereTheUserMadeThem() {
        assertThat(faults("sap", Map.of("authentication", "basic"), Map.of("password", "p")))
                .containsExactly("/settings/username");
        assertThat(faults("sap", Map.of("authentication", "jwt", "jwksUrl", "http://x"), Map.of()))
                .containsExactly("/settings/jwksUrl");
        assertThat(faults("sap", Map.of("authentication", "magic"), Map.of()))
                .containsExactly("/settings/authentication");
        assertThat(faults("stripe", Map.of("toleranceSeconds", 0), Map.of("secret", "s")))
                .containsExactly("/settings/toleranceSeconds");
        assertThat(faults("gitlab", Map.of(), Map.of())).containsExactly("/secrets/secret");
        assertThat(faults("gitlab", Map.of(), Map.of("signingToken", "x"))).containsExactly("/secrets/signingToken");
        assertThat(faults("github", Map.of("mapping", Map.of("subject", "$[")), Map.of("secret", "s")))
                .containsExactly("/settings/mapping/subject");
        assertThat(faults("wecom", Map.of("receiveIds", List.of("x")), Map.of("token", "t", "aesKey", "short")))
                .containsExactly("/secrets/aesKey");
    }

    @Test
    void takeAMappingThatReplacesSingleAttributes() throws Exception {
        PresetSample sample = PresetSample.of("github");
        ConfiguredSource source = Requests.configure(
                Optional.of("github"), Map.of("mapping", Map.of("subject", "$.sender.login")), sample.secrets());
        CloudEvent event =
                GenericWebhookAdapterTest.onlyEvent(source.receive(sample.signed(), sample.documents(), sample.now()));

        assertThat(event.getSubject()).isEqualTo("octocat");
        assertThat(event.getType()).isEqualTo("com.github.issues.opened");
    }

    private static List<String> faults(String preset, Map<String, Object> settings, Map<String, String> secrets) {
        try {
            Requests.configure(Optional.of(preset), settings, secrets);
            return List.of();
        } catch (InvalidConfigurationException e) {
            return e.faults().stream()
                    .map(InvalidConfigurationException.Fault::pointer)
                    .toList();
        }
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
