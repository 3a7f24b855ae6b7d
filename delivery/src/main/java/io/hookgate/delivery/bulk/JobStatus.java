package io.hookgate.delivery.bulk;

import java.util.Arrays;
import java.util.Locale;
import java.util.Optional;

/** Where a job stands. */
public enum JobStatus {
    /** It has not begun. */
    QUEUED,
    /** It is under way. */
    RUNNING,
    /** All has been done. */
    FINISHED,
    /** Somebody has stopped it; what had been done stays. */
    CANCELLED,
    /** It could not go on. */
    FAILED;

    /** The name in the API, and in the ledger. */
    public String code() {
        return name().toLowerCase(Locale.ROOT);
    }

    /** The status with this name. */
    public static Optional<JobStatus> ofCode(String code) {
        return Arrays.stream(values())
                .filter(status -> status.code().equals(code))
                .findFirst();
    }
}
