package io.hookgate.gateway.launch;

import com.google.crypto.tink.Aead;
import com.google.crypto.tink.KmsClient;
import java.io.IOException;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.Optional;
import java.util.ServiceLoader;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.FutureTask;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

/**
 * A key that never leaves its key service (KMS), and that encrypts the master key. What is written is the service's own
 * ciphertext of the 32 bytes, without associated data, in base64, so that the service's tools make and read it too. Each
 * call to the service blocks, for a limited time.
 */
final class KmsKey implements KeyWrapping {
    static final String URI = "HOOKGATE_MASTER_KEY_KMS_URI";
    static final String CLIENT = "HOOKGATE_MASTER_KEY_KMS_CLIENT";

    private static final int KEY_BYTES = 32;
    private static final int MAX_REASON = 300;
    private static final byte[] NO_DATA = new byte[0];
    /** These do not make themselves known to {@link ServiceLoader}. */
    private static final List<String> TINKS_OWN = List.of(
            "com.google.crypto.tink.integration.awskms.AwsKmsClient",
            "com.google.crypto.tink.integration.gcpkms.GcpKmsClient");

    private final String uri;
    private final Aead aead;
    private final ClassLoader loader;
    private final Duration patience;
    private final boolean takesClear;

    private KmsKey(String uri, Aead aead, ClassLoader loader, Duration patience, boolean takesClear) {
        this.uri = uri;
        this.aead = aead;
        this.loader = loader;
        this.patience = patience;
        this.takesClear = takesClear;
    }

    /**
     * Looks for a client that knows the key's service, with the credentials that the client finds in its surroundings.
     *
     * @param jars a directory with the jars of a client; those of the application are looked at too
     * @param patience how long each call to the service may take
     * @throws IllegalArgumentException if there is no such client
     * @throws IOException if it cannot be used, for instance without credentials
     */
    static KmsKey find(String uri, Optional<Path> jars, Duration patience) throws IOException {
        ClassLoader application = KmsClient.class.getClassLoader();
        ClassLoader loader = jars.isPresent() ? KmsClientLoader.of(jars.get(), application) : application;
        Optional<Aead> aead = call(uri, loader, patience, () -> {
            for (KmsClient client : clients(loader)) {
                if (client.doesSupport(uri)) {
                    return Optional.of(client.withDefaultCredentials().getAead(uri));
                }
            }
            return Optional.empty();
        });
        return new KmsKey(
                uri,
                aead.orElseThrow(() -> new IllegalArgumentException("No client is there for the key that " + URI
                        + " names, " + uri + ". Put the jars of one into a directory, and name that in " + CLIENT
                        + "; see docs/security.md.")),
                loader,
                patience,
                false);
    }

    private static List<KmsClient> clients(ClassLoader loader) throws ReflectiveOperationException {
        List<KmsClient> clients = new ArrayList<>();
        ServiceLoader.load(KmsClient.class, loader).forEach(clients::add);
        for (String name : TINKS_OWN) {
            if (loader.getResource(name.replace('.', '/') + ".class") != null) {
                clients.add((KmsClient)
                        loader.loadClass(name).getDeclaredConstructor().newInstance());
            }
        }
        return clients;
    }

    @Override
    public String wrap(String key) throws IOException {
        byte[] plain = Base64.getDecoder().decode(key);
        return Base64.getEncoder().encodeToString(call(uri, loader, patience, () -> aead.encrypt(plain, NO_DATA)));
    }

    @Override
    public String unwrap(String written) throws IOException {
        byte[] wrapped = decode(written);
        if (wrapped.length == KEY_BYTES) {
            if (takesClear) {
                return written;
            }
            throw new IOException("The master key is written in the clear, but " + URI
                    + " asks for one that is encrypted. Replace it by ./hookgate " + MasterKeyCommand.NAME + ".");
        }
        byte[] key = call(uri, loader, patience, () -> aead.decrypt(wrapped, NO_DATA));
        if (key.length != KEY_BYTES) {
            throw new IOException(
                    "What " + uri + " has decrypted is no master key: " + key.length + " bytes instead of 32.");
        }
        return Base64.getEncoder().encodeToString(key);
    }

    @Override
    public String protect(String written) throws IOException {
        return decode(written).length == KEY_BYTES ? wrap(written) : written;
    }

    @Override
    public KeyWrapping takingClear() {
        return new KmsKey(uri, aead, loader, patience, true);
    }

    private static byte[] decode(String written) throws IOException {
        try {
            return Base64.getDecoder().decode(written);
        } catch (IllegalArgumentException e) {
            // The cause is left out: its message may hold a part of the key.
            throw new IOException("The master key is not base64");
        }
    }

    /** Calls the client on a thread of its own, which is left behind if it does not come back. */
    private static <T> T call(String uri, ClassLoader loader, Duration patience, Callable<T> work) throws IOException {
        FutureTask<T> task = new FutureTask<>(work);
        Thread thread = new Thread(task, "hookgate-kms");
        thread.setDaemon(true);
        thread.setContextClassLoader(loader);
        thread.start();
        try {
            return task.get(patience.toMillis(), TimeUnit.MILLISECONDS);
        } catch (TimeoutException e) {
            throw new IOException(
                    "The key service of " + uri + " did not answer within " + patience.toSeconds() + " s");
        } catch (ExecutionException e) {
            throw new IOException("The key service of " + uri + " could not be used: " + reason(e));
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IOException("The key service of " + uri + " was not waited for");
        }
    }

    /** The causes in their own words, one after another; clients wrap what matters in words that say nothing. */
    private static String reason(ExecutionException failure) {
        List<String> reasons = new ArrayList<>();
        for (Throwable cause = failure.getCause(); cause != null; cause = cause.getCause()) {
            String words = cause.getMessage() == null ? "" : cause.getMessage().replaceAll("\\s+", " ");
            reasons.add(
                    cause instanceof GeneralSecurityException && !words.isEmpty()
                            ? words
                            : cause.getClass().getSimpleName() + ": " + words);
        }
        String all = String.join("; ", reasons);
        return all.length() > MAX_REASON ? all.substring(0, MAX_REASON) + "…" : all;
    }
}
