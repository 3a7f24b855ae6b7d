package io.hookgate.adapter.generic.signature;

import io.hookgate.adapter.Documents;
import io.hookgate.adapter.InboundRequest;
import io.hookgate.adapter.InvalidConfigurationException;
import io.hookgate.adapter.generic.settings.Secrets;
import io.hookgate.adapter.generic.settings.Settings;
import io.hookgate.adapter.generic.signature.SignedContent.Variable;
import io.hookgate.adapter.generic.verification.Verdict;
import io.hookgate.adapter.generic.verification.Verification;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Base64;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** A signature made with a shared secret, either an HMAC or a plain hash over a text that holds the secret. */
public final class SignatureVerification implements Verification {
    private static final int MOST_ALTERNATIVES = 4;

    private final Carrier carrier;
    private final SigningAlgorithm algorithm;
    private final boolean keyed;
    private final SignatureEncoding encoding;
    private final List<SignedContent> contents;
    private final Optional<SignedTimestamp> timestamp;
    private final List<Key> keys;

    private SignatureVerification(
            Carrier carrier,
            SigningAlgorithm algorithm,
            boolean keyed,
            SignatureEncoding encoding,
            List<SignedContent> contents,
            Optional<SignedTimestamp> timestamp,
            List<Key> keys) {
        this.carrier = carrier;
        this.algorithm = algorithm;
        this.keyed = keyed;
        this.encoding = encoding;
        this.contents = List.copyOf(contents);
        this.timestamp = timestamp;
        this.keys = List.copyOf(keys);
    }

    /** Reads the verification type {@code hmac}; {@code assumed} counts where no algorithm is set. */
    public static SignatureVerification hmac(Settings settings, Secrets secrets, SigningAlgorithm assumed)
            throws InvalidConfigurationException {
        return read(settings, secrets, assumed, true);
    }

    /** Reads the verification type {@code digest}. */
    public static SignatureVerification digest(Settings settings, Secrets secrets)
            throws InvalidConfigurationException {
        return read(settings, secrets, SigningAlgorithm.SHA256, false);
    }

    private static SignatureVerification read(
            Settings settings, Secrets secrets, SigningAlgorithm assumed, boolean keyed)
            throws InvalidConfigurationException {
        SigningAlgorithm algorithm = settings.choice("algorithm", assumed, SigningAlgorithm.BY_NAME);
        SignatureEncoding encoding = settings.choice("encoding", SignatureEncoding.HEX, SignatureEncoding.BY_NAME);
        Carrier carrier = Carrier.read(settings);
        Optional<Settings> timestampSettings = settings.objectOrText("timestamp", "header");
        Optional<SignedTimestamp> timestamp = timestampSettings.isPresent()
                ? Optional.of(SignedTimestamp.read(timestampSettings.get()))
                : Optional.empty();
        List<SignedContent> contents = readContents(settings, keyed, timestamp);
        List<Key> keys = readKeys(settings, secrets);
        return new SignatureVerification(carrier, algorithm, keyed, encoding, contents, timestamp, keys);
    }

    private static List<SignedContent> readContents(
            Settings settings, boolean keyed, Optional<SignedTimestamp> timestamp)
            throws InvalidConfigurationException {
        List<String> templates = settings.texts("signedContent");
        if (templates.isEmpty()) {
            templates = List.of(keyed ? "${body}" : "${secret}${body}");
        }
        if (templates.size() > MOST_ALTERNATIVES) {
            throw settings.fault("signedContent", "must have at most " + MOST_ALTERNATIVES + " alternatives");
        }
        List<SignedContent> contents = new ArrayList<>();
        for (String template : templates) {
            SignedContent content = SignedContent.compile(template, settings.pointerTo("signedContent"));
            if (!content.covers(Variable.BODY)) {
                throw settings.fault("signedContent", "must contain ${body}: what is not signed proves nothing");
            }
            if (!keyed && !content.covers(Variable.SECRET)) {
                throw settings.fault("signedContent", "must contain ${secret}: otherwise anybody can sign");
            }
            if (timestamp.isPresent() && !isSigned(timestamp.get(), content)) {
                throw settings.fault(
                        "signedContent", "must contain ${timestamp}: a time that is not signed proves nothing");
            }
            contents.add(content);
        }
        return contents;
    }

    private static boolean isSigned(SignedTimestamp timestamp, SignedContent content) {
        return content.covers(Variable.TIMESTAMP)
                || (timestamp.place() == SignedTimestamp.Place.HEADER && content.coversHeader(timestamp.name()));
    }

    private static List<Key> readKeys(Settings settings, Secrets secrets) throws InvalidConfigurationException {
        String name = settings.text("secret").orElse("secret");
        KeyEncoding keyEncoding = settings.choice("secretEncoding", KeyEncoding.TEXT, KeyEncoding.BY_NAME);
        List<Key> keys = new ArrayList<>();
        for (String secret : secrets.versions(name)) {
            try {
                keys.add(new Key(secret, keyEncoding.decode(secret)));
            } catch (IllegalArgumentException e) {
                throw new InvalidConfigurationException(
                        Secrets.pointerTo(name), "is not written in the encoding that secretEncoding names");
            }
        }
        return keys;
    }

    @Override
    public boolean hasCredentials(InboundRequest request) {
        return !carrier.values(request).isEmpty();
    }

    @Override
    public Verdict verify(InboundRequest request, Documents documents, Instant now) {
        PresentedSignatures presented = PresentedSignatures.of(carrier.values(request), carrier.prefix());
        List<String> signatures = presented.behind(carrier.prefix());
        if (signatures.isEmpty()) {
            return Verdict.credentialsMissing("There is no signature in " + carrier);
        }
        String time = "";
        if (timestamp.isPresent()) {
            Optional<String> sent = timestamp.get().in(request, presented);
            if (sent.isEmpty()) {
                return Verdict.credentialsMissing("There is no timestamp beside the signature");
            }
            time = sent.get();
        }
        if (!matchesAny(request, signatures, time)) {
            return Verdict.mismatch("The signature in " + carrier + " does not match");
        }
        String signedTime = time;
        return timestamp.flatMap(rule -> rule.judge(signedTime, now)).orElse(Verdict.AUTHENTIC);
    }

    private boolean matchesAny(InboundRequest request, List<String> signatures, String time) {
        boolean matches = false;
        for (Key key : keys) {
            SignedContent.Values values = new SignedContent.Values(request, time, key.text());
            for (SignedContent content : contents) {
                byte[] expected = keyed
                        ? algorithm.mac(key.bytes(), sink -> content.feed(values, sink))
                        : algorithm.digest(sink -> content.feed(values, sink));
                for (String signature : signatures) {
                    matches |= encoding.matches(expected, signature);
                }
            }
        }
        return matches;
    }

    private record Key(
            String text,
            @SuppressWarnings("ArrayRecordComponent") byte[] bytes) {
        @Override
        public String toString() {
            return "Key";
        }
    }

    private enum KeyEncoding {
        TEXT,
        HEX,
        BASE64;

        static final Map<String, KeyEncoding> BY_NAME = Map.of("text", TEXT, "hex", HEX, "base64", BASE64);

        byte[] decode(String secret) {
            return switch (this) {
                case TEXT -> secret.getBytes(StandardCharsets.UTF_8);
                case HEX -> HexFormat.of().parseHex(secret);
                case BASE64 -> Base64.getDecoder().decode(secret);
            };
        }
    }

    /** Where in a request the signature stands. */
    private record Carrier(boolean inHeader, String name, String prefix) {
        static Carrier read(Settings settings) throws InvalidConfigurationException {
            Optional<String> header = settings.text("header");
            Optional<String> query = settings.text("query");
            if (header.isPresent() == query.isPresent()) {
                throw settings.fault(
                        "header", "must name the header that carries the signature (or query, the parameter)");
            }
            Optional<String> key = settings.text("signatureKey");
            String prefix =
                    key.map(name -> name + "=").orElse(settings.text("prefix").orElse(""));
            return new Carrier(header.isPresent(), header.or(() -> query).orElseThrow(), prefix);
        }

        List<String> values(InboundRequest request) {
            return inHeader ? request.headerValues(name) : request.query().getOrDefault(name, List.of());
        }

        @Override
        public String toString() {
            return inHeader ? "the header " + name : "the query parameter " + name;
        }
    }
}
