package io.hookgate.adapter.generic;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.core.type.TypeReference;
import com.fasterxml.jackson.databind.JsonNode;
import io.hookgate.adapter.InvalidConfigurationException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;

/** The examples of {@code docs/sources.md} and of the schemas are configurations that are taken. */
class DocumentationTest {
    private static final TypeReference<Map<String, Object>> OBJECT = new TypeReference<>() {};
    private static final Pattern BLOCK = Pattern.compile("```json\\n(.*?)```", Pattern.DOTALL);
    private static final Pattern INLINE = Pattern.compile("`(\\{\"(?:name|type)\".*?\\})`");
    private static final List<String> SECRETS = List.of("apiKey", "secret", "password", "verifyToken");

    @TestFactory
    Stream<DynamicTest> showsWhatWorks() throws IOException {
        List<String> examples = new ArrayList<>();
        String page = Files.readString(Path.of("../../docs/sources.md"));
        for (Pattern pattern : List.of(BLOCK, INLINE)) {
            Matcher matcher = pattern.matcher(page);
            while (matcher.find()) {
                examples.add(matcher.group(1));
            }
        }
        JsonNode schema = schema();
        schema.findValues("examples")
                .forEach(list -> list.forEach(example -> examples.add(
                        example.has("challenge") ? "{\"handshakes\":" + example + "}" : example.toString())));
        assertThat(examples).hasSizeGreaterThan(8);
        return examples.stream().map(example -> DynamicTest.dynamicTest(example, () -> configure(example)));
    }

    @Test
    void describesEveryKindOfVerification() throws IOException {
        TreeSet<String> described = new TreeSet<>();
        for (JsonNode kind : schema().path("$defs").path("verification").path("oneOf")) {
            JsonNode type = kind.path("properties").path("type");
            type.path("enum").forEach(name -> described.add(name.asText()));
            if (type.has("const")) {
                described.add(type.path("const").asText());
            }
        }
        try {
            Requests.configure(Optional.empty(), Map.of("verification", "no such kind"), Map.of());
        } catch (InvalidConfigurationException e) {
            assertThat(e.faults().get(0).reason()).isEqualTo("must be one of " + described);
            return;
        }
        throw new AssertionError("Taken");
    }

    private static void configure(String example) throws Exception {
        Map<String, Object> members = PresetSample.JSON.readValue(example, OBJECT);
        Optional<String> preset = Optional.ofNullable((String) members.get("preset"));
        Map<String, Object> settings = new HashMap<>();
        if (members.containsKey("name")) {
            settings.putAll(PresetSample.JSON.convertValue(members.getOrDefault("settings", Map.of()), OBJECT));
        } else if (members.containsKey("type") && members.get("subject") == null) {
            settings.put("verification", members);
        } else {
            settings.put("verification", Map.of("type", "api-key", "header", "X-Key"));
            settings.putAll(members.containsKey("handshakes") ? members : Map.of("mapping", members));
        }
        configure(preset, settings);
    }

    /** With whatever secrets the example needs. */
    private static void configure(Optional<String> preset, Map<String, Object> settings)
            throws InvalidConfigurationException {
        Map<String, String> secrets = new HashMap<>();
        for (String name : SECRETS) {
            secrets.put(name, "whsec_MfKQ9r8GKYqrTwjUPD8ILPZIo2LaLaSw");
        }
        for (int i = 0; i < SECRETS.size(); i++) {
            try {
                assertThat(Requests.configure(preset, settings, secrets)).isNotNull();
                return;
            } catch (InvalidConfigurationException e) {
                assertThat(e.faults())
                        .allSatisfy(fault -> assertThat(fault.pointer()).startsWith("/secrets/"));
                e.faults().forEach(fault -> secrets.remove(fault.pointer().substring("/secrets/".length())));
            }
        }
        assertThat(Requests.configure(preset, settings, secrets)).isNotNull();
    }

    private static JsonNode schema() throws IOException {
        return PresetSample.JSON.readTree(
                new GenericWebhookAdapter().description().settingsSchema());
    }
}
