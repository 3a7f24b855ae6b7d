package io.hookgate.gateway.launch;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.FileSystems;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.FileAttribute;
import java.nio.file.attribute.PosixFilePermissions;
import java.security.SecureRandom;
import java.util.Base64;

/** A secret in a file of its own in the data directory, readable by its owner alone. */
final class KeyFile {
    private static final int KEY_BYTES = 32;
    private static final SecureRandom RANDOM = new SecureRandom();

    private final Path file;
    private final Generator generator;

    /** Makes a secret as it is written into its file. */
    private interface Generator {
        String generate() throws IOException;
    }

    private KeyFile(Path file, Generator generator) {
        this.file = file;
        this.generator = generator;
    }

    /** The key that encrypts secrets at rest: 32 bytes in base64, as they are or wrapped. */
    static KeyFile masterKey(Path dataDirectory, KeyWrapping wrapping) {
        return new KeyFile(dataDirectory.resolve("master.key"), () -> wrapping.wrap(newMasterKey()));
    }

    static String newMasterKey() {
        return Base64.getEncoder().encodeToString(random());
    }

    /** The platform administrator's API key for automation. */
    static KeyFile bootstrapApiKey(Path dataDirectory) {
        return new KeyFile(
                dataDirectory.resolve("bootstrap-api-key"),
                () -> "hgk_" + Base64.getUrlEncoder().withoutPadding().encodeToString(random()));
    }

    Path path() {
        return file;
    }

    /** The secret, made now if there is none yet. */
    String readOrCreate() throws IOException {
        if (!Files.exists(file)) {
            create();
        }
        String secret = Files.readString(file).strip();
        if (secret.isEmpty()) {
            throw new IOException("The file " + file
                    + " is empty; it should hold a key. Restore it, or delete it to have" + " a new one made.");
        }
        return secret;
    }

    /** Replaces the secret. */
    void write(String secret) throws IOException {
        Files.deleteIfExists(file);
        Files.createDirectories(file.getParent());
        create(file, (secret + "\n").getBytes(StandardCharsets.US_ASCII));
    }

    /** Makes a file that its owner alone may read; it is on the disk when this returns. */
    static void create(Path file, byte[] content) throws IOException {
        Files.write(Files.createFile(file, ownerOnly()), content, StandardOpenOption.WRITE, StandardOpenOption.SYNC);
    }

    private void create() throws IOException {
        try {
            write(generator.generate());
        } catch (FileAlreadyExistsException e) {
            // Another process of the same user was faster; its key is as good.
            return;
        }
    }

    private static FileAttribute<?>[] ownerOnly() {
        boolean posix = FileSystems.getDefault().supportedFileAttributeViews().contains("posix");
        return posix
                ? new FileAttribute<?>[] {
                    PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rw-------"))
                }
                : new FileAttribute<?>[0];
    }

    private static byte[] random() {
        byte[] key = new byte[KEY_BYTES];
        RANDOM.nextBytes(key);
        return key;
    }
}
