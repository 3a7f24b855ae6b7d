package io.hookgate.adapter.generic.combination;

import io.hookgate.adapter.Documents;
import io.hookgate.adapter.InboundRequest;
import io.hookgate.adapter.generic.verification.Verdict;
import io.hookgate.adapter.generic.verification.Verification;
import java.time.Instant;
import java.util.List;

/**
 * Several proofs in falling strength: the first whose credentials are in the request decides alone, so that a strong proof
 * that fails is not made up for by a weaker one.
 */
public final class FirstPresent implements Verification {
    private final List<Verification> choices;

    /** Goes through the choices in this order; there must be at least one. */
    public FirstPresent(List<Verification> choices) {
        if (choices.isEmpty()) {
            throw new IllegalArgumentException("Nothing to verify");
        }
        this.choices = List.copyOf(choices);
    }

    @Override
    public boolean hasCredentials(InboundRequest request) {
        return choices.stream().anyMatch(choice -> choice.hasCredentials(request));
    }

    @Override
    public Verdict verify(InboundRequest request, Documents documents, Instant now) {
        return choices.stream()
                .filter(choice -> choice.hasCredentials(request))
                .findFirst()
                .orElse(choices.get(0))
                .verify(request, documents, now);
    }
}
