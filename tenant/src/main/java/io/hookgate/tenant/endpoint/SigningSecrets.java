package io.hookgate.tenant.endpoint;

import io.hookgate.tenant.SigningSecret;
import java.nio.charset.StandardCharsets;
import java.security.SecureRandom;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * An endpoint's signing secrets, the newest first; the older ones are valid until the receiver must have changed over.
 */
record SigningSecrets(List<Dated> secrets) {
    private static final int KEY_BYTES = 32;
    /** Rotating again and again must not make the signature header grow without bound. */
    private static final int MOST = 5;

    SigningSecrets {
        secrets = List.copyOf(secrets);
    }

    /** @param until when it stops being valid; null for the current one */
    record Dated(SigningSecret secret, @Nullable Instant until) {
        boolean isValid(Instant now) {
            return until == null || now.isBefore(until);
        }
    }

    static SigningSecrets generate(SecureRandom random) {
        return new SigningSecrets(List.of(new Dated(newSecret(random), null)));
    }

    /** A new current secret; the one before it stays valid for the grace period. */
    SigningSecrets rotate(SecureRandom random, Instant now, Duration grace) {
        List<Dated> rotated = new ArrayList<>();
        rotated.add(new Dated(newSecret(random), null));
        for (Dated old : secrets) {
            Dated dated = old.until() == null ? new Dated(old.secret(), now.plus(grace)) : old;
            if (dated.isValid(now) && rotated.size() < MOST) {
                rotated.add(dated);
            }
        }
        return new SigningSecrets(rotated);
    }

    SigningSecret current() {
        return secrets.get(0).secret();
    }

    List<SigningSecret> valid(Instant now) {
        return secrets.stream()
                .filter(dated -> dated.isValid(now))
                .map(Dated::secret)
                .toList();
    }

    /** When the next of them stops being valid. */
    Optional<Instant> nextEnd(Instant now) {
        return secrets.stream()
                .map(Dated::until)
                .flatMap(until -> Optional.ofNullable(until).stream())
                .filter(now::isBefore)
                .min(Instant::compareTo);
    }

    /** One line for each: the key in base64, and until when it is valid. */
    byte[] encode() {
        StringBuilder text = new StringBuilder();
        for (Dated dated : secrets) {
            text.append(Base64.getEncoder().encodeToString(dated.secret().key()));
            if (dated.until() != null) {
                text.append(' ').append(dated.until());
            }
            text.append('\n');
        }
        return text.toString().getBytes(StandardCharsets.US_ASCII);
    }

    static SigningSecrets decode(byte[] encoded) {
        List<Dated> secrets = new ArrayList<>();
        for (String line :
                new String(encoded, StandardCharsets.US_ASCII).lines().toList()) {
            int space = line.indexOf(' ');
            String key = space < 0 ? line : line.substring(0, space);
            secrets.add(new Dated(
                    new SigningSecret(Base64.getDecoder().decode(key)),
                    space < 0 ? null : Instant.parse(line.substring(space + 1))));
        }
        return new SigningSecrets(secrets);
    }

    private static SigningSecret newSecret(SecureRandom random) {
        byte[] key = new byte[KEY_BYTES];
        random.nextBytes(key);
        return new SigningSecret(key);
    }
}
