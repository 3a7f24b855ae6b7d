package io.hookgate.delivery.history;

import java.util.Arrays;
import java.util.Locale;
import java.util.Optional;

/** Where a delivery stands. */
public enum DeliveryStatus {
    /** It waits for its first attempt. */
    PENDING("open_delivery", "state < 2 AND attempts = 0"),
    /** A node works on it. */
    DELIVERING("open_delivery", "state = 2"),
    /** It has failed, and waits for its next attempt. */
    RETRYING("open_delivery", "state < 2 AND attempts > 0"),
    /** The endpoint has taken it. */
    DELIVERED("ended_delivery", "status = 0"),
    /** It has failed for good. */
    DEAD("ended_delivery", "status = 1"),
    /** Nobody wants it any more. */
    CANCELLED("ended_delivery", "status = 2");

    private final String table;
    private final String condition;

    DeliveryStatus(String table, String condition) {
        this.table = table;
        this.condition = condition;
    }

    /** The name in the API. */
    public String code() {
        return name().toLowerCase(Locale.ROOT);
    }

    /** The status with this name in the API. */
    public static Optional<DeliveryStatus> ofCode(String code) {
        return Arrays.stream(values())
                .filter(status -> status.code().equals(code))
                .findFirst();
    }

    /** Whether deliveries with this status are at their end. */
    public boolean isEnded() {
        return table.equals("ended_delivery");
    }

    /** Where the rows with this status are. */
    public String table() {
        return table;
    }

    /** What is true of the rows of the table with this status; the indexes of the ledger know these texts. */
    public String condition() {
        return condition;
    }

    static DeliveryStatus ofOpen(int state, int attempts) {
        if (state == 2) {
            return DELIVERING;
        }
        return attempts == 0 ? PENDING : RETRYING;
    }

    static DeliveryStatus ofEnded(int status) {
        return switch (status) {
            case 0 -> DELIVERED;
            case 1 -> DEAD;
            case 2 -> CANCELLED;
            default -> throw new IllegalStateException("The ledger holds a delivery with an unknown status");
        };
    }
}
