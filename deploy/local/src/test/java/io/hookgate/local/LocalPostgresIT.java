package io.hookgate.local;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class LocalPostgresIT {
    @TempDir
    private Path directory;

    @Test
    void keepsItsDataThroughStopAndKill() throws SQLException {
        Path data = directory.resolve("a data directory");
        try (LocalPostgres postgres = LocalPostgres.start(data)) {
            execute(postgres, "CREATE TABLE note (text text)");
            execute(postgres, "INSERT INTO note VALUES ('before the kill')");
            String url = postgres.jdbcUrl();

            postgres.kill();
            assertThatThrownBy(() -> execute(postgres, "SELECT 1")).isInstanceOf(SQLException.class);
            postgres.restart();

            assertThat(postgres.jdbcUrl()).isEqualTo(url);
            assertThat(query(postgres, "SELECT text FROM note")).isEqualTo("before the kill");
        }
        try (LocalPostgres postgres = LocalPostgres.start(data)) {
            assertThat(query(postgres, "SELECT text FROM note")).isEqualTo("before the kill");
        }
    }

    @Test
    void isDurableAndWantsAPassword() throws SQLException {
        try (LocalPostgres postgres = LocalPostgres.start(directory)) {
            assertThat(query(postgres, "SHOW fsync")).isEqualTo("on");
            assertThat(query(postgres, "SHOW synchronous_commit")).isEqualTo("on");
            assertThat(query(postgres, "SHOW listen_addresses")).isEqualTo("127.0.0.1");
            assertThat(query(postgres, "SELECT usesuper::text FROM pg_user WHERE usename = current_user"))
                    .isEqualTo("false");
            for (String user : new String[] {"postgres", postgres.user()}) {
                assertThatThrownBy(() -> DriverManager.getConnection(postgres.jdbcUrl(), user, "wrong"))
                        .hasMessageContaining("password authentication failed");
            }
        }
    }

    private static void execute(LocalPostgres postgres, String sql) throws SQLException {
        try (Connection connection = connect(postgres);
                Statement statement = connection.createStatement()) {
            statement.execute(sql);
        }
    }

    private static String query(LocalPostgres postgres, String sql) throws SQLException {
        try (Connection connection = connect(postgres);
                Statement statement = connection.createStatement();
                ResultSet rows = statement.executeQuery(sql)) {
            assertThat(rows.next()).isTrue();
            return rows.getString(1);
        }
    }

    private static Connection connect(LocalPostgres postgres) throws SQLException {
        return DriverManager.getConnection(postgres.jdbcUrl(), postgres.user(), postgres.password());
    }
}
