package io.hookgate.adapter;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.ServiceLoader;
import java.util.TreeMap;

/** The adapters at hand. Immutable. */
public final class AdapterRegistry {
    private final Map<String, SourceAdapter> byId = new TreeMap<>();

    /**
     * Holds the given adapters.
     *
     * @throws IllegalArgumentException if two of them have the same id
     */
    public AdapterRegistry(Iterable<SourceAdapter> adapters) {
        for (SourceAdapter adapter : adapters) {
            String id = adapter.description().id();
            if (byId.putIfAbsent(id, adapter) != null) {
                throw new IllegalArgumentException("Two adapters have the id " + id);
            }
        }
    }

    /** Finds every adapter on the class path through {@link ServiceLoader}. */
    public static AdapterRegistry load() {
        return new AdapterRegistry(ServiceLoader.load(SourceAdapter.class));
    }

    /** The adapter with this id. */
    public Optional<SourceAdapter> find(String id) {
        return Optional.ofNullable(byId.get(id));
    }

    /** What there is, ordered by id. */
    public List<AdapterDescription> descriptions() {
        return byId.values().stream().map(SourceAdapter::description).toList();
    }
}
