package io.hookgate.adapter.generic.preset;

import io.hookgate.adapter.AdapterDescription.PresetDescription;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.URISyntaxException;
import java.net.URL;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/** Every preset: each is one JSON file beside this class, named after its id. Immutable. */
public final class PresetCatalogue {
    private final Map<String, Preset> presets = new TreeMap<>();

    private PresetCatalogue() {}

    /**
     * Reads all presets, from a directory or from a jar.
     *
     * @throws IllegalStateException if there are none, or one has an id that is not its file's name
     */
    public static PresetCatalogue load() {
        PresetCatalogue catalogue = new PresetCatalogue();
        files().forEach((name, content) -> {
            Preset preset = Preset.parse(content);
            if (!name.equals(preset.id() + ".json")) {
                throw new IllegalStateException("The preset file " + name + " has the id " + preset.id());
            }
            catalogue.presets.put(preset.id(), preset);
        });
        if (catalogue.presets.isEmpty()) {
            throw new IllegalStateException("There are no presets beside " + PresetCatalogue.class.getName());
        }
        return catalogue;
    }

    /** The preset with this id. */
    public Optional<Preset> find(String id) {
        return Optional.ofNullable(presets.get(id));
    }

    /** What there is, ordered by id. */
    public List<PresetDescription> descriptions() {
        return presets.values().stream().map(Preset::description).toList();
    }

    private static Map<String, String> files() {
        String anchor = PresetCatalogue.class.getSimpleName() + ".class";
        URL place = PresetCatalogue.class.getResource(anchor);
        if (place == null) {
            throw new IllegalStateException("The class path does not show where " + anchor + " is");
        }
        try {
            return PresetFiles.beside(new URI(place.toString()));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (URISyntaxException e) {
            throw new IllegalStateException("A class stands at no URI: " + place, e);
        }
    }
}
