package io.hookgate.adapter.generic.provider;

import com.fasterxml.jackson.databind.JsonNode;
import io.hookgate.adapter.Documents;
import io.hookgate.adapter.InboundRequest;
import io.hookgate.adapter.InvalidConfigurationException;
import io.hookgate.adapter.RejectionCause;
import io.hookgate.adapter.generic.body.JsonBody;
import io.hookgate.adapter.generic.body.Text;
import io.hookgate.adapter.generic.body.UnacceptableRequestException;
import io.hookgate.adapter.generic.settings.Secrets;
import io.hookgate.adapter.generic.settings.Settings;
import io.hookgate.adapter.generic.signature.SignatureEncoding;
import io.hookgate.adapter.generic.signature.SigningAlgorithm;
import io.hookgate.adapter.generic.verification.ConstantTime;
import io.hookgate.adapter.generic.verification.OpenedBody;
import io.hookgate.adapter.generic.verification.Verdict;
import io.hookgate.adapter.generic.verification.Verification;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.UnaryOperator;

/**
 * The event callbacks of Feishu and Lark. With an encrypt key the body is encrypted and, except for the check of the URL,
 * signed with SHA-256; without one the verification token inside the body is all there is. Thread-safe.
 */
public final class FeishuVerification implements Verification {
    private static final String SIGNATURE = "x-lark-signature";

    private final List<FeishuCipher> ciphers;
    private final List<String> tokens;

    private FeishuVerification(List<FeishuCipher> ciphers, List<String> tokens) {
        this.ciphers = List.copyOf(ciphers);
        this.tokens = List.copyOf(tokens);
    }

    /** Reads the verification type {@code feishu}. */
    public static FeishuVerification read(Settings settings, Secrets secrets) throws InvalidConfigurationException {
        boolean hasKey = secrets.optional("encryptKey").isPresent();
        boolean hasToken = secrets.optional("verificationToken").isPresent();
        if (!hasKey && !hasToken) {
            throw new InvalidConfigurationException(
                    Secrets.pointerTo("encryptKey"), "is required, or at least verificationToken");
        }
        List<FeishuCipher> ciphers = new ArrayList<>();
        for (String key : hasKey ? secrets.versions("encryptKey") : List.<String>of()) {
            ciphers.add(new FeishuCipher(key));
        }
        return new FeishuVerification(ciphers, hasToken ? secrets.versions("verificationToken") : List.of());
    }

    @Override
    public boolean hasCredentials(InboundRequest request) {
        return request.header(SIGNATURE).isPresent() || !tokens.isEmpty();
    }

    @Override
    public Verdict verify(InboundRequest request, Documents documents, Instant now) {
        try {
            return ciphers.isEmpty() ? verifyPlain(request) : verifyEncrypted(request);
        } catch (UnacceptableRequestException e) {
            return new Verdict.Refused(e.rejection(), e.detail());
        }
    }

    private Verdict verifyPlain(InboundRequest request) throws UnacceptableRequestException {
        return judgeToken(parse(request.body()), Verdict.AUTHENTIC);
    }

    private Verdict verifyEncrypted(InboundRequest request) throws UnacceptableRequestException {
        Optional<String> signature = request.header(SIGNATURE);
        if (signature.isPresent()) {
            Optional<FeishuCipher> signer = ciphers.stream()
                    .filter(cipher -> isSigned(request, cipher, signature.get()))
                    .findFirst();
            return signer.isEmpty()
                    ? Verdict.mismatch("The header X-Lark-Signature does not match")
                    : open(request, signer.get(), true);
        }
        for (FeishuCipher cipher : ciphers) {
            Verdict verdict = open(request, cipher, false);
            if (verdict instanceof Verdict.HandshakeOnly) {
                return verdict;
            }
        }
        return Verdict.credentialsMissing("The header X-Lark-Signature is missing");
    }

    private Verdict open(InboundRequest request, FeishuCipher cipher, boolean isSigned)
            throws UnacceptableRequestException {
        String encrypted = parse(request.body()).path("encrypt").asText("");
        Optional<byte[]> plain = cipher.decrypt(encrypted);
        if (plain.isEmpty()) {
            return new Verdict.Refused(
                    RejectionCause.DECRYPTION_FAILED, "The body cannot be decrypted with the source's encrypt key");
        }
        OpenedBody opened = new OpenedBody(plain.get(), "application/json", UnaryOperator.identity());
        Verdict verdict =
                isSigned ? new Verdict.Authentic(Optional.of(opened)) : new Verdict.HandshakeOnly(Optional.of(opened));
        return tokens.isEmpty() ? verdict : judgeToken(parse(plain.get()), verdict);
    }

    /** The token stands in the header of version 2 and at the top of version 1 and of the check of the URL. */
    private Verdict judgeToken(JsonNode event, Verdict authentic) {
        String token =
                event.path("header").path("token").asText(event.path("token").asText(""));
        if (token.isEmpty()) {
            return Verdict.credentialsMissing("There is no verification token in the body");
        }
        return ConstantTime.equalsAny(tokens, token)
                ? authentic
                : Verdict.mismatch("The verification token in the body is wrong");
    }

    private static boolean isSigned(InboundRequest request, FeishuCipher cipher, String signature) {
        String prefix = request.header("x-lark-request-timestamp").orElse("")
                + request.header("x-lark-request-nonce").orElse("")
                + cipher.keyText();
        byte[] expected = SigningAlgorithm.SHA256.digest(sink -> {
            sink.accept(prefix.getBytes(StandardCharsets.UTF_8));
            sink.accept(request.body());
        });
        return SignatureEncoding.HEX.matches(expected, signature);
    }

    private static JsonNode parse(byte[] body) throws UnacceptableRequestException {
        return JsonBody.parse(Text.decode(body, StandardCharsets.UTF_8));
    }
}
