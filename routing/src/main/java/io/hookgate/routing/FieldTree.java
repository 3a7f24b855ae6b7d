package io.hookgate.routing;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/** The indexes of one node by their paths, so that an event meets only those of the fields that it has. */
final class FieldTree<K> {
    private final Map<String, FieldTree<K>> below = new HashMap<>(4);
    private @Nullable FieldIndex<K> index;

    FieldIndex<K> indexFor(FieldPath path) {
        FieldTree<K> tree = this;
        for (String key : path.keys()) {
            tree = tree.below.computeIfAbsent(key, unused -> new FieldTree<>());
        }
        FieldIndex<K> found = tree.index;
        if (found == null) {
            found = new FieldIndex<>(path);
            tree.index = found;
        }
        return found;
    }

    @Nullable
    FieldIndex<K> find(FieldPath path) {
        FieldTree<K> tree = this;
        for (String key : path.keys()) {
            tree = tree.below.get(key);
            if (tree == null) {
                return null;
            }
        }
        return tree.index;
    }

    void remove(FieldPath path) {
        remove(path.keys(), 0);
    }

    boolean isEmpty() {
        return index == null && below.isEmpty();
    }

    /** Passes on the indexes of the paths that the event has; a level costs as much as its smaller side. */
    void forEachIn(JsonNode event, Consumer<FieldIndex<K>> action) {
        if (index != null) {
            action.accept(index);
        }
        if (!event.isObject()) {
            return;
        }
        if (below.size() <= event.size()) {
            below.forEach((key, tree) -> descend(tree, event.get(key), action));
            return;
        }
        for (Map.Entry<String, JsonNode> field : event.properties()) {
            descend(below.get(field.getKey()), field.getValue(), action);
        }
    }

    private static <K> void descend(
            @Nullable FieldTree<K> tree, @Nullable JsonNode value, Consumer<FieldIndex<K>> action) {
        if (tree != null && value != null) {
            tree.forEachIn(value, action);
        }
    }

    private void remove(List<String> keys, int depth) {
        if (depth == keys.size()) {
            index = null;
            return;
        }
        below.computeIfPresent(keys.get(depth), (key, tree) -> {
            tree.remove(keys, depth + 1);
            return tree.isEmpty() ? null : tree;
        });
    }
}
