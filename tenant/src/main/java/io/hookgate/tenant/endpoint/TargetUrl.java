package io.hookgate.tenant.endpoint;

import java.net.URI;
import java.net.URISyntaxException;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;

/**
 * Checks the form of a URL that deliveries are sent to. Whether its addresses may be reached is decided when they are
 * known, at each delivery.
 */
final class TargetUrl {
    static final int MAX_LENGTH = 2048;

    private static final Set<String> SCHEMES = Set.of("http", "https");
    private static final int MAX_PORT = 65535;
    /** A host whose last label is a number is an IPv4 address in whatever notation (WHATWG URL, section 3.5). */
    private static final Pattern NUMERIC = Pattern.compile("(.*\\.)?([0-9]+|0[xX][0-9a-fA-F]*)\\.?");

    private static final Pattern DOTTED_DECIMAL =
            Pattern.compile("((25[0-5]|2[0-4]\\d|1\\d\\d|[1-9]?\\d)\\.){3}(25[0-5]|2[0-4]\\d|1\\d\\d|[1-9]?\\d)");

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
        if (NUMERIC.matcher(url.getHost()).matches()
                && !DOTTED_DECIMAL.matcher(url.getHost()).matches()) {
            return Optional.of("must have an IPv4 address in dotted decimal, if it has one");
        }
        if (url.getPort() == 0 || url.getPort() > MAX_PORT) {
            return Optional.of("must have a port from 1 to " + MAX_PORT);
        }
        return url.getRawFragment() == null ? Optional.empty() : Optional.of("must not have a fragment");
    }
}
