package io.hookgate.adapter.generic.reply;

import io.hookgate.adapter.InvalidConfigurationException;
import io.hookgate.adapter.generic.settings.Secrets;
import io.hookgate.adapter.generic.settings.Settings;
import io.hookgate.adapter.generic.signature.SignatureEncoding;
import io.hookgate.adapter.generic.signature.SigningAlgorithm;
import java.nio.charset.StandardCharsets;

/** An HMAC over a challenge, as Zoom and X want it back. Thread-safe. */
final class ChallengeHash {
    private final SigningAlgorithm algorithm;
    private final SignatureEncoding encoding;
    private final String prefix;
    private final byte[] key;

    private ChallengeHash(SigningAlgorithm algorithm, SignatureEncoding encoding, String prefix, String secret) {
        this.algorithm = algorithm;
        this.encoding = encoding;
        this.prefix = prefix;
        this.key = secret.getBytes(StandardCharsets.UTF_8);
    }

    static ChallengeHash read(Settings settings, Secrets secrets) throws InvalidConfigurationException {
        ChallengeHash hash = new ChallengeHash(
                settings.choice("algorithm", SigningAlgorithm.SHA256, SigningAlgorithm.BY_NAME),
                settings.choice("encoding", SignatureEncoding.HEX, SignatureEncoding.BY_NAME),
                settings.text("prefix").orElse(""),
                secrets.versions(settings.text("secret").orElse("secret")).get(0));
        settings.refuseUnknown();
        return hash;
    }

    String of(String challenge) {
        byte[] content = challenge.getBytes(StandardCharsets.UTF_8);
        return prefix + encoding.write(algorithm.mac(key, sink -> sink.accept(content)));
    }
}
