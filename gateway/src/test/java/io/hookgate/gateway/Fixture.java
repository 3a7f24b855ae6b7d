package io.hookgate.gateway;

import static org.awaitility.Awaitility.await;

import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.util.UUID;

/** A tenant of its own for one test, made through the API. */
final class Fixture {
    private final Api api;
    private final String tenant;

    private Fixture(Api api, String tenant) {
        this.api = api;
        this.tenant = tenant;
    }

    static Fixture create(Api platform) {
        String slug = "t" + UUID.randomUUID().toString().substring(24);
        platform.post("/api/v1/tenants", new JsonObject().put("slug", slug).put("name", "Test " + slug))
                .with(201);
        // A node that has just been started on a busy machine may answer before it knows the tenant itself.
        await().until(() -> platform.get("/api/v1/tenants/" + slug).status() == 200);
        return new Fixture(platform, slug);
    }

    Api api() {
        return api;
    }

    String slug() {
        return tenant;
    }

    String path(String rest) {
        return "/api/v1/tenants/" + tenant + rest;
    }

    /** A source that takes everything. */
    JsonObject openSource() {
        return source(new JsonObject().put("verification", new JsonObject().put("type", "none")), new JsonObject());
    }

    JsonObject source(JsonObject settings, JsonObject secrets) {
        return api.post(
                        path("/sources"),
                        new JsonObject()
                                .put("name", "source")
                                .put("adapter", "generic-webhook")
                                .put("settings", settings)
                                .put("secrets", secrets))
                .with(201);
    }

    JsonObject endpoint(String url, JsonObject more) {
        JsonObject body =
                new JsonObject().put("name", "endpoint").put("url", url).mergeIn(more);
        return api.post(path("/endpoints"), body).with(201);
    }

    JsonObject endpoint(String url) {
        return endpoint(url, new JsonObject());
    }

    JsonObject subscribe(JsonObject endpoint, JsonObject pattern) {
        return api.post(
                        path("/subscriptions"),
                        new JsonObject()
                                .put("name", "subscription")
                                .put("endpointId", endpoint.getString("id"))
                                .put("pattern", pattern))
                .with(201);
    }

    static JsonObject schedule(Integer... seconds) {
        return new JsonObject().put("retryPolicy", new JsonObject().put("schedule", JsonArray.of((Object[]) seconds)));
    }
}
