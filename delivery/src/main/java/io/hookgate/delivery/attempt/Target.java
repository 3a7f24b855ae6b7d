package io.hookgate.delivery.attempt;

import java.net.URI;
import java.util.Locale;
import java.util.Optional;
import java.util.regex.Pattern;

/**
 * Where a request goes, taken from a URL.
 *
 * @param host a name, or an IP address in its ordinary notation, without brackets
 * @param authority the host as URLs and headers have it
 * @param path the path with the query, never empty
 */
record Target(boolean https, String host, String authority, int port, String path) {
    private static final int HTTP_PORT = 80;
    private static final int HTTPS_PORT = 443;
    private static final int MAX_PORT = 65535;
    /** A host whose last label is a number is an IPv4 address in whatever notation (WHATWG URL, section 3.5). */
    private static final Pattern NUMERIC = Pattern.compile("(.*\\.)?([0-9]+|0[xX][0-9a-fA-F]*)\\.?");

    private static final Pattern DOTTED_DECIMAL =
            Pattern.compile("((25[0-5]|2[0-4]\\d|1\\d\\d|[1-9]?\\d)\\.){3}(25[0-5]|2[0-4]\\d|1\\d\\d|[1-9]?\\d)");

    /** Empty if nothing can be sent to such a URL. */
    static Optional<Target> of(URI url) {
        String scheme = url.getScheme() == null ? "" : url.getScheme().toLowerCase(Locale.ROOT);
        String authority = url.getHost();
        boolean usable = (scheme.equals("http") || scheme.equals("https"))
                && authority != null
                && url.getRawUserInfo() == null
                && url.getPort() != 0
                && url.getPort() <= MAX_PORT
                && isUnambiguous(authority);
        if (!usable) {
            return Optional.empty();
        }
        boolean https = scheme.equals("https");
        int usual = https ? HTTPS_PORT : HTTP_PORT;
        return Optional.of(new Target(
                https, withoutBrackets(authority), authority, url.getPort() < 0 ? usual : url.getPort(), path(url)));
    }

    /** The value of the header {@code Host}. */
    String hostHeader() {
        return port == (https ? HTTPS_PORT : HTTP_PORT) ? authority : authority + ':' + port;
    }

    /** The same with a parameter added to the query, which must be encoded. */
    Target withParameter(String encoded) {
        return new Target(https, host, authority, port, path + (path.indexOf('?') < 0 ? '?' : '&') + encoded);
    }

    /** Octal, hexadecimal and short notations mean different addresses to different readers; zones are local by nature. */
    private static boolean isUnambiguous(String authority) {
        boolean numeric = NUMERIC.matcher(authority).matches();
        return (!numeric || DOTTED_DECIMAL.matcher(authority).matches()) && authority.indexOf('%') < 0;
    }

    private static String withoutBrackets(String authority) {
        return authority.startsWith("[") ? authority.substring(1, authority.length() - 1) : authority;
    }

    private static String path(URI url) {
        String path = url.getRawPath();
        String base = path == null || path.isEmpty() ? "/" : path;
        return url.getRawQuery() == null ? base : base + '?' + url.getRawQuery();
    }
}
