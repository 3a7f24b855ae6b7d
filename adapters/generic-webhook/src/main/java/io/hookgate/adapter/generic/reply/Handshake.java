package io.hookgate.adapter.generic.reply;

import io.hookgate.adapter.AdapterResult;
import io.hookgate.adapter.InboundRequest;
import io.hookgate.adapter.InvalidConfigurationException;
import io.hookgate.adapter.RejectionCause;
import io.hookgate.adapter.generic.mapping.Evaluation;
import io.hookgate.adapter.generic.mapping.Expression;
import io.hookgate.adapter.generic.mapping.ExpressionReader;
import io.hookgate.adapter.generic.settings.Secrets;
import io.hookgate.adapter.generic.settings.Settings;
import io.hookgate.adapter.generic.verification.ConstantTime;
import io.hookgate.adapter.generic.verification.ProviderHosts;
import java.net.URI;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;

/** A check of the URL that wants a value of the request back, as it is or hashed with a secret. Thread-safe. */
public final class Handshake {
    private static final int MAX_CHALLENGE_LENGTH = 4096;

    private final Optional<String> method;
    private final Expression challenge;
    private final Map<Expression, String> conditions;
    private final Optional<Token> token;
    private final Optional<ChallengeHash> hash;
    private final Optional<ProviderHosts> confirmation;
    private final boolean verified;
    private final ReplyTemplate reply;

    private Handshake(
            Optional<String> method,
            Expression challenge,
            Map<Expression, String> conditions,
            Optional<Token> token,
            Optional<ChallengeHash> hash,
            Optional<ProviderHosts> confirmation,
            boolean verified,
            ReplyTemplate reply) {
        this.method = method;
        this.challenge = challenge;
        this.conditions = Map.copyOf(conditions);
        this.token = token;
        this.hash = hash;
        this.confirmation = confirmation;
        this.verified = verified;
        this.reply = reply;
    }

    /** Reads one member of the settings {@code handshakes}. */
    public static Handshake read(Settings settings, Secrets secrets) throws InvalidConfigurationException {
        Optional<String> method = settings.text("method").map(text -> text.toUpperCase(Locale.ROOT));
        Expression challenge = ExpressionReader.read(settings, "challenge")
                .orElseThrow(() -> settings.fault("challenge", "is required: where the value to give back stands"));
        boolean verified = settings.flag("verified", !method.equals(Optional.of("GET")));
        Optional<Settings> when = settings.object("when");
        Optional<Settings> tokenSettings = settings.objectOrText("token", "value");
        Optional<Settings> hashSettings = settings.object("hash");
        List<String> hosts = settings.texts("confirmHosts");
        if (!hosts.isEmpty() && !verified) {
            throw settings.fault("confirmHosts", "needs a handshake that is verified");
        }
        Optional<Settings> replySettings = settings.object("reply");
        Handshake handshake = new Handshake(
                method,
                challenge,
                when.isPresent() ? conditions(when.get()) : Map.of(),
                tokenSettings.isPresent() ? Optional.of(Token.read(tokenSettings.get(), secrets)) : Optional.empty(),
                hashSettings.isPresent()
                        ? Optional.of(ChallengeHash.read(hashSettings.get(), secrets))
                        : Optional.empty(),
                hosts.isEmpty() ? Optional.empty() : Optional.of(new ProviderHosts(hosts)),
                verified,
                replySettings.isPresent()
                        ? ReplyTemplate.read(replySettings.get())
                        : ReplyTemplate.text(List.of(new Expression.Variable("answer"))));
        settings.refuseUnknown();
        return handshake;
    }

    private static Map<Expression, String> conditions(Settings settings) throws InvalidConfigurationException {
        Map<Expression, String> conditions = new LinkedHashMap<>();
        for (String expression : settings.names()) {
            conditions.put(
                    ExpressionReader.read(expression, settings.pointerTo(expression)),
                    settings.requiredText(expression));
        }
        return conditions;
    }

    /** Whether a request must be verified before it is answered. */
    public boolean isVerified() {
        return verified;
    }

    /** Whether a request with this method can be this handshake. */
    public boolean takes(InboundRequest request) {
        return method.isEmpty() || method.get().equals(request.method());
    }

    /** The answer, if the request is this handshake. */
    public Optional<AdapterResult> answer(Evaluation evaluation) {
        Optional<String> value = challenge.evaluate(evaluation);
        boolean applies = value.isPresent()
                && conditions.entrySet().stream()
                        .allMatch(condition ->
                                condition.getKey().evaluate(evaluation).equals(Optional.of(condition.getValue())));
        if (!applies) {
            return Optional.empty();
        }
        if (value.get().length() > MAX_CHALLENGE_LENGTH) {
            return Optional.of(new AdapterResult.Rejected(
                    RejectionCause.UNMAPPABLE, "The challenge is longer than " + MAX_CHALLENGE_LENGTH + " characters"));
        }
        if (token.isPresent() && !token.get().isRight(evaluation)) {
            return Optional.of(new AdapterResult.Rejected(
                    RejectionCause.SIGNATURE_MISMATCH, "The token of the handshake is wrong"));
        }
        evaluation.set("challenge", value.get());
        evaluation.set("answer", hash.map(rule -> rule.of(value.get())).orElse(value.get()));
        if (confirmation.isEmpty()) {
            return Optional.of(new AdapterResult.Challenge(reply.render(evaluation)));
        }
        return Optional.of(confirm(value.get(), evaluation));
    }

    private AdapterResult confirm(String address, Evaluation evaluation) {
        Optional<URI> confirmed = confirmation.flatMap(hosts -> hosts.accept(address));
        return confirmed.isPresent()
                ? new AdapterResult.Challenge(reply.render(evaluation), confirmed)
                : new AdapterResult.Rejected(
                        RejectionCause.SIGNATURE_MISMATCH, "The address to confirm is not one of the provider's");
    }

    /**
     * A secret that the sender of a handshake must know.
     *
     * @param value where it stands
     * @param secrets what it may be
     */
    private record Token(Expression value, List<String> secrets) {
        static Token read(Settings settings, Secrets secrets) throws InvalidConfigurationException {
            Expression value = ExpressionReader.read(settings, "value")
                    .orElseThrow(() -> settings.fault("value", "is required: where the token stands"));
            String name = settings.text("secret").orElse("verifyToken");
            settings.refuseUnknown();
            return new Token(value, secrets.versions(name));
        }

        boolean isRight(Evaluation evaluation) {
            return ConstantTime.equalsAny(secrets, value.evaluate(evaluation).orElse(""));
        }

        @Override
        public String toString() {
            return "Token";
        }
    }
}
