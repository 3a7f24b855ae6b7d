package io.hookgate.adapter.generic.verification;

import java.net.URI;
import java.net.URISyntaxException;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/**
 * The hosts that a provider's own documents and confirmations stand at.
 *
 * @param patterns DNS names; a label {@code *} stands for any one label
 */
public record ProviderHosts(List<String> patterns) {
    private static final int MAX_ADDRESS_LENGTH = 2048;

    /** Copies the list. */
    public ProviderHosts {
        patterns = List.copyOf(patterns);
    }

    /** The address, if it is HTTPS, on the standard port, without credentials, and at one of the hosts. */
    public Optional<URI> accept(String address) {
        return https(address)
                .filter(uri -> uri.getPort() == -1 || uri.getPort() == 443)
                .filter(uri -> patterns.stream().anyMatch(pattern -> matches(pattern, uri.getHost())));
    }

    /** The address, if it is HTTPS and has a host and no credentials. */
    static Optional<URI> https(String address) {
        if (address.length() > MAX_ADDRESS_LENGTH) {
            return Optional.empty();
        }
        try {
            URI uri = new URI(address);
            boolean accepted = "https".equals(uri.getScheme()) && uri.getHost() != null && uri.getUserInfo() == null;
            return accepted ? Optional.of(uri) : Optional.empty();
        } catch (URISyntaxException e) {
            return Optional.empty();
        }
    }

    private static boolean matches(String pattern, String host) {
        String[] wanted = pattern.toLowerCase(Locale.ROOT).split("\\.", -1);
        String[] labels = host.toLowerCase(Locale.ROOT).split("\\.", -1);
        if (wanted.length != labels.length) {
            return false;
        }
        for (int i = 0; i < wanted.length; i++) {
            boolean fits = wanted[i].equals("*") ? !labels[i].isEmpty() : wanted[i].equals(labels[i]);
            if (!fits) {
                return false;
            }
        }
        return true;
    }
}
