package io.hookgate.adapter;

import java.util.Map;
import java.util.Optional;

/**
 * How one source was set up by its owner. The values have not been checked.
 *
 * @param sourceUri the CloudEvents {@code source} of events for which the provider names none, a URI reference
 * @param preset the preset of the adapter that the source uses
 * @param settings JSON values (String, Number, Boolean, List, Map, null) by name, by the description's schema
 * @param secrets texts by name, by the description's schema
 */
public record SourceConfiguration(
        String sourceUri, Optional<String> preset, Map<String, Object> settings, Map<String, String> secrets) {

    @Override
    public String toString() {
        return "SourceConfiguration[" + sourceUri + ", preset " + preset + "]";
    }
}
