package io.hookgate.adapter.generic.settings;

import io.hookgate.adapter.InvalidConfigurationException;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/**
 * One JSON object of a source's settings while it is being read: it knows its place, what was asked for, and therefore
 * what nobody asked for. Not thread-safe.
 */
public final class Settings {
    private final Map<String, ?> values;
    private final String pointer;
    private final Set<String> known = new HashSet<>();

    private Settings(Map<String, ?> values, String pointer) {
        this.values = values;
        this.pointer = pointer;
    }

    /** The settings of a source. */
    public static Settings of(Map<String, ?> values) {
        return new Settings(values, "/settings");
    }

    /** The JSON pointer of a member. */
    public String pointerTo(String name) {
        return pointer + '/' + name.replace("~", "~0").replace("/", "~1");
    }

    /** The JSON pointer of this object. */
    public String pointer() {
        return pointer;
    }

    /** A fault of one member. */
    public InvalidConfigurationException fault(String name, String reason) {
        return new InvalidConfigurationException(pointerTo(name), reason);
    }

    /** Whether the member is there, and is not null. */
    public boolean has(String name) {
        return value(name) != null;
    }

    /** The member as it is. */
    public @Nullable Object value(String name) {
        known.add(name);
        return values.get(name);
    }

    /** The names of all members; every one of them counts as known from now on. */
    public Set<String> names() {
        known.addAll(values.keySet());
        return new TreeSet<>(values.keySet());
    }

    /** A text that is not blank. */
    public Optional<String> text(String name) throws InvalidConfigurationException {
        Object value = value(name);
        if (value == null) {
            return Optional.empty();
        }
        if (value instanceof String text && !text.isBlank()) {
            return Optional.of(text);
        }
        throw fault(name, "must be a text that is not empty");
    }

    /** A text that must be there. */
    public String requiredText(String name) throws InvalidConfigurationException {
        return text(name).orElseThrow(() -> fault(name, "is required"));
    }

    /** A text out of a fixed choice, without regard to case. */
    public <T> T choice(String name, T absent, Map<String, T> choices) throws InvalidConfigurationException {
        Optional<String> text = text(name);
        if (text.isEmpty()) {
            return absent;
        }
        T chosen = choices.get(text.get().toLowerCase(java.util.Locale.ROOT));
        if (chosen == null) {
            throw fault(name, "must be one of " + new TreeSet<>(choices.keySet()));
        }
        return chosen;
    }

    /** True or false. */
    public boolean flag(String name, boolean absent) throws InvalidConfigurationException {
        Object value = value(name);
        if (value == null) {
            return absent;
        }
        if (value instanceof Boolean flag) {
            return flag;
        }
        throw fault(name, "must be true or false");
    }

    /** A whole number between two bounds, both included. */
    public int integer(String name, int absent, int least, int most) throws InvalidConfigurationException {
        Object value = value(name);
        if (value == null) {
            return absent;
        }
        if (value instanceof Number number
                && number.doubleValue() == Math.rint(number.doubleValue())
                && number.doubleValue() >= least
                && number.doubleValue() <= most) {
            return number.intValue();
        }
        throw fault(name, "must be a whole number from " + least + " to " + most);
    }

    /** One text, or a list of texts; empty when it is absent. */
    public List<String> texts(String name) throws InvalidConfigurationException {
        Object value = value(name);
        if (value == null) {
            return List.of();
        }
        List<?> items = value instanceof List<?> list ? list : List.of(value);
        List<String> texts = new ArrayList<>(items.size());
        for (Object item : items) {
            if (!(item instanceof String text) || text.isBlank()) {
                throw fault(name, "must be a list of texts");
            }
            texts.add(text);
        }
        return texts;
    }

    /** A member that is an object. */
    public Optional<Settings> object(String name) throws InvalidConfigurationException {
        Object value = value(name);
        return value == null ? Optional.empty() : Optional.of(asObject(value, pointerTo(name)));
    }

    /** A member that is an object or, as a short form of it, a text that stands for the object's member {@code main}. */
    public Optional<Settings> objectOrText(String name, String main) throws InvalidConfigurationException {
        Object value = value(name);
        if (value instanceof String text) {
            return Optional.of(new Settings(Map.of(main, text), pointerTo(name)));
        }
        return object(name);
    }

    /** A member that is a list of objects, or one object; a text stands for an object's member {@code main}. */
    public List<Settings> objects(String name, String main) throws InvalidConfigurationException {
        Object value = value(name);
        if (value == null) {
            return List.of();
        }
        if (!(value instanceof List<?> list)) {
            return objectOrText(name, main).map(List::of).orElse(List.of());
        }
        List<Settings> objects = new ArrayList<>(list.size());
        for (int i = 0; i < list.size(); i++) {
            String place = pointerTo(name) + '/' + i;
            Object item = Objects.requireNonNullElse(list.get(i), "");
            objects.add(item instanceof String text ? new Settings(Map.of(main, text), place) : asObject(item, place));
        }
        return objects;
    }

    /** Ends the reading: what is there but was never asked for is a fault. */
    public void refuseUnknown() throws InvalidConfigurationException {
        List<InvalidConfigurationException.Fault> faults = new ArrayList<>();
        for (String name : new TreeSet<>(values.keySet())) {
            if (!known.contains(name)) {
                faults.add(new InvalidConfigurationException.Fault(
                        pointerTo(name), "is unknown here; known are " + new TreeSet<>(known)));
            }
        }
        if (!faults.isEmpty()) {
            throw new InvalidConfigurationException(faults);
        }
    }

    private static Settings asObject(Object value, String place) throws InvalidConfigurationException {
        if (value instanceof Map<?, ?> map) {
            @SuppressWarnings("unchecked")
            Map<String, ?> members = (Map<String, ?>) map;
            return new Settings(members, place);
        }
        throw new InvalidConfigurationException(place, "must be an object");
    }
}
