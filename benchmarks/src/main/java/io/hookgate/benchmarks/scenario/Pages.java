package io.hookgate.benchmarks.scenario;

import io.hookgate.benchmarks.event.EventKind;
import io.hookgate.benchmarks.load.Target;
import io.hookgate.benchmarks.product.EndpointSpec;
import io.hookgate.benchmarks.product.Filter;
import io.hookgate.benchmarks.product.GatewayDriver;
import io.hookgate.benchmarks.product.ProductException;
import io.hookgate.benchmarks.product.Workspace;
import io.hookgate.benchmarks.receive.Behaviour;
import io.hookgate.benchmarks.round.Candidate;
import java.io.IOException;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;

/** Pages, lists and searches with one event behind them, and with a great many. One is asked for after another. */
final class Pages implements Scenario {

    private static final double GOAL_MILLIS = 1000;
    private static final int TIMES = 5;
    private static final int EXAMPLES = 10;
    private static final double MILLISECOND = 1e6;

    private final HttpClient http = HttpClient.newHttpClient();

    @Override
    public String id() {
        return "pages";
    }

    @Override
    public String title() {
        return "Pages, lists and searches with many events behind them";
    }

    /** What was looked at, and the median of the times that it took. */
    private record View(String path, double millis) {}

    @Override
    public ScenarioResult run(Lab lab) {
        int history = lab.bench().settings().history();
        try (GatewayDriver driver = lab.anotherGateway("pages")) {
            driver.startWithPages();
            Workspace workspace = driver.open("pages");
            String endpoint = workspace.registerEndpoint(
                    EndpointSpec.of("fast", lab.bench().receiver().endpoint("pages", new Behaviour.Fast())));
            Target target = workspace.registerSource("orders");
            workspace.subscribe(endpoint, List.of(Filter.type(Lab.EVENT_TYPE)));
            List<EventKind> kinds = List.of(EventKind.of(Lab.EVENT_TYPE, Lab.CUSTOMER));
            lab.bench().awaitRoute(new Candidate(driver.name(), driver, workspace, target, kinds));
            List<View> few = look(workspace);
            String state = String.format(Locale.ROOT, "%,d events", history);
            lab.bench().progress().line("Storing a past of " + state);
            workspace.addHistory(endpoint, history);
            List<View> many = look(workspace);
            List<View> slowest = many.stream()
                    .sorted(Comparator.comparingDouble(View::millis).reversed())
                    .limit(EXAMPLES)
                    .toList();
            return ScenarioResult.of(
                    this,
                    List.of(
                            Finding.atMost(
                                    GOAL_MILLIS,
                                    "slowest view, " + state,
                                    slowest.get(0).millis(),
                                    "ms"),
                            Finding.told("median of views, " + state, median(many), "ms"),
                            Finding.told("median of views, one event", median(few), "ms"),
                            Finding.told("views", (double) many.size(), "")),
                    List.of(),
                    slowest.stream()
                            .map(view -> String.format(Locale.ROOT, "%,.0f ms for %s", view.millis(), view.path()))
                            .toList());
        }
    }

    private List<View> look(Workspace workspace) {
        List<View> views = new ArrayList<>();
        for (HttpRequest request : workspace.views()) {
            List<Double> times = new ArrayList<>();
            for (int time = 0; time < TIMES; time++) {
                times.add(ask(request));
            }
            String path = request.uri().getRawPath();
            String query = request.uri().getRawQuery();
            views.add(new View(query == null ? path : path + "?" + query, medianOf(times)));
        }
        return views;
    }

    /** Milliseconds until the last byte of the answer. */
    private double ask(HttpRequest request) {
        try {
            long begun = System.nanoTime();
            HttpResponse<byte[]> response = http.send(request, HttpResponse.BodyHandlers.ofByteArray());
            double millis = (System.nanoTime() - begun) / MILLISECOND;
            if (response.statusCode() != 200) {
                throw new ProductException(request.uri() + " was answered " + response.statusCode());
            }
            return millis;
        } catch (IOException e) {
            throw new ProductException(request.uri() + " failed", e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new ProductException("Interrupted", e);
        }
    }

    private static double median(List<View> views) {
        return medianOf(views.stream().map(View::millis).toList());
    }

    private static double medianOf(List<Double> values) {
        return values.stream().sorted().skip(values.size() / 2).findFirst().orElseThrow();
    }
}
