package io.hookgate.adapter.generic.preset;

import java.io.IOException;
import java.io.InputStream;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.jar.JarEntry;
import java.util.jar.JarFile;

/** Finds the JSON files in the package of a class, in a directory or in a jar. */
final class PresetFiles {
    private static final String SUFFIX = ".json";
    private static final String JAR_SCHEME = "jar:";

    private PresetFiles() {}

    /** The content of each file, by its name. */
    static Map<String, String> beside(URI classFile) throws IOException {
        String address = classFile.toString();
        int bang = address.indexOf("!/");
        if (address.startsWith(JAR_SCHEME) && bang > 0) {
            Path jar = Path.of(URI.create(address.substring(JAR_SCHEME.length(), bang)));
            String entry = address.substring(bang + 2);
            return inJar(jar, entry.substring(0, entry.lastIndexOf('/') + 1));
        }
        return inDirectory(Path.of(classFile).resolveSibling("."));
    }

    private static Map<String, String> inDirectory(Path directory) throws IOException {
        Map<String, String> files = new TreeMap<>();
        try (DirectoryStream<Path> paths = Files.newDirectoryStream(directory, "*" + SUFFIX)) {
            for (Path path : paths) {
                files.put(String.valueOf(path.getFileName()), Files.readString(path));
            }
        }
        return files;
    }

    private static Map<String, String> inJar(Path jar, String directory) throws IOException {
        Map<String, String> files = new TreeMap<>();
        try (JarFile file = new JarFile(jar.toFile())) {
            List<JarEntry> entries = file.stream()
                    .filter(entry -> entry.getName().startsWith(directory))
                    .filter(entry -> entry.getName().indexOf('/', directory.length()) < 0)
                    .filter(entry -> entry.getName().endsWith(SUFFIX))
                    .toList();
            for (JarEntry entry : entries) {
                try (InputStream stream = file.getInputStream(entry)) {
                    String content = new String(stream.readAllBytes(), StandardCharsets.UTF_8);
                    files.put(entry.getName().substring(directory.length()), content);
                }
            }
        }
        return files;
    }
}
