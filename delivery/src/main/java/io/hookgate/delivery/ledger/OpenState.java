package io.hookgate.delivery.ledger;

/** The values of {@code open_delivery.state}. */
final class OpenState {
    static final int BLOCKED = -1;
    static final int WAITING = 0;
    static final int PARKED = 1;
    static final int LEASED = 2;

    private OpenState() {}
}
