package io.hookgate.adapter.generic.signature;

import io.hookgate.adapter.InboundRequest;
import io.hookgate.adapter.InvalidConfigurationException;
import io.hookgate.adapter.RejectionCause;
import io.hookgate.adapter.generic.body.ProviderTime;
import io.hookgate.adapter.generic.settings.Settings;
import io.hookgate.adapter.generic.verification.Verdict;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import java.util.Optional;

/**
 * The time that came with a signature, and how far from now it may be.
 *
 * @param place where it stands
 * @param name the header, query parameter or part of the signature header that holds it
 * @param unit how it is written
 * @param tolerance how far it may be from now, into the past and into the future
 */
record SignedTimestamp(Place place, String name, Unit unit, Duration tolerance) {
    private static final int DEFAULT_TOLERANCE_SECONDS = 300;
    private static final int MOST_TOLERANCE_SECONDS = 86_400;

    /** Where a signed time stands. */
    enum Place {
        HEADER,
        QUERY,
        SIGNATURE_HEADER
    }

    /** How a signed time is written. */
    enum Unit {
        SECONDS,
        MILLISECONDS,
        /** Told by its form and size. */
        AUTO
    }

    /** Reads the settings {@code timestamp} of a signature. */
    static SignedTimestamp read(Settings settings) throws InvalidConfigurationException {
        Optional<String> header = settings.text("header");
        Optional<String> query = settings.text("query");
        Optional<String> key = settings.text("key");
        Place place = header.isPresent() ? Place.HEADER : query.isPresent() ? Place.QUERY : Place.SIGNATURE_HEADER;
        String name = header.or(() -> query)
                .or(() -> key)
                .orElseThrow(() -> new InvalidConfigurationException(
                        settings.pointer(), "must name a header, a query parameter, or a key of the signature header"));
        Unit unit = settings.choice(
                "unit",
                Unit.AUTO,
                Map.of(
                        "auto", Unit.AUTO,
                        "iso8601", Unit.AUTO,
                        "s", Unit.SECONDS,
                        "seconds", Unit.SECONDS,
                        "ms", Unit.MILLISECONDS,
                        "milliseconds", Unit.MILLISECONDS));
        int tolerance = settings.integer("toleranceSeconds", DEFAULT_TOLERANCE_SECONDS, 1, MOST_TOLERANCE_SECONDS);
        settings.refuseUnknown();
        return new SignedTimestamp(place, name, unit, Duration.ofSeconds(tolerance));
    }

    /** The time as the sender wrote it. */
    Optional<String> in(InboundRequest request, PresentedSignatures presented) {
        return switch (place) {
            case HEADER -> request.header(name);
            case QUERY -> request.queryParameter(name);
            case SIGNATURE_HEADER -> presented.value(name);
        };
    }

    /** A refusal if the time is unreadable or too far from now. */
    Optional<Verdict> judge(String timestamp, Instant now) {
        Optional<Instant> time = parse(timestamp);
        if (time.isEmpty()) {
            return Optional.of(new Verdict.Refused(
                    RejectionCause.TIMESTAMP_OUT_OF_TOLERANCE, "The signed timestamp is not a time"));
        }
        return isNear(time.get(), now, tolerance)
                ? Optional.empty()
                : Optional.of(new Verdict.Refused(
                        RejectionCause.TIMESTAMP_OUT_OF_TOLERANCE,
                        "The signed timestamp " + time.get() + " is more than " + tolerance.toSeconds()
                                + " s away from " + now));
    }

    /** Whether two times are no further apart than {@code tolerance}. */
    static boolean isNear(Instant time, Instant now, Duration tolerance) {
        return !time.isBefore(now.minus(tolerance)) && !time.isAfter(now.plus(tolerance));
    }

    private Optional<Instant> parse(String timestamp) {
        if (unit == Unit.AUTO) {
            return ProviderTime.parse(timestamp);
        }
        try {
            long number = Long.parseLong(timestamp.strip());
            return Optional.of(unit == Unit.SECONDS ? Instant.ofEpochSecond(number) : Instant.ofEpochMilli(number));
        } catch (NumberFormatException | java.time.DateTimeException e) {
            return Optional.empty();
        }
    }
}
