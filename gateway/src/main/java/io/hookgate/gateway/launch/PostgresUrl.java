package io.hookgate.gateway.launch;

import java.net.URI;
import java.net.URISyntaxException;
import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.util.Optional;

/**
 * A database's address as an operator writes it.
 *
 * @param location host, port, database and options, without scheme and credentials: {@code //host:5432/name?sslmode=…}
 */
record PostgresUrl(String location, Optional<String> user, Optional<String> password) {

    /**
     * Reads {@code postgresql://user:password@host:5432/name?sslmode=require}, with or without {@code jdbc:} before it,
     * {@code postgres} being accepted for {@code postgresql}.
     *
     * @throws IllegalArgumentException with a reason that names no password
     */
    static PostgresUrl parse(String text) {
        String url = text.startsWith("jdbc:") ? text.substring("jdbc:".length()) : text;
        URI uri;
        try {
            uri = new URI(url);
        } catch (URISyntaxException e) {
            throw new IllegalArgumentException("HOOKGATE_POSTGRES_URL is not a valid URL");
        }
        boolean known = "postgresql".equals(uri.getScheme()) || "postgres".equals(uri.getScheme());
        if (!known
                || uri.getHost() == null
                || uri.getPath() == null
                || uri.getPath().length() < 2) {
            throw new IllegalArgumentException(
                    "HOOKGATE_POSTGRES_URL must look like postgresql://user:password@host:5432/database");
        }
        String port = uri.getPort() < 0 ? "" : ":" + uri.getPort();
        String query = uri.getRawQuery() == null ? "" : "?" + uri.getRawQuery();
        Optional<String[]> credentials =
                Optional.ofNullable(uri.getRawUserInfo()).map(info -> info.split(":", 2));
        return new PostgresUrl(
                "//" + uri.getHost() + port + uri.getRawPath() + query,
                credentials.map(parts -> decode(parts[0])),
                credentials.filter(parts -> parts.length == 2).map(parts -> decode(parts[1])));
    }

    String jdbc() {
        return "jdbc:postgresql:" + location;
    }

    String reactive() {
        return "postgresql:" + location;
    }

    @Override
    public String toString() {
        return "PostgresUrl[" + location + "]";
    }

    private static String decode(String text) {
        return URLDecoder.decode(text.replace("+", "%2B"), StandardCharsets.UTF_8);
    }
}
