package io.hookgate.tenant.endpoint;

import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/** Keys of one kind, the newest first; the older ones are valid until the receiver must have changed over. */
record Rotating<T>(List<Dated<T>> items) {
    /** Rotating again and again must not make the signature header grow without bound. */
    private static final int MOST = 5;

    Rotating {
        items = List.copyOf(items);
    }

    /** @param until when it stops being valid; null for the current one */
    record Dated<T>(T item, @Nullable Instant until) {
        boolean isValid(Instant now) {
            return until == null || now.isBefore(until);
        }
    }

    static <T> Rotating<T> of(T first) {
        return new Rotating<>(List.of(new Dated<>(first, null)));
    }

    /** A new current key; the one before it stays valid for the grace period. */
    Rotating<T> rotate(T fresh, Instant now, Duration grace) {
        List<Dated<T>> rotated = new ArrayList<>();
        rotated.add(new Dated<>(fresh, null));
        for (Dated<T> old : items) {
            Instant end = now.plus(grace);
            boolean ends = old.until() != null && old.until().isBefore(end);
            Dated<T> dated = ends ? old : new Dated<>(old.item(), end);
            if (dated.isValid(now) && rotated.size() < MOST) {
                rotated.add(dated);
            }
        }
        return new Rotating<>(rotated);
    }

    T current() {
        return items.get(0).item();
    }

    List<T> valid(Instant now) {
        return items.stream()
                .filter(dated -> dated.isValid(now))
                .map(Dated::item)
                .toList();
    }

    /** When the next of them stops being valid. */
    Optional<Instant> nextEnd(Instant now) {
        return items.stream()
                .map(Dated::until)
                .flatMap(until -> Optional.ofNullable(until).stream())
                .filter(now::isBefore)
                .min(Instant::compareTo);
    }

    /** One line for each: the key in base64, and until when it is valid. */
    byte[] encode(Function<T, byte[]> bytes) {
        StringBuilder text = new StringBuilder();
        for (Dated<T> dated : items) {
            text.append(Base64.getEncoder().encodeToString(bytes.apply(dated.item())));
            if (dated.until() != null) {
                text.append(' ').append(dated.until());
            }
            text.append('\n');
        }
        return text.toString().getBytes(StandardCharsets.US_ASCII);
    }

    static <T> Rotating<T> decode(byte[] encoded, Function<byte[], T> item) {
        List<Dated<T>> items = new ArrayList<>();
        for (String line :
                new String(encoded, StandardCharsets.US_ASCII).lines().toList()) {
            int space = line.indexOf(' ');
            String key = space < 0 ? line : line.substring(0, space);
            items.add(new Dated<>(
                    item.apply(Base64.getDecoder().decode(key)),
                    space < 0 ? null : Instant.parse(line.substring(space + 1))));
        }
        return new Rotating<>(items);
    }
}
