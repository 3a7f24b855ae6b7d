package io.hookgate.benchmarks.event;

/**
 * A kind of event in the mix of a round.
 *
 * @param type the value of {@code $.type}, for instance {@code order.created}
 * @param customer the value of {@code $.customer}, which subscriptions may match on
 * @param deliverable whether a receiver is there that takes it; what goes to a hanging receiver is not waited for
 */
public record EventKind(String type, String customer, boolean deliverable) {

    /** A deliverable kind. */
    public static EventKind of(String type, String customer) {
        return new EventKind(type, customer, true);
    }
}
