package io.hookgate.adapter.generic.combination;

import io.hookgate.adapter.Documents;
import io.hookgate.adapter.InboundRequest;
import io.hookgate.adapter.generic.verification.Verdict;
import io.hookgate.adapter.generic.verification.Verification;
import java.time.Instant;
import java.util.Optional;

/**
 * A proof that is meant only for requests with a certain value in a header, such as a version.
 *
 * @param header the name of the header
 * @param value its value
 * @param proof what those requests must have
 */
public record Conditional(String header, String value, Verification proof) implements Verification {

    @Override
    public boolean hasCredentials(InboundRequest request) {
        return applies(request) && proof.hasCredentials(request);
    }

    @Override
    public Verdict verify(InboundRequest request, Documents documents, Instant now) {
        return applies(request)
                ? proof.verify(request, documents, now)
                : Verdict.credentialsMissing("The header " + header + " is not " + value);
    }

    private boolean applies(InboundRequest request) {
        return request.header(header).equals(Optional.of(value));
    }
}
