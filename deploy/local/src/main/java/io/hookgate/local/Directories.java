package io.hookgate.local;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.stream.Stream;

/** The directories that the servers' data is in. */
final class Directories {
    private Directories() {}

    /** Creates the directory and its parents, if missing, closed to other users. */
    static Path create(Path directory) throws IOException {
        if (!Files.isDirectory(directory)) {
            Files.createDirectories(directory, Secrets.ownerOnly("rwx------"));
        }
        return directory;
    }

    /** Deletes the directory with all that is in it, if it exists. Does not follow links. */
    static void delete(Path directory) throws IOException {
        if (!Files.exists(directory, LinkOption.NOFOLLOW_LINKS)) {
            return;
        }
        try (Stream<Path> files = Files.walk(directory)) {
            for (Path file : files.sorted(Comparator.reverseOrder()).toList()) {
                Files.delete(file);
            }
        }
    }
}
