package io.hookgate.adapter.generic.verification;

import io.hookgate.adapter.RejectionCause;
import java.net.URI;
import java.util.Optional;
import java.util.Set;

/** What a {@link Verification} says about a request. */
public sealed interface Verdict {
    /** The request is what its sender sent. */
    Verdict AUTHENTIC = new Authentic(Optional.empty());

    /**
     * The request is what its sender sent.
     *
     * @param opened what the sender had encrypted
     */
    record Authentic(Optional<OpenedBody> opened) implements Verdict {}

    /**
     * The request proves just enough to be answered as a check of the URL; it must carry no event.
     *
     * @param opened what the sender had encrypted
     */
    record HandshakeOnly(Optional<OpenedBody> opened) implements Verdict {}

    /**
     * The request proves nothing.
     *
     * @param cause what kind of fault it is
     * @param detail what exactly, for the owner of the source
     */
    record Refused(RejectionCause cause, String detail) implements Verdict {}

    /**
     * The answer depends on documents that have to be fetched first.
     *
     * @param addresses where they are
     */
    record DocumentsMissing(Set<URI> addresses) implements Verdict {
        /** Copies the set. */
        public DocumentsMissing {
            addresses = Set.copyOf(addresses);
        }
    }

    /** A refusal because what proves the sender's identity is not there. */
    static Verdict credentialsMissing(String detail) {
        return new Refused(RejectionCause.CREDENTIALS_MISSING, detail);
    }

    /** A refusal because what should prove the sender's identity is wrong. */
    static Verdict mismatch(String detail) {
        return new Refused(RejectionCause.SIGNATURE_MISMATCH, detail);
    }
}
