package io.hookgate.adapter.generic;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.type.TypeReference;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.hookgate.adapter.Documents;
import io.hookgate.adapter.InboundRequest;
import io.hookgate.adapter.SourceConfiguration;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** The sample of a preset file, and the preset's file itself, read without the code under test. */
final class PresetSample {
    static final ObjectMapper JSON = new ObjectMapper();
    private static final Path DIRECTORY = Path.of("src/main/resources/io/hookgate/adapter/generic/preset");
    private static final TypeReference<Map<String, Object>> OBJECT = new TypeReference<>() {};
    private static final TypeReference<Map<String, String>> TEXTS = new TypeReference<>() {};

    private final JsonNode file;

    private PresetSample(JsonNode file) {
        this.file = file;
    }

    static List<PresetSample> all() {
        List<PresetSample> samples = new ArrayList<>();
        try (DirectoryStream<Path> files = Files.newDirectoryStream(DIRECTORY, "*.json")) {
            for (Path path : files) {
                samples.add(new PresetSample(JSON.readTree(Files.readString(path))));
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        samples.sort(Comparator.comparing(PresetSample::id));
        return samples;
    }

    static PresetSample of(String id) {
        return all().stream()
                .filter(sample -> sample.id().equals(id))
                .findFirst()
                .orElseThrow();
    }

    String id() {
        return file.path("id").asText();
    }

    JsonNode file() {
        return file;
    }

    Instant now() {
        return Instant.parse(sample().path("now").asText());
    }

    Map<String, Object> settings() {
        return sample().has("settings") ? JSON.convertValue(sample().path("settings"), OBJECT) : Map.of();
    }

    Map<String, String> secrets() {
        return JSON.convertValue(sample().path("secrets"), TEXTS);
    }

    Map<String, String> headers() {
        return new LinkedHashMap<>(JSON.convertValue(sample().path("headers"), TEXTS));
    }

    byte[] payload() {
        JsonNode body = sample().path("body");
        try {
            return body.isTextual() ? body.textValue().getBytes(StandardCharsets.UTF_8) : JSON.writeValueAsBytes(body);
        } catch (JsonProcessingException e) {
            throw new AssertionError(e);
        }
    }

    JsonNode expectedEvents() {
        return sample().path("events");
    }

    JsonNode expectedReply() {
        return sample().path("reply");
    }

    SourceConfiguration configuration() {
        return new SourceConfiguration(Requests.SOURCE_URI, Optional.of(id()), settings(), secrets());
    }

    InboundRequest signed() {
        return signed(payload());
    }

    InboundRequest signed(byte[] payload) {
        return PresetSigner.sign(this, payload);
    }

    Documents documents() {
        return PresetSigner.documents();
    }

    private JsonNode sample() {
        return file.path("sample");
    }
}
