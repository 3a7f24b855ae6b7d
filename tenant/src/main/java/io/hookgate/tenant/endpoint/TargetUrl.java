package io.hookgate.tenant.endpoint;

import java.net.URI;
import java.net.URISyntaxException;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;

/**
 * Checks the form of a URL that deliveries are sent to. Whether its addresses may be reached is decided when they are
 * known, at each delivery.
 */
final class TargetUrl {
    static final int MAX_LENGTH = 2048;

    private static final Set<String> SCHEMES = Set.of("http", "https");
    private static final int MAX_PORT = 65535;

    private TargetUrl() {}

    /** Why the text is not acceptable; empty when it is. */
    static Optional<String> fault(String text) {
        if (text.length() > MAX_LENGTH) {
            return Optional.of("must have at most " + MAX_LENGTH + " characters");
        }
        URI url;
        try {
            url = new URI(text);
        } catch (URISyntaxException e) {
            return Optional.of("must be an absolute http or https URL");
        }
        if (url.getScheme() == null || !SCHEMES.contains(url.getScheme().toLowerCase(Locale.ROOT))) {
            return Optional.of("must be an absolute http or https URL");
        }
        return authorityFault(url);
    }

    private static Optional<String> authorityFault(URI url) {
        if (url.getRawAuthority() != null && url.getRawAuthority().contains("@")) {
            return Optional.of("must not have a user name or password; use a header");
        }
        if (url.getHost() == null || !url.toString().chars().allMatch(character -> character < 0x80)) {
            return Optional.of("must have a host in ASCII (punycode for other names)");
        }
        if (url.getPort() == 0 || url.getPort() > MAX_PORT) {
            return Optional.of("must have a port from 1 to " + MAX_PORT);
        }
        return url.getRawFragment() == null ? Optional.empty() : Optional.of("must not have a fragment");
    }
}
