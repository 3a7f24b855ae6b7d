package io.hookgate.adapter;

import java.time.Instant;

/** An adapter with one source's settings and secrets. Thread-safe, pure: the same arguments give the same result. */
public interface ConfiguredSource {

    /**
     * Verifies a request's raw bytes first, in constant time and failing closed, and then reads its events.
     *
     * <p>Never throws for anything that a request can contain, and takes time and memory in proportion to its size.
     *
     * @param documents what the gateway has fetched for this source so far, see {@link AdapterResult.DocumentsNeeded}
     * @param now the time of receipt, for the tolerance of signed timestamps
     */
    AdapterResult receive(InboundRequest request, Documents documents, Instant now);
}
