package io.hookgate.tenant.subscription;

import com.fasterxml.jackson.databind.JsonNode;
import io.hookgate.model.ExtensionNames;
import io.hookgate.model.TenantId;
import java.util.List;

/**
 * Events that Hookgate makes of its own working. They tell of all endpoints of a tenant, so they go only to subscriptions
 * that ask for them by their type: a pattern that lets everything through does not.
 */
final class OperationalEvents {
    private static final String TYPE = "type";
    private static final String PREFIX = "hookgate.";
    private static final List<String> TEXT_OPERATORS = List.of("prefix", "equals-ignore-case", "wildcard");

    private OperationalEvents() {}

    /** The tenant stands for the source of such an event; ingress stamps its own sources on all others. */
    static boolean contains(TenantId tenantId, JsonNode event) {
        return tenantId.toString().equals(event.path(ExtensionNames.SOURCE).asText());
    }

    /** Whether the pattern names types of such events. */
    static boolean areWantedBy(JsonNode pattern) {
        for (JsonNode choice : pattern.path(TYPE)) {
            if (choice.asText().startsWith(PREFIX)
                    || TEXT_OPERATORS.stream()
                            .anyMatch(operator -> choice.path(operator).asText().startsWith(PREFIX))) {
                return true;
            }
        }
        for (JsonNode alternative : pattern.path("$or")) {
            if (areWantedBy(alternative)) {
                return true;
            }
        }
        return false;
    }
}
