package io.hookgate.gateway.ingress;

import io.hookgate.adapter.RejectionCause;
import io.hookgate.adapter.Reply;
import io.hookgate.gateway.requests.RequestOutcome;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;

/**
 * What a sender is told, and what is recorded of it.
 *
 * @param events how many events were stored
 */
record Answer(RequestOutcome outcome, Optional<String> cause, Optional<String> detail, Reply reply, int events) {
    private static final String DAILY_QUOTA = "daily-event-quota";

    static Answer accepted(Reply reply, int events) {
        return new Answer(RequestOutcome.ACCEPTED, Optional.empty(), Optional.empty(), reply, events);
    }

    static Answer challenge(Reply reply) {
        return new Answer(RequestOutcome.CHALLENGE, Optional.empty(), Optional.empty(), reply, 0);
    }

    /** A refusal in the protocol's own words, or as a problem where it has none. */
    static Answer rejected(RejectionCause cause, String detail, Reply reply) {
        Reply told = reply.body().length == 0 && !reply.exact() ? withProblem(reply, cause.code()) : reply;
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

    static Answer tooMany(RateLimits.Excess excess) {
        int perSecond = excess.limit().perSecond();
        String detail = "More requests than " + perSecond + " per second, with bursts of "
                + excess.limit().burst() + ", are not taken.";
        Reply reply = withRetryAfter(IngressProblem.reply(429, excess.cause(), detail), excess.retryAfterSeconds());
        return new Answer(RequestOutcome.REJECTED, Optional.of(excess.cause()), Optional.of(detail), reply, 0);
    }

    /** A tenant has sent as many events as it may send on one day. */
    static Answer dayUsedUp(long perDay, long secondsLeft) {
        String detail = "The tenant may send at most " + perDay + " events a day, and today's are used up.";
        Reply reply = withRetryAfter(IngressProblem.reply(429, DAILY_QUOTA, detail), Math.max(1, secondsLeft));
        return new Answer(RequestOutcome.REJECTED, Optional.of(DAILY_QUOTA), Optional.of(detail), reply, 0);
    }

    static Answer unavailable(String code, String detail, long retryAfterSeconds) {
        Reply problem = IngressProblem.reply(503, code, "The event cannot be stored at the moment. Try again.");
        Reply reply = withRetryAfter(problem, Math.max(1, retryAfterSeconds));
        return new Answer(RequestOutcome.UNAVAILABLE, Optional.of(code), Optional.of(detail), reply, 0);
    }

    private static Reply withRetryAfter(Reply problem, long seconds) {
        return withHeaders(problem, Map.of("retry-after", Long.toString(seconds)));
    }

    private static Reply withProblem(Reply reply, String code) {
        Reply problem = IngressProblem.reply(reply.status(), code, "The request was refused.");
        return withHeaders(problem, reply.headers());
    }

    private static Reply withHeaders(Reply problem, Map<String, String> more) {
        Map<String, String> headers = new HashMap<>(more);
        headers.putAll(problem.headers());
        return new Reply(problem.status(), headers, problem.body());
    }
}
