package io.hookgate.benchmarks.load;

import io.vertx.core.MultiMap;

/** How a source proves that a request is its own. One instance is used by one thread. */
@FunctionalInterface
public interface RequestSignature {

    /** Sends requests as they are. */
    RequestSignature NONE = (body, headers) -> {};

    /** Adds the headers that prove where this body comes from. */
    void sign(byte[] body, MultiMap headers);
}
