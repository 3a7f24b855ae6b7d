package io.hookgate.adapter.generic.verification;

import com.nimbusds.jose.JOSEException;
import com.nimbusds.jose.JWSAlgorithm;
import com.nimbusds.jose.jwk.JWKSet;
import com.nimbusds.jose.jwk.source.ImmutableJWKSet;
import com.nimbusds.jose.proc.BadJOSEException;
import com.nimbusds.jose.proc.JWSVerificationKeySelector;
import com.nimbusds.jose.proc.SecurityContext;
import com.nimbusds.jwt.JWTClaimsSet;
import com.nimbusds.jwt.SignedJWT;
import com.nimbusds.jwt.proc.DefaultJWTClaimsVerifier;
import com.nimbusds.jwt.proc.DefaultJWTProcessor;
import com.nimbusds.jwt.proc.ExpiredJWTException;
import io.hookgate.adapter.Documents;
import io.hookgate.adapter.InboundRequest;
import io.hookgate.adapter.InvalidConfigurationException;
import io.hookgate.adapter.RejectionCause;
import io.hookgate.adapter.generic.settings.Settings;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.text.ParseException;
import java.time.Instant;
import java.util.Date;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * A bearer token (RFC 6750) that is a JWT (RFC 7519), signed with a key of the issuer's key set (RFC 7517). It proves who
 * sends, not what is sent: the body is not signed.
 */
public final class JwtVerification implements Verification {
    private static final Set<String> POSSIBLE_ALGORITHMS =
            Set.of("RS256", "RS384", "RS512", "PS256", "PS384", "PS512", "ES256", "ES384", "ES512");
    private static final List<String> DEFAULT_ALGORITHMS = List.of("RS256", "ES256");
    private static final String SCHEME = "bearer ";
    private static final int MAX_TOKEN_LENGTH = 16_384;
    private static final int CLOCK_SKEW_SECONDS = 60;

    private final URI keySet;
    private final Set<String> audiences;
    private final JWTClaimsSet expected;
    private final Set<JWSAlgorithm> algorithms;

    private JwtVerification(URI keySet, Set<String> audiences, JWTClaimsSet expected, Set<JWSAlgorithm> algorithms) {
        this.keySet = keySet;
        this.audiences = Set.copyOf(audiences);
        this.expected = expected;
        this.algorithms = Set.copyOf(algorithms);
    }

    /** Reads the verification type {@code jwt}. */
    public static JwtVerification read(Settings settings) throws InvalidConfigurationException {
        URI keySet = ProviderHosts.https(settings.requiredText("jwksUrl"))
                .orElseThrow(() -> settings.fault("jwksUrl", "must be an HTTPS address"));
        JWTClaimsSet.Builder expected = new JWTClaimsSet.Builder().issuer(settings.requiredText("issuer"));
        List<String> audiences = settings.texts("audience");
        if (audiences.isEmpty()) {
            throw settings.fault("audience", "is required: whom the token must be made out for");
        }
        Optional<Settings> claims = settings.object("claims");
        if (claims.isPresent()) {
            for (String name : claims.get().names()) {
                expected.claim(name, claims.get().requiredText(name));
            }
        }
        Set<JWSAlgorithm> algorithms = new HashSet<>();
        List<String> names = settings.texts("algorithms");
        for (String name : names.isEmpty() ? DEFAULT_ALGORITHMS : names) {
            if (!POSSIBLE_ALGORITHMS.contains(name)) {
                throw settings.fault(
                        "algorithms", "must be a list out of " + new java.util.TreeSet<>(POSSIBLE_ALGORITHMS));
            }
            algorithms.add(JWSAlgorithm.parse(name));
        }
        return new JwtVerification(keySet, Set.copyOf(audiences), expected.build(), algorithms);
    }

    @Override
    public boolean hasCredentials(InboundRequest request) {
        return presented(request).isPresent();
    }

    @Override
    public Verdict verify(InboundRequest request, Documents documents, Instant now) {
        Optional<String> token = presented(request);
        if (token.isEmpty()) {
            return Verdict.credentialsMissing("There is no bearer token");
        }
        if (token.get().length() > MAX_TOKEN_LENGTH) {
            return Verdict.mismatch("The bearer token is longer than " + MAX_TOKEN_LENGTH + " characters");
        }
        // Asked for before the keys: whoever is told that there are no newer ones has the newest then.
        boolean isRenewable = documents.isRenewable(keySet);
        Optional<byte[]> keys = documents.at(keySet);
        if (keys.isEmpty()) {
            return new Verdict.DocumentsMissing(Set.of(keySet));
        }
        try {
            JWKSet parsed = JWKSet.parse(new String(keys.get(), StandardCharsets.UTF_8));
            SignedJWT signed = SignedJWT.parse(token.get());
            String keyId = signed.getHeader().getKeyID();
            if (keyId != null && parsed.getKeyByKeyId(keyId) == null && isRenewable) {
                return new Verdict.DocumentsMissing(Set.of(keySet));
            }
            processor(parsed, now).process(signed, null);
            return Verdict.AUTHENTIC;
        } catch (ExpiredJWTException e) {
            return new Verdict.Refused(RejectionCause.TIMESTAMP_OUT_OF_TOLERANCE, "The bearer token has expired");
        } catch (ParseException
                | BadJOSEException
                | JOSEException
                | IllegalArgumentException
                | IllegalStateException e) {
            return Verdict.mismatch("The bearer token is not one of the issuer's for this audience");
        }
    }

    private DefaultJWTProcessor<SecurityContext> processor(JWKSet keys, Instant now) {
        DefaultJWTProcessor<SecurityContext> processor = new DefaultJWTProcessor<>();
        processor.setJWSKeySelector(new JWSVerificationKeySelector<>(algorithms, new ImmutableJWKSet<>(keys)));
        processor.setJWTClaimsSetVerifier(new ClaimsAt(audiences, expected, now));
        return processor;
    }

    private static Optional<String> presented(InboundRequest request) {
        return request.header("authorization")
                .filter(value -> value.regionMatches(true, 0, SCHEME, 0, SCHEME.length()))
                .map(value -> value.substring(SCHEME.length()).strip());
    }

    /** The claims as they must be at one point in time. */
    private static final class ClaimsAt extends DefaultJWTClaimsVerifier<SecurityContext> {
        private final Instant now;

        ClaimsAt(Set<String> audiences, JWTClaimsSet expected, Instant now) {
            super(audiences, expected, Set.of("exp"), Set.of());
            this.now = now;
            setMaxClockSkew(CLOCK_SKEW_SECONDS);
        }

        @Override
        protected Date currentTime() {
            return Date.from(now);
        }
    }
}
