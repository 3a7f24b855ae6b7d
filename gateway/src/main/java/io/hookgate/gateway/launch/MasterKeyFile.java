package io.hookgate.gateway.launch;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/**
 * The master key in the data directory while it is being replaced. At every moment the file opens every secret, in
 * whatever state the rotation has been interrupted: both keys are in it until all secrets have the new one.
 */
final class MasterKeyFile {
    private final KeyFile file;
    private final KeyWrapping wrapping;

    /**
     * That of a data directory.
     *
     * @param wrapping how keys are written into it
     */
    MasterKeyFile(Path data, KeyWrapping wrapping) {
        this.file = KeyFile.masterKey(data, wrapping);
        this.wrapping = wrapping;
    }

    Path path() {
        return file.path();
    }

    boolean exists() {
        return Files.exists(path());
    }

    /** The keys, the one that seals first; one is made now if there is none yet. */
    String read() throws IOException {
        return wrapping.unwrapAll(file.readOrCreate());
    }

    /**
     * Writes a new key beside the one that there is, which goes on sealing; one of a rotation that did not come to its end
     * is used again.
     *
     * @return the keys as a rotation needs them, the new one first
     */
    String beginRotation() throws IOException {
        List<String> written = written();
        if (written.size() == 1) {
            written.add(wrapping.wrap(KeyFile.newMasterKey()));
            replace(path(), String.join("\n", written));
        }
        List<String> keys = new ArrayList<>(keys(read()));
        String newest = keys.remove(keys.size() - 1);
        keys.add(0, newest);
        return String.join("\n", keys);
    }

    /**
     * Leaves the new key alone in the file.
     *
     * @return where the old one is
     */
    Path endRotation() throws IOException {
        List<String> written = written();
        int newest = written.size() - 1;
        Path previous = path().resolveSibling("master.key.previous");
        replace(previous, String.join("\n", written.subList(0, newest)));
        replace(path(), written.get(newest));
        return previous;
    }

    /** The keys as they are to stand in files from now on. */
    private List<String> written() throws IOException {
        List<String> written = new ArrayList<>();
        for (String key : keys(file.readOrCreate())) {
            written.add(wrapping.protect(key));
        }
        return written;
    }

    /** The keys of a setting, one after another. */
    static List<String> keys(String text) {
        return Arrays.stream(text.split("[,\\s]+", -1))
                .filter(key -> !key.isEmpty())
                .toList();
    }

    /** Leaves either the old content or the new, and nothing in between. */
    private static void replace(Path file, String content) throws IOException {
        Path next = file.resolveSibling(file.getFileName() + ".next");
        Files.deleteIfExists(next);
        KeyFile.create(next, content.getBytes(StandardCharsets.US_ASCII));
        Files.move(next, file, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
    }
}
