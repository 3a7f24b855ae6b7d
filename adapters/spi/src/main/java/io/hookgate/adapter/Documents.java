package io.hookgate.adapter;

import java.net.URI;
import java.util.Optional;

/** Documents that verification rests on and that must be fetched, such as a provider's key set or certificate. */
@FunctionalInterface
public interface Documents {
    /** No document has been fetched. */
    Documents NONE = address -> Optional.empty();

    /** The bytes that stand at {@code address}, if they have been fetched and are still fresh. */
    Optional<byte[]> at(URI address);

    /**
     * Whether it is worth asking for a document again that is still fresh but lacks what a request names, such as the key of
     * a provider that has just changed its keys. False when it has been asked for early not long ago, so that forged requests
     * cannot make us ask again and again.
     */
    default boolean isRenewable(URI address) {
        return false;
    }
}
