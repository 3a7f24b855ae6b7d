package io.hookgate.gateway.console;

import com.fasterxml.jackson.databind.JsonNode;
import io.hookgate.tenant.source.AdapterResource;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * A SaaS system that a source can be registered for: a preset, or an adapter without one.
 *
 * @param key the adapter, and after a slash the preset if there is one
 * @param setup where the webhook URL goes in the provider's own console
 * @param sample a body as the provider sends it; empty if none is known
 */
record Provider(
        String key,
        String adapter,
        @Nullable String preset,
        String title,
        String summary,
        boolean verified,
        JsonNode settingsSchema,
        JsonNode secretsSchema,
        String setup,
        List<String> links,
        String sample) {

    /** Copies the list. */
    Provider {
        links = List.copyOf(links);
    }

    /** Every provider, presets first, then adapters that can be set up freely. */
    static List<Provider> all(List<AdapterResource.View> adapters) {
        return Stream.concat(
                        adapters.stream()
                                .filter(adapter -> adapter.presets().isEmpty())
                                .map(Provider::of),
                        Stream.concat(
                                adapters.stream()
                                        .flatMap(adapter ->
                                                adapter.presets().stream().map(preset -> of(adapter, preset))),
                                adapters.stream()
                                        .filter(adapter -> !adapter.presets().isEmpty())
                                        .map(Provider::of)))
                .toList();
    }

    /** The provider of a source. */
    static Optional<Provider> find(List<Provider> all, String adapter, @Nullable String preset) {
        return all.stream()
                .filter(provider -> provider.key().equals(preset == null ? adapter : adapter + "/" + preset))
                .findFirst();
    }

    private static Provider of(AdapterResource.View adapter) {
        return new Provider(
                adapter.id(),
                adapter.id(),
                null,
                adapter.title(),
                adapter.summary(),
                false,
                adapter.settingsSchema(),
                adapter.secretsSchema(),
                "",
                List.of(),
                "");
    }

    private static Provider of(AdapterResource.View adapter, AdapterResource.PresetView preset) {
        return new Provider(
                adapter.id() + "/" + preset.id(),
                adapter.id(),
                preset.id(),
                preset.title(),
                preset.summary(),
                preset.verified(),
                preset.settingsSchema(),
                preset.secretsSchema(),
                preset.setupInstructions(),
                preset.links(),
                preset.samplePayload());
    }

    /** The first letter of its name, which stands for a logo. */
    public String letter() {
        return title.substring(0, title.offsetByCodePoints(0, 1));
    }
}
