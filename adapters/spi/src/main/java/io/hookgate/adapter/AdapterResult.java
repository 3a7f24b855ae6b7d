package io.hookgate.adapter;

import io.cloudevents.CloudEvent;
import java.net.URI;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/** What an adapter makes of a request. */
public sealed interface AdapterResult {

    /**
     * The request is authentic; its events must be durable before the reply is sent.
     *
     * <p>An event carries the ordering key as the extension {@code partitionkey}; JSON data is valid by {@code
     * EventJson}.
     *
     * @param events in the order of the request; may be empty when it carries nothing to pass on
     * @param reply what the provider expects to hear
     */
    record Accepted(List<CloudEvent> events, Reply reply) implements AdapterResult {
        /** Copies the list. */
        public Accepted {
            events = List.copyOf(events);
        }
    }

    /**
     * The provider is checking that the URL is ours; nothing is passed on.
     *
     * @param reply the computed answer
     * @param confirmation an address that has to be fetched to complete the handshake, already checked to be the
     *     provider's
     */
    record Challenge(Reply reply, Optional<URI> confirmation) implements AdapterResult {
        /** A handshake that the reply completes. */
        public Challenge(Reply reply) {
            this(reply, Optional.empty());
        }
    }

    /**
     * The request is refused.
     *
     * @param cause what kind of fault it is
     * @param detail what exactly, for the owner of the source; no secret and no part of the payload
     * @param reply what the sender is told; it must not help an attacker
     */
    record Rejected(RejectionCause cause, String detail, Reply reply) implements AdapterResult {
        /** A refusal with the plain reply for its cause. */
        public Rejected(RejectionCause cause, String detail) {
            this(cause, detail, Reply.empty(cause.status()));
        }
    }

    /**
     * Verification needs documents that are not there; the gateway fetches them, within its rules for outbound
     * requests, and asks again.
     *
     * @param addresses HTTPS addresses that configuration or the protocol's own rules allow, never just the request
     */
    record DocumentsNeeded(Set<URI> addresses) implements AdapterResult {
        /** Copies the set. */
        public DocumentsNeeded {
            addresses = Set.copyOf(addresses);
        }
    }
}
