package io.hookgate.tenant.idempotency;

import java.time.OffsetDateTime;
import org.jspecify.annotations.Nullable;

/** Whether a request is to be carried out. */
sealed interface Claim {

    /**
     * It is new; whoever has this carries it out.
     *
     * @param claimedAt tells this claim from a later one of the same key
     */
    record New(RequestKey key, OffsetDateTime claimedAt) implements Claim {}

    /** It has been carried out; this was the answer. */
    record Answered(
            int status,
            @Nullable String location,
            @SuppressWarnings("ArrayRecordComponent") byte @Nullable [] body) implements Claim {}

    /** It is being carried out. */
    record UnderWay() implements Claim {}

    /** The key was used for another request. */
    record OtherRequest() implements Claim {}
}
