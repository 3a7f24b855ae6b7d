package io.hookgate.adapter.dingtalk;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import io.hookgate.adapter.AdapterResult;
import io.hookgate.adapter.AdapterResult.Accepted;
import io.hookgate.adapter.AdapterResult.Challenge;
import io.hookgate.adapter.AdapterResult.Rejected;
import io.hookgate.adapter.ConfiguredSource;
import io.hookgate.adapter.Documents;
import io.hookgate.adapter.InboundRequest;
import io.hookgate.adapter.RejectionCause;
import io.hookgate.adapter.Reply;
import io.hookgate.adapter.callbackcrypto.CallbackCrypto;
import io.hookgate.adapter.callbackcrypto.Opening;
import io.hookgate.adapter.callbackcrypto.SealedMessage;
import io.hookgate.model.EventJson;
import io.hookgate.model.InvalidEventException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.random.RandomGenerator;

/** One DingTalk source: verifies and decrypts a request, answers handshakes, and seals the reply that DingTalk waits for. */
final class DingTalkSource implements ConfiguredSource {
    private static final String CHECK_URL = "check_url";
    private static final String CHECK_CREATION = "check_create_suite_url";
    private static final Set<String> SUITE_CHECKS = Set.of(CHECK_CREATION, "check_update_suite_url");
    private static final String SUCCESS = "success";

    private final DingTalkSettings settings;
    private final CallbackCrypto crypto;
    private final EventMapping mapping;
    private final RandomGenerator random;

    DingTalkSource(DingTalkSettings settings, CallbackCrypto crypto, EventMapping mapping, RandomGenerator random) {
        this.settings = settings;
        this.crypto = crypto;
        this.mapping = mapping;
        this.random = random;
    }

    @Override
    public AdapterResult receive(InboundRequest request, Documents documents, Instant now) {
        if (!request.method().equals("POST")) {
            Reply reply = new Reply(RejectionCause.METHOD_NOT_ALLOWED.status(), Map.of("allow", "POST"), new byte[0]);
            return new Rejected(RejectionCause.METHOD_NOT_ALLOWED, "DingTalk pushes with POST only", reply);
        }
        Optional<String> signature = parameter(request, "msg_signature", "signature");
        Optional<String> timestamp = parameter(request, "timestamp", "timeStamp");
        Optional<String> nonce = parameter(request, "nonce");
        if (signature.isEmpty() || timestamp.isEmpty() || nonce.isEmpty()) {
            return new Rejected(
                    RejectionCause.CREDENTIALS_MISSING,
                    "The query must have the parameters signature (or msg_signature), timestamp and nonce");
        }
        Optional<String> ciphertext = ciphertext(request.body());
        if (ciphertext.isEmpty()) {
            return new Rejected(
                    RejectionCause.UNPARSABLE_BODY, "The body must be a JSON object with the text field encrypt");
        }
        return open(new SealedMessage(signature.get(), timestamp.get(), nonce.get(), ciphertext.get()), now);
    }

    private AdapterResult open(SealedMessage sealed, Instant now) {
        Opening opening = crypto.open(sealed);
        if (opening instanceof Opening.SignatureMismatch) {
            return new Rejected(
                    RejectionCause.SIGNATURE_MISMATCH, "The signature does not fit the token and the message");
        }
        if (!isWithinTolerance(sealed.timestamp(), now)) {
            return new Rejected(
                    RejectionCause.TIMESTAMP_OUT_OF_TOLERANCE,
                    "The signed timestamp is too far from the time of receipt");
        }
        if (opening instanceof Opening.Opened opened) {
            return read(opened, now);
        }
        return opening instanceof Opening.WrongReceiver
                ? wrongReceiver()
                : new Rejected(RejectionCause.DECRYPTION_FAILED, "The message cannot be decrypted with the AES key");
    }

    private AdapterResult read(Opening.Opened opened, Instant now) {
        JsonNode envelope;
        try {
            envelope = EventJson.readData(opened.message());
        } catch (InvalidEventException e) {
            return new Rejected(RejectionCause.UNPARSABLE_BODY, "The decrypted message is not valid JSON");
        }
        String eventType = Fields.text(envelope, "EventType").orElse("");
        boolean ours = settings.receiveIds().contains(opened.receiveId());
        if (!ours && !eventType.equals(CHECK_CREATION)) {
            return wrongReceiver();
        }
        if (eventType.equals(CHECK_URL) || SUITE_CHECKS.contains(eventType)) {
            return new Challenge(reply(answer(eventType, envelope), opened.receiveId(), now));
        }
        if (eventType.isEmpty() || !EventMapping.isUsable(eventType)) {
            return new Rejected(RejectionCause.UNMAPPABLE, "The message has no usable EventType");
        }
        return new Accepted(
                mapping.events(opened.message(), envelope, eventType, opened.receiveId()),
                reply(SUCCESS, opened.receiveId(), now));
    }

    private static Rejected wrongReceiver() {
        return new Rejected(
                RejectionCause.DECRYPTION_FAILED,
                "The message is addressed to a receive id that is not in the settings");
    }

    private String answer(String eventType, JsonNode envelope) {
        boolean randomWanted = settings.randomSuiteReply() && SUITE_CHECKS.contains(eventType);
        return randomWanted ? Fields.text(envelope, "Random").orElse(SUCCESS) : SUCCESS;
    }

    /** DingTalk takes a push as delivered only if the answer is sealed as the push was, for the same receive id. */
    private Reply reply(String answer, String receiveId, Instant now) {
        SealedMessage sealed = crypto.seal(answer.getBytes(StandardCharsets.UTF_8), receiveId, now, random);
        Map<String, String> fields = Map.of(
                "msg_signature", sealed.signature(),
                "timeStamp", sealed.timestamp(),
                "nonce", sealed.nonce(),
                "encrypt", sealed.ciphertext());
        try {
            byte[] body = EventJson.dataMapper().writeValueAsBytes(fields);
            return new Reply(200, Map.of("content-type", "application/json"), body);
        } catch (JsonProcessingException e) {
            throw new IllegalStateException("Four texts can always be written as JSON", e);
        }
    }

    private boolean isWithinTolerance(String timestamp, Instant now) {
        Optional<Duration> tolerance = settings.timestampTolerance();
        if (tolerance.isEmpty()) {
            return true;
        }
        return EventTime.parse(timestamp)
                .filter(time -> Duration.between(time, now).abs().compareTo(tolerance.get()) <= 0)
                .isPresent();
    }

    private static Optional<String> ciphertext(byte[] body) {
        try {
            JsonNode encrypted = EventJson.readData(body).path("encrypt");
            return encrypted.isTextual() ? Optional.of(encrypted.asText()) : Optional.empty();
        } catch (InvalidEventException e) {
            return Optional.empty();
        }
    }

    private static Optional<String> parameter(InboundRequest request, String... spellings) {
        for (String spelling : spellings) {
            Optional<String> value = request.queryParameter(spelling).filter(text -> !text.isEmpty());
            if (value.isPresent()) {
                return value;
            }
        }
        return Optional.empty();
    }
}
