package io.hookgate.routing;

import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/**
 * An IPv4 or IPv6 address (RFC 4291 section 2.2), read from its textual form alone: no name is ever resolved.
 *
 * <p>An IPv4-mapped IPv6 address ({@code ::ffff:10.0.0.1}) is the IPv4 address. A zone, a leading zero in IPv4 and the
 * short IPv4 forms are refused.
 *
 * @param high the upper 64 bits of an IPv6 address, 0 for IPv4
 * @param low the lower 64 bits of an IPv6 address, or the 32 bits of an IPv4 address
 */
record IpAddress(boolean isV4, long high, long low) implements Comparable<IpAddress> {
    private static final int MAX_LENGTH = 45;
    private static final int GROUPS = 8;
    private static final long MAPPED = 0xffffL;

    /** Null when the text is no address. */
    static @Nullable IpAddress parse(String text) {
        if (text.length() > MAX_LENGTH || text.isEmpty()) {
            return null;
        }
        if (text.indexOf(':') < 0) {
            long bits = parseV4(text, 0);
            return bits < 0 ? null : new IpAddress(true, 0, bits);
        }
        int[] groups = parseV6(text);
        return groups == null ? null : ofGroups(groups);
    }

    /** The IPv4 addresses before the IPv6 addresses, each family by its bits. */
    @Override
    public int compareTo(IpAddress other) {
        int byFamily = Boolean.compare(other.isV4, isV4);
        int byHigh = byFamily != 0 ? byFamily : Long.compareUnsigned(high, other.high);
        return byHigh != 0 ? byHigh : Long.compareUnsigned(low, other.low);
    }

    int bits() {
        return isV4 ? 32 : 128;
    }

    /** This address with everything behind its first bits cleared. */
    IpAddress network(int prefixLength) {
        if (isV4) {
            return new IpAddress(true, 0, low & mask(prefixLength + 32) & 0xffffffffL);
        }
        return new IpAddress(false, high & mask(prefixLength), low & mask(prefixLength - 64));
    }

    private static long mask(int ones) {
        if (ones <= 0) {
            return 0;
        }
        return ones >= 64 ? -1L : -1L << (64 - ones);
    }

    private static IpAddress ofGroups(int[] groups) {
        long high = 0;
        long low = 0;
        for (int index = 0; index < 4; index++) {
            high = high << 16 | groups[index];
            low = low << 16 | groups[index + 4];
        }
        boolean mapped = high == 0 && low >>> 32 == MAPPED;
        return mapped ? new IpAddress(true, 0, low & 0xffffffffL) : new IpAddress(false, high, low);
    }

    /** The 32 bits of four decimal bytes from an index to the end; -1 when it is something else. */
    private static long parseV4(String text, int from) {
        long bits = 0;
        int position = from;
        for (int part = 0; part < 4; part++) {
            int start = position;
            int value = 0;
            while (position < text.length() && isDigit(text.charAt(position)) && position - start < 3) {
                value = value * 10 + (text.charAt(position) - '0');
                position++;
            }
            boolean leadingZero = position - start > 1 && text.charAt(start) == '0';
            if (position == start || leadingZero || value > 255) {
                return -1;
            }
            bits = bits << 8 | value;
            boolean last = part == 3;
            if (last ? position != text.length() : position >= text.length() || text.charAt(position++) != '.') {
                return -1;
            }
        }
        return bits;
    }

    private static int @Nullable [] parseV6(String text) {
        int[] groups = new int[GROUPS];
        int count = 0;
        int gap = -1;
        int position = 0;
        if (text.startsWith("::")) {
            gap = 0;
            position = 2;
        }
        while (position < text.length()) {
            if (count == GROUPS) {
                return null;
            }
            int end = position;
            while (end < text.length() && Character.digit(text.charAt(end), 16) >= 0 && text.charAt(end) < 128) {
                end++;
            }
            if (end < text.length() && text.charAt(end) == '.') {
                long bits = count > GROUPS - 2 ? -1 : parseV4(text, position);
                if (bits < 0) {
                    return null;
                }
                groups[count++] = (int) (bits >>> 16);
                groups[count++] = (int) (bits & 0xffff);
                position = text.length();
                continue;
            }
            if (end == position || end - position > 4) {
                return null;
            }
            groups[count++] = Integer.parseInt(text, position, end, 16);
            position = end;
            if (position == text.length()) {
                continue;
            }
            if (text.charAt(position) != ':' || ++position == text.length()) {
                return null;
            }
            if (text.charAt(position) == ':') {
                if (gap >= 0) {
                    return null;
                }
                gap = count;
                position++;
            }
        }
        return expand(groups, count, gap);
    }

    private static int @Nullable [] expand(int[] groups, int count, int gap) {
        if (gap < 0) {
            return count == GROUPS ? groups : null;
        }
        if (count == GROUPS) {
            return null;
        }
        int[] expanded = Arrays.copyOf(groups, gap);
        expanded = Arrays.copyOf(expanded, GROUPS);
        System.arraycopy(groups, gap, expanded, GROUPS - (count - gap), count - gap);
        return expanded;
    }

    private static boolean isDigit(char character) {
        return character >= '0' && character <= '9';
    }
}
