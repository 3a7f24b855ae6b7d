package io.hookgate.tenant.http;

import java.nio.ByteBuffer;
import java.util.Base64;
import java.util.List;
import java.util.UUID;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * Which part of a list ordered by identifier is wanted.
 *
 * @param limit rows on the page
 * @param after the identifier behind which the page begins
 */
public record PageRequest(int limit, UUID after) {
    /** Rows on a page if the caller does not say. */
    public static final int DEFAULT_LIMIT = 50;
    /** The most rows on a page. */
    public static final int MAX_LIMIT = 100;

    private static final UUID FIRST = new UUID(0, 0);
    private static final int UUID_BYTES = 16;

    /**
     * Reads the query parameters {@code limit} and {@code cursor}.
     *
     * @throws ApiProblem if one of them is not acceptable
     */
    public static PageRequest of(@Nullable String limit, @Nullable String cursor) {
        return new PageRequest(
                limit == null ? DEFAULT_LIMIT : parseLimit(limit), cursor == null ? FIRST : parseCursor(cursor));
    }

    /** How many rows to fetch: one more than the page has, to know whether there is another page. */
    public int fetch() {
        return limit + 1;
    }

    /** Makes the page out of up to {@link #fetch} rows. */
    public <E, T> Page<T> page(List<E> rows, Function<E, UUID> id, Function<E, T> view) {
        List<E> shown = rows.subList(0, Math.min(limit, rows.size()));
        String next = rows.size() > limit ? cursor(id.apply(shown.get(limit - 1))) : null;
        return new Page<>(shown.stream().map(view).toList(), next);
    }

    private static String cursor(UUID id) {
        ByteBuffer bytes = ByteBuffer.allocate(UUID_BYTES)
                .putLong(id.getMostSignificantBits())
                .putLong(id.getLeastSignificantBits());
        return Base64.getUrlEncoder().withoutPadding().encodeToString(bytes.array());
    }

    private static UUID parseCursor(String text) {
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

    private static int parseLimit(String text) {
        try {
            int limit = Integer.parseInt(text);
            if (limit >= 1 && limit <= MAX_LIMIT) {
                return limit;
            }
        } catch (NumberFormatException e) {
            // Answered below, as any other number out of range.
        }
        throw ApiProblem.invalid("limit", "The limit is a whole number from 1 to " + MAX_LIMIT + ".");
    }
}
