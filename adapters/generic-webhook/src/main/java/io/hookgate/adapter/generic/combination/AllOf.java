package io.hookgate.adapter.generic.combination;

import io.hookgate.adapter.Documents;
import io.hookgate.adapter.InboundRequest;
import io.hookgate.adapter.generic.verification.Verdict;
import io.hookgate.adapter.generic.verification.Verification;
import java.time.Instant;
import java.util.List;

/** Several proofs, all of which a request must have. What the first of them opened counts. */
public final class AllOf implements Verification {
    private final List<Verification> parts;

    /** Wants every part; there must be at least one. */
    public AllOf(List<Verification> parts) {
        if (parts.isEmpty()) {
            throw new IllegalArgumentException("Nothing to verify");
        }
        this.parts = List.copyOf(parts);
    }

    @Override
    public boolean hasCredentials(InboundRequest request) {
        return parts.stream().allMatch(part -> part.hasCredentials(request));
    }

    @Override
    public Verdict verify(InboundRequest request, Documents documents, Instant now) {
        Verdict first = parts.get(0).verify(request, documents, now);
        for (Verification part : parts.subList(1, parts.size())) {
            if (first instanceof Verdict.Refused) {
                return first;
            }
            Verdict next = part.verify(request, documents, now);
            if (!(next instanceof Verdict.Authentic)) {
                return next;
            }
        }
        return first;
    }
}
