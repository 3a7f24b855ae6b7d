package io.hookgate.adapter.generic.provider;

import io.hookgate.adapter.Documents;
import io.hookgate.adapter.InboundRequest;
import io.hookgate.adapter.InvalidConfigurationException;
import io.hookgate.adapter.RejectionCause;
import io.hookgate.adapter.generic.body.FormBody;
import io.hookgate.adapter.generic.body.ProviderTime;
import io.hookgate.adapter.generic.body.UnacceptableRequestException;
import io.hookgate.adapter.generic.settings.Secrets;
import io.hookgate.adapter.generic.settings.Settings;
import io.hookgate.adapter.generic.signature.SignatureEncoding;
import io.hookgate.adapter.generic.signature.SigningAlgorithm;
import io.hookgate.adapter.generic.verification.Verdict;
import io.hookgate.adapter.generic.verification.Verification;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/**
 * The signature of Kingdee Yunzhijia's webhooks: SHA-1 over the secret, the MD5 of the sorted form, its content type and the
 * date. Thread-safe.
 */
public final class YunzhijiaVerification implements Verification {
    private final String applicationId;
    private final List<String> secrets;
    private final Duration tolerance;

    private YunzhijiaVerification(String applicationId, List<String> secrets, Duration tolerance) {
        this.applicationId = applicationId;
        this.secrets = List.copyOf(secrets);
        this.tolerance = tolerance;
    }

    /** Reads the verification type {@code yunzhijia}. */
    public static YunzhijiaVerification read(Settings settings, Secrets secrets) throws InvalidConfigurationException {
        return new YunzhijiaVerification(
                settings.requiredText("applicationId"),
                secrets.versions(settings.text("secret").orElse("secret")),
                Duration.ofSeconds(settings.integer("toleranceSeconds", 900, 1, 86_400)));
    }

    @Override
    public boolean hasCredentials(InboundRequest request) {
        return request.header("authorization").isPresent();
    }

    @Override
    public Verdict verify(InboundRequest request, Documents documents, Instant now) {
        Optional<String> authorization = request.header("authorization");
        Optional<String> date = request.header("date");
        if (authorization.isEmpty() || date.isEmpty()) {
            return Verdict.credentialsMissing("The headers Authorization and Date must both be there");
        }
        String prefix = applicationId + ':';
        if (!authorization.get().startsWith(prefix)) {
            return Verdict.mismatch("The header Authorization names another application");
        }
        String contentHash;
        try {
            contentHash = contentHash(request.body());
        } catch (UnacceptableRequestException e) {
            return new Verdict.Refused(e.rejection(), e.detail());
        }
        String tail = contentHash + request.header("content-type").orElse("") + date.get();
        if (!matches(tail, authorization.get().substring(prefix.length()))) {
            return Verdict.mismatch("The signature in the header Authorization does not match");
        }
        boolean isNear = ProviderTime.parse(date.get())
                .filter(time -> Duration.between(time, now).abs().compareTo(tolerance) <= 0)
                .isPresent();
        return isNear
                ? Verdict.AUTHENTIC
                : new Verdict.Refused(
                        RejectionCause.TIMESTAMP_OUT_OF_TOLERANCE,
                        "The header Date is more than " + tolerance.toSeconds() + " s away from " + now);
    }

    private boolean matches(String tail, String signature) {
        boolean matches = false;
        for (String secret : secrets) {
            byte[] content = (secret + tail).getBytes(StandardCharsets.UTF_8);
            matches |= SignatureEncoding.HEX.matches(
                    SigningAlgorithm.SHA1.digest(sink -> sink.accept(content)), signature);
        }
        return matches;
    }

    private static String contentHash(byte[] body) throws UnacceptableRequestException {
        Map<String, List<String>> sorted = new TreeMap<>(FormBody.parameters(body, StandardCharsets.UTF_8));
        List<String> pairs = new ArrayList<>();
        sorted.forEach((name, values) -> values.forEach(value -> pairs.add(name + '=' + value)));
        byte[] content = String.join("&", pairs).getBytes(StandardCharsets.UTF_8);
        try {
            return Base64.getEncoder()
                    .encodeToString(MessageDigest.getInstance("MD5").digest(content));
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("Every Java platform has MD5", e);
        }
    }
}
