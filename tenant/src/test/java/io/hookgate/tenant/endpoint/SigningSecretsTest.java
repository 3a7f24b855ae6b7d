package io.hookgate.tenant.endpoint;

import static org.assertj.core.api.Assertions.assertThat;

import io.hookgate.tenant.SigningSecret;
import java.security.SecureRandom;
import java.time.Duration;
import java.time.Instant;
import org.junit.jupiter.api.Test;

class SigningSecretsTest {
    private static final Instant NOW = Instant.parse("2026-01-01T00:00:00Z");
    private static final Duration GRACE = Duration.ofHours(24);
    private static final SecureRandom RANDOM = new SecureRandom();

    private final SigningSecrets first = SigningSecrets.generate(RANDOM);

    @Test
    void signsWithTheOldSecretUntilTheGracePeriodEnds() {
        SigningSecrets rotated = first.rotate(RANDOM, NOW, GRACE);

        assertThat(rotated.current()).isNotEqualTo(first.current());
        assertThat(rotated.valid(NOW.plus(GRACE).minusMillis(1))).containsExactly(rotated.current(), first.current());
        assertThat(rotated.valid(NOW.plus(GRACE))).containsExactly(rotated.current());
        assertThat(rotated.nextEnd(NOW)).contains(NOW.plus(GRACE));
        assertThat(rotated.nextEnd(NOW.plus(GRACE))).isEmpty();
    }

    @Test
    void doesNotProlongAnOldSecretByAnotherRotation() {
        SigningSecrets rotated = first.rotate(RANDOM, NOW, GRACE).rotate(RANDOM, NOW.plusSeconds(60), GRACE);

        assertThat(rotated.valid(NOW.plusSeconds(61))).hasSize(3).endsWith(first.current());
        assertThat(rotated.valid(NOW.plus(GRACE))).hasSize(2).doesNotContain(first.current());
    }

    @Test
    void doesNotGrowWithoutBound() {
        SigningSecrets rotated = first;
        for (int i = 0; i < 20; i++) {
            rotated = rotated.rotate(RANDOM, NOW, GRACE);
        }

        assertThat(rotated.valid(NOW)).hasSize(5).startsWith(rotated.current());
    }

    @Test
    void readsWhatItHasWritten() {
        SigningSecrets rotated = first.rotate(RANDOM, NOW, GRACE);

        assertThat(SigningSecrets.decode(rotated.encode())).isEqualTo(rotated);
        assertThat(SigningSecrets.decode(first.encode())).isEqualTo(first);
    }

    @Test
    void saysNothingOfItsSecrets() {
        assertThat(first.toString()).doesNotContain(first.current().reveal().substring(SigningSecret.PREFIX.length()));
    }
}
