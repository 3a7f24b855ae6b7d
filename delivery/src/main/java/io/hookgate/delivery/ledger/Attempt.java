package io.hookgate.delivery.ledger;

import java.time.Duration;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * One HTTP request of a delivery, or the try at one.
 *
 * @param number 1 for the first attempt of the delivery
 * @param statusCode of the response; null if there was none
 * @param error a stable code of what went wrong; null if the attempt succeeded
 * @param detail what exactly went wrong, for people; null where the code says it all
 * @param responseHeaders as a JSON object of strings; null if there was no response
 * @param responseBody the beginning of the body as it came; null if there was none
 */
public record Attempt(
        int number,
        Instant startedAt,
        Duration duration,
        @Nullable Integer statusCode,
        @Nullable String error,
        @Nullable String detail,
        @Nullable String responseHeaders,
        @SuppressWarnings("ArrayRecordComponent") byte @Nullable [] responseBody) {}
