package io.hookgate.benchmarks.event;

import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/**
 * The mark that an event carries through the product under test: {@code ~hgb-rrrrrrrr-ssssssssssss-tttttttttttttttt} in
 * hexadecimal digits. It is one JSON string value without a character that any encoder escapes, so that it survives being
 * wrapped, re-indented or moved.
 *
 * @param run the round the event belongs to
 * @param sequence its number within the round, from 0, less than 2<sup>48</sup>
 * @param intendedNanos when it was due to be sent, in {@link System#nanoTime()} of the harness
 */
public record EventMark(int run, long sequence, long intendedNanos) {

    /** The number of bytes of a mark. */
    public static final int LENGTH = 5 + 8 + 1 + 12 + 1 + 16;

    private static final byte[] PREFIX = "~hgb-".getBytes(StandardCharsets.US_ASCII);
    private static final byte[] DIGITS = "0123456789abcdef".getBytes(StandardCharsets.US_ASCII);
    private static final int RUN_AT = PREFIX.length;
    private static final int SEQUENCE_AT = RUN_AT + 8 + 1;
    private static final int TIME_AT = SEQUENCE_AT + 12 + 1;

    /** Writes the mark into {@code target}, {@link #LENGTH} bytes from {@code offset}. */
    public void write(byte[] target, int offset) {
        System.arraycopy(PREFIX, 0, target, offset, PREFIX.length);
        writeHex(run & 0xffffffffL, 8, target, offset + RUN_AT);
        target[offset + SEQUENCE_AT - 1] = '-';
        writeHex(sequence, 12, target, offset + SEQUENCE_AT);
        target[offset + TIME_AT - 1] = '-';
        writeHex(intendedNanos, 16, target, offset + TIME_AT);
    }

    /** Finds the first mark in a body; {@code null} when there is none. */
    public static @Nullable EventMark find(byte[] body) {
        for (int at = 0; at <= body.length - LENGTH; at++) {
            if (body[at] == PREFIX[0] && Arrays.equals(body, at, at + PREFIX.length, PREFIX, 0, PREFIX.length)) {
                return new EventMark(
                        (int) readHex(body, at + RUN_AT, 8),
                        readHex(body, at + SEQUENCE_AT, 12),
                        readHex(body, at + TIME_AT, 16));
            }
        }
        return null;
    }

    private static long readHex(byte[] body, int at, int digits) {
        long value = 0;
        for (int i = 0; i < digits; i++) {
            value = value << 4 | Character.digit(body[at + i], 16);
        }
        return value;
    }

    private static void writeHex(long value, int digits, byte[] target, int offset) {
        long rest = value;
        for (int i = digits - 1; i >= 0; i--) {
            target[offset + i] = DIGITS[(int) (rest & 0xf)];
            rest >>>= 4;
        }
    }
}
