package io.hookgate.gateway.demo;

import io.vertx.core.json.JsonObject;
import io.vertx.ext.web.Router;
import io.vertx.ext.web.RoutingContext;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import java.time.LocalTime;
import java.time.temporal.ChronoUnit;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import org.eclipse.microprofile.config.inject.ConfigProperty;

/** The receiver of the demo, a part of the gateway's own HTTP server; there only in demo mode. */
@ApplicationScoped
class DemoReceiver {
    static final String STEADY = "/demo/receiver/steady";
    static final String FLAKY = "/demo/receiver/flaky";
    private static final int FAILURES = 2;

    private final boolean demo;
    private final Map<String, Integer> attempts = new ConcurrentHashMap<>();

    DemoReceiver(@ConfigProperty(name = "hookgate.demo", defaultValue = "false") boolean demo) {
        this.demo = demo;
    }

    void register(@Observes Router router) {
        if (!demo) {
            return;
        }
        router.post(STEADY).handler(context -> receive(context, 0));
        router.post(FLAKY).handler(context -> receive(context, FAILURES));
    }

    private void receive(RoutingContext context, int failures) {
        context.request().resume();
        context.request().body().onSuccess(body -> {
            String id = String.valueOf(context.request().getHeader("webhook-id"));
            int attempt = attempts.merge(id, 1, Integer::sum);
            boolean fails = attempt <= failures;
            if (!fails) {
                attempts.remove(id);
            }
            JsonObject event = new JsonObject(body);
            DemoConsole.print("%s  %s  %-42s attempt %d: %s"
                    .formatted(
                            LocalTime.now(java.time.ZoneId.systemDefault()).truncatedTo(ChronoUnit.SECONDS),
                            context.request().path().endsWith("flaky") ? "flaky " : "steady",
                            event.getString("type"),
                            attempt,
                            fails ? "answers 503, Hookgate will try again" : "received"));
            context.response().setStatusCode(fails ? 503 : 204).end();
        });
    }
}
