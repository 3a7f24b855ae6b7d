package io.hookgate.adapter.generic.preset;

import static org.assertj.core.api.Assertions.assertThat;

import io.hookgate.adapter.AdapterDescription;
import io.hookgate.adapter.SourceAdapter;
import java.io.IOException;
import java.io.OutputStream;
import java.net.URI;
import java.net.URISyntaxException;
import java.net.URL;
import java.net.URLClassLoader;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.jar.JarEntry;
import java.util.jar.JarOutputStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class PresetFilesTest {
    private static final String ENTRY = "io/hookgate/adapter/generic/preset/PresetCatalogue.class";

    @Test
    void areTheSameInADirectoryAndInAJar(@TempDir Path directory) throws Exception {
        Path jar = jar(directory.resolve("with space+plus.jar"));

        Map<String, String> inDirectory =
                PresetFiles.beside(classes().resolve(ENTRY).toUri());
        Map<String, String> inJar = PresetFiles.beside(new URI("jar:" + jar.toUri() + "!/" + ENTRY));

        assertThat(inJar).isEqualTo(inDirectory).containsKeys("github.json", "cloudevents.json");
    }

    @Test
    void areReadByAnAdapterThatStandsInAJar(@TempDir Path directory) throws Exception {
        Path jar = jar(directory.resolve("adapter.jar"));
        try (URLClassLoader loader = new AdapterFirst(jar.toUri().toURL())) {
            SourceAdapter adapter =
                    (SourceAdapter) loader.loadClass("io.hookgate.adapter.generic.GenericWebhookAdapter")
                            .getConstructor()
                            .newInstance();

            assertThat(adapter.getClass().getClassLoader()).isSameAs(loader);
            assertThat(adapter.description().presets())
                    .extracting(AdapterDescription.PresetDescription::id)
                    .contains("github", "cloudevents");
        }
    }

    private static Path jar(Path jar) throws IOException, URISyntaxException {
        Path classes = classes();
        try (OutputStream file = Files.newOutputStream(jar);
                JarOutputStream entries = new JarOutputStream(file);
                Stream<Path> paths = Files.walk(classes)) {
            for (Path path : paths.filter(Files::isRegularFile).toList()) {
                entries.putNextEntry(new JarEntry(classes.relativize(path).toString()));
                Files.copy(path, entries);
                entries.closeEntry();
            }
        }
        return jar;
    }

    private static Path classes() throws URISyntaxException {
        return Path.of(PresetCatalogue.class
                .getProtectionDomain()
                .getCodeSource()
                .getLocation()
                .toURI());
    }

    /** Takes the adapter's classes from the jar although the class path of the test has them too. */
    private static final class AdapterFirst extends URLClassLoader {
        AdapterFirst(URL jar) {
            super(new URL[] {jar}, PresetFilesTest.class.getClassLoader());
        }

        @Override
        protected Class<?> loadClass(String name, boolean resolve) throws ClassNotFoundException {
            synchronized (getClassLoadingLock(name)) {
                if (!name.startsWith("io.hookgate.adapter.generic.")) {
                    return super.loadClass(name, resolve);
                }
                Class<?> loaded = findLoadedClass(name);
                return loaded == null ? findClass(name) : loaded;
            }
        }

        @Override
        public URL getResource(String name) {
            URL own = findResource(name);
            return own == null ? super.getResource(name) : own;
        }
    }
}
