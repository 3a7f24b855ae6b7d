package io.hookgate.adapter.generic.verification;

import java.net.InetAddress;
import java.net.UnknownHostException;
import java.util.Arrays;
import java.util.Optional;

/** A network of IPv4 or IPv6 addresses (RFC 4632, RFC 4291). Never asks a name server. */
final class AddressBlock {
    private final byte[] network;
    private final int prefixLength;

    private AddressBlock(byte[] network, int prefixLength) {
        this.network = network;
        this.prefixLength = prefixLength;
    }

    /** Reads {@code 203.0.113.0/24}, {@code 2001:db8::/32}, or one address. */
    static Optional<AddressBlock> parse(String text) {
        int slash = text.indexOf('/');
        Optional<byte[]> address = address(slash < 0 ? text : text.substring(0, slash));
        if (address.isEmpty()) {
            return Optional.empty();
        }
        int bits = address.get().length * Byte.SIZE;
        try {
            int prefix = slash < 0
                    ? bits
                    : Integer.parseInt(text.substring(slash + 1).strip());
            return prefix < 0 || prefix > bits
                    ? Optional.empty()
                    : Optional.of(new AddressBlock(masked(address.get(), prefix), prefix));
        } catch (NumberFormatException e) {
            return Optional.empty();
        }
    }

    /** The bytes of an address that is written in digits; an IPv4 address in IPv6 clothes counts as IPv4. */
    static Optional<byte[]> address(String text) {
        String trimmed = text.strip();
        boolean isLiteral = trimmed.indexOf(':') >= 0
                ? trimmed.chars().allMatch(c -> Character.digit(c, 16) >= 0 || c == ':' || c == '.')
                : isDottedQuad(trimmed);
        if (!isLiteral) {
            return Optional.empty();
        }
        try {
            return Optional.of(InetAddress.getByName(trimmed).getAddress());
        } catch (UnknownHostException e) {
            return Optional.empty();
        }
    }

    boolean contains(byte[] address) {
        return address.length == network.length && Arrays.equals(masked(address, prefixLength), network);
    }

    private static boolean isDottedQuad(String text) {
        String[] parts = text.split("\\.", -1);
        return parts.length == 4
                && Arrays.stream(parts)
                        .allMatch(part -> !part.isEmpty()
                                && part.length() <= 3
                                && part.chars().allMatch(c -> c >= '0' && c <= '9')
                                && Integer.parseInt(part) <= 255);
    }

    private static byte[] masked(byte[] address, int prefixLength) {
        byte[] masked = new byte[address.length];
        for (int i = 0; i < address.length; i++) {
            int bits = Math.max(0, Math.min(Byte.SIZE, prefixLength - i * Byte.SIZE));
            masked[i] = (byte) (address[i] & (0xFF << (Byte.SIZE - bits)));
        }
        return masked;
    }
}
