package io.hookgate.adapter.generic.verification;

import io.hookgate.adapter.Documents;
import io.hookgate.adapter.InboundRequest;
import io.hookgate.adapter.InvalidConfigurationException;
import io.hookgate.adapter.generic.settings.Secrets;
import io.hookgate.adapter.generic.settings.Settings;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.Base64;
import java.util.List;
import java.util.Optional;

/** A name and a password in the header Authorization (RFC 7617). */
public final class BasicVerification implements Verification {
    private static final String SCHEME = "basic ";

    private final String username;
    private final List<String> passwords;

    private BasicVerification(String username, List<String> passwords) {
        this.username = username;
        this.passwords = List.copyOf(passwords);
    }

    /** Reads the verification type {@code basic}. */
    public static BasicVerification read(Settings settings, Secrets secrets) throws InvalidConfigurationException {
        Optional<String> username = settings.text("username");
        if (username.isEmpty()) {
            username = secrets.optional("username");
        }
        return new BasicVerification(
                username.orElseThrow(() -> settings.fault("username", "is required")), secrets.versions("password"));
    }

    @Override
    public boolean hasCredentials(InboundRequest request) {
        return presented(request).isPresent();
    }

    @Override
    public Verdict verify(InboundRequest request, Documents documents, Instant now) {
        Optional<String> presented = presented(request);
        if (presented.isEmpty()) {
            return Verdict.credentialsMissing("There is no basic authentication");
        }
        List<String> accepted =
                passwords.stream().map(password -> username + ':' + password).toList();
        return ConstantTime.equalsAny(accepted, decode(presented.get()))
                ? Verdict.AUTHENTIC
                : Verdict.mismatch("The name or the password of the basic authentication is wrong");
    }

    private static Optional<String> presented(InboundRequest request) {
        return request.header("authorization")
                .filter(value -> value.regionMatches(true, 0, SCHEME, 0, SCHEME.length()))
                .map(value -> value.substring(SCHEME.length()).strip());
    }

    private static String decode(String credentials) {
        try {
            return new String(Base64.getDecoder().decode(credentials), StandardCharsets.UTF_8);
        } catch (IllegalArgumentException e) {
            return "";
        }
    }
}
