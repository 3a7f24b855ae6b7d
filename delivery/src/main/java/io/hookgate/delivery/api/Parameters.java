package io.hookgate.delivery.api;

import io.hookgate.tenant.http.ApiProblem;
import java.time.DateTimeException;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.Optional;
import java.util.UUID;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/** Reads query parameters, and refuses what it cannot read with the name of the parameter. */
final class Parameters {
    private Parameters() {}

    /** A moment in RFC 3339. */
    static @Nullable Instant time(String name, @Nullable String text) {
        if (text == null) {
            return null;
        }
        try {
            return OffsetDateTime.parse(text).toInstant();
        } catch (DateTimeException e) {
            throw ApiProblem.invalid(name, "A time is written as in RFC 3339, for example 2026-01-31T12:00:00Z.");
        }
    }

    /** A whole number that fits a status code. */
    static @Nullable Integer number(String name, @Nullable String text) {
        if (text == null) {
            return null;
        }
        try {
            return (int) Short.parseShort(text);
        } catch (NumberFormatException e) {
            throw ApiProblem.invalid(name, "A number is needed.");
        }
    }

    /** An identifier. */
    static <T> @Nullable T id(String name, @Nullable String text, Function<UUID, T> type) {
        if (text == null) {
            return null;
        }
        return uuid(text).map(type).orElseThrow(() -> ApiProblem.invalid(name, "An identifier is a UUID."));
    }

    /** The UUID that the text is in its canonical form. */
    static Optional<UUID> uuid(String text) {
        try {
            return text.length() == 36 ? Optional.of(UUID.fromString(text)) : Optional.empty();
        } catch (IllegalArgumentException e) {
            return Optional.empty();
        }
    }

    /** A text that may be compared with what is stored. */
    static @Nullable String text(String name, @Nullable String text) {
        if (text != null && text.indexOf('\0') >= 0) {
            throw ApiProblem.invalid(name, "The value has characters that no event has.");
        }
        return text;
    }
}
