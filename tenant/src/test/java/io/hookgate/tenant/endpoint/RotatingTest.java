package io.hookgate.tenant.endpoint;

import static org.assertj.core.api.Assertions.assertThat;

import io.hookgate.tenant.SigningSecret;
import java.security.SecureRandom;
import java.time.Duration;
import java.time.Instant;
import org.junit.jupiter.api.Test;

class RotatingTest {
    private static final Instant NOW = Instant.parse("2026-01-01T00:00:00Z");
    private static final Duration GRACE = Duration.ofHours(24);
    private static final SecureRandom RANDOM = new SecureRandom();

    private final Rotating<SigningSecret> first = Rotating.of(secret());

    @Test
    void signsWithTheOldSecretUntilTheGracePeriodEnds() {
        Rotating<SigningSecret> rotated = first.rotate(secret(), NOW, GRACE);

        assertThat(rotated.current()).isNotEqualTo(first.current());
        assertThat(rotated.valid(NOW.plus(GRACE).minusMillis(1))).containsExactly(rotated.current(), first.current());
        assertThat(rotated.valid(NOW.plus(GRACE))).containsExactly(rotated.current());
        assertThat(rotated.nextEnd(NOW)).contains(NOW.plus(GRACE));
        assertThat(rotated.nextEnd(NOW.plus(GRACE))).isEmpty();
    }

    @Test
    void doesNotProlongAnOldSecretByAnotherRotation() {
        Rotating<SigningSecret> rotated =
                first.rotate(secret(), NOW, GRACE).rotate(secret(), NOW.plusSeconds(60), GRACE);

        assertThat(rotated.valid(NOW.plusSeconds(61))).hasSize(3).endsWith(first.current());
        assertThat(rotated.valid(NOW.plus(GRACE))).hasSize(2).doesNotContain(first.current());
    }

    @Test
    void doesNotGrowWithoutBound() {
        Rotating<SigningSecret> rotated = first;
        for (int i = 0; i < 20; i++) {
            rotated = rotated.rotate(secret(), NOW, GRACE);
        }

        assertThat(rotated.valid(NOW)).hasSize(5).startsWith(rotated.current());
    }

    @Test
    void readsWhatItHasWritten() {
        Rotating<SigningSecret> rotated = first.rotate(secret(), NOW, GRACE);

        assertThat(Rotating.decode(rotated.encode(SigningSecret::key), SigningSecret::new))
                .isEqualTo(rotated);
        assertThat(Rotating.decode(first.encode(SigningSecret::key), SigningSecret::new))
                .isEqualTo(first);
    }

    @Test
    void endsTheOldOnesAtOnceWithoutGrace() {
        Rotating<SigningSecret> rotated = first.rotate(secret(), NOW, GRACE).rotate(secret(), NOW, Duration.ZERO);

        assertThat(rotated.valid(NOW)).containsExactly(rotated.current());
    }

    private static SigningSecret secret() {
        byte[] key = new byte[32];
        RANDOM.nextBytes(key);
        return new SigningSecret(key);
    }

    @Test
    void saysNothingOfItsSecrets() {
        assertThat(first.toString()).doesNotContain(first.current().reveal().substring(SigningSecret.PREFIX.length()));
    }
}
