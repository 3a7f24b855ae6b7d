package io.hookgate.adapter.generic.verification;

import io.hookgate.adapter.Documents;
import io.hookgate.adapter.InboundRequest;
import java.time.Instant;

/** Accepts everybody who knows the URL; the owner of the source has to ask for it by name. */
public enum NoVerification implements Verification {
    /** The only one. */
    INSTANCE;

    @Override
    public boolean hasCredentials(InboundRequest request) {
        return true;
    }

    @Override
    public Verdict verify(InboundRequest request, Documents documents, Instant now) {
        return Verdict.AUTHENTIC;
    }
}
