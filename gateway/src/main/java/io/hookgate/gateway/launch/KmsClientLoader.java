package io.hookgate.gateway.launch;

import java.io.IOException;
import java.net.URL;
import java.net.URLClassLoader;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/**
 * Loads the client of a key service with the libraries that it was made for, whatever versions of them the application
 * has; of the application it shares Tink alone.
 */
final class KmsClientLoader extends URLClassLoader {
    private static final String TINK = "com.google.crypto.tink.";
    private static final String INTEGRATIONS = TINK + "integration.";

    static {
        registerAsParallelCapable();
    }

    private KmsClientLoader(URL[] jars, ClassLoader application) {
        super("kms-client", jars, application);
    }

    /**
     * A loader of the jars in a directory. It stays open: clients go on using their classes in the background.
     *
     * @throws IllegalArgumentException if that is no directory with jars in it
     */
    static KmsClientLoader of(Path directory, ClassLoader application) throws IOException {
        List<URL> jars = new ArrayList<>();
        if (Files.isDirectory(directory)) {
            try (DirectoryStream<Path> files = Files.newDirectoryStream(directory, "*.jar")) {
                for (Path file : files) {
                    jars.add(file.toUri().toURL());
                }
            }
        }
        if (jars.isEmpty()) {
            throw new IllegalArgumentException(
                    KmsKey.CLIENT + " must name a directory with jars in it, but is " + directory);
        }
        return new KmsClientLoader(jars.toArray(URL[]::new), application);
    }

    @Override
    protected Class<?> loadClass(String name, boolean resolve) throws ClassNotFoundException {
        if (name.startsWith(TINK) && !name.startsWith(INTEGRATIONS)) {
            return super.loadClass(name, resolve);
        }
        synchronized (getClassLoadingLock(name)) {
            Class<?> own = findLoadedClass(name);
            if (own == null) {
                try {
                    own = findClass(name);
                } catch (ClassNotFoundException e) {
                    return super.loadClass(name, resolve);
                }
            }
            if (resolve) {
                resolveClass(own);
            }
            return own;
        }
    }
}
