package io.hookgate.adapter.generic;

import io.hookgate.adapter.InvalidConfigurationException;
import io.hookgate.adapter.generic.combination.AllOf;
import io.hookgate.adapter.generic.combination.AnyOf;
import io.hookgate.adapter.generic.combination.Conditional;
import io.hookgate.adapter.generic.combination.FirstPresent;
import io.hookgate.adapter.generic.provider.FeishuVerification;
import io.hookgate.adapter.generic.provider.MnsVerification;
import io.hookgate.adapter.generic.provider.SealedCallbackVerification;
import io.hookgate.adapter.generic.provider.SnsVerification;
import io.hookgate.adapter.generic.provider.TwilioVerification;
import io.hookgate.adapter.generic.provider.YunzhijiaVerification;
import io.hookgate.adapter.generic.settings.Secrets;
import io.hookgate.adapter.generic.settings.Settings;
import io.hookgate.adapter.generic.signature.SignatureVerification;
import io.hookgate.adapter.generic.signature.SigningAlgorithm;
import io.hookgate.adapter.generic.signature.StandardWebhooksVerification;
import io.hookgate.adapter.generic.verification.ApiKeyVerification;
import io.hookgate.adapter.generic.verification.BasicVerification;
import io.hookgate.adapter.generic.verification.JwtVerification;
import io.hookgate.adapter.generic.verification.NoVerification;
import io.hookgate.adapter.generic.verification.SourceAddressVerification;
import io.hookgate.adapter.generic.verification.ValueVerification;
import io.hookgate.adapter.generic.verification.Verification;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/** Knows every kind of verification by its name in settings. */
final class VerificationReader {
    private static final Map<String, Kind> KINDS = kinds();
    private static final int MAX_DEPTH = 4;

    private VerificationReader() {}

    /** Reads the member {@code verification}; nothing is assumed where it is missing. */
    static Verification read(Settings settings, Secrets secrets) throws InvalidConfigurationException {
        Optional<Settings> verification = settings.objectOrText("verification", "type");
        if (verification.isEmpty()) {
            throw settings.fault(
                    "verification",
                    "is required: choose how requests are verified, one of " + KINDS.keySet()
                            + "; {\"type\":\"none\"} accepts everybody who knows the URL");
        }
        return read(verification.get(), secrets, 0);
    }

    private static Verification read(Settings settings, Secrets secrets, int depth)
            throws InvalidConfigurationException {
        String name = settings.requiredText("type").toLowerCase(Locale.ROOT).replace('_', '-');
        Kind kind = KINDS.get(name);
        if (kind == null) {
            throw settings.fault("type", "must be one of " + KINDS.keySet());
        }
        if (depth > MAX_DEPTH) {
            throw settings.fault("type", "is nested too deeply");
        }
        Optional<Settings> when = settings.object("when");
        Verification verification = kind.read(settings, secrets, depth);
        settings.refuseUnknown();
        return when.isPresent() ? conditional(when.get(), verification) : verification;
    }

    private static Verification conditional(Settings when, Verification proof) throws InvalidConfigurationException {
        Conditional conditional = new Conditional(when.requiredText("header"), when.requiredText("equals"), proof);
        when.refuseUnknown();
        return conditional;
    }

    private static List<Verification> parts(Settings settings, Secrets secrets, int depth)
            throws InvalidConfigurationException {
        List<Verification> parts = new ArrayList<>();
        for (Settings part : settings.objects("verifications", "type")) {
            parts.add(read(part, secrets, depth + 1));
        }
        if (parts.isEmpty()) {
            throw settings.fault("verifications", "must be a list of verifications");
        }
        return parts;
    }

    private static Map<String, Kind> kinds() {
        Map<String, Kind> kinds = new TreeMap<>();
        kinds.put("none", (settings, secrets, depth) -> NoVerification.INSTANCE);
        kinds.put("hmac", hmac(SigningAlgorithm.SHA256));
        kinds.put("hmac-sha1", hmac(SigningAlgorithm.SHA1));
        kinds.put("hmac-sha256", hmac(SigningAlgorithm.SHA256));
        kinds.put("hmac-sha512", hmac(SigningAlgorithm.SHA512));
        kinds.put("digest", (settings, secrets, depth) -> SignatureVerification.digest(settings, secrets));
        kinds.put(
                "standard-webhooks",
                (settings, secrets, depth) -> StandardWebhooksVerification.read(settings, secrets));
        kinds.put("basic", (settings, secrets, depth) -> BasicVerification.read(settings, secrets));
        kinds.put("api-key", (settings, secrets, depth) -> ApiKeyVerification.read(settings, secrets));
        kinds.put("jwt", (settings, secrets, depth) -> JwtVerification.read(settings));
        kinds.put("value", (settings, secrets, depth) -> ValueVerification.read(settings, secrets));
        kinds.put("cidr", (settings, secrets, depth) -> SourceAddressVerification.read(settings));
        kinds.put("sealed-callback", (settings, secrets, depth) -> SealedCallbackVerification.read(settings, secrets));
        kinds.put("feishu", (settings, secrets, depth) -> FeishuVerification.read(settings, secrets));
        kinds.put("twilio", (settings, secrets, depth) -> TwilioVerification.read(settings, secrets));
        kinds.put("aws-sns", (settings, secrets, depth) -> SnsVerification.read(settings));
        kinds.put("aliyun-mns", (settings, secrets, depth) -> MnsVerification.read(settings));
        kinds.put("yunzhijia", (settings, secrets, depth) -> YunzhijiaVerification.read(settings, secrets));
        kinds.put("all-of", (settings, secrets, depth) -> new AllOf(parts(settings, secrets, depth)));
        kinds.put("any-of", (settings, secrets, depth) -> new AnyOf(parts(settings, secrets, depth)));
        kinds.put("first-present", (settings, secrets, depth) -> new FirstPresent(parts(settings, secrets, depth)));
        return kinds;
    }

    private static Kind hmac(SigningAlgorithm assumed) {
        return (settings, secrets, depth) -> SignatureVerification.hmac(settings, secrets, assumed);
    }

    private interface Kind {
        Verification read(Settings settings, Secrets secrets, int depth) throws InvalidConfigurationException;
    }
}
