package io.hookgate.adapter.generic.combination;

import io.hookgate.adapter.Documents;
import io.hookgate.adapter.InboundRequest;
import io.hookgate.adapter.RejectionCause;
import io.hookgate.adapter.generic.verification.Verdict;
import io.hookgate.adapter.generic.verification.Verification;
import java.time.Instant;
import java.util.List;

/** Several proofs, one of which is enough. */
public final class AnyOf implements Verification {
    private final List<Verification> choices;

    /** Wants one of the choices; there must be at least one. */
    public AnyOf(List<Verification> choices) {
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
        Verdict best = choices.get(0).verify(request, documents, now);
        for (Verification choice : choices.subList(1, choices.size())) {
            if (best instanceof Verdict.Authentic) {
                return best;
            }
            best = better(best, choice.verify(request, documents, now));
        }
        return best;
    }

    private static Verdict better(Verdict first, Verdict second) {
        return rank(second) > rank(first) ? second : first;
    }

    /** A document that can be fetched may still turn a no into a yes; a wrong proof says more than a missing one. */
    private static int rank(Verdict verdict) {
        if (verdict instanceof Verdict.Authentic) {
            return 4;
        }
        if (verdict instanceof Verdict.DocumentsMissing) {
            return 3;
        }
        if (verdict instanceof Verdict.HandshakeOnly) {
            return 2;
        }
        return verdict instanceof Verdict.Refused refused && refused.cause() != RejectionCause.CREDENTIALS_MISSING
                ? 1
                : 0;
    }
}
