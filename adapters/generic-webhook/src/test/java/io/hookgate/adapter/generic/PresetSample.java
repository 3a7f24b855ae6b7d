package io.hookgate.adapter.generic;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.type.TypeReference;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.hookgate.adapter.Documents;
import io.hookgate.adapter.InboundRequest;
import io.hookgate.adapter.SourceConfiguration;
import io.hookgate.adapter.generic.preset.PresetCatalogue;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** The sample of a preset file, and the preset's file itself, read without the code under test. */
public final class PresetSample {
    static final ObjectMapper JSON = new ObjectMapper();
    private static final String URL = "https://hooks.example.com/in/key";
    private static final TypeReference<Map<String, Object>> OBJECT = new TypeReference<>() {};
    private static final TypeReference<Map<String, String>> TEXTS = new TypeReference<>() {};

    private final JsonNode file;
    private final Instant now;
    private final String url;

    private PresetSample(JsonNode file, Instant now, String url) {
        this.file = file;
        this.now = now;
        this.url = url;
    }

    private static PresetSample parse(byte[] text) {
        try {
            JsonNode file = JSON.readTree(text);
            return new PresetSample(
                    file, Instant.parse(file.path("sample").path("now").asText()), URL);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** The same sample as it is sent at another time to another URL. */
    public PresetSample sent(Instant otherTime, String otherUrl) {
        return new PresetSample(file, otherTime, otherUrl);
    }

    /** The samples of all presets. */
    public static List<PresetSample> all() {
        return PresetCatalogue.load().descriptions().stream()
                .map(preset -> parse(PresetSigner.resource("preset/" + preset.id() + ".json")))
                .sorted(Comparator.comparing(PresetSample::id))
                .toList();
    }

    static PresetSample of(String id) {
        return all().stream()
                .filter(sample -> sample.id().equals(id))
                .findFirst()
                .orElseThrow();
    }

    /** The id of the preset. */
    public String id() {
        return file.path("id").asText();
    }

    JsonNode file() {
        return file;
    }

    Instant now() {
        return now;
    }

    String url() {
        return url;
    }

    /** The settings of a source. */
    public Map<String, Object> settings() {
        return sample().has("settings") ? JSON.convertValue(sample().path("settings"), OBJECT) : Map.of();
    }

    /** The secrets of a source. */
    public Map<String, String> secrets() {
        return JSON.convertValue(sample().path("secrets"), TEXTS);
    }

    Map<String, String> headers() {
        return new LinkedHashMap<>(JSON.convertValue(sample().path("headers"), TEXTS));
    }

    /** What the provider sends, before it is encrypted. */
    public byte[] payload() {
        JsonNode body = sample().path("body");
        try {
            return body.isTextual() ? body.textValue().getBytes(StandardCharsets.UTF_8) : JSON.writeValueAsBytes(body);
        } catch (JsonProcessingException e) {
            throw new AssertionError(e);
        }
    }

    /** What the events should be. */
    public JsonNode expectedEvents() {
        return sample().path("events");
    }

    /** What the provider should hear. */
    public JsonNode expectedReply() {
        return sample().path("reply");
    }

    SourceConfiguration configuration() {
        return new SourceConfiguration(Requests.SOURCE_URI, Optional.of(id()), settings(), secrets());
    }

    /** The signed request. */
    public InboundRequest signed() {
        return signed(payload());
    }

    /** The signed request with another payload. */
    public InboundRequest signed(byte[] payload) {
        return PresetSigner.sign(this, payload);
    }

    Documents documents() {
        return PresetSigner.documents();
    }

    private JsonNode sample() {
        return file.path("sample");
    }
}
