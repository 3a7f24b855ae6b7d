package io.hookgate.adapter.generic.provider;

import io.hookgate.adapter.Documents;
import io.hookgate.adapter.InboundRequest;
import io.hookgate.adapter.InvalidConfigurationException;
import io.hookgate.adapter.generic.body.FormBody;
import io.hookgate.adapter.generic.body.MediaType;
import io.hookgate.adapter.generic.body.UnacceptableRequestException;
import io.hookgate.adapter.generic.settings.Secrets;
import io.hookgate.adapter.generic.settings.Settings;
import io.hookgate.adapter.generic.signature.SignatureEncoding;
import io.hookgate.adapter.generic.signature.SigningAlgorithm;
import io.hookgate.adapter.generic.verification.Verdict;
import io.hookgate.adapter.generic.verification.Verification;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;

/**
 * Twilio's X-Twilio-Signature: HMAC-SHA1 over the URL and the sorted parameters of a form; for other bodies over the URL,
 * which then holds the body's hash as {@code bodySHA256}. The URL counts with and without its port. Thread-safe.
 */
public final class TwilioVerification implements Verification {
    private static final String SIGNATURE = "x-twilio-signature";
    private static final String BODY_HASH = "bodySHA256";

    private final List<byte[]> keys;

    private TwilioVerification(List<byte[]> keys) {
        this.keys = List.copyOf(keys);
    }

    /** Reads the verification type {@code twilio}. */
    public static TwilioVerification read(Settings settings, Secrets secrets) throws InvalidConfigurationException {
        String name = settings.text("secret").orElse("secret");
        return new TwilioVerification(secrets.versions(name).stream()
                .map(secret -> secret.getBytes(StandardCharsets.UTF_8))
                .toList());
    }

    @Override
    public boolean hasCredentials(InboundRequest request) {
        return request.header(SIGNATURE).isPresent();
    }

    @Override
    public Verdict verify(InboundRequest request, Documents documents, Instant now) {
        Optional<String> signature = request.header(SIGNATURE);
        if (signature.isEmpty()) {
            return Verdict.credentialsMissing("The header X-Twilio-Signature is missing");
        }
        Optional<String> bodyHash = request.queryParameter(BODY_HASH);
        if (bodyHash.isPresent() && !isHashOf(bodyHash.get(), request.body())) {
            return Verdict.mismatch("The query parameter bodySHA256 is not the hash of the body");
        }
        boolean isForm = isForm(request);
        if (bodyHash.isEmpty() && !isForm && request.body().length > 0) {
            return Verdict.mismatch("The body is neither a form nor covered by the query parameter bodySHA256");
        }
        try {
            String parameters = bodyHash.isEmpty() && isForm ? signedParameters(request.body()) : "";
            return matches(request.url(), parameters, signature.get())
                    ? Verdict.AUTHENTIC
                    : Verdict.mismatch("The header X-Twilio-Signature does not match; is the public URL the one that"
                            + " Twilio calls?");
        } catch (UnacceptableRequestException e) {
            return new Verdict.Refused(e.rejection(), e.detail());
        }
    }

    private boolean matches(URI url, String parameters, String signature) {
        boolean matches = false;
        for (String address : addresses(url)) {
            byte[] content = (address + parameters).getBytes(StandardCharsets.UTF_8);
            for (byte[] key : keys) {
                byte[] expected = SigningAlgorithm.SHA1.mac(key, sink -> sink.accept(content));
                matches |= SignatureEncoding.BASE64.matches(expected, signature);
            }
        }
        return matches;
    }

    /** Twilio signs some URLs with the standard port and some without, whatever was entered. */
    private static Set<String> addresses(URI url) {
        String text = url.toString();
        String authority = url.getRawAuthority();
        if (authority == null || url.getHost() == null) {
            return Set.of(text);
        }
        int port = url.getPort() >= 0 ? url.getPort() : "https".equals(url.getScheme()) ? 443 : 80;
        String bare = url.getPort() >= 0 ? authority.substring(0, authority.lastIndexOf(':')) : authority;
        int start = text.indexOf(authority);
        String head = text.substring(0, start);
        String tail = text.substring(start + authority.length());
        return new TreeSet<>(List.of(head + bare + tail, head + bare + ':' + port + tail));
    }

    private static String signedParameters(byte[] body) throws UnacceptableRequestException {
        StringBuilder signed = new StringBuilder();
        Map<String, List<String>> sorted = new TreeMap<>(FormBody.parameters(body, StandardCharsets.UTF_8));
        sorted.forEach((name, values) -> {
            for (String value : new TreeSet<>(values)) {
                signed.append(name).append(value);
            }
        });
        return signed.toString();
    }

    private static boolean isHashOf(String hash, byte[] body) {
        byte[] expected = SigningAlgorithm.SHA256.digest(sink -> sink.accept(body));
        return SignatureEncoding.HEX.matches(expected, hash);
    }

    private static boolean isForm(InboundRequest request) {
        return request.header("content-type")
                .flatMap(MediaType::parse)
                .filter(MediaType::isForm)
                .isPresent();
    }
}
