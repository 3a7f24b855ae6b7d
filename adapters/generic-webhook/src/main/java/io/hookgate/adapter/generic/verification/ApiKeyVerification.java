package io.hookgate.adapter.generic.verification;

import io.hookgate.adapter.Documents;
import io.hookgate.adapter.InboundRequest;
import io.hookgate.adapter.InvalidConfigurationException;
import io.hookgate.adapter.generic.settings.Secrets;
import io.hookgate.adapter.generic.settings.Settings;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/** A secret that the sender puts into a header or a query parameter as it is. */
public final class ApiKeyVerification implements Verification {
    private final boolean inHeader;
    private final String name;
    private final String prefix;
    private final List<String> keys;

    private ApiKeyVerification(boolean inHeader, String name, String prefix, List<String> keys) {
        this.inHeader = inHeader;
        this.name = name;
        this.prefix = prefix;
        this.keys = List.copyOf(keys);
    }

    /** Reads the verification type {@code api-key}. */
    public static ApiKeyVerification read(Settings settings, Secrets secrets) throws InvalidConfigurationException {
        Optional<String> header = settings.text("header");
        Optional<String> query = settings.text("query");
        if (header.isPresent() == query.isPresent()) {
            throw settings.fault("header", "must name the header that carries the key (or query, the parameter)");
        }
        String prefix = settings.value("prefix") instanceof String text ? text : "";
        String secret = settings.text("secret").orElse("secret");
        return new ApiKeyVerification(
                header.isPresent(), header.or(() -> query).orElseThrow(), prefix, secrets.versions(secret));
    }

    @Override
    public boolean hasCredentials(InboundRequest request) {
        return presented(request).isPresent();
    }

    @Override
    public Verdict verify(InboundRequest request, Documents documents, Instant now) {
        Optional<String> presented = presented(request);
        if (presented.isEmpty()) {
            return Verdict.credentialsMissing("There is no key in the " + place());
        }
        boolean matches = presented.get().startsWith(prefix)
                && ConstantTime.equalsAny(keys, presented.get().substring(prefix.length()));
        return matches ? Verdict.AUTHENTIC : Verdict.mismatch("The key in the " + place() + " is wrong");
    }

    private Optional<String> presented(InboundRequest request) {
        return inHeader ? request.header(name) : request.queryParameter(name);
    }

    private String place() {
        return inHeader ? "header " + name : "query parameter " + name;
    }
}
