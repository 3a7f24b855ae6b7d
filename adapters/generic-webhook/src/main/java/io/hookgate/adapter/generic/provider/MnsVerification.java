package io.hookgate.adapter.generic.provider;

import io.hookgate.adapter.Documents;
import io.hookgate.adapter.InboundRequest;
import io.hookgate.adapter.InvalidConfigurationException;
import io.hookgate.adapter.RejectionCause;
import io.hookgate.adapter.generic.settings.Settings;
import io.hookgate.adapter.generic.verification.ProviderHosts;
import io.hookgate.adapter.generic.verification.Verdict;
import io.hookgate.adapter.generic.verification.Verification;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.Instant;
import java.util.Base64;
import java.util.HexFormat;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;

/**
 * The signature of Alibaba Cloud MNS (SMQ) over method, some headers and path. The header Content-MD5 is among them and must
 * fit the body, which is not signed itself. Anybody can have MNS send signed messages, so the owner of the topic must be
 * one of the source's. Thread-safe.
 */
public final class MnsVerification implements Verification {
    private static final String OWNER = "x-mns-topic-owner";
    private static final List<String> DEFAULT_CERTIFICATE_HOSTS = List.of("mnstest.oss-cn-hangzhou.aliyuncs.com");

    private final Set<String> owners;
    private final ProviderHosts certificateHosts;

    private MnsVerification(Set<String> owners, ProviderHosts certificateHosts) {
        this.owners = Set.copyOf(owners);
        this.certificateHosts = certificateHosts;
    }

    /** Reads the verification type {@code aliyun-mns}. */
    public static MnsVerification read(Settings settings) throws InvalidConfigurationException {
        List<String> owners = settings.texts("topicOwners");
        if (owners.isEmpty()) {
            throw settings.fault("topicOwners", "must list the accounts whose topics are taken");
        }
        List<String> hosts = settings.texts("certificateHosts");
        return new MnsVerification(
                Set.copyOf(owners), new ProviderHosts(hosts.isEmpty() ? DEFAULT_CERTIFICATE_HOSTS : hosts));
    }

    @Override
    public boolean hasCredentials(InboundRequest request) {
        return request.header("x-mns-signing-cert-url").isPresent();
    }

    @Override
    public Verdict verify(InboundRequest request, Documents documents, Instant now) {
        Optional<String> signature = request.header("authorization");
        Optional<String> bodyHash = request.header("content-md5");
        Optional<String> certificateUrl = request.header("x-mns-signing-cert-url");
        if (signature.isEmpty() || bodyHash.isEmpty() || certificateUrl.isEmpty()) {
            return Verdict.credentialsMissing(
                    "The headers Authorization, Content-MD5 and x-mns-signing-cert-url must all be there");
        }
        if (!isHashOf(bodyHash.get(), request.body())) {
            return Verdict.mismatch("The header Content-MD5 is not the hash of the body");
        }
        if (!owners.contains(request.header(OWNER).orElse(""))) {
            return new Verdict.Refused(
                    RejectionCause.SIGNATURE_MISMATCH, "The owner of the topic is none of the source's");
        }
        Optional<URI> certificate = decode(certificateUrl.get()).flatMap(certificateHosts::accept);
        if (certificate.isEmpty()) {
            return Verdict.mismatch("The certificate of the signature is not at an address of MNS");
        }
        Optional<byte[]> document = documents.at(certificate.get());
        if (document.isEmpty()) {
            return new Verdict.DocumentsMissing(Set.of(certificate.get()));
        }
        return SignedByCertificate.matches(document.get(), "SHA1withRSA", signedText(request), signature.get())
                ? Verdict.AUTHENTIC
                : Verdict.mismatch("The signature in the header Authorization does not match");
    }

    /** What MNS signs. */
    static String signedText(InboundRequest request) {
        StringBuilder text = new StringBuilder(request.method()).append('\n');
        for (String name : List.of("content-md5", "content-type", "date")) {
            text.append(request.header(name).orElse("")).append('\n');
        }
        request.headers().keySet().stream()
                .map(name -> name.toLowerCase(Locale.ROOT))
                .filter(name -> name.startsWith("x-mns-"))
                .sorted()
                .forEach(name -> text.append(name)
                        .append(':')
                        .append(request.header(name).orElse(""))
                        .append('\n'));
        String query = request.url().getRawQuery();
        return text.append(request.url().getRawPath())
                .append(query == null ? "" : '?' + query)
                .toString();
    }

    /** Senders write the hash in base64, in hexadecimal digits, or those digits in base64. */
    private static boolean isHashOf(String presented, byte[] body) {
        byte[] hash = md5(body);
        String hex = HexFormat.of().formatHex(hash);
        String base64 = Base64.getEncoder().encodeToString(hash);
        return presented.equalsIgnoreCase(hex)
                || presented.equals(base64)
                || presented.equals(Base64.getEncoder().encodeToString(hex.getBytes(StandardCharsets.US_ASCII)))
                || presented.equals(Base64.getEncoder()
                        .encodeToString(hex.toUpperCase(Locale.ROOT).getBytes(StandardCharsets.US_ASCII)));
    }

    private static byte[] md5(byte[] body) {
        try {
            return MessageDigest.getInstance("MD5").digest(body);
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("Every Java platform has MD5", e);
        }
    }

    private static Optional<String> decode(String base64) {
        try {
            return Optional.of(new String(Base64.getDecoder().decode(base64), StandardCharsets.UTF_8));
        } catch (IllegalArgumentException e) {
            return Optional.empty();
        }
    }
}
