package io.hookgate.adapter.callbackcrypto;

import java.util.Collection;
import java.util.Set;

/** Whom a message may be addressed to: the receive id at its end. */
public sealed interface ReceiveIds {

    /** Whether a message for {@code receiveId} is ours. */
    boolean accept(String receiveId);

    /** Takes messages for these ids only; an empty text is an id like any other. */
    static ReceiveIds anyOf(Collection<String> ids) {
        return new Listed(Set.copyOf(ids));
    }

    /** Takes every message, for providers that do not define the id. */
    static ReceiveIds ignored() {
        return new Ignored();
    }

    /**
     * Some ids.
     *
     * @param ids compared exactly
     */
    record Listed(Set<String> ids) implements ReceiveIds {
        /** Copies the set. */
        public Listed {
            ids = Set.copyOf(ids);
        }

        @Override
        public boolean accept(String receiveId) {
            return ids.contains(receiveId);
        }
    }

    /** Any id. */
    record Ignored() implements ReceiveIds {
        @Override
        public boolean accept(String receiveId) {
            return true;
        }
    }
}
