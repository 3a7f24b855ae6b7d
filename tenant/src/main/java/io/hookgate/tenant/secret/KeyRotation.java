package io.hookgate.tenant.secret;

import java.security.GeneralSecurityException;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.stream.Collectors;

/**
 * Gives every stored secret the first master key of a vault, in one transaction: whatever interrupts it, all secrets have
 * one and the same key. Blocks; nobody else may write secrets meanwhile, so it takes no other user of the database.
 */
public final class KeyRotation {
    /** Every column that holds what a vault has sealed, by its table. */
    public static final SortedMap<String, List<String>> SEALED = Collections.unmodifiableSortedMap(new TreeMap<>(Map.of(
            "source", List.of("secrets", "ingress_key"),
            "endpoint", List.of("headers", "signing_secrets", "signing_keys", "authentication", "tls"),
            "identity_provider", List.of("client_secret"),
            "idempotent_request", List.of("response"),
            "console_session", List.of("tokens"))));

    private static final int AT_ONCE = 500;
    private static final String OTHERS = """
        SELECT count(*) FROM pg_stat_activity
        WHERE datname = current_database() AND pid <> pg_backend_pid() AND application_name = ?
        """;
    private static final String COLUMN = """
        SELECT 1 FROM information_schema.columns
        WHERE table_schema = current_schema() AND table_name = ? AND column_name = ?
        """;
    /** For the audit log, which notes these changes too. */
    private static final String ACTOR = "SELECT set_config('hookgate.actor_name', 'Rotation of the master key', true)";

    private final Connection database;
    private final SecretVault vault;
    private final SecretVault firstKeyOnly;

    /**
     * Prepares a rotation.
     *
     * @param database a connection of its own; it is left with automatic commits switched off
     * @param vault whose first master key all secrets are to have, and whose others open those that are there
     */
    public KeyRotation(Connection database, SecretVault vault) {
        this.database = database;
        this.vault = vault;
        this.firstKeyOnly = vault.withFirstKeyOnly();
    }

    /**
     * How many secrets there are.
     *
     * @param current have the first master key
     * @param older have one of the other master keys
     * @param unreadable have none of them
     */
    public record Census(long current, long older, long unreadable) {

        /** All of them. */
        public long total() {
            return current + older + unreadable;
        }

        Census plus(Census more) {
            return new Census(current + more.current, older + more.older, unreadable + more.unreadable);
        }
    }

    /**
     * Whether a node of Hookgate uses the database.
     *
     * @param applicationName the name by which nodes make themselves known to the database
     */
    public boolean isInUse(String applicationName) throws SQLException {
        try (PreparedStatement statement = database.prepareStatement(OTHERS)) {
            statement.setString(1, applicationName);
            try (ResultSet others = statement.executeQuery()) {
                return others.next() && others.getLong(1) > 0;
            }
        }
    }

    /** Looks at every secret and changes none. */
    public Census census() throws SQLException {
        database.setAutoCommit(false);
        Census all = new Census(0, 0, 0);
        for (Map.Entry<String, List<String>> table : present().entrySet()) {
            for (String column : table.getValue()) {
                all = all.plus(census(table.getKey(), column));
            }
        }
        return all;
    }

    private Census census(String table, String column) throws SQLException {
        long current = 0;
        long older = 0;
        long unreadable = 0;
        try (Statement statement = database.createStatement()) {
            statement.setFetchSize(AT_ONCE);
            try (ResultSet rows = statement.executeQuery(
                    "SELECT " + column + " FROM " + table + " WHERE " + column + " IS NOT NULL")) {
                while (rows.next()) {
                    byte[] sealed = rows.getBytes(1);
                    if (firstKeyOnly.canUnwrap(sealed)) {
                        current++;
                    } else if (vault.canUnwrap(sealed)) {
                        older++;
                    } else {
                        unreadable++;
                    }
                }
            }
        }
        return new Census(current, older, unreadable);
    }

    /**
     * Gives every secret the first master key, looks whether all have it, and commits. What cannot be read with any of the
     * keys stays as it is.
     *
     * @return what there is afterwards
     * @throws SQLException if the database does not go along; nothing is changed then
     */
    public Census rotate() throws SQLException {
        database.setAutoCommit(false);
        try {
            Map<String, List<String>> tables = present();
            lock(tables);
            for (Map.Entry<String, List<String>> table : tables.entrySet()) {
                rotate(table.getKey(), table.getValue());
            }
            Census after = census();
            if (after.older() > 0) {
                throw new IllegalStateException(after.older() + " secrets have still an older master key");
            }
            database.commit();
            return after;
        } catch (SQLException | RuntimeException e) {
            database.rollback();
            throw e;
        }
    }

    private void lock(Map<String, List<String>> tables) throws SQLException {
        try (Statement statement = database.createStatement()) {
            statement.execute(ACTOR);
            if (!tables.isEmpty()) {
                statement.execute("LOCK TABLE " + String.join(", ", tables.keySet()) + " IN SHARE ROW EXCLUSIVE MODE");
            }
        }
    }

    /** Each row at once, so that the audit log has one entry for it. */
    private void rotate(String table, List<String> columns) throws SQLException {
        String select = "SELECT " + String.join(", ", columns) + ", ctid::text FROM " + table;
        String update = columns.stream()
                .map(column -> column + " = ?")
                .collect(Collectors.joining(", ", "UPDATE " + table + " SET ", " WHERE ctid = ?::tid"));
        try (Statement reading = database.createStatement();
                PreparedStatement writing = database.prepareStatement(update)) {
            reading.setFetchSize(AT_ONCE);
            int waiting = 0;
            try (ResultSet rows = reading.executeQuery(select)) {
                while (rows.next()) {
                    if (!write(rows, columns.size(), writing)) {
                        continue;
                    }
                    writing.addBatch();
                    if (++waiting == AT_ONCE) {
                        writing.executeBatch();
                        waiting = 0;
                    }
                }
            }
            writing.executeBatch();
        }
    }

    /** Whether the row has anything to change. */
    private boolean write(ResultSet row, int columns, PreparedStatement writing) throws SQLException {
        boolean changes = false;
        for (int column = 1; column <= columns; column++) {
            byte[] sealed = row.getBytes(column);
            boolean isOlder = sealed != null && !firstKeyOnly.canUnwrap(sealed) && vault.canUnwrap(sealed);
            writing.setBytes(column, isOlder ? rewrapped(sealed) : sealed);
            changes |= isOlder;
        }
        writing.setString(columns + 1, row.getString(columns + 1));
        return changes;
    }

    private byte[] rewrapped(byte[] sealed) {
        try {
            return vault.rewrap(sealed);
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("A secret cannot be encrypted", e);
        }
    }

    /** Those that this database has; one of an older release has fewer. */
    private Map<String, List<String>> present() throws SQLException {
        Map<String, List<String>> present = new LinkedHashMap<>();
        for (Map.Entry<String, List<String>> table : SEALED.entrySet()) {
            List<String> columns = new ArrayList<>();
            for (String column : table.getValue()) {
                if (exists(table.getKey(), column)) {
                    columns.add(column);
                }
            }
            if (!columns.isEmpty()) {
                present.put(table.getKey(), columns);
            }
        }
        return present;
    }

    private boolean exists(String table, String column) throws SQLException {
        try (PreparedStatement statement = database.prepareStatement(COLUMN)) {
            statement.setString(1, table);
            statement.setString(2, column);
            try (ResultSet found = statement.executeQuery()) {
                return found.next();
            }
        }
    }
}
