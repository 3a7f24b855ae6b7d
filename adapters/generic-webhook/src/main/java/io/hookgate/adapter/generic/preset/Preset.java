package io.hookgate.adapter.generic.preset;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.type.TypeReference;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.hookgate.adapter.AdapterDescription.PresetDescription;
import io.hookgate.adapter.InvalidConfigurationException;
import io.hookgate.adapter.InvalidConfigurationException.Fault;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;

/**
 * One provider as data: what its users enter, and the settings of the generic adapter that this becomes. Immutable.
 *
 * <p>The file is JSON with the members {@code id}, {@code title}, {@code summary}, {@code verified}, {@code evidence},
 * {@code setup}, {@code links}, {@code settings} and {@code secrets} (JSON Schema properties), {@code required}, {@code
 * source} (a {@link SettingsTemplate}) and {@code sample}.
 */
public final class Preset {
    private static final ObjectMapper JSON = new ObjectMapper();
    private static final TypeReference<Map<String, Object>> OBJECT = new TypeReference<>() {};

    private final PresetDescription description;
    private final InputSchema settings;
    private final InputSchema secrets;
    private final SettingsTemplate source;

    private Preset(PresetDescription description, InputSchema settings, InputSchema secrets, SettingsTemplate source) {
        this.description = description;
        this.settings = settings;
        this.secrets = secrets;
        this.source = source;
    }

    /**
     * Reads a preset file.
     *
     * @throws IllegalArgumentException if it is not JSON or lacks a member
     */
    static Preset parse(String file) {
        try {
            JsonNode root = JSON.readTree(file);
            InputSchema settings = InputSchema.ofSettings(object(root, "settings"), object(root, "required"));
            InputSchema secrets = InputSchema.ofSecrets(object(root, "secrets"), object(root, "required"));
            PresetDescription description = new PresetDescription(
                    text(root, "id"),
                    text(root, "title"),
                    text(root, "summary"),
                    root.required("verified").booleanValue(),
                    text(root, "evidence"),
                    settings.json(),
                    secrets.json(),
                    text(root, "setup"),
                    texts(root.required("links")),
                    samplePayload(root.required("sample").required("body")));
            return new Preset(description, settings, secrets, new SettingsTemplate(object(root, "source")));
        } catch (JsonProcessingException e) {
            throw new IllegalArgumentException("A preset file is not JSON", e);
        }
    }

    /** The preset's name in the API. */
    public String id() {
        return description.id();
    }

    /** What a user must know to choose and to fill in the preset. */
    public PresetDescription description() {
        return description;
    }

    /**
     * The settings of the generic adapter for what a user entered; what the user says about the mapping goes first.
     *
     * @throws InvalidConfigurationException if the input does not fit the preset's schemas
     */
    public Map<String, Object> settings(Map<String, Object> entered, Map<String, String> enteredSecrets)
            throws InvalidConfigurationException {
        Map<String, Object> values = settings.check(entered);
        secrets.check(enteredSecrets);
        Map<String, Object> result = new LinkedHashMap<>(source.fill(values, enteredSecrets.keySet()));
        if (values.get("mapping") instanceof Map<?, ?> chosen) {
            Map<Object, Object> mapping = new LinkedHashMap<>();
            if (result.get("mapping") instanceof Map<?, ?> given) {
                mapping.putAll(given);
            }
            mapping.putAll(chosen);
            result.put("mapping", mapping);
        }
        return result;
    }

    /** The same faults at what the user entered, where they are about what this preset made of it. */
    public InvalidConfigurationException inTermsOfInput(InvalidConfigurationException refusal) {
        return new InvalidConfigurationException(refusal.faults().stream()
                .map(fault -> {
                    String name = fault.pointer().substring(fault.pointer().lastIndexOf('/') + 1);
                    boolean isInput = fault.pointer().startsWith("/settings/") && settings.has(name);
                    return isInput ? new Fault("/settings/" + name, fault.reason()) : fault;
                })
                .toList());
    }

    private static Map<String, Object> object(JsonNode root, String name) {
        JsonNode node = root.path(name);
        return node.isMissingNode() ? Map.of() : JSON.convertValue(node, OBJECT);
    }

    private static String text(JsonNode root, String name) {
        return Objects.requireNonNull(root.required(name).textValue(), name);
    }

    private static List<String> texts(JsonNode array) {
        List<String> texts = new ArrayList<>();
        array.forEach(item -> texts.add(item.asText()));
        return texts;
    }

    private static String samplePayload(JsonNode body) {
        return body.isTextual() ? body.textValue() : body.toPrettyString();
    }
}
