package io.hookgate.gateway.demo;

import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.io.IOException;
import java.security.GeneralSecurityException;
import java.util.Optional;

/**
 * Registers the demo tenant where there is none, and plays provider payloads through it.
 *
 * <p>Runs on a thread of its own and blocks it.
 */
public final class Demo implements Runnable {
    private static final String TENANT = "/api/v1/tenants/demo";
    private static final int ROUNDS = 3;

    private final DemoApi api;
    private final String baseUrl;
    private final ProviderSamples samples = new ProviderSamples();

    /**
     * Plays against a running gateway.
     *
     * @param baseUrl the gateway's address on loopback
     * @param apiKey a platform administrator's key
     */
    public Demo(String baseUrl, String apiKey) {
        this.api = new DemoApi(baseUrl, apiKey);
        this.baseUrl = baseUrl;
    }

    @Override
    public void run() {
        try {
            JsonArray sources = sources();
            DemoConsole.print(
                    "GitHub and DingTalk post to the webhook URLs of tenant \"demo\"; two endpoints listen, and the");
            DemoConsole.print("one called flaky refuses each delivery twice before it takes it.");
            play(sources);
            DemoConsole.print("See them all:  curl -H \"Authorization: Bearer $(cat <data>/bootstrap-api-key)\" "
                    + baseUrl + TENANT + "/deliveries");
        } catch (IOException | GeneralSecurityException e) {
            DemoConsole.print("The demo could not be played: " + e.getMessage());
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private JsonArray sources() throws IOException, InterruptedException {
        Optional<JsonObject> tenant = api.get(TENANT);
        if (tenant.isEmpty()) {
            api.post("/api/v1/tenants", new JsonObject().put("slug", "demo").put("name", "Demo"));
            register();
        }
        return api.get(TENANT + "/sources").orElseThrow().getJsonArray("items");
    }

    private void register() throws IOException, InterruptedException {
        api.post(TENANT + "/sources", ProviderSamples.githubSource());
        api.post(TENANT + "/sources", ProviderSamples.dingTalkSource());
        subscribe("steady", DemoReceiver.STEADY, new JsonObject());
        subscribe(
                "flaky",
                DemoReceiver.FLAKY,
                new JsonObject().put("type", new JsonArray().add(new JsonObject().put("prefix", "com.github."))));
    }

    private void subscribe(String name, String path, JsonObject pattern) throws IOException, InterruptedException {
        JsonObject endpoint = api.post(
                TENANT + "/endpoints",
                new JsonObject()
                        .put("name", name)
                        .put("url", baseUrl + path)
                        .put(
                                "retryPolicy",
                                new JsonObject()
                                        .put(
                                                "schedule",
                                                new JsonArray().add(2).add(4).add(8))));
        api.post(
                TENANT + "/subscriptions",
                new JsonObject()
                        .put("name", name)
                        .put("endpointId", endpoint.getString("id"))
                        .put("pattern", pattern));
    }

    private void play(JsonArray sources) throws IOException, InterruptedException, GeneralSecurityException {
        for (int round = 1; round <= ROUNDS; round++) {
            post(sources, "GitHub", samples.githubIssueOpened(round));
            post(sources, "DingTalk", samples.dingTalkApprovalFinished(round));
        }
    }

    private void post(JsonArray sources, String name, ProviderSamples.Request request)
            throws IOException, InterruptedException {
        String url = sources.stream()
                .map(JsonObject.class::cast)
                .filter(source -> name.equals(source.getString("name")))
                .findFirst()
                .orElseThrow(() -> new IOException("The tenant \"demo\" has no source " + name))
                .getString("url");
        int status = api.postWebhook(url + request.query(), request.body(), request.headers());
        DemoConsole.print(name + " posts an event and is answered " + status);
    }
}
