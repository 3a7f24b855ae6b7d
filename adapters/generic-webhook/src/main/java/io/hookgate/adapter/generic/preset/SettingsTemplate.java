package io.hookgate.adapter.generic.preset;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Settings of the generic adapter with gaps for what a user enters. {@code {"$setting":"x"}} is the setting x; {@code
 * {"$choose":"x","cases":{…}}} is the case for its value; {@code {"$ifSecret":"x","then":…,"else":…}} depends on whether
 * the secret is given. What comes to nothing is left out. Immutable.
 */
final class SettingsTemplate {
    private final Map<String, Object> template;

    SettingsTemplate(Map<String, Object> template) {
        this.template = template;
    }

    /** Fills the gaps. */
    Map<String, Object> fill(Map<String, Object> settings, Set<String> secrets) {
        return fillObject(template, settings, secrets);
    }

    private static @Nullable Object fill(@Nullable Object value, Map<String, Object> settings, Set<String> secrets) {
        if (value instanceof List<?> list) {
            List<Object> filled = new ArrayList<>();
            for (Object item : list) {
                Object result = fill(item, settings, secrets);
                if (result != null) {
                    filled.add(result);
                }
            }
            return filled;
        }
        if (!(value instanceof Map<?, ?> map)) {
            return value;
        }
        if (map.get("$setting") instanceof String name) {
            return settings.get(name);
        }
        if (map.get("$choose") instanceof String name && map.get("cases") instanceof Map<?, ?> cases) {
            return fill(cases.get(String.valueOf(settings.get(name))), settings, secrets);
        }
        if (map.get("$ifSecret") instanceof String name) {
            return fill(map.get(secrets.contains(name) ? "then" : "else"), settings, secrets);
        }
        return fillObject(map, settings, secrets);
    }

    private static Map<String, Object> fillObject(Map<?, ?> map, Map<String, Object> settings, Set<String> secrets) {
        Map<String, Object> filled = new LinkedHashMap<>();
        map.forEach((name, value) -> {
            Object result = fill(value, settings, secrets);
            if (result != null) {
                filled.put(String.valueOf(name), result);
            }
        });
        return filled;
    }
}
