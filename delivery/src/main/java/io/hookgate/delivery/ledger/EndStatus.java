package io.hookgate.delivery.ledger;

import java.util.Arrays;
import java.util.Locale;

/** How a delivery has ended. */
public enum EndStatus {
    /** The endpoint has taken it. */
    DELIVERED(0),
    /** It has failed for good; it is kept, and can be sent again. */
    DEAD(1),
    /** Nobody wants it any more. */
    CANCELLED(2);

    private final int number;

    EndStatus(int number) {
        this.number = number;
    }

    /** The number in the ledger. */
    public int number() {
        return number;
    }

    /** The name in the API. */
    public String code() {
        return name().toLowerCase(Locale.ROOT);
    }

    /** The status with this number in the ledger. */
    public static EndStatus of(int number) {
        return Arrays.stream(values())
                .filter(status -> status.number == number)
                .findFirst()
                .orElseThrow();
    }
}
