package io.hookgate.gateway.console;

import io.hookgate.tenant.http.ApiProblem;
import io.hookgate.tenant.http.PathId;
import jakarta.ws.rs.core.UriInfo;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** What is searched for: the parameters of the address that are not empty. */
record Search(Map<String, String> parameters) {
    private static final String CURSOR = "cursor";

    /** Copies the parameters. */
    Search {
        parameters = Map.copyOf(parameters);
    }

    static Search of(UriInfo uri) {
        Map<String, String> parameters = new LinkedHashMap<>();
        uri.getQueryParameters().forEach((name, values) -> {
            if (!values.isEmpty() && !values.get(0).isBlank()) {
                parameters.put(name, values.get(0).strip());
            }
        });
        return new Search(parameters);
    }

    @Nullable
    String value(String name) {
        return parameters.get(name);
    }

    /** What a field holds; empty if nothing is searched for in it. */
    public String shown(String name) {
        return parameters.getOrDefault(name, "");
    }

    /** A moment as the API takes it; browsers send it without seconds and zone, and UTC is meant. */
    @Nullable
    String time(String name) {
        return moment(parameters.get(name));
    }

    /** A moment that a form holds, as the API takes it. */
    static @Nullable String moment(@Nullable String text) {
        if (text == null || text.endsWith("Z") || text.contains("+")) {
            return text;
        }
        return (text.length() == "2026-01-31T12:00".length() ? text + ":00" : text) + "Z";
    }

    /** The identifier that is searched for, which leads to a page of its own; null if there is none, or it is wrong. */
    @Nullable
    UUID id() {
        try {
            return parameters.containsKey("id") ? PathId.uuid(shown("id")) : null;
        } catch (IllegalArgumentException e) {
            return null;
        }
    }

    /**
     * Refuses what is searched for as an identifier and is none.
     *
     * @throws ApiProblem if that is so
     */
    void checkId() {
        if (parameters.containsKey("id") && id() == null) {
            throw ApiProblem.invalid("id", "An identifier is a UUID.");
        }
    }

    /** Which of these are searched for, to be sent along with another form. */
    public List<String> hidden(String... names) {
        return Arrays.stream(names).filter(parameters::containsKey).toList();
    }

    /** Whether anything is searched for, so that nothing found does not mean that there is nothing. */
    public boolean any() {
        return parameters.keySet().stream().anyMatch(name -> !name.equals(CURSOR) && !name.equals("done"));
    }

    /** The address of another page of the same search, up to the value of its cursor. */
    public String more() {
        return parameters.entrySet().stream()
                .filter(parameter -> !parameter.getKey().equals(CURSOR))
                .map(parameter -> Pages.encode(parameter.getKey()) + "=" + Pages.encode(parameter.getValue()) + "&")
                .sorted()
                .collect(Collectors.joining("", "?", ""));
    }
}
