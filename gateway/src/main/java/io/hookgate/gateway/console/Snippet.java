package io.hookgate.gateway.console;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.List;

/**
 * How a receiver verifies what Hookgate sends, in one language.
 *
 * @param id for addresses within the page
 * @param code a whole function; the secret is read from the environment
 */
record Snippet(String id, String language, String code) {
    private static final List<Snippet> ALL = List.of(
            read("java", "Java"),
            read("node", "Node.js"),
            read("python", "Python"),
            read("go", "Go"),
            read("php", "PHP"));

    static List<Snippet> all() {
        return ALL;
    }

    private static Snippet read(String id, String language) {
        try (InputStream file = Snippet.class.getResourceAsStream("snippet-" + id + ".txt")) {
            if (file == null) {
                throw new IllegalStateException("The snippet " + id + " is missing");
            }
            return new Snippet(id, language, new String(file.readAllBytes(), StandardCharsets.UTF_8));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
