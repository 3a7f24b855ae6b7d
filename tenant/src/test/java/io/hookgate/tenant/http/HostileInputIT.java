package io.hookgate.tenant.http;

import static org.assertj.core.api.Assertions.assertThat;
import static org.hamcrest.Matchers.equalTo;

import io.hookgate.tenant.Api;
import io.hookgate.tenant.PostgresResource;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.RestAssured;
import io.restassured.config.EncoderConfig;
import io.restassured.http.ContentType;
import io.restassured.response.Response;
import java.io.IOException;
import java.io.InputStream;
import java.net.InetAddress;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.logging.Handler;
import java.util.logging.Level;
import java.util.logging.LogRecord;
import java.util.logging.Logger;
import org.eclipse.microprofile.config.ConfigProvider;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Whatever is sent to the API, the answer is a problem with a status of 4xx, and never says anything of our insides. */
@QuarkusTest
@QuarkusTestResource(PostgresResource.class)
class HostileInputIT {
    private final Api platform = Api.platform();

    @TestFactory
    List<DynamicTest> answersBadBodiesOnEveryRouteWithAProblem() {
        List<DynamicTest> tests = new ArrayList<>();
        String tenant = Api.newTenant();
        for (Routes.Route route : Routes.all()) {
            boolean takesBody = route.method().equals("PATCH")
                    || (route.method().equals("POST")
                            && !route.path().matches(".*/(rotate|rotate-url|enable|disable|pause)"));
            if (takesBody) {
                bodies().forEach((name, body) -> tests.add(DynamicTest.dynamicTest(
                        route + " " + name,
                        () -> isProblem(send(route, tenant, body), body.length > 2 << 20 ? 413 : 400))));
            }
        }
        assertThat(tests).hasSizeGreaterThan(100);
        return tests;
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "/api",
                "/api/",
                "/api/v1",
                "/api/v1/nothing",
                "/api/v1/tenants/x/nothing",
                "/api/v1/tenants/%00",
                "/api/v1/tenants/a%2Fb",
                "/api/v1/tenants/%F0%9F%98%80",
                "/api/v1/tenants/%C0%AF",
                "/api/v2/tenants"
            })
    void answersUnknownAddressesWithAProblem(String path) {
        Response response = platform.request()
                .urlEncodingEnabled(false)
                .get(path)
                .then()
                .extract()
                .response();

        isProblem(response, 404);
    }

    @Test
    void answersAnIdentifierOfAnotherFormAsUnknown() {
        String tenant = Api.newTenant();
        for (String kind : List.of("sources", "endpoints", "subscriptions", "api-keys")) {
            for (String id :
                    List.of("1", "x", "1-1-1-1-1", "%27%3B--", "%00", "0192f0c4-8e7a-7c3d-9b1e-0123456789abc")) {
                isProblem(
                        platform.request()
                                .urlEncodingEnabled(false)
                                .get("/api/v1/tenants/" + tenant + "/" + kind + "/" + id),
                        404);
            }
        }
    }

    @Test
    void answersAWrongMethodWithAProblem() {
        isProblem(platform.request().put("/api/v1/me"), 405);
    }

    @Test
    void answersAWrongContentTypeWithAProblem() {
        isProblem(platform.request().contentType("text/xml").body("<x/>").post("/api/v1/tenants"), 415);
        isProblem(platform.request().contentType("text/plain").body("{}").post("/api/v1/tenants"), 415);
    }

    @Test
    void answersAnUnacceptableTypeWithAProblem() {
        isProblem(platform.request().accept("image/png").get("/api/v1/me"), 406);
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "a\u0000b", "a\nb", " ", "\u2028", "\u202e\u0007"})
    void refusesNamesWithControlCharacters(String name) {
        platform.post("/api/v1/tenants", Map.of("slug", Api.newSlug(), "name", name))
                .statusCode(400)
                .body("errors[0].pointer", equalTo("/name"));
    }

    @Test
    void refusesALoneSurrogate() {
        isProblem(
                platform.request()
                        .contentType(ContentType.JSON)
                        .body("{\"slug\":\"" + Api.newSlug() + "\",\"name\":\"\\ud800\"}")
                        .post("/api/v1/tenants"),
                400);
    }

    @Test
    void takesNamesInAnyLanguage() {
        String name = "Größe 企业 🙂";
        platform.post("/api/v1/tenants", Map.of("slug", Api.newSlug(), "name", name))
                .statusCode(201)
                .body("name", equalTo(name));
    }

    @Test
    void survivesAFloodOfHeaders() throws IOException {
        StringBuilder request = new StringBuilder("GET /api/v1/me HTTP/1.1\r\nHost: localhost\r\n");
        for (int i = 0; i < 3000; i++) {
            request.append("X-Flood-").append(i).append(": 0123456789\r\n");
        }

        assertThat(raw(request + "\r\n")).startsWith("HTTP/1.1 4");
    }

    @Test
    void refusesAHugeBodyWhetherItsLengthIsDeclaredOrNot() throws IOException {
        isProblem(
                platform.request()
                        .contentType(ContentType.JSON)
                        .body(new byte[3 << 20])
                        .post("/api/v1/tenants"),
                413);

        StringBuilder chunked = new StringBuilder("POST /api/v1/tenants HTTP/1.1\r\nHost: localhost\r\n"
                + "Authorization: Bearer " + platform.key()
                + "\r\nContent-Type: application/json\r\nTransfer-Encoding: chunked\r\n\r\n");
        String chunk = "80000\r\n" + " ".repeat(0x80000) + "\r\n";
        for (int i = 0; i < 6; i++) {
            chunked.append(chunk);
        }
        List<String> logged = new CopyOnWriteArrayList<>();
        Handler log = listener(logged);
        List<Logger> loggers = List.of(
                Logger.getLogger(ProblemMapper.class.getName()),
                Logger.getLogger("io.quarkus.vertx.http.runtime.QuarkusErrorHandler"));
        loggers.forEach(logger -> logger.addHandler(log));
        try {
            assertThat(raw(chunked + "0\r\n\r\n")).startsWith("HTTP/1.1 413");
            // The mapper is told of the body on a thread of its own, before the next request on that thread.
            for (int i = 0; i < 3; i++) {
                isProblem(
                        platform.request()
                                .contentType(ContentType.JSON)
                                .body("{")
                                .post("/api/v1/tenants"),
                        400);
            }
        } finally {
            loggers.forEach(logger -> logger.removeHandler(log));
        }
        assertThat(logged).isEmpty();
    }

    private static Handler listener(List<String> logged) {
        return new Handler() {
            @Override
            public void publish(LogRecord entry) {
                if (entry.getLevel().intValue() >= Level.INFO.intValue()) {
                    logged.add(entry.getMessage());
                }
            }

            @Override
            public void flush() {}

            @Override
            public void close() {}
        };
    }

    @Test
    void survivesATruncatedBodyAndABrokenRequestLine() throws IOException {
        String head = "POST /api/v1/tenants HTTP/1.1\r\nHost: localhost\r\nAuthorization: Bearer " + platform.key()
                + "\r\nContent-Type: application/json\r\nConnection: close\r\n";

        assertThat(raw(head + "Content-Length: 12\r\n\r\n{\"slug\":\"a\",")).startsWith("HTTP/1.1 400");
        assertThat(raw("GET /api/v1/tenants/%zz HTTP/1.1\r\nHost: localhost\r\nConnection: close\r\n\r\n"))
                .startsWith("HTTP/1.1 4");
        assertThat(raw("NONSENSE\r\n\r\n")).matches("HTTP/1\\.[01] 4\\d\\d");
        platform.get("/api/v1/me").statusCode(200);
    }

    private static String raw(String request) throws IOException {
        int port = ConfigProvider.getConfig().getValue("quarkus.http.test-port", Integer.class);
        try (Socket socket = new Socket(InetAddress.getLoopbackAddress(), port == 0 ? RestAssured.port : port)) {
            socket.setSoTimeout(10_000);
            socket.getOutputStream().write(request.getBytes(StandardCharsets.ISO_8859_1));
            socket.getOutputStream().flush();
            InputStream in = socket.getInputStream();
            return new String(in.readNBytes(12), StandardCharsets.ISO_8859_1);
        }
    }

    private static Map<String, byte[]> bodies() {
        Map<String, byte[]> bodies = new LinkedHashMap<>();
        bodies.put("empty", new byte[0]);
        bodies.put("truncated", utf8("{\"name\":\"x"));
        bodies.put("trailing", utf8("{} {}"));
        bodies.put("array", utf8("[]"));
        bodies.put("text", utf8("\"x\""));
        bodies.put("null", utf8("null"));
        bodies.put("number", utf8("1"));
        bodies.put("unknown field", utf8("{\"no-such-field\":1}"));
        bodies.put("field twice", utf8("{\"name\":\"a\",\"name\":\"b\"}"));
        bodies.put("name of another type", utf8("{\"name\":{\"a\":1}}"));
        bodies.put("deeply nested", utf8("[".repeat(100_000)));
        bodies.put("deeply nested field", utf8("{\"pattern\":" + "{\"a\":".repeat(5000) + "1" + "}".repeat(5001)));
        bodies.put("huge number", utf8("{\"timeout\":" + "9".repeat(5000) + "}"));
        bodies.put("not UTF-8", new byte[] {'{', '"', (byte) 0xff, (byte) 0xfe, '"', ':', '1', '}'});
        bodies.put("UTF-16", "{\"no-such-field\":1}".getBytes(StandardCharsets.UTF_16));
        bodies.put("not JSON", utf8("<x/>"));
        return bodies;
    }

    private static byte[] utf8(String text) {
        return text.getBytes(StandardCharsets.UTF_8);
    }

    private Response send(Routes.Route route, String tenant, byte[] body) {
        String path = route.path()
                .replace("{tenant}", tenant)
                .replaceAll("\\{[^}]+}", "01890a5d-ac96-774b-bcce-b302099a8057");
        return platform.request()
                .config(RestAssured.config()
                        .encoderConfig(EncoderConfig.encoderConfig()
                                .appendDefaultContentCharsetToContentTypeIfUndefined(false)))
                .contentType("application/json")
                .body(body)
                .request(route.method(), path);
    }

    private static void isProblem(Response response, int status) {
        assertThat(response.contentType()).startsWith("application/problem+json");
        // A PATCH of what is not there may say so before it looks at the body.
        assertThat(response.statusCode()).isIn(status, 404);
        assertThat(response.jsonPath().getInt("status")).isEqualTo(response.statusCode());
        assertThat(response.asString()).doesNotContain("io.hookgate", "java.", "Exception", "\tat ");
    }
}
