package io.hookgate.gateway.ingress;

import io.hookgate.adapter.RejectionCause;
import io.hookgate.adapter.Reply;
import io.hookgate.gateway.requests.RequestOutcome;
import java.util.Map;
import java.util.Optional;

/**
 * What a sender is told, and what is recorded of it.
 *
 * @param events how many events were stored
 */
record Answer(RequestOutcome outcome, Optional<String> cause, Optional<String> detail, Reply reply, int events) {

    static Answer accepted(Reply reply, int events) {
        return new Answer(RequestOutcome.ACCEPTED, Optional.empty(), Optional.empty(), reply, events);
    }

    static Answer challenge(Reply reply) {
        return new Answer(RequestOutcome.CHALLENGE, Optional.empty(), Optional.empty(), reply, 0);
    }

    /** A refusal in the protocol's own words, or as a problem where it has none. */
    static Answer rejected(RejectionCause cause, String detail, Reply reply) {
        Reply told = reply.body().length == 0 ? withProblem(reply, cause.code()) : reply;
        return new Answer(RequestOutcome.REJECTED, Optional.of(cause.code()), Optional.of(detail), told, 0);
    }

    static Answer refused(int status, String code, String detail) {
        return new Answer(
                RequestOutcome.REJECTED,
                Optional.of(code),
                Optional.of(detail),
                IngressProblem.reply(status, code, detail),
                0);
    }

    static Answer unavailable(String code, String detail, long retryAfterSeconds) {
        Reply problem = IngressProblem.reply(503, code, "The event cannot be stored at the moment. Try again.");
        Reply reply = new Reply(
                503,
                Map.of(
                        "content-type",
                        IngressProblem.MEDIA_TYPE,
                        "retry-after",
                        Long.toString(Math.max(1, retryAfterSeconds))),
                problem.body());
        return new Answer(RequestOutcome.UNAVAILABLE, Optional.of(code), Optional.of(detail), reply, 0);
    }

    private static Reply withProblem(Reply reply, String code) {
        Reply problem = IngressProblem.reply(reply.status(), code, "The request was refused.");
        Map<String, String> headers = new java.util.HashMap<>(reply.headers());
        headers.putAll(problem.headers());
        return new Reply(reply.status(), headers, problem.body());
    }
}
