package io.hookgate.gateway.launch;

import io.hookgate.local.Part;
import io.hookgate.local.ProgressListener;
import io.hookgate.tenant.secret.KeyRotation;
import io.hookgate.tenant.secret.SecretVault;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * {@code ./hookgate rotate-master-key [--check]}: gives all stored secrets another master key, or only says which keys they
 * have. No node may run meanwhile.
 *
 * <p>A key of the data directory is replaced by a new one: the new key is written beside the old before any secret gets it,
 * and the old one is taken away when all have it, so that the key file opens every secret at every moment. Keys that the
 * environment gives are the operator's to change: the new one first, the old after it. Where a key service encrypts master
 * keys, one that is still written in the clear is taken too, and gives way to one that is not.
 */
final class MasterKeyCommand {
    static final String NAME = "rotate-master-key";
    private static final String CHECK = "--check";
    /** As {@code application.properties} has it. */
    static final String APPLICATION = "hookgate";

    private final Settings settings;
    private final PrintStream out;

    MasterKeyCommand(Settings settings, PrintStream out) {
        this.settings = settings;
        this.out = out;
    }

    /**
     * Does it, and says so.
     *
     * @return the status to exit with
     * @throws IllegalArgumentException if something is missing that the operator has to provide
     */
    int run(List<String> options) throws IOException {
        if (!Set.of(CHECK).containsAll(options)) {
            throw new IllegalArgumentException(NAME + " knows no option but " + CHECK);
        }
        boolean check = options.contains(CHECK);
        Path data = settings.dataDirectory();
        Optional<String> given = settings.masterKey();
        if (given.isEmpty() && !settings.embedsPostgres()) {
            throw new IllegalArgumentException("HOOKGATE_MASTER_KEY or HOOKGATE_MASTER_KEY_FILE is not set.");
        }
        KeyWrapping wrapping = settings.keyWrapping().takingClear();
        MasterKeyFile file = new MasterKeyFile(data, wrapping);
        if (given.isEmpty() && !file.exists()) {
            throw new IllegalArgumentException("There is no " + file.path() + "; nothing has been encrypted yet.");
        }
        if (!check && given.isPresent() && MasterKeyFile.keys(given.get()).size() < 2) {
            throw new IllegalArgumentException(
                    "Put a new key before the one that there is, apart by a comma or on a line"
                            + " of its own: HOOKGATE_MASTER_KEY=new,old. A new key comes from `openssl rand -base64 32`.");
        }
        Optional<String> keys = given.isPresent() ? Optional.of(wrapping.unwrapAll(given.get())) : Optional.empty();
        try (EmbeddedServers servers = EmbeddedServers.start(data, embedded(), ProgressListener.SILENT);
                Connection database = connect(servers.properties())) {
            return run(database, keys, file, check);
        } catch (SQLException | IllegalStateException e) {
            throw new IOException("Nothing was changed: " + e.getMessage(), e);
        }
    }

    private int run(Connection database, Optional<String> given, MasterKeyFile file, boolean check)
            throws SQLException, IOException {
        if (check) {
            String keys = given.isPresent() ? given.get() : file.read();
            SecretVault vault = SecretVault.of(keys);
            KeyRotation.Census census = new KeyRotation(database, vault).census();
            out.printf(
                    "Of %d secrets %d have the master key %s, %d an older one that is known, %d none that is known.%n",
                    census.total(), census.current(), vault.keyName(), census.older(), census.unreadable());
            return census.older() + census.unreadable() == 0 ? 0 : 1;
        }
        if (new KeyRotation(database, SecretVault.of(given.isPresent() ? given.get() : file.read()))
                .isInUse(APPLICATION)) {
            throw new IllegalArgumentException("Hookgate runs on this database. Stop every node first.");
        }
        String keys = given.isPresent() ? given.get() : file.beginRotation();
        SecretVault vault = SecretVault.of(keys);
        KeyRotation.Census census = new KeyRotation(database, vault).rotate();
        out.printf(
                "All %d secrets have the master key %s now; each has been looked at with this key alone.%n",
                census.current(), vault.keyName());
        if (census.unreadable() > 0) {
            out.printf(
                    "%d more cannot be read with any key that is known, and stay as they were.%n", census.unreadable());
            return 1;
        }
        if (given.isPresent()) {
            out.println("Take the older keys out of the setting. Keep them as long as you keep backups from before.");
        } else {
            Path previous = file.endRotation();
            out.println("The old key is in " + previous
                    + ", for backups from before. Delete it when you need them no more.");
        }
        return 0;
    }

    private Set<Part> embedded() {
        return settings.embedsPostgres() ? EnumSet.of(Part.POSTGRES) : EnumSet.noneOf(Part.class);
    }

    private Connection connect(Map<String, String> properties) throws SQLException {
        Optional<PostgresUrl> external = settings.value("HOOKGATE_POSTGRES_URL").map(PostgresUrl::parse);
        if (external.isEmpty()) {
            return DriverManager.getConnection(
                    properties.get("quarkus.datasource.jdbc.url"),
                    properties.get("quarkus.datasource.username"),
                    properties.get("quarkus.datasource.password"));
        }
        return DriverManager.getConnection(
                external.get().jdbc(),
                settings.value("HOOKGATE_POSTGRES_USER")
                        .or(external.get()::user)
                        .orElse(null),
                settings.value("HOOKGATE_POSTGRES_PASSWORD")
                        .or(external.get()::password)
                        .orElse(null));
    }

    /** Whether these arguments of the program ask for this command. */
    static boolean isMeant(String... arguments) {
        return arguments.length > 0 && arguments[0].equals(NAME);
    }
}
