package io.hookgate.adapter.generic.provider;

import io.hookgate.adapter.InvalidConfigurationException;
import io.hookgate.adapter.callbackcrypto.SealedMessage;
import io.hookgate.adapter.generic.mapping.Evaluation;
import io.hookgate.adapter.generic.mapping.Expression;
import io.hookgate.adapter.generic.mapping.ExpressionReader;
import io.hookgate.adapter.generic.settings.Settings;
import java.util.Optional;

/**
 * Where the parts of a sealed message stand in a request.
 *
 * @param signature the signature
 * @param timestamp the signed time
 * @param nonce the signed nonce
 * @param ciphertext the encrypted message
 * @param echo the encrypted message of a GET, where that is another place
 */
record SealedFields(
        Expression signature,
        Expression timestamp,
        Expression nonce,
        Expression ciphertext,
        Optional<Expression> echo) {

    static SealedFields read(Settings settings) throws InvalidConfigurationException {
        SealedFields fields = new SealedFields(
                required(settings, "signature"),
                required(settings, "timestamp"),
                required(settings, "nonce"),
                required(settings, "ciphertext"),
                ExpressionReader.read(settings, "echo"));
        settings.refuseUnknown();
        return fields;
    }

    Optional<SealedMessage> find(Evaluation evaluation, boolean isGet) {
        Expression text = isGet && echo.isPresent() ? echo.get() : ciphertext;
        Optional<String> foundSignature = signature.evaluate(evaluation);
        Optional<String> foundTimestamp = timestamp.evaluate(evaluation);
        Optional<String> foundNonce = nonce.evaluate(evaluation);
        Optional<String> foundText = text.evaluate(evaluation);
        boolean complete = foundSignature.isPresent()
                && foundTimestamp.isPresent()
                && foundNonce.isPresent()
                && foundText.isPresent();
        return complete
                ? Optional.of(new SealedMessage(
                        foundSignature.get(), foundTimestamp.get(), foundNonce.get(), foundText.get()))
                : Optional.empty();
    }

    private static Expression required(Settings settings, String name) throws InvalidConfigurationException {
        return ExpressionReader.read(settings, name).orElseThrow(() -> settings.fault(name, "is required"));
    }

    /**
     * What the parts of a sealed reply are called.
     *
     * @param signature the signature
     * @param timestamp the signed time
     * @param nonce the signed nonce
     * @param ciphertext the encrypted message
     */
    record Names(String signature, String timestamp, String nonce, String ciphertext) {
        static Names read(Settings settings) throws InvalidConfigurationException {
            Names names = new Names(
                    settings.requiredText("signature"),
                    settings.requiredText("timestamp"),
                    settings.requiredText("nonce"),
                    settings.requiredText("ciphertext"));
            settings.refuseUnknown();
            return names;
        }
    }
}
