package io.hookgate.adapter.generic.provider;

import com.fasterxml.jackson.databind.JsonNode;
import io.hookgate.adapter.Documents;
import io.hookgate.adapter.InboundRequest;
import io.hookgate.adapter.InvalidConfigurationException;
import io.hookgate.adapter.RejectionCause;
import io.hookgate.adapter.generic.body.JsonBody;
import io.hookgate.adapter.generic.body.Text;
import io.hookgate.adapter.generic.body.UnacceptableRequestException;
import io.hookgate.adapter.generic.settings.Settings;
import io.hookgate.adapter.generic.verification.ProviderHosts;
import io.hookgate.adapter.generic.verification.Verdict;
import io.hookgate.adapter.generic.verification.Verification;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * The signature inside messages of Amazon SNS, versions 1 and 2. Anybody can have SNS send signed messages, so the topic
 * must be one of the source's. Thread-safe.
 */
public final class SnsVerification implements Verification {
    private static final ProviderHosts HOSTS =
            new ProviderHosts(List.of("sns.*.amazonaws.com", "sns.*.amazonaws.com.cn"));
    private static final List<String> SIGNED_KEYS =
            List.of("Message", "MessageId", "Subject", "SubscribeURL", "Timestamp", "Token", "TopicArn", "Type");
    private static final Map<String, String> ALGORITHMS = Map.of("1", "SHA1withRSA", "2", "SHA256withRSA");

    private final Set<String> topics;

    private SnsVerification(Set<String> topics) {
        this.topics = Set.copyOf(topics);
    }

    /** Reads the verification type {@code aws-sns}. */
    public static SnsVerification read(Settings settings) throws InvalidConfigurationException {
        List<String> topics = settings.texts("topicArns");
        if (topics.isEmpty()) {
            throw settings.fault("topicArns", "must list the topics whose messages are taken");
        }
        return new SnsVerification(Set.copyOf(topics));
    }

    @Override
    public boolean hasCredentials(InboundRequest request) {
        return request.header("x-amz-sns-message-type").isPresent();
    }

    @Override
    public Verdict verify(InboundRequest request, Documents documents, Instant now) {
        JsonNode message;
        try {
            message = JsonBody.parse(Text.decode(request.body(), StandardCharsets.UTF_8));
        } catch (UnacceptableRequestException e) {
            return new Verdict.Refused(e.rejection(), e.detail());
        }
        String algorithm = ALGORITHMS.get(message.path("SignatureVersion").asText());
        String signature = message.path("Signature").asText();
        if (algorithm == null || signature.isEmpty()) {
            return Verdict.credentialsMissing("There is no signature of a known version in the message");
        }
        Optional<URI> certificate =
                certificateAddress(message.path("SigningCertURL").asText());
        if (certificate.isEmpty()) {
            return Verdict.mismatch("The certificate of the signature is not at an address of SNS");
        }
        boolean confirms = message.path("Type").asText().equals("SubscriptionConfirmation");
        if (confirms && address(message.path("SubscribeURL").asText()).isEmpty()) {
            return Verdict.mismatch("The address to confirm the subscription is not one of SNS");
        }
        if (!topics.contains(message.path("TopicArn").asText())) {
            return new Verdict.Refused(
                    RejectionCause.SIGNATURE_MISMATCH, "The topic of the message is none of the source's");
        }
        Optional<byte[]> document = documents.at(certificate.get());
        if (document.isEmpty()) {
            return new Verdict.DocumentsMissing(Set.of(certificate.get()));
        }
        return SignedByCertificate.matches(document.get(), algorithm, signedText(message), signature)
                ? Verdict.AUTHENTIC
                : Verdict.mismatch("The signature of the message does not match");
    }

    /** The address of a certificate, if SNS would name it. */
    static Optional<URI> certificateAddress(String address) {
        return address(address)
                .filter(uri -> uri.getRawPath().endsWith(".pem"))
                .filter(uri -> uri.getRawQuery() == null && uri.getRawFragment() == null);
    }

    /** Between sns and amazonaws.com there must be a region: sns.s3.amazonaws.com would be anybody's bucket. */
    private static Optional<URI> address(String address) {
        return HOSTS.accept(address).filter(uri -> isRegion(uri.getHost().split("\\.", -1)[1]));
    }

    private static boolean isRegion(String label) {
        return label.indexOf('-') > 0 && !label.startsWith("s3") && Character.isDigit(label.charAt(label.length() - 1));
    }

    /** What SNS signs: every signed member that is there, name and value on lines of their own. */
    static String signedText(JsonNode message) {
        StringBuilder text = new StringBuilder();
        for (String key : SIGNED_KEYS) {
            JsonNode value = message.path(key);
            if (value.isTextual()) {
                text.append(key).append('\n').append(value.textValue()).append('\n');
            }
        }
        return text.toString();
    }
}
