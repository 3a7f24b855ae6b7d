package io.hookgate.adapter.generic.verification;

import io.hookgate.adapter.Documents;
import io.hookgate.adapter.InboundRequest;
import java.time.Instant;

/**
 * One way in which a request proves who sent it.
 *
 * <p>An implementation is thread-safe and pure, compares in constant time, looks at the raw bytes before anything parses
 * them, never throws for anything that a request can contain, and says no when in doubt.
 */
public interface Verification {

    /** Whether the request has what this way of proof looks at, right or wrong. */
    boolean hasCredentials(InboundRequest request);

    /** Judges the request. */
    Verdict verify(InboundRequest request, Documents documents, Instant now);
}
