package io.hookgate.routing;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Where in an event a condition looks: keys from the top, through objects only; keys may have any characters. */
final class FieldPath {
    private final List<String> keys;
    private final int hash;

    FieldPath(List<String> keys) {
        this.keys = List.copyOf(keys);
        this.hash = this.keys.hashCode();
    }

    List<String> keys() {
        return keys;
    }

    /** The value there; null when a key is missing or something on the way is not an object. */
    @Nullable
    JsonNode find(JsonNode event) {
        JsonNode node = event;
        for (String key : keys) {
            node = node.isObject() ? node.get(key) : null;
            if (node == null) {
                return null;
            }
        }
        return node;
    }

    /** As a JSON pointer (RFC 6901). */
    String pointer() {
        String pointer = "";
        for (String key : keys) {
            pointer = Json.child(pointer, key);
        }
        return pointer;
    }

    @Override
    public boolean equals(@Nullable Object other) {
        return other == this || (other instanceof FieldPath path && path.hash == hash && path.keys.equals(keys));
    }

    @Override
    public int hashCode() {
        return hash;
    }

    @Override
    public String toString() {
        return pointer();
    }
}
