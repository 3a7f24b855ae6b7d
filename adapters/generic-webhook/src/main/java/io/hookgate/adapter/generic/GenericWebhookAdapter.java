package io.hookgate.adapter.generic;

import io.hookgate.adapter.AdapterDescription;
import io.hookgate.adapter.ConfiguredSource;
import io.hookgate.adapter.InvalidConfigurationException;
import io.hookgate.adapter.SourceAdapter;
import io.hookgate.adapter.SourceConfiguration;
import io.hookgate.adapter.generic.preset.Preset;
import io.hookgate.adapter.generic.preset.PresetCatalogue;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** The adapter {@code generic-webhook}: verification, body and mapping as the source's settings say. */
public final class GenericWebhookAdapter implements SourceAdapter {
    /** The adapter's name in the API. */
    public static final String ID = "generic-webhook";

    private final PresetCatalogue presets = PresetCatalogue.load();
    private final AdapterDescription description = new AdapterDescription(
            ID,
            "Generic webhook",
            "Any system that sends webhooks over HTTP, and any sender of CloudEvents: configurable verification, and"
                    + " mapping to CloudEvents.",
            resource("settings.schema.json"),
            resource("secrets.schema.json"),
            "Enter the source's URL where the system asks for a webhook, callback or notification URL, and the same secret on"
                    + " both sides. A system that cannot sign can put a key into a header or the query; choose none only"
                    + " for a test.",
            List.of("https://www.standardwebhooks.com", "https://cloudevents.io"),
            "{\"id\": \"evt_1\", \"event\": \"order.paid\", \"order\": {\"id\": \"A-17\"}}",
            presets.descriptions());

    /** For {@link java.util.ServiceLoader}. */
    public GenericWebhookAdapter() {}

    @Override
    public AdapterDescription description() {
        return description;
    }

    @Override
    public ConfiguredSource configure(SourceConfiguration configuration) throws InvalidConfigurationException {
        if (configuration.preset().isEmpty()) {
            return new GenericSource(SourceProfile.read(configuration));
        }
        Optional<Preset> preset = presets.find(configuration.preset().get());
        if (preset.isEmpty()) {
            throw new InvalidConfigurationException("/preset", "must be one of the adapter's presets");
        }
        Map<String, Object> settings = preset.get().settings(configuration.settings(), configuration.secrets());
        try {
            return new GenericSource(SourceProfile.read(new SourceConfiguration(
                    configuration.sourceUri(), Optional.empty(), settings, configuration.secrets())));
        } catch (InvalidConfigurationException e) {
            throw preset.get().inTermsOfInput(e);
        }
    }

    private static String resource(String name) {
        try (InputStream stream = GenericWebhookAdapter.class.getResourceAsStream(name)) {
            if (stream == null) {
                throw new IllegalStateException("The resource " + name + " is missing");
            }
            return new String(stream.readAllBytes(), StandardCharsets.UTF_8);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
