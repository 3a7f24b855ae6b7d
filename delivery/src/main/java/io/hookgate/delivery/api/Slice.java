package io.hookgate.delivery.api;

import io.hookgate.tenant.http.ApiProblem;
import io.hookgate.tenant.http.Page;
import io.hookgate.tenant.http.PageRequest;
import java.nio.ByteBuffer;
import java.util.Base64;
import java.util.List;
import java.util.UUID;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * Which part of a list with the newest first is wanted.
 *
 * @param limit rows on the page
 * @param cursor the last identifier of the page before; null on the first page
 */
record Slice(int limit, @Nullable UUID cursor) {
    private static final int UUID_BYTES = 16;

    /**
     * Reads the query parameters {@code limit} and {@code cursor}.
     *
     * @throws ApiProblem if one of them is not acceptable
     */
    static Slice of(@Nullable String limit, @Nullable String cursor) {
        return new Slice(PageRequest.of(limit, null).limit(), cursor == null ? null : parse(cursor));
    }

    /** Makes the page out of rows, of which there may be more than it has. */
    <E, T> Page<T> page(List<E> rows, Function<E, UUID> id, Function<E, T> view) {
        List<E> shown = rows.subList(0, Math.min(limit, rows.size()));
        String next = rows.size() > limit ? text(id.apply(shown.get(limit - 1))) : null;
        return new Page<>(shown.stream().map(view).toList(), next);
    }

    private static String text(UUID id) {
        ByteBuffer bytes = ByteBuffer.allocate(UUID_BYTES)
                .putLong(id.getMostSignificantBits())
                .putLong(id.getLeastSignificantBits());
        return Base64.getUrlEncoder().withoutPadding().encodeToString(bytes.array());
    }

    private static UUID parse(String text) {
        try {
            ByteBuffer bytes = ByteBuffer.wrap(Base64.getUrlDecoder().decode(text));
            if (bytes.remaining() == UUID_BYTES) {
                return new UUID(bytes.getLong(), bytes.getLong());
            }
        } catch (IllegalArgumentException e) {
            // Answered below, as any other cursor that we did not give out.
        }
        throw ApiProblem.invalid("cursor", "A cursor is the value of 'next' of the page before.");
    }
}
