package io.hookgate.tenant.endpoint;

import java.math.BigDecimal;
import java.math.RoundingMode;
import java.time.Duration;

/** Durations as the API has them: numbers of seconds, exact to the millisecond. */
final class Seconds {
    static final BigDecimal SHORTEST = new BigDecimal("0.001");

    private static final int MILLI_DIGITS = 3;

    private Seconds() {}

    static Duration duration(BigDecimal seconds) {
        return Duration.ofMillis(seconds.movePointRight(MILLI_DIGITS)
                .setScale(0, RoundingMode.HALF_UP)
                .longValueExact());
    }

    static BigDecimal of(Duration duration) {
        return plain(BigDecimal.valueOf(duration.toMillis(), MILLI_DIGITS));
    }

    /** Without trailing zeros, and never in exponential notation. */
    static BigDecimal plain(BigDecimal number) {
        BigDecimal stripped = number.stripTrailingZeros();
        return stripped.scale() < 0 ? stripped.setScale(0) : stripped;
    }
}
