package io.hookgate.adapter;

import java.util.List;

/**
 * What a user must know to register a source with an adapter.
 *
 * @param id the adapter's name in the API, lower case with dashes
 * @param title its name for people
 * @param summary a sentence about it
 * @param settingsSchema a JSON Schema (2020-12) of {@code settings}, as JSON text, with titles and descriptions for a form
 * @param secretsSchema the same of {@code secrets}; every property is a string with {@code writeOnly: true}
 * @param setupInstructions where the webhook URL goes at the provider, and what else to do there
 * @param links the provider's documentation
 * @param samplePayload a body as the provider sends it, before it is encrypted
 * @param presets ready-made configurations for single providers
 */
public record AdapterDescription(
        String id,
        String title,
        String summary,
        String settingsSchema,
        String secretsSchema,
        String setupInstructions,
        List<String> links,
        String samplePayload,
        List<PresetDescription> presets) {

    /** Copies the lists. */
    public AdapterDescription {
        links = List.copyOf(links);
        presets = List.copyOf(presets);
    }

    /**
     * A ready-made configuration for one provider.
     *
     * @param id the preset's name in the API, lower case with dashes
     * @param title the provider's name for people
     * @param summary what the preset covers
     * @param verified whether it was checked against a published test vector or the provider's own library
     * @param evidence what it was checked against, or what it was written from
     * @param settingsSchema as of the adapter, with just what this provider needs
     * @param secretsSchema as of the adapter, with just what this provider needs
     * @param setupInstructions where in the provider's console the webhook URL goes, and what else to do there
     * @param links the provider's documentation
     * @param samplePayload a body as the provider sends it
     */
    public record PresetDescription(
            String id,
            String title,
            String summary,
            boolean verified,
            String evidence,
            String settingsSchema,
            String secretsSchema,
            String setupInstructions,
            List<String> links,
            String samplePayload) {

        /** Copies the list. */
        public PresetDescription {
            links = List.copyOf(links);
        }
    }
}
