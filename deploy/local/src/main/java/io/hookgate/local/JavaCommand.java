package io.hookgate.local;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** A server's JVM: the one that runs this program, with its options in an argument file. */
final class JavaCommand {
    private static final int UNSAFE_WARNS = 24;

    private JavaCommand() {}

    /** Writes the options to {@code file} and gives the command that uses them. */
    static List<String> of(Path file, List<String> options, List<String> arguments) throws IOException {
        List<String> all = new ArrayList<>(options);
        if (Runtime.version().feature() >= UNSAFE_WARNS) {
            all.add("--sun-misc-unsafe-memory-access=allow");
            all.add("--enable-native-access=ALL-UNNAMED");
        }
        Files.writeString(file, all.stream().map(JavaCommand::quoted).collect(Collectors.joining("\n", "", "\n")));
        List<String> command = new ArrayList<>();
        command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
        command.add("@" + file);
        command.addAll(arguments);
        return List.copyOf(command);
    }

    /** The jars in a directory, in an order that is always the same. */
    static String classPath(Path directory) throws IOException {
        try (Stream<Path> files = Files.list(directory)) {
            return files.map(Path::toString)
                    .filter(file -> file.endsWith(".jar"))
                    .sorted()
                    .collect(Collectors.joining(System.getProperty("path.separator")));
        }
    }

    private static String quoted(String option) {
        return '"' + option.replace("\\", "\\\\").replace("\"", "\\\"") + '"';
    }
}
