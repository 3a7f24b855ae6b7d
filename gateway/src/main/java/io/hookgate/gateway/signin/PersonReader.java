package io.hookgate.gateway.signin;

import io.hookgate.tenant.directory.Person;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** Reads from the claims of a verified token who it is about. */
final class PersonReader {
    private PersonReader() {}

    static Person read(Provider provider, JsonObject claims) {
        return new Person(
                provider.id(),
                provider.home(),
                claims.getString("sub"),
                name(claims),
                verifiedEmail(claims),
                texts(claims, provider.rolesClaim())
                        .map(role -> provider.roleNames().getOrDefault(role, role))
                        .collect(Collectors.toSet()),
                texts(claims, provider.tenantClaim()).toList(),
                texts(claims, provider.applicationClaim()).findFirst());
    }

    /** Whether the token was made for the API: an ID token or a logout token was not. */
    static boolean isAccessToken(JsonObject claims) {
        Object type = claims.getValue("typ");
        return !claims.containsKey("at_hash")
                && !claims.containsKey("c_hash")
                && !claims.containsKey("events")
                && !Set.of("ID", "Logout", "Refresh", "Offline").contains(String.valueOf(type));
    }

    private static String name(JsonObject claims) {
        return Stream.of("name", "preferred_username", "email", "sub")
                .flatMap(claim -> texts(claims, claim))
                .filter(text -> !text.isBlank())
                .findFirst()
                .orElse("");
    }

    private static Optional<String> verifiedEmail(JsonObject claims) {
        boolean verified = "true".equals(String.valueOf(claims.getValue("email_verified")));
        return verified ? texts(claims, "email").findFirst() : Optional.empty();
    }

    /** The strings of a claim, which is a string or an array; the name of the claim may be a path with slashes. */
    private static Stream<String> texts(JsonObject claims, String claim) {
        Object value = claims.getValue(claim);
        int slash = claim.indexOf('/');
        if (value == null && slash > 0 && claims.getValue(claim.substring(0, slash)) instanceof JsonObject inner) {
            return texts(inner, claim.substring(slash + 1));
        }
        List<?> values =
                value instanceof JsonArray array ? array.getList() : value == null ? List.of() : List.of(value);
        return values.stream().filter(String.class::isInstance).map(String.class::cast);
    }
}
