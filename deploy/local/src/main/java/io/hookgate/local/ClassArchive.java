package io.hookgate.local;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

/**
 * The classes of a server in the form in which the JVM uses them (class data sharing), in the directory that the system property
 * {@code hookgate.runtime.archive} names. A server's JVM writes them as it ends if {@code hookgate.runtime.archive.record} is
 * true, and uses them otherwise if they are there; whether they fit its classes, it checks itself.
 */
final class ClassArchive {
    private static final String DIRECTORY = "hookgate.runtime.archive";
    private static final String RECORD = "hookgate.runtime.archive.record";

    private ClassArchive() {}

    /** Whether archives are written now, which makes the end of a server take longer. */
    static boolean isRecording() {
        return System.getProperty(DIRECTORY) != null && Boolean.getBoolean(RECORD);
    }

    /** The JVM options for a server. */
    static List<String> options(String server) {
        String directory = System.getProperty(DIRECTORY);
        if (directory == null) {
            return List.of();
        }
        Path file = Path.of(directory, server + ".jsa");
        if (isRecording()) {
            return List.of("-XX:ArchiveClassesAtExit=" + file);
        }
        // Its words go to the server's log, and what it says of an archive that it uses all the same looks like
        // trouble.
        return Files.exists(file) ? List.of("-XX:SharedArchiveFile=" + file, "-Xlog:cds=off") : List.of();
    }
}
