package io.hookgate.gateway;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.sun.net.httpserver.HttpServer;
import io.vertx.core.json.JsonObject;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What needs a process of its own: another master key, few wrong credentials, a console behind https. */
class MasterKeyIT {
    private static final int MAX_FAILURES = 5;
    private static final String SECRET = "whole-secret-of-the-source";

    @TempDir
    Path directory;

    @Test
    void keepsSecretsWhenTheMasterKeyIsReplaced() throws Exception {
        Path data = directory.resolve("data");
        try (Issuer issuer = new Issuer();
                GatewayProcess gateway = GatewayProcess.start(data, environment(issuer))) {
            Fixture fixture = Fixture.create(gateway.api());
            JsonObject source = fixture.source(
                    new JsonObject()
                            .put(
                                    "verification",
                                    new JsonObject().put("type", "api-key").put("header", "x-key")),
                    new JsonObject().put("secret", SECRET));
            JsonObject endpoint = fixture.endpoint("https://isv.example.com/hook");
            setsSecureCookiesBehindHttps(gateway);
            String oldKey = Files.readString(data.resolve("master.key")).strip();

            GatewayProcess.Ended refused = gateway.run("rotate-master-key");
            assertThat(refused.status()).isNotZero();
            assertThat(Files.readString(data.resolve("master.key")).strip()).isEqualTo(oldKey);

            gateway.stop();
            GatewayProcess.Ended rotated = gateway.run("rotate-master-key");
            assertThat(rotated.status()).as(rotated.output()).isZero();
            String newKey = Files.readString(data.resolve("master.key")).strip();
            assertThat(newKey).isNotEqualTo(oldKey);
            assertThat(Files.readString(data.resolve("master.key.previous")).strip())
                    .isEqualTo(oldKey);
            assertThat(rotated.output()).contains("All ").doesNotContain(newKey).doesNotContain(oldKey);

            // As after an interruption when the database was done and the key file was not.
            Files.writeString(data.resolve("master.key"), oldKey + "\n" + newKey + "\n");
            assertThat(gateway.run("rotate-master-key", "--check").status()).isEqualTo(1);
            gateway.start();
            assertThat(send(gateway, source, SECRET).status()).isEqualTo(200);
            assertThat(send(gateway, source, "wrong").status()).isEqualTo(401);
            assertThat(gateway.api()
                            .get(fixture.path("/endpoints/" + endpoint.getString("id") + "/secret"))
                            .with(200)
                            .getString("signingSecret"))
                    .isEqualTo(endpoint.getString("signingSecret"));
            makesThoseWaitWhoTryKeys(gateway);

            gateway.stop();
            GatewayProcess.Ended finished = gateway.run("rotate-master-key");
            assertThat(finished.status()).as(finished.output()).isZero();
            assertThat(Files.readString(data.resolve("master.key")).strip()).isEqualTo(newKey);

            handsTheMasterKeyToAKeyService(gateway, data, newKey);
            gateway.start();
            assertThat(send(gateway, source, SECRET).status()).isEqualTo(200);
        }
    }

    private void handsTheMasterKeyToAKeyService(GatewayProcess gateway, Path data, String clearKey) throws Exception {
        KeyService service = KeyService.in(directory);
        service.environment().forEach(gateway::set);
        GatewayProcess.Ended refused = gateway.run();
        assertThat(refused.status()).isNotZero();
        assertThat(refused.output()).contains("rotate-master-key").doesNotContain(clearKey);

        // As after an interruption before the database was done.
        String thirdKey = KeyService.newMasterKey();
        Files.writeString(data.resolve("master.key"), clearKey + "\n" + thirdKey + "\n");
        GatewayProcess.Ended rotated = gateway.run("rotate-master-key");

        assertThat(rotated.status()).as(rotated.output()).isZero();
        assertThat(service.decrypted(Files.readString(data.resolve("master.key"))))
                .isEqualTo(thirdKey);
        assertThat(service.decrypted(Files.readString(data.resolve("master.key.previous"))))
                .isEqualTo(clearKey);
        service.refuse();
        GatewayProcess.Ended away = gateway.run();
        assertThat(away.status()).isNotZero();
        assertThat(away.output()).contains("access denied").doesNotContain(thirdKey);
        service.answer();
    }

    private static Api.Answer send(GatewayProcess gateway, JsonObject source, String key) {
        return gateway.api()
                .anonymous()
                .send(
                        "POST",
                        URI.create(source.getString("url")).getRawPath(),
                        Optional.of("{}"),
                        Map.of("x-key", key, "content-type", "application/json"));
    }

    private static void makesThoseWaitWhoTryKeys(GatewayProcess gateway) {
        for (int i = 0; i < MAX_FAILURES; i++) {
            assertThat(gateway.api().as("hgk_wrong-" + i).get("/api/v1/me").status())
                    .isEqualTo(401);
        }

        Api.Answer paused = gateway.api().as("hgk_wrong").get("/api/v1/me");

        assertThat(paused.status()).isEqualTo(429);
        assertThat(paused.json().getString("code")).isEqualTo("too-many-attempts");
        assertThat(Integer.parseInt(paused.header("retry-after"))).isPositive();
        assertThat(gateway.api().anonymous().get("/api/v1/me").status()).isEqualTo(401);
        await().atMost(Duration.ofSeconds(30))
                .until(() -> gateway.api().get("/api/v1/me").status() == 200);
    }

    private static void setsSecureCookiesBehindHttps(GatewayProcess gateway) throws Exception {
        HttpResponse<String> response = HttpClient.newHttpClient()
                .send(
                        HttpRequest.newBuilder(URI.create(gateway.api().baseUrl() + "/login"))
                                .build(),
                        HttpResponse.BodyHandlers.ofString());

        assertThat(response.statusCode()).isEqualTo(302);
        assertThat(response.headers().firstValue("location").orElse(""))
                .contains("redirect_uri=https%3A%2F%2Fconsole.example%2Flogin%2Fcallback%2Fplatform");
        assertThat(response.headers().allValues("set-cookie"))
                .isNotEmpty()
                .allSatisfy(cookie -> assertThat(cookie)
                        .contains("; Secure")
                        .contains("; HTTPOnly")
                        .contains("; SameSite=Lax"));
    }

    private static Map<String, String> environment(Issuer issuer) {
        return Map.of(
                "HOOKGATE_OIDC_ISSUER",
                issuer.url(),
                "HOOKGATE_CONSOLE_URL",
                "https://console.example",
                "HOOKGATE_AUTHENTICATION_MAX_FAILURES",
                Integer.toString(MAX_FAILURES),
                "HOOKGATE_AUTHENTICATION_FAILURE_WINDOW",
                "3s");
    }

    /** As much of a provider as sends people to it. */
    private static final class Issuer implements AutoCloseable {
        private final HttpServer server;

        Issuer() throws IOException {
            server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
            answer(
                    "/.well-known/openid-configuration",
                    new JsonObject()
                            .put("issuer", url())
                            .put("authorization_endpoint", url() + "/authorize")
                            .put("token_endpoint", url() + "/token")
                            .put("jwks_uri", url() + "/keys")
                            .put("end_session_endpoint", url() + "/end"));
            answer("/keys", new JsonObject().put("keys", new io.vertx.core.json.JsonArray()));
            server.start();
        }

        String url() {
            return "http://127.0.0.1:" + server.getAddress().getPort();
        }

        private void answer(String path, JsonObject body) {
            server.createContext(path, exchange -> {
                byte[] bytes = body.encode().getBytes(StandardCharsets.UTF_8);
                exchange.getResponseHeaders().add("content-type", "application/json");
                exchange.sendResponseHeaders(200, bytes.length);
                exchange.getResponseBody().write(bytes);
                exchange.close();
            });
        }

        @Override
        public void close() {
            server.stop(0);
        }
    }
}
