package io.hookgate.gateway.signin;

import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.Base64;
import java.util.Map;
import org.awaitility.Awaitility;
import org.eclipse.microprofile.config.ConfigProvider;

/** The embedded provider, as its accounts and their scripts see it. */
final class Keycloak {
    private static final HttpClient HTTP = HttpClient.newHttpClient();
    private static final String PASSWORD = "hookgate-demo";

    /** A token and when it ends. */
    record Expiring(String text, Instant expiry) {}

    private final String issuer = ConfigProvider.getConfig().getValue("hookgate.oidc.issuer", String.class);

    /** Waits until it is there; it may still be starting. */
    static Keycloak await() {
        Keycloak keycloak = new Keycloak();
        Awaitility.await()
                .atMost(java.time.Duration.ofMinutes(4))
                .pollInterval(java.time.Duration.ofMillis(500))
                .until(keycloak::isThere);
        return keycloak;
    }

    String issuer() {
        return issuer;
    }

    /** An access token for the API. */
    String accessToken(String user) {
        return tokens(user).getString("access_token");
    }

    /** Access, refresh and ID token. */
    JsonObject tokens(String user) {
        return token(
                issuer,
                Map.of(
                        "grant_type", "password",
                        "client_id", "hookgate-api",
                        "scope", "openid",
                        "username", user,
                        "password", PASSWORD));
    }

    private static JsonObject token(String issuer, Map<String, String> form) {
        HttpResponse<String> response =
                send(HttpRequest.newBuilder(URI.create(issuer + "/protocol/openid-connect/token"))
                        .header("content-type", "application/x-www-form-urlencoded")
                        .POST(HttpRequest.BodyPublishers.ofString(Browser.encoded(form)))
                        .build());
        if (response.statusCode() != 200) {
            throw new IllegalStateException("No token: " + response.statusCode() + " " + response.body());
        }
        return new JsonObject(response.body());
    }

    /** A token of the provider's own realm for administrators: well signed, but by another issuer. */
    String masterRealmToken() {
        return token(
                        issuer.replace("/realms/hookgate", "/realms/master"),
                        Map.of(
                                "grant_type", "password",
                                "client_id", "admin-cli",
                                "username", "admin",
                                "password", adminPassword()))
                .getString("access_token");
    }

    /** A token of the right issuer that some other application has got. */
    String tokenForAnotherAudience() {
        createClient(new JsonObject()
                .put("clientId", "another-application")
                .put("publicClient", true)
                .put("directAccessGrantsEnabled", true));
        return token(
                        issuer,
                        Map.of(
                                "grant_type", "password",
                                "client_id", "another-application",
                                "username", "platform",
                                "password", PASSWORD))
                .getString("access_token");
    }

    /** A token that is good for a few seconds. */
    Expiring expiringToken() {
        createClient(new JsonObject()
                .put("clientId", "short-lived")
                .put("publicClient", true)
                .put("directAccessGrantsEnabled", true)
                .put("attributes", new JsonObject().put("access.token.lifespan", "4"))
                .put(
                        "protocolMappers",
                        new JsonArray()
                                .add(new JsonObject()
                                        .put("name", "audience")
                                        .put("protocol", "openid-connect")
                                        .put("protocolMapper", "oidc-audience-mapper")
                                        .put(
                                                "config",
                                                new JsonObject()
                                                        .put("included.client.audience", "hookgate-api")
                                                        .put("access.token.claim", "true")))));
        JsonObject answer = token(
                issuer,
                Map.of(
                        "grant_type", "password",
                        "client_id", "short-lived",
                        "username", "viewer",
                        "password", PASSWORD));
        return new Expiring(answer.getString("access_token"), Instant.now().plusSeconds(answer.getLong("expires_in")));
    }

    /** The key that the provider signs with, as it publishes it. */
    byte[] publicKey() {
        HttpResponse<String> realm =
                send(HttpRequest.newBuilder(URI.create(issuer)).build());
        return Base64.getDecoder().decode(new JsonObject(realm.body()).getString("public_key"));
    }

    /** Has the provider tell this gateway when a session of the console has ended. */
    void tellLogoutsTo(String gateway) {
        tellLogoutsTo(issuer, "hookgate-console", gateway + "/logout/back-channel/platform");
    }

    /** Has a realm tell this address when a session with this client has ended. */
    void tellLogoutsTo(String realmIssuer, String clientId, String address) {
        JsonObject client = new JsonArray(admin(realmIssuer, "/clients?clientId=" + clientId, "GET", "")
                        .body())
                .getJsonObject(0);
        client.getJsonObject("attributes")
                .put("backchannel.logout.url", address)
                .put("backchannel.logout.session.required", "true");
        admin(realmIssuer, "/clients/" + client.getString("id"), "PUT", client.encode());
    }

    /** Ends all sessions of an account, as its administrator can; the provider tells us by the back channel. */
    void endSessions(String user) {
        endSessions(issuer, user);
    }

    /** The same for an account of another realm. */
    void endSessions(String realmIssuer, String user) {
        String users = admin(realmIssuer, "/users?exact=true&username=" + user, "GET", "")
                .body();
        String id = new JsonArray(users).getJsonObject(0).getString("id");
        admin(realmIssuer, "/users/" + id + "/logout", "POST", "");
    }

    /**
     * Makes another realm with a client for console and API and one person, who has the given roles there.
     *
     * @return its issuer
     */
    String createRealm(String name, String user, String email, String... roles) {
        JsonArray mappers = new JsonArray()
                .add(mapper(
                        "roles",
                        "oidc-usermodel-realm-role-mapper",
                        new JsonObject()
                                .put("claim.name", "roles")
                                .put("jsonType.label", "String")
                                .put("multivalued", "true")))
                .add(mapper(
                        "tenant",
                        "oidc-hardcoded-claim-mapper",
                        new JsonObject()
                                .put("claim.name", "hookgate_tenant")
                                .put("claim.value", "demo")
                                .put("jsonType.label", "String")))
                .add(mapper(
                        "audience",
                        "oidc-audience-mapper",
                        new JsonObject().put("included.client.audience", "hookgate")));
        JsonArray realmRoles = new JsonArray();
        JsonArray names = new JsonArray();
        for (String role : roles) {
            realmRoles.add(new JsonObject().put("name", role));
            names.add(role);
        }
        JsonObject realm = new JsonObject()
                .put("realm", name)
                .put("enabled", true)
                .put("sslRequired", "none")
                .put("roles", new JsonObject().put("realm", realmRoles))
                .put(
                        "clients",
                        new JsonArray()
                                .add(new JsonObject()
                                        .put("clientId", "hookgate")
                                        .put("secret", "secret-of-" + name)
                                        .put("publicClient", false)
                                        .put("standardFlowEnabled", true)
                                        .put("directAccessGrantsEnabled", true)
                                        .put(
                                                "redirectUris",
                                                new JsonArray()
                                                        .add("http://localhost/*")
                                                        .add("http://127.0.0.1/*"))
                                        .put("attributes", new JsonObject().put("post.logout.redirect.uris", "+"))
                                        .put("protocolMappers", mappers)))
                .put(
                        "users",
                        new JsonArray()
                                .add(new JsonObject()
                                        .put("username", user)
                                        .put("firstName", "Ada")
                                        .put("lastName", "Of " + name)
                                        .put("email", email)
                                        .put("emailVerified", true)
                                        .put("enabled", true)
                                        .put("realmRoles", names)
                                        .put(
                                                "credentials",
                                                new JsonArray()
                                                        .add(new JsonObject()
                                                                .put("type", "password")
                                                                .put("value", PASSWORD)
                                                                .put("temporary", false)))));
        HttpResponse<String> made =
                send(HttpRequest.newBuilder(URI.create(issuer.replaceAll("/realms/.*", "/admin/realms")))
                        .header("authorization", "Bearer " + masterRealmToken())
                        .header("content-type", "application/json")
                        .POST(HttpRequest.BodyPublishers.ofString(realm.encode()))
                        .build());
        if (made.statusCode() != 201 && made.statusCode() != 409) {
            throw new IllegalStateException("The realm was not made: " + made.statusCode() + " " + made.body());
        }
        return issuer.replaceAll("/realms/.*", "/realms/" + name);
    }

    /** An access token of somebody in a realm that {@link #createRealm} has made. */
    static String accessToken(String realmIssuer, String realm, String user) {
        return token(
                        realmIssuer,
                        Map.of(
                                "grant_type",
                                "password",
                                "client_id",
                                "hookgate",
                                "client_secret",
                                "secret-of-" + realm,
                                "scope",
                                "openid",
                                "username",
                                user,
                                "password",
                                PASSWORD))
                .getString("access_token");
    }

    private static JsonObject mapper(String name, String kind, JsonObject config) {
        return new JsonObject()
                .put("name", name)
                .put("protocol", "openid-connect")
                .put("protocolMapper", kind)
                .put("config", config.put("access.token.claim", "true").put("id.token.claim", "true"));
    }

    private void createClient(JsonObject client) {
        int status = admin(issuer, "/clients", "POST", client.encode()).statusCode();
        if (status != 201 && status != 409) {
            throw new IllegalStateException("The client was not made: " + status);
        }
    }

    private HttpResponse<String> admin(String realmIssuer, String path, String method, String body) {
        return send(HttpRequest.newBuilder(URI.create(realmIssuer.replace("/realms/", "/admin/realms/") + path))
                .header("authorization", "Bearer " + masterRealmToken())
                .header("content-type", "application/json")
                .method(method, HttpRequest.BodyPublishers.ofString(body))
                .build());
    }

    private static String adminPassword() {
        String file = ConfigProvider.getConfig().getValue("test.keycloak.admin-password-file", String.class);
        try {
            return Files.readString(Path.of(file)).strip();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private boolean isThere() {
        try {
            return HTTP.send(
                                    HttpRequest.newBuilder(URI.create(issuer + "/.well-known/openid-configuration"))
                                            .build(),
                                    HttpResponse.BodyHandlers.discarding())
                            .statusCode()
                    == 200;
        } catch (IOException e) {
            return false;
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return false;
        }
    }

    private static HttpResponse<String> send(HttpRequest request) {
        try {
            return HTTP.send(request, HttpResponse.BodyHandlers.ofString());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(e);
        }
    }
}
