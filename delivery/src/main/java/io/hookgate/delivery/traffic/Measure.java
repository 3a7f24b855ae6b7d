package io.hookgate.delivery.traffic;

/** What is counted. The numbers stand in the database. */
enum Measure {
    /** Events that were stored. */
    RECEIVED(0),
    /** Deliveries that an endpoint has taken. */
    DELIVERED(1),
    /** Deliveries that were given up. */
    DEAD(2),
    /** Attempts that have failed. */
    FAILED_ATTEMPT(3);

    private final int number;

    Measure(int number) {
        this.number = number;
    }

    int number() {
        return number;
    }
}
