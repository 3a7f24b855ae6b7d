package io.hookgate.routing;

import org.jspecify.annotations.Nullable;

/**
 * A CIDR block of addresses (RFC 4632), every address in it included.
 *
 * @param network the first address, host bits cleared
 */
record IpBlock(IpAddress network, int prefixLength) {
    private static final int MAPPED_BITS = 96;

    /** Reads {@code address} or {@code address/length}; null when the text is neither. */
    static @Nullable IpBlock parse(String text) {
        int slash = text.indexOf('/');
        IpAddress address = IpAddress.parse(slash < 0 ? text : text.substring(0, slash));
        if (address == null) {
            return null;
        }
        if (slash < 0) {
            return new IpBlock(address, address.bits());
        }
        boolean mapped = address.isV4() && text.lastIndexOf(':', slash) >= 0;
        int length = prefixLength(text.substring(slash + 1)) - (mapped ? MAPPED_BITS : 0);
        return length < 0 || length > address.bits() ? null : new IpBlock(address.network(length), length);
    }

    boolean contains(IpAddress address) {
        return address.isV4() == network.isV4() && address.network(prefixLength).equals(network);
    }

    private static int prefixLength(String text) {
        boolean digits = !text.isEmpty() && text.length() <= 3 && text.chars().allMatch(c -> c >= '0' && c <= '9');
        boolean leadingZero = text.length() > 1 && text.charAt(0) == '0';
        return digits && !leadingZero ? Integer.parseInt(text) : -1;
    }
}
