package io.hookgate.gateway.launch;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class PostgresUrlTest {

    @ParameterizedTest
    @ValueSource(
            strings = {
                "postgresql://user:p%40ss+1@db.example:5433/gate?sslmode=require",
                "postgres://user:p%40ss+1@db.example:5433/gate?sslmode=require",
                "jdbc:postgresql://user:p%40ss+1@db.example:5433/gate?sslmode=require"
            })
    void givesBothDriversTheSameDatabase(String text) {
        PostgresUrl url = PostgresUrl.parse(text);

        assertThat(url.jdbc()).isEqualTo("jdbc:postgresql://db.example:5433/gate?sslmode=require");
        assertThat(url.reactive()).isEqualTo("postgresql://db.example:5433/gate?sslmode=require");
        assertThat(url.user()).contains("user");
        assertThat(url.password()).contains("p@ss+1");
    }

    @Test
    void worksWithoutCredentialsAndPort() {
        PostgresUrl url = PostgresUrl.parse("postgresql://db.example/gate");

        assertThat(url.jdbc()).isEqualTo("jdbc:postgresql://db.example/gate");
        assertThat(url.user()).isEmpty();
        assertThat(url.password()).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(strings = {"mysql://u:secret@host/db", "postgresql:///db", "postgresql://host", "host:5432", "://"})
    void refusesOtherUrlsWithoutQuotingThem(String text) {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> PostgresUrl.parse(text))
                .withMessageContaining("HOOKGATE_POSTGRES_URL")
                .satisfies(failure -> assertThat(failure.getMessage()).doesNotContain("secret"));
    }

    @Test
    void keepsThePasswordOutOfItsText() {
        assertThat(PostgresUrl.parse("postgresql://u:secret@h/d").toString()).doesNotContain("secret");
    }
}
