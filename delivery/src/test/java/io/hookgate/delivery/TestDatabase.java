package io.hookgate.delivery;

import io.hookgate.local.LocalPostgres;
import io.vertx.core.Vertx;
import io.vertx.pgclient.PgBuilder;
import io.vertx.pgclient.PgConnectOptions;
import io.vertx.sqlclient.Pool;
import io.vertx.sqlclient.PoolOptions;
import io.vertx.sqlclient.Row;
import io.vertx.sqlclient.RowSet;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.StreamSupport;

/** A real PostgreSQL, one for all tests of a run; each test has a database of its own with the ledger's tables. */
public final class TestDatabase {
    private static final List<String> MIGRATIONS = List.of(
            "db/migration/V2_1__ledger.sql",
            "db/migration/V2_20__ordering.sql",
            "db/migration/V2_21__bulk_job.sql",
            "db/migration/V2_22__fair_claims.sql",
            "db/migration/V2_40__delivery_age.sql",
            "db/migration/V2_41__endpoint_protection.sql",
            "db/migration/V2_60__attempt_detail.sql",
            "db/migration/V3_40__traffic.sql",
            "db/migration/V3_46__open_delivery_keeps_its_pages.sql");
    private static final String ADMINISTRATION = "";
    private static final AtomicInteger COUNT = new AtomicInteger();
    private static LocalPostgres server;

    private final String name;
    private final Pool pool;

    private TestDatabase(String name, Pool pool) {
        this.name = name;
        this.pool = pool;
    }

    /** Makes an empty ledger. */
    public static synchronized TestDatabase create(Vertx vertx) {
        try {
            if (server == null) {
                server = LocalPostgres.start(Files.createTempDirectory("hookgate-ledger"));
                Runtime.getRuntime().addShutdownHook(new Thread(server::close));
            }
            String name = "ledger_" + COUNT.incrementAndGet();
            execute(ADMINISTRATION, "CREATE DATABASE " + name);
            for (String migration : MIGRATIONS) {
                execute(name, resource(migration));
            }
            return new TestDatabase(name, pool(vertx, name));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (SQLException e) {
            throw new IllegalStateException(e);
        }
    }

    private static Pool pool(Vertx vertx, String database) {
        return PgBuilder.pool()
                .using(vertx)
                .connectingTo(PgConnectOptions.fromUri(server.vertxUrl())
                        .setUser(server.user())
                        .setPassword(server.password())
                        .setDatabase(database)
                        .setCachePreparedStatements(true)
                        .setPreparedStatementCacheMaxSize(256))
                .with(new PoolOptions().setMaxSize(8))
                .build();
    }

    private static void execute(String database, String sql) throws SQLException {
        try (Connection connection = connect(database);
                Statement statement = connection.createStatement()) {
            statement.execute(sql);
        }
    }

    private static Connection connect(String database) throws SQLException {
        String url = database.isEmpty()
                ? server.jdbcUrl()
                : server.jdbcUrl().replaceFirst("/[^/?]+(\\?|$)", "/" + database + "$1");
        return DriverManager.getConnection(url, server.user(), server.password());
    }

    private static String resource(String path) throws IOException {
        try (var in = TestDatabase.class.getClassLoader().getResourceAsStream(path)) {
            return new String(in.readAllBytes(), StandardCharsets.UTF_8);
        }
    }

    /** Connections to this database. */
    public Pool pool() {
        return pool;
    }

    /** Runs a query and waits for the rows. */
    public List<Row> query(String sql) {
        return await(pool.query(sql).execute());
    }

    /** Runs a query for one number. */
    public long number(String sql) {
        return query(sql).get(0).getLong(0);
    }

    /** Ends all connections to this database, as a restart of the server would. */
    public void breakConnections() {
        try {
            execute(
                    ADMINISTRATION,
                    "SELECT pg_terminate_backend(pid) FROM pg_stat_activity WHERE datname = '" + name + "'");
        } catch (SQLException e) {
            throw new IllegalStateException(e);
        }
    }

    /** Lets connections in, or keeps them out. */
    public void allowConnections(boolean allowed) {
        try {
            execute(ADMINISTRATION, "ALTER DATABASE " + name + " ALLOW_CONNECTIONS " + allowed);
        } catch (SQLException e) {
            throw new IllegalStateException(e);
        }
    }

    private static List<Row> await(io.vertx.core.Future<RowSet<Row>> rows) {
        try {
            RowSet<Row> set = rows.toCompletionStage().toCompletableFuture().get(30, TimeUnit.SECONDS);
            return StreamSupport.stream(set.spliterator(), false).toList();
        } catch (Exception e) {
            throw new IllegalStateException(e);
        }
    }
}
