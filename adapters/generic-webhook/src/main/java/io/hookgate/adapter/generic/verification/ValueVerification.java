package io.hookgate.adapter.generic.verification;

import io.hookgate.adapter.Documents;
import io.hookgate.adapter.InboundRequest;
import io.hookgate.adapter.InvalidConfigurationException;
import io.hookgate.adapter.generic.body.BodyReader;
import io.hookgate.adapter.generic.body.UnacceptableRequestException;
import io.hookgate.adapter.generic.mapping.Evaluation;
import io.hookgate.adapter.generic.mapping.Expression;
import io.hookgate.adapter.generic.mapping.ExpressionReader;
import io.hookgate.adapter.generic.settings.Secrets;
import io.hookgate.adapter.generic.settings.Settings;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/**
 * A value anywhere in the request, the body included, that must be a secret or one of a list: for providers that sign
 * nothing but say who they are. The body has to be parsed to find it.
 */
public final class ValueVerification implements Verification {
    private final Expression value;
    private final List<String> accepted;
    private final BodyReader body = BodyReader.automatic();

    private ValueVerification(Expression value, List<String> accepted) {
        this.value = value;
        this.accepted = List.copyOf(accepted);
    }

    /** Reads the verification type {@code value}. */
    public static ValueVerification read(Settings settings, Secrets secrets) throws InvalidConfigurationException {
        Expression value = ExpressionReader.read(settings, "value")
                .orElseThrow(() -> settings.fault("value", "is required: where the value stands"));
        List<String> listed = settings.texts("anyOf");
        if (!listed.isEmpty()) {
            return new ValueVerification(value, listed);
        }
        return new ValueVerification(
                value, secrets.versions(settings.text("secret").orElse("secret")));
    }

    @Override
    public boolean hasCredentials(InboundRequest request) {
        return find(request).isPresent();
    }

    @Override
    public Verdict verify(InboundRequest request, Documents documents, Instant now) {
        Optional<String> found = find(request);
        if (found.isEmpty()) {
            return Verdict.credentialsMissing("The value that identifies the sender is not there");
        }
        return ConstantTime.equalsAny(accepted, found.get())
                ? Verdict.AUTHENTIC
                : Verdict.mismatch("The value that identifies the sender is wrong");
    }

    private Optional<String> find(InboundRequest request) {
        try {
            return value.evaluate(Evaluation.of(request, body.read(request).tree()));
        } catch (UnacceptableRequestException e) {
            return Optional.empty();
        }
    }
}
