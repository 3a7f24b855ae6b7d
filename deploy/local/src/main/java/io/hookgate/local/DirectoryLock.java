package io.hookgate.local;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.channels.OverlappingFileLockException;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/** The right to use a directory, which one process has at a time, and loses when it ends. */
final class DirectoryLock implements AutoCloseable {
    private final FileChannel channel;

    private DirectoryLock(FileChannel channel) {
        this.channel = channel;
    }

    /** Starts a server; if that fails, the lock is given back. */
    interface Start<T> {
        T start(DirectoryLock lock, Path dataDirectory) throws IOException;
    }

    /**
     * Starts a server while holding the lock on its part of the data directory, which it has to close when it stops.
     *
     * @throws StartFailedException if somebody else has the lock, or the start fails
     */
    static <T> T startIn(Path dataDirectory, Part part, Start<T> start) {
        Path directory = dataDirectory.toAbsolutePath().normalize();
        try {
            DirectoryLock lock = take(directory, part.name().toLowerCase(Locale.ROOT));
            try {
                return start.start(lock, directory);
            } catch (IOException | RuntimeException e) {
                lock.close();
                throw e;
            }
        } catch (IOException e) {
            throw new StartFailedException(
                    part.title() + " cannot be started in " + directory + ": " + e.getMessage(), e);
        }
    }

    /**
     * Takes the lock on a directory in the data directory.
     *
     * @throws StartFailedException if somebody else has it
     */
    static DirectoryLock take(Path dataDirectory, String name) throws IOException {
        Path file = Directories.create(dataDirectory.resolve(name)).resolve("lock");
        FileChannel channel = FileChannel.open(file, StandardOpenOption.CREATE, StandardOpenOption.WRITE);
        if (lock(channel) == null) {
            channel.close();
            throw new StartFailedException(
                    "The data directory " + dataDirectory + " is in use by another instance. Stop that one"
                            + " first (./hookgate down), or choose another directory with HOOKGATE_DATA_DIR.");
        }
        return new DirectoryLock(channel);
    }

    private static @Nullable FileLock lock(FileChannel channel) throws IOException {
        try {
            return channel.tryLock();
        } catch (OverlappingFileLockException e) {
            return null;
        }
    }

    @Override
    public void close() {
        try {
            channel.close();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
