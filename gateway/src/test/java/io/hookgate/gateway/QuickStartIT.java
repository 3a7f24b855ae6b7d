package io.hookgate.gateway;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.vertx.core.json.JsonObject;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The launcher from the first start to the reset, on one data directory whose name has a space in it. */
class QuickStartIT {
    private static final Duration PATIENCE = Duration.ofSeconds(30);
    private static final Pattern SHELL_BLOCK = Pattern.compile("```sh\n(.*?)```", Pattern.DOTALL);

    @TempDir
    Path directory;

    @Test
    void startsServesDrainsAndStops() throws Exception {
        Path work = Files.createDirectory(directory.resolve("a directory"));
        Launcher launcher =
                new Launcher(work, Map.of("HOOKGATE_OIDC", "off", "HOOKGATE_ALLOW_PRIVATE_TARGETS", "127.0.0.0/8"));
        CountDownLatch release = new CountDownLatch(1);
        try (Receiver receiver = Receiver.behaving((delivery, response) -> {
            if (delivery.text().contains("slow")) {
                Thread answer = new Thread(() -> answerLater(release, response));
                answer.setDaemon(true);
                answer.start();
            } else {
                response.setStatusCode(204).end();
            }
        })) {
            launcher.run("build").successful();
            Path classes = directory.resolve("classes.log");
            launcher.up(Map.of("HOOKGATE_JAVA_OPTIONS", "-Xlog:class+load:file=" + classes));
            sharesClassesOfEarlierStarts(launcher, classes);
            followTheQuickStart(launcher, receiver);
            assertThat(launcher.run("up").output()).contains("already runs");
            drain(launcher, receiver, release);

            launcher.up(Map.of("HOOKGATE_ROLES", "ingest"));
            takeInOnly(launcher);
            launcher.run("down").successful();

            launcher.up(Map.of("HOOKGATE_ROLES", "deliver,manage"));
            deliverAndManageOnly(launcher, receiver);
        } finally {
            launcher.run("down");
        }
        assertThat(launcher.processes()).isEmpty();
        assertThat(launcher.run("reset", "--yes").successful()).contains("Deleted");
        assertThat(launcher.data()).doesNotExist();
    }

    private static void sharesClassesOfEarlierStarts(Launcher launcher, Path classes) throws Exception {
        assertThat(Files.readString(classes))
                .containsPattern("io\\.hookgate\\.delivery\\.route\\.Router source: shared objects file");
        String broker = Files.readString(launcher.data().resolve("run/rocketmq-broker.pid"))
                .strip();
        assertThat(Path.of("/proc", broker, "maps")).content().contains("/rocketmq-broker.jsa");
        assertThat(launcher.data().resolve("logs/rocketmq-broker.log"))
                .content()
                .doesNotContain("[error]");
    }

    /** What README says, with the port of this test and of its receiver. */
    private static void followTheQuickStart(Launcher launcher, Receiver receiver) throws Exception {
        String script = quickStart()
                .replace("localhost:8080", "localhost:" + launcher.port())
                .replace("http://127.0.0.1:9000/hook", receiver.url("/hook"));

        String output = launcher.shell(script).successful();

        assertThat(output).contains("HTTP/1.1 200").contains("\"items\":[");
        assertThat(new JsonObject(receiver.take().text()).getJsonObject("data"))
                .isEqualTo(new JsonObject().put("order", 7));
    }

    private static String quickStart() throws IOException {
        String readme = Files.readString(Launcher.REPOSITORY.resolve("README.md"));
        String section = readme.substring(readme.indexOf("## Quick start"), readme.indexOf("## Concepts"));
        Matcher blocks = SHELL_BLOCK.matcher(section);
        List<String> commands = new ArrayList<>();
        while (blocks.find()) {
            if (!blocks.group(1).startsWith("./hookgate")) {
                commands.add(blocks.group(1));
            }
        }
        return String.join("\n", commands);
    }

    private static void drain(Launcher launcher, Receiver receiver, CountDownLatch release) throws Exception {
        post(launcher, "{\"speed\":\"slow\"}", 200);
        receiver.take();
        Process down = launcher.start("down");

        await().atMost(PATIENCE).untilAsserted(() -> {
            Api.Answer refused = post(launcher, "{\"too\":\"late\"}");
            assertThat(refused.status()).isEqualTo(503);
            assertThat(refused.json().getString("code")).isEqualTo("stopping");
            assertThat(refused.header("retry-after")).isNotEmpty();
        });
        release.countDown();

        assertThat(down.waitFor(PATIENCE.toSeconds(), TimeUnit.SECONDS)).isTrue();
        assertThat(launcher.processes()).isEmpty();
    }

    private static void takeInOnly(Launcher launcher) throws Exception {
        Api.Answer api = api(launcher).get("/api/v1/me");
        assertThat(api.status()).isEqualTo(404);
        assertThat(api.json().getString("code")).isEqualTo("not-managing");
        post(launcher, "{\"order\":8}", 200);
    }

    private static void deliverAndManageOnly(Launcher launcher, Receiver receiver) throws Exception {
        assertThat(receiver.take().text()).contains("\"order\":8");
        assertThat(post(launcher, "{\"order\":9}").status()).isEqualTo(503);
        await().atMost(PATIENCE)
                .untilAsserted(() -> assertThat(
                                api(launcher).get("/api/v1/tenants/acme/deliveries?status=delivered").items().stream()
                                        .map(item -> ((JsonObject) item).getInteger("attemptCount")))
                        .as("the slow one was brought to its end while stopping, and not sent again")
                        .containsOnly(1)
                        .hasSizeGreaterThanOrEqualTo(3));
    }

    private static void post(Launcher launcher, String body, int expected) throws IOException {
        Api.Answer answer = post(launcher, body);
        assertThat(answer.status()).as(answer.text()).isEqualTo(expected);
    }

    private static Api.Answer post(Launcher launcher, String body) throws IOException {
        JsonObject source = new JsonObject(Files.readString(launcher.data().resolveSibling("source.json")));
        return api(launcher)
                .anonymous()
                .send(
                        "POST",
                        URI.create(source.getString("url")).getPath(),
                        Optional.of(body),
                        Map.of("content-type", "application/json"));
    }

    private static Api api(Launcher launcher) throws IOException {
        return new Api(
                launcher.baseUrl(),
                Files.readString(launcher.data().resolve("bootstrap-api-key")).strip());
    }

    private static void answerLater(CountDownLatch release, io.vertx.core.http.HttpServerResponse response) {
        try {
            release.await();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
        response.setStatusCode(204).end();
    }
}
