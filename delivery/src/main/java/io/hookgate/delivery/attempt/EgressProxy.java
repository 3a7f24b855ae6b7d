package io.hookgate.delivery.attempt;

import io.netty.handler.proxy.HttpProxyHandler.HttpProxyConnectException;
import io.vertx.core.net.ProxyOptions;
import io.vertx.core.net.ProxyType;
import jakarta.enterprise.context.ApplicationScoped;
import java.net.URI;
import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.eclipse.microprofile.config.inject.ConfigProperty;
import org.jspecify.annotations.Nullable;

/**
 * The proxy that all deliveries go through, if there is one. It is asked for a tunnel (HTTP {@code CONNECT}) to the address
 * that was vetted, so it resolves no names.
 */
@ApplicationScoped
class EgressProxy {
    private static final Pattern STATUS = Pattern.compile("status: (\\d{3})");
    private static final int BAD_GATEWAY = 502;
    private static final int GATEWAY_TIMEOUT = 504;

    private final @Nullable ProxyOptions options;

    /** Takes the URL of the proxy: {@code http://user:password@host:port}, the credentials being optional. */
    EgressProxy(@ConfigProperty(name = "hookgate.egress-proxy") Optional<String> url) {
        this.options = url.map(String::trim)
                .filter(text -> !text.isEmpty())
                .map(EgressProxy::options)
                .orElse(null);
    }

    private static ProxyOptions options(String text) {
        URI url = parse(text);
        ProxyOptions options = new ProxyOptions()
                .setType(ProxyType.HTTP)
                .setHost(url.getHost())
                .setPort(url.getPort());
        String credentials = url.getRawUserInfo();
        if (credentials != null) {
            int colon = credentials.indexOf(':');
            options.setUsername(decode(colon < 0 ? credentials : credentials.substring(0, colon)))
                    .setPassword(colon < 0 ? "" : decode(credentials.substring(colon + 1)));
        }
        return options;
    }

    /** Says nothing of the text in its refusal: it may hold a password. */
    private static URI parse(String text) {
        try {
            URI url = URI.create(text);
            if ("http".equalsIgnoreCase(url.getScheme()) && url.getHost() != null && url.getPort() > 0) {
                return url;
            }
        } catch (IllegalArgumentException e) {
            // Said below.
        }
        throw new IllegalArgumentException("hookgate.egress-proxy must have the form http://user:password@host:port");
    }

    private static String decode(String text) {
        return URLDecoder.decode(text.replace("+", "%2B"), StandardCharsets.UTF_8);
    }

    /** How connections are made through it; null if they are made directly. */
    @Nullable
    ProxyOptions options() {
        return options;
    }

    /**
     * Whether a connection failed because of the proxy itself. Where the proxy says that it could not reach the receiver, it
     * did not: by 502 and 504, and by what Squid and RFC 9209 add to others.
     */
    static boolean isAtFault(Throwable failure) {
        if (!(failure instanceof HttpProxyConnectException refusal)) {
            return true;
        }
        int status = status(String.valueOf(refusal.getMessage()));
        boolean reachedNobody = status == BAD_GATEWAY || status == GATEWAY_TIMEOUT;
        return !reachedNobody
                && !saysSo(refusal, "X-Squid-Error", "ERR_")
                && !saysSo(refusal, "Proxy-Status", "error=");
    }

    private static boolean saysSo(HttpProxyConnectException refusal, String header, String part) {
        String value = refusal.headers() == null ? null : refusal.headers().get(header);
        boolean isDenial = value != null && value.contains("DENIED");
        return value != null && value.contains(part) && !isDenial;
    }

    private static int status(String message) {
        Matcher matcher = STATUS.matcher(message);
        return matcher.find() ? Integer.parseInt(matcher.group(1)) : 0;
    }
}
