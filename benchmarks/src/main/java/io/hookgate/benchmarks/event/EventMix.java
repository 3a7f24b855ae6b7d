package io.hookgate.benchmarks.event;

import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Random;

/**
 * What is sent in a round: kinds of events in turn, each a JSON object of the same size. Immutable.
 *
 * <p>An event is {@code {"id":mark,"type":…,"customer":…,"padding":"k3f…"}}.
 */
public final class EventMix {

    private static final String MARK_PLACE = "_".repeat(EventMark.LENGTH);

    private final List<EventKind> kinds;
    private final List<byte[]> templates;
    private final int markAt;

    /**
     * Prepares the bodies.
     *
     * @param kinds one or more; event {@code n} is of kind {@code n mod size}
     * @param bytes the size of each body
     * @throws IllegalArgumentException when a body does not fit into {@code bytes}
     */
    public EventMix(List<EventKind> kinds, int bytes) {
        if (kinds.isEmpty()) {
            throw new IllegalArgumentException("A mix needs at least one kind of event");
        }
        this.kinds = List.copyOf(kinds);
        this.templates = this.kinds.stream().map(kind -> template(kind, bytes)).toList();
        this.markAt = "{\"id\":\"".length();
    }

    /** The kinds, in their order. */
    public List<EventKind> kinds() {
        return kinds;
    }

    /** The kind of the event with this sequence number. */
    public EventKind kind(long sequence) {
        return kinds.get((int) (sequence % kinds.size()));
    }

    /** The body of an event, a new array. */
    public byte[] body(EventMark mark) {
        byte[] body = templates.get((int) (mark.sequence() % templates.size())).clone();
        mark.write(body, markAt);
        return body;
    }

    private static byte[] template(EventKind kind, int bytes) {
        String start = "{\"id\":\"" + MARK_PLACE + "\",\"type\":\"" + kind.type() + "\",\"customer\":\""
                + kind.customer() + "\",\"padding\":\"";
        String end = "\"}";
        int padding = bytes - start.length() - end.length();
        if (padding < 0) {
            throw new IllegalArgumentException(
                    "An event of type " + kind.type() + " needs at least " + (bytes - padding) + " bytes");
        }
        return (start + padding(padding) + end).getBytes(StandardCharsets.US_ASCII);
    }

    /** Text that does not compress, so that no store or wire looks better than it is. */
    private static String padding(int length) {
        return new Random(length)
                .ints(length, 0, Character.MAX_RADIX)
                .map(digit -> Character.forDigit(digit, Character.MAX_RADIX))
                .collect(StringBuilder::new, StringBuilder::appendCodePoint, StringBuilder::append)
                .toString();
    }
}
