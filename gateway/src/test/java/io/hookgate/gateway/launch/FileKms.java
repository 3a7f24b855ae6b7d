package io.hookgate.gateway.launch;

import com.google.crypto.tink.Aead;
import com.google.crypto.tink.KmsClient;
import com.google.crypto.tink.subtle.AesGcmJce;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.util.concurrent.CountDownLatch;
import java.util.jar.JarEntry;
import java.util.jar.JarOutputStream;

/**
 * A key service whose keys are files of 32 bytes: {@code file-kms:///path}. Without credentials, and without the file, it
 * does nothing; with {@code ?silent} behind the path it does not answer.
 */
public final class FileKms implements KmsClient {
    private static final String SCHEME = "file-kms://";
    private static final String SILENT = "?silent";

    private final boolean hasCredentials;

    /** As {@link java.util.ServiceLoader} makes one. */
    public FileKms() {
        this(false);
    }

    private FileKms(boolean hasCredentials) {
        this.hasCredentials = hasCredentials;
    }

    /** The name of a key. */
    public static String uri(Path key) {
        return SCHEME + key;
    }

    /** Writes a jar with this client alone, as an operator gets one. */
    public static void pack(Path jar) throws IOException {
        String name = FileKms.class.getName();
        try (JarOutputStream out = new JarOutputStream(Files.newOutputStream(jar))) {
            for (Class<?> part : new Class<?>[] {FileKms.class, FileAead.class}) {
                String entry = part.getName().replace('.', '/') + ".class";
                out.putNextEntry(new JarEntry(entry));
                Files.copy(classFile(entry), out);
            }
            out.putNextEntry(new JarEntry("META-INF/services/" + KmsClient.class.getName()));
            out.write(name.getBytes(java.nio.charset.StandardCharsets.UTF_8));
        }
    }

    private static Path classFile(String entry) {
        return Path.of("target", "test-classes").resolve(entry);
    }

    @Override
    public boolean doesSupport(String keyUri) {
        return keyUri.startsWith(SCHEME);
    }

    @Override
    public KmsClient withCredentials(String credentials) {
        throw new UnsupportedOperationException();
    }

    @Override
    public KmsClient withDefaultCredentials() {
        return new FileKms(true);
    }

    @Override
    public Aead getAead(String keyUri) throws GeneralSecurityException {
        if (!hasCredentials) {
            throw new GeneralSecurityException("no credentials");
        }
        return new FileAead(keyUri.substring(SCHEME.length()));
    }

    private record FileAead(String path) implements Aead {

        @Override
        public byte[] encrypt(byte[] plaintext, byte[] associatedData) throws GeneralSecurityException {
            return key().encrypt(plaintext, associatedData);
        }

        @Override
        public byte[] decrypt(byte[] ciphertext, byte[] associatedData) throws GeneralSecurityException {
            return key().decrypt(ciphertext, associatedData);
        }

        private Aead key() throws GeneralSecurityException {
            try {
                if (path.endsWith(SILENT)) {
                    new CountDownLatch(1).await();
                }
                return new AesGcmJce(Files.readAllBytes(Path.of(path)));
            } catch (IOException | InterruptedException e) {
                throw new GeneralSecurityException("access denied", e);
            }
        }
    }
}
