package io.hookgate.adapter.generic.settings;

import io.hookgate.adapter.InvalidConfigurationException;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;

/**
 * The secrets of a source while its configuration is being read. Beside every secret {@code x} there may be a {@code
 * previousX}, which is accepted as well while a secret is being replaced. Not thread-safe; shows no value.
 */
public final class Secrets {
    private final Map<String, String> values;
    private final Set<String> known = new HashSet<>();

    /** Holds the secrets of one source. */
    public Secrets(Map<String, String> values) {
        this.values = values;
    }

    /** The JSON pointer of a secret. */
    public static String pointerTo(String name) {
        return "/secrets/" + name;
    }

    /** The secret, and behind it the one that it replaces. */
    public List<String> versions(String name) throws InvalidConfigurationException {
        Optional<String> current = optional(name);
        if (current.isEmpty()) {
            throw new InvalidConfigurationException(pointerTo(name), "is required");
        }
        List<String> versions = new ArrayList<>(2);
        versions.add(current.get());
        optional(previous(name)).ifPresent(versions::add);
        return versions;
    }

    /** The secret if it is there. */
    public Optional<String> optional(String name) throws InvalidConfigurationException {
        known.add(name);
        String value = values.get(name);
        if (value == null) {
            return Optional.empty();
        }
        if (value.isBlank()) {
            throw new InvalidConfigurationException(pointerTo(name), "must not be empty");
        }
        return Optional.of(value);
    }

    /** Ends the reading: a secret that nothing uses is a fault. */
    public void refuseUnknown() throws InvalidConfigurationException {
        List<InvalidConfigurationException.Fault> faults = new ArrayList<>();
        for (String name : new TreeSet<>(values.keySet())) {
            if (!known.contains(name)) {
                String reason = known.isEmpty()
                        ? "is not used by this verification, which takes no secrets"
                        : "is not used by this verification; known are " + new TreeSet<>(known);
                faults.add(new InvalidConfigurationException.Fault(pointerTo(name), reason));
            }
        }
        if (!faults.isEmpty()) {
            throw new InvalidConfigurationException(faults);
        }
    }

    private static String previous(String name) {
        return "previous" + Character.toUpperCase(name.charAt(0)) + name.substring(1);
    }

    @Override
    public String toString() {
        return "Secrets" + new TreeSet<>(values.keySet());
    }
}
