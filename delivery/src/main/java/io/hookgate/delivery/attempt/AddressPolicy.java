package io.hookgate.delivery.attempt;

import io.quarkus.runtime.Startup;
import jakarta.enterprise.context.ApplicationScoped;
import java.net.Inet6Address;
import java.net.InetAddress;
import java.util.List;
import java.util.Optional;
import org.eclipse.microprofile.config.inject.ConfigProperty;

/**
 * Which addresses deliveries may go to: those of the public internet, and what the operator allows beside them.
 *
 * <p>The ranges are those of the IANA special-purpose address registries (RFC 6890 and successors), with multicast, and the
 * metadata services of cloud providers that lie outside them.
 */
@Startup
@ApplicationScoped
public class AddressPolicy {
    private static final AddressBlock GLOBAL_UNICAST_IPV6 = AddressBlock.parse("2000::/3");
    private static final List<AddressBlock> NOT_PUBLIC = blocks(
            "0.0.0.0/8",
            "10.0.0.0/8",
            "100.64.0.0/10",
            "127.0.0.0/8",
            "168.63.129.16/32",
            "169.254.0.0/16",
            "172.16.0.0/12",
            "192.0.0.0/24",
            "192.0.2.0/24",
            "192.88.99.0/24",
            "192.168.0.0/16",
            "198.18.0.0/15",
            "198.51.100.0/24",
            "203.0.113.0/24",
            "224.0.0.0/4",
            "240.0.0.0/4",
            "2001::/23",
            "2001:db8::/32",
            "2002::/16",
            "3fff::/20");

    private final List<AddressBlock> allowed;

    /** Takes the ranges that are allowed although they are not public. */
    public AddressPolicy(@ConfigProperty(name = "hookgate.allow-private-targets") Optional<List<String>> allowed) {
        this.allowed = allowed.orElse(List.of()).stream()
                .map(String::trim)
                .filter(text -> !text.isEmpty())
                .map(AddressBlock::parse)
                .toList();
    }

    /** Whether a delivery may go to this address. */
    public boolean allows(InetAddress address) {
        return contains(allowed, address) || isPublic(address);
    }

    /** Whether the operator has allowed this very address, so that it is as good as one of his own network. */
    boolean isExempt(InetAddress address) {
        return contains(allowed, address);
    }

    private static boolean isPublic(InetAddress address) {
        boolean addressable = !(address instanceof Inet6Address) || GLOBAL_UNICAST_IPV6.contains(address);
        return addressable && !contains(NOT_PUBLIC, address);
    }

    private static boolean contains(List<AddressBlock> blocks, InetAddress address) {
        return blocks.stream().anyMatch(block -> block.contains(address));
    }

    private static List<AddressBlock> blocks(String... texts) {
        return List.of(texts).stream().map(AddressBlock::parse).toList();
    }
}
