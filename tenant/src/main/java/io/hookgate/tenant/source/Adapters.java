package io.hookgate.tenant.source;

import io.hookgate.adapter.AdapterDescription;
import io.hookgate.adapter.AdapterRegistry;
import io.hookgate.adapter.ConfiguredSource;
import io.hookgate.adapter.InvalidConfigurationException;
import io.hookgate.adapter.SourceAdapter;
import io.hookgate.adapter.SourceConfiguration;
import io.hookgate.model.SourceId;
import io.hookgate.tenant.http.ApiProblem;
import io.hookgate.tenant.http.ApiProblem.Fault;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Checks and compiles set-ups with the adapters at hand. */
@ApplicationScoped
class Adapters {
    private static final int MAX_SECRETS = 50;
    private static final int MAX_SECRET_LENGTH = 32 * 1024;
    /** CloudEvents needs a source even where the provider names none; this one never changes. */
    private static final String SOURCE_URI = "urn:hookgate:source:";

    private final AdapterRegistry registry;

    Adapters(AdapterRegistry registry) {
        this.registry = registry;
    }

    /** What there is, ordered by id. */
    List<AdapterDescription> descriptions() {
        return registry.descriptions();
    }

    /**
     * Compiles a set-up that an owner wants.
     *
     * @throws ApiProblem with every fault
     */
    ConfiguredSource check(SourceId id, SourceSetup setup) {
        List<Fault> faults = secretFaults(setup.secrets());
        if (!faults.isEmpty()) {
            throw ApiProblem.invalid(faults);
        }
        try {
            return compile(id, setup);
        } catch (InvalidConfigurationException e) {
            throw ApiProblem.invalid(e.faults().stream()
                    .map(fault -> new Fault(fault.pointer(), fault.reason()))
                    .toList());
        }
    }

    /**
     * Compiles a set-up.
     *
     * @throws InvalidConfigurationException if there is no such adapter or preset, or the adapter refuses the rest
     */
    ConfiguredSource compile(SourceId id, SourceSetup setup) throws InvalidConfigurationException {
        SourceAdapter adapter = registry.find(setup.adapter())
                .orElseThrow(() -> new InvalidConfigurationException(
                        "/adapter", "There is no such adapter; GET /api/v1/adapters lists them."));
        if (setup.preset() != null && !hasPreset(adapter.description(), setup.preset())) {
            throw new InvalidConfigurationException("/preset", "The adapter has no such preset.");
        }
        return adapter.configure(new SourceConfiguration(
                sourceUri(id), Optional.ofNullable(setup.preset()), setup.settings(), setup.secrets()));
    }

    /** The CloudEvents source of events for which the provider names none. */
    static String sourceUri(SourceId id) {
        return SOURCE_URI + id;
    }

    private static boolean hasPreset(AdapterDescription description, String preset) {
        return description.presets().stream().anyMatch(known -> known.id().equals(preset));
    }

    private static List<Fault> secretFaults(Map<String, String> secrets) {
        List<Fault> faults = new ArrayList<>();
        if (secrets.size() > MAX_SECRETS) {
            faults.add(new Fault("/secrets", "must be at most " + MAX_SECRETS + " secrets"));
        }
        secrets.forEach((name, value) -> {
            if (value == null || value.isEmpty() || value.length() > MAX_SECRET_LENGTH) {
                faults.add(new Fault(
                        "/secrets/" + name.replace("~", "~0").replace("/", "~1"),
                        "must be a text of 1 to " + MAX_SECRET_LENGTH + " characters"));
            }
        });
        return faults;
    }
}
