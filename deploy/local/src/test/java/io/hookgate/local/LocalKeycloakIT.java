package io.hookgate.local;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.hookgate.local.ProgressListener.Stage;
import java.io.IOException;
import java.net.URI;
import java.net.URLEncoder;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.TimeUnit;
import java.util.stream.Collectors;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;

class LocalKeycloakIT {
    private static final ObjectMapper JSON = new ObjectMapper();
    private static final HttpClient HTTP = HttpClient.newHttpClient();
    private static final long START_MINUTES = 10;

    @TempDir
    private static Path directory;

    private static LocalKeycloak keycloak;

    @BeforeAll
    static void startWhereTheFirstStartWasInterrupted() throws Exception {
        Path data = directory.resolve("a data directory");
        Path database = Files.createDirectories(data.resolve("keycloak/home/data/h2"));
        Files.writeString(database.resolve("keycloakdb.mv.db"), "half of a database");

        keycloak = LocalKeycloak.start(data, ProgressListener.SILENT);
        keycloak.ready().toCompletableFuture().get(START_MINUTES, TimeUnit.MINUTES);
    }

    @AfterAll
    static void stop() {
        keycloak.close();
    }

    @Test
    void givesEachDemoAccountATokenWithItsRoleAndTenant() throws Exception {
        for (DemoAccount account : DemoAccount.all()) {
            HttpResponse<String> response = token(account.username(), account.password());

            assertThat(response.statusCode()).as(response.body()).isEqualTo(200);
            JsonNode claims =
                    claims(JSON.readTree(response.body()).get("access_token").asText());
            assertThat(claims.get("iss").asText()).isEqualTo(keycloak.issuer());
            assertThat(texts(claims.get("aud"))).contains(LocalKeycloak.API_CLIENT);
            assertThat(texts(claims.get("roles"))).contains(account.role());
            assertThat(claims.path("hookgate_tenant").asText(""))
                    .isEqualTo(account.tenant().orElse(""));
            assertThat(claims.get("email_verified").asBoolean()).isTrue();
        }
    }

    @Test
    void refusesAWrongPassword() throws Exception {
        assertThat(token("viewer", "wrong").statusCode()).isIn(400, 401);
    }

    @Test
    void letsTheConsoleSignInFromAnyPortOfThisMachineWithPkceOnly() throws Exception {
        Map<String, String> pkce = Map.of(
                "code_challenge", "E9Melhoa2OwvFrEMTJguCHaoeK1t8URWbuGJSstw-cM", "code_challenge_method", "S256");

        assertThat(authorize("http://localhost:18080/console/callback", pkce).statusCode())
                .isEqualTo(200);
        assertThat(authorize("http://attacker.example/console/callback", pkce).statusCode())
                .isEqualTo(400);
        assertThat(authorize("http://localhost:18080/console/callback", Map.of())
                        .headers()
                        .firstValue("location"))
                .hasValueSatisfying(location -> assertThat(location).contains("error=invalid_request"));
    }

    @Test
    @EnabledOnOs(OS.LINUX)
    void listensOnTheLoopbackAddressOnly() throws IOException {
        assertThat(Sockets.listening(keycloak.pid().orElseThrow())).isNotEmpty().allMatch(Sockets::isLoopback);
    }

    @Test
    void callsItNoFailureToBeStoppedWhileItStarts() throws Exception {
        Queue<Stage> stages = new ConcurrentLinkedQueue<>();

        LocalKeycloak another =
                LocalKeycloak.start(directory.resolve("stopped"), (part, stage, detail) -> stages.add(stage));
        another.close();

        assertThatThrownBy(() -> another.ready().toCompletableFuture().get(1, TimeUnit.MINUTES))
                .hasCauseInstanceOf(StartStoppedException.class);
        assertThat(stages).contains(Stage.STARTING).doesNotContain(Stage.FAILED);
    }

    @Test
    void leavesTheSharedProgramAsItWas() throws IOException {
        Path program = directory
                .resolve("a data directory/keycloak/home/lib")
                .toRealPath()
                .getParent();

        assertThat(program.resolve("data")).doesNotExist();
    }

    private static HttpResponse<String> token(String user, String password) throws IOException, InterruptedException {
        Map<String, String> form = Map.of(
                "grant_type",
                "password",
                "client_id",
                LocalKeycloak.API_CLIENT,
                "scope",
                "openid",
                "username",
                user,
                "password",
                password);
        return HTTP.send(
                HttpRequest.newBuilder(URI.create(keycloak.issuer() + "/protocol/openid-connect/token"))
                        .header("content-type", "application/x-www-form-urlencoded")
                        .POST(BodyPublishers.ofString(encoded(form)))
                        .build(),
                BodyHandlers.ofString());
    }

    private static HttpResponse<String> authorize(String redirect, Map<String, String> more)
            throws IOException, InterruptedException {
        Map<String, String> query = Map.of(
                "response_type",
                "code",
                "client_id",
                LocalKeycloak.CONSOLE_CLIENT,
                "scope",
                "openid",
                "redirect_uri",
                redirect);
        String uri = keycloak.issuer() + "/protocol/openid-connect/auth?" + encoded(query) + "&" + encoded(more);
        return HTTP.send(HttpRequest.newBuilder(URI.create(uri)).build(), BodyHandlers.ofString());
    }

    private static String encoded(Map<String, String> values) {
        return values.entrySet().stream()
                .map(value -> value.getKey() + "=" + URLEncoder.encode(value.getValue(), StandardCharsets.UTF_8))
                .collect(Collectors.joining("&"));
    }

    private static JsonNode claims(String token) throws IOException {
        String payload = token.substring(token.indexOf('.') + 1, token.lastIndexOf('.'));
        return JSON.readTree(Base64.getUrlDecoder().decode(payload));
    }

    private static List<String> texts(JsonNode node) {
        List<String> texts = new ArrayList<>();
        if (node.isTextual()) {
            texts.add(node.asText());
        }
        node.forEach(element -> texts.add(element.asText()));
        return texts;
    }
}
