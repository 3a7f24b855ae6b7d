package io.hookgate.adapter.generic.provider;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.hookgate.adapter.Documents;
import io.hookgate.adapter.InboundRequest;
import io.hookgate.adapter.InvalidConfigurationException;
import io.hookgate.adapter.RejectionCause;
import io.hookgate.adapter.Reply;
import io.hookgate.adapter.callbackcrypto.CallbackCrypto;
import io.hookgate.adapter.callbackcrypto.CallbackKeys;
import io.hookgate.adapter.callbackcrypto.Opening;
import io.hookgate.adapter.callbackcrypto.ReceiveIds;
import io.hookgate.adapter.callbackcrypto.SealedMessage;
import io.hookgate.adapter.generic.body.BodyReader;
import io.hookgate.adapter.generic.body.ProviderTime;
import io.hookgate.adapter.generic.body.UnacceptableRequestException;
import io.hookgate.adapter.generic.mapping.Evaluation;
import io.hookgate.adapter.generic.settings.Secrets;
import io.hookgate.adapter.generic.settings.Settings;
import io.hookgate.adapter.generic.verification.OpenedBody;
import io.hookgate.adapter.generic.verification.Verdict;
import io.hookgate.adapter.generic.verification.Verification;
import io.hookgate.model.EventJson;
import java.security.SecureRandom;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.UnaryOperator;

/**
 * The encrypted and signed callbacks of WeCom, Yonyou and Fxiaoke: one algorithm, which {@link CallbackCrypto} has, under
 * different field names. Thread-safe.
 */
public final class SealedCallbackVerification implements Verification {
    private static final int NO_TOLERANCE = 0;

    private final SealedFields fields;
    private final List<CallbackCrypto> cryptos;
    private final String contentType;
    private final Optional<SealedFields.Names> replyNames;
    private final Duration tolerance;
    private final BodyReader body = BodyReader.automatic();
    private final SecureRandom random = new SecureRandom();

    private SealedCallbackVerification(
            SealedFields fields,
            List<CallbackCrypto> cryptos,
            String contentType,
            Optional<SealedFields.Names> replyNames,
            Duration tolerance) {
        this.fields = fields;
        this.cryptos = List.copyOf(cryptos);
        this.contentType = contentType;
        this.replyNames = replyNames;
        this.tolerance = tolerance;
    }

    /** Reads the verification type {@code sealed-callback}. */
    public static SealedCallbackVerification read(Settings settings, Secrets secrets)
            throws InvalidConfigurationException {
        List<String> receivers = settings.has("receiveIds") ? receiveIds(settings) : List.of();
        boolean anyReceiver = settings.flag("anyReceiver", false);
        if (receivers.isEmpty() && !anyReceiver) {
            throw settings.fault("receiveIds", "must list whom the callbacks are addressed to");
        }
        ReceiveIds accepted = anyReceiver ? ReceiveIds.ignored() : ReceiveIds.anyOf(receivers);
        Settings fieldSettings = settings.object("fields").orElseThrow(() -> settings.fault("fields", "is required"));
        SealedFields fields = SealedFields.read(fieldSettings);
        Optional<Settings> replySettings = settings.object("reply");
        Optional<SealedFields.Names> replyNames = replySettings.isPresent()
                ? Optional.of(SealedFields.Names.read(replySettings.get()))
                : Optional.empty();
        List<CallbackCrypto> cryptos = new ArrayList<>();
        for (CallbackKeys keys : keys(settings, secrets)) {
            cryptos.add(new CallbackCrypto(keys, accepted));
        }
        int tolerance = settings.integer("toleranceSeconds", NO_TOLERANCE, 1, 86_400);
        return new SealedCallbackVerification(
                fields,
                cryptos,
                settings.text("contentType").orElse("application/json"),
                replyNames,
                Duration.ofSeconds(tolerance));
    }

    /** An empty text is a receive id too: WeCom uses it for applications of a person. */
    private static List<String> receiveIds(Settings settings) throws InvalidConfigurationException {
        return settings.value("receiveIds") instanceof List<?> list && list.contains("")
                ? list.stream().map(String::valueOf).toList()
                : settings.texts("receiveIds");
    }

    private static List<CallbackKeys> keys(Settings settings, Secrets secrets) throws InvalidConfigurationException {
        Optional<String> applicationSecret = settings.text("applicationSecret");
        List<CallbackKeys> keys = new ArrayList<>();
        if (applicationSecret.isPresent()) {
            for (String secret : secrets.versions(applicationSecret.get())) {
                keys.add(key(applicationSecret.get(), () -> CallbackKeys.ofApplicationSecret(secret)));
            }
            return keys;
        }
        List<String> tokens = secrets.versions("token");
        List<String> aesKeys = secrets.versions("aesKey");
        for (String token : tokens) {
            for (String aesKey : aesKeys) {
                keys.add(key("aesKey", () -> CallbackKeys.of(token, aesKey)));
            }
        }
        return keys;
    }

    private static CallbackKeys key(String name, java.util.function.Supplier<CallbackKeys> maker)
            throws InvalidConfigurationException {
        try {
            return maker.get();
        } catch (IllegalArgumentException e) {
            throw new InvalidConfigurationException(
                    Secrets.pointerTo(name), "must be made of letters and digits; an AES key has 43 of them");
        }
    }

    @Override
    public boolean hasCredentials(InboundRequest request) {
        return sealed(request).isPresent();
    }

    @Override
    public Verdict verify(InboundRequest request, Documents documents, Instant now) {
        Optional<SealedMessage> sealed = sealed(request);
        if (sealed.isEmpty()) {
            return Verdict.credentialsMissing("The signature, its time, its nonce or the encrypted text is missing");
        }
        Opening best = new Opening.SignatureMismatch();
        for (CallbackCrypto crypto : cryptos) {
            Opening opening = crypto.open(sealed.get());
            if (opening instanceof Opening.Opened opened) {
                return judgeTime(sealed.get(), now).orElseGet(() -> authentic(crypto, opened, now));
            }
            if (!(opening instanceof Opening.SignatureMismatch)) {
                best = opening;
            }
        }
        return refusal(best);
    }

    private Optional<Verdict> judgeTime(SealedMessage sealed, Instant now) {
        if (tolerance.isZero()) {
            return Optional.empty();
        }
        boolean isNear = ProviderTime.parse(sealed.timestamp())
                .filter(time -> Duration.between(time, now).abs().compareTo(tolerance) <= 0)
                .isPresent();
        return isNear
                ? Optional.empty()
                : Optional.of(new Verdict.Refused(
                        RejectionCause.TIMESTAMP_OUT_OF_TOLERANCE,
                        "The signed timestamp is more than " + tolerance.toSeconds() + " s away from " + now));
    }

    private Verdict authentic(CallbackCrypto crypto, Opening.Opened opened, Instant now) {
        UnaryOperator<Reply> seal = replyNames.isEmpty()
                ? UnaryOperator.identity()
                : reply -> sealed(reply, crypto.seal(reply.body(), opened.receiveId(), now, random));
        return new Verdict.Authentic(Optional.of(new OpenedBody(opened.message(), contentType, seal)));
    }

    private Reply sealed(Reply plain, SealedMessage message) {
        SealedFields.Names names = replyNames.orElseThrow();
        ObjectNode body = JsonNodeFactory.instance
                .objectNode()
                .put(names.signature(), message.signature())
                .put(names.timestamp(), Long.parseLong(message.timestamp()))
                .put(names.nonce(), message.nonce())
                .put(names.ciphertext(), message.ciphertext());
        try {
            return Reply.of(
                    plain.status(), "application/json", EventJson.dataMapper().writeValueAsString(body));
        } catch (JsonProcessingException e) {
            throw new IllegalStateException("A tree of JSON can be written", e);
        }
    }

    private Optional<SealedMessage> sealed(InboundRequest request) {
        try {
            JsonNode tree = body.read(request).tree();
            return fields.find(Evaluation.of(request, tree), request.method().equals("GET"));
        } catch (UnacceptableRequestException e) {
            return Optional.empty();
        }
    }

    private static Verdict refusal(Opening opening) {
        if (opening instanceof Opening.SignatureMismatch) {
            return Verdict.mismatch("The signature does not match");
        }
        return new Verdict.Refused(
                RejectionCause.DECRYPTION_FAILED,
                opening instanceof Opening.WrongReceiver
                        ? "The message is addressed to a receive id that the source does not have"
                        : "The message cannot be decrypted with the source's AES key");
    }
}
