package io.hookgate.local;

import java.nio.file.Files;
import java.nio.file.Path;

/** The unpacked programs of the servers, which the build provides. */
final class Runtimes {
    private Runtimes() {}

    /**
     * The directory that a system property names.
     *
     * @param content has to be in it
     */
    static Path find(Part part, String property, String content) {
        String value = System.getProperty(property);
        if (value == null) {
            throw new StartFailedException(part.title() + " cannot be started: the system property " + property
                    + " does not say where its program is");
        }
        Path directory = Path.of(value).toAbsolutePath();
        if (!Files.exists(directory.resolve(content))) {
            throw missing(part, directory);
        }
        return directory;
    }

    static StartFailedException missing(Part part, Path directory) {
        return new StartFailedException(part.title() + " cannot be started: its program is not in " + directory
                + ". \"./mvnw -DskipTests package\" puts it there.");
    }
}
