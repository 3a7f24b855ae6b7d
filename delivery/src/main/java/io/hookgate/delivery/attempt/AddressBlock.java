package io.hookgate.delivery.attempt;

import io.netty.util.NetUtil;
import java.net.InetAddress;

/**
 * A range of IP addresses in CIDR notation.
 *
 * @param prefix an address of the range, 4 or 16 bytes
 * @param bits how many bits of it count
 */
record AddressBlock(
        @SuppressWarnings("ArrayRecordComponent") byte[] prefix, int bits) {

    /**
     * Reads {@code address/bits}, or a single address. Never asks DNS.
     *
     * @throws IllegalArgumentException if the text has another form
     */
    static AddressBlock parse(String text) {
        int slash = text.indexOf('/');
        String address = slash < 0 ? text : text.substring(0, slash);
        byte[] prefix = NetUtil.createByteArrayFromIpAddressString(address.trim());
        if (prefix == null) {
            throw new IllegalArgumentException("Not a range of IP addresses: " + text);
        }
        int all = prefix.length * Byte.SIZE;
        int bits = slash < 0 ? all : bits(text.substring(slash + 1).trim());
        if (bits < 0 || bits > all) {
            throw new IllegalArgumentException("Not a range of IP addresses: " + text);
        }
        return new AddressBlock(prefix, bits);
    }

    private static int bits(String text) {
        try {
            return Integer.parseInt(text);
        } catch (NumberFormatException e) {
            return -1;
        }
    }

    boolean contains(InetAddress address) {
        byte[] bytes = address.getAddress();
        if (bytes.length != prefix.length) {
            return false;
        }
        int whole = bits / Byte.SIZE;
        for (int i = 0; i < whole; i++) {
            if (bytes[i] != prefix[i]) {
                return false;
            }
        }
        int rest = bits % Byte.SIZE;
        int mask = 0xFF << (Byte.SIZE - rest);
        return rest == 0 || ((bytes[whole] ^ prefix[whole]) & mask) == 0;
    }
}
