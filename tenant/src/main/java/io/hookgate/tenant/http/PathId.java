package io.hookgate.tenant.http;

import java.util.UUID;
import java.util.function.Function;

/** Reads identifiers in paths. */
public final class PathId {
    private static final int UUID_LENGTH = 36;

    private PathId() {}

    /**
     * Reads a UUID in its canonical form.
     *
     * @throws IllegalArgumentException if it has any other form
     */
    public static UUID uuid(String text) {
        if (text.length() != UUID_LENGTH) {
            throw new IllegalArgumentException("Not a UUID");
        }
        return UUID.fromString(text);
    }

    /**
     * Reads an identifier; what is none stands for nothing that exists.
     *
     * @param what the thing for people, such as {@code endpoint}
     * @throws ApiProblem with status 404
     */
    public static <T> T parse(String text, Function<String, T> parser, String what) {
        try {
            return parser.apply(text);
        } catch (IllegalArgumentException e) {
            throw ApiProblem.notFound(what);
        }
    }
}
