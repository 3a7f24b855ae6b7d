package io.hookgate.gateway.console;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Predicate;
import java.util.stream.Collectors;
import java.util.stream.StreamSupport;
import org.jboss.resteasy.reactive.server.core.CurrentRequestManager;
import org.jboss.resteasy.reactive.server.core.ResteasyReactiveRequestContext;
import org.jboss.resteasy.reactive.server.core.multipart.FormData;
import org.jboss.resteasy.reactive.server.multipart.FormValue;
import org.jspecify.annotations.Nullable;

/** The fields of a form that was sent, as texts without spaces around them. */
record Form(Map<String, String> fields) {
    static final Form EMPTY = new Form(Map.of());

    /** Copies the fields. */
    Form {
        fields = Map.copyOf(fields);
    }

    /** The form of the request that is being handled. */
    static Form current() {
        ResteasyReactiveRequestContext request = CurrentRequestManager.get();
        FormData sent = request == null ? null : request.getFormData();
        if (sent == null) {
            return EMPTY;
        }
        Map<String, String> fields = new LinkedHashMap<>();
        for (String name : sent) {
            FormValue value = sent.getFirst(name);
            if (value != null && !value.isFileItem()) {
                fields.put(name, value.getValue());
            }
        }
        return new Form(fields);
    }

    /** The text of a field; empty if it was not sent. */
    public String text(String name) {
        return fields.getOrDefault(name, "").strip();
    }

    /** The text of a field exactly as it was sent; empty if it was not. */
    public String raw(String name) {
        return fields.getOrDefault(name, "");
    }

    /** The text of a field; null if it is empty. */
    @Nullable
    String textOrNull(String name) {
        String text = text(name);
        return text.isEmpty() ? null : text;
    }

    /** Whether a box is ticked. */
    boolean ticked(String name) {
        return fields.containsKey(name);
    }

    /** The lines of a field that are not empty. */
    List<String> lines(String name) {
        return raw(name)
                .lines()
                .map(String::strip)
                .filter(Predicate.not(String::isEmpty))
                .toList();
    }

    /** The fields whose names begin so, by the rest of their names. */
    Map<String, String> under(String prefix) {
        return StreamSupport.stream(fields.entrySet().spliterator(), false)
                .filter(field -> field.getKey().startsWith(prefix))
                .collect(Collectors.toMap(field -> field.getKey().substring(prefix.length()), Map.Entry::getValue));
    }
}
