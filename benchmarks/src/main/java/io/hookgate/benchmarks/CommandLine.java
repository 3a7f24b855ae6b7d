package io.hookgate.benchmarks;

import io.hookgate.benchmarks.round.Settings;
import io.hookgate.benchmarks.scenario.Scenario;
import io.hookgate.benchmarks.scenario.Scenarios;
import java.nio.file.Path;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;

/**
 * What was asked for.
 *
 * @param scenarios in the order in which they run
 * @param product its {@link io.hookgate.benchmarks.product.GatewayProduct#id()}
 * @param options for the product's driver
 * @param results the directory for results, below which each measurement makes its own
 */
record CommandLine(
        List<Scenario> scenarios, Settings settings, String product, Map<String, String> options, Path results) {

    static final String USAGE =
            """
            Usage: benchmarks/run [quick | full | SCENARIO...] [OPTION VALUE]...

            quick   throughput and latency against the bare forwarder, within three minutes
            full    everything that has a goal, for figures to publish; more than an hour

            Scenarios: %s

            Options:
              --rounds N         rounds of each candidate
              --seconds N        length of a round
              --warmup N         seconds under load before the first round
              --soak N           seconds of the endurance run
              --connections N    of the load generator
              --bytes N          size of an event
              --backlog N        the most events accepted and not yet delivered, in saturation
              --subscriptions N  of the scenario of that name
              --retries N        that wait in the scenario of that name
              --history N        events in the past, in the scenario "pages"
              --product ID       what is measured; hookgate
              --set NAME=VALUE   for the product's driver, for instance url=http://127.0.0.1:8080
              --results DIR      where results go
            """.formatted(Scenarios.all().stream().map(Scenario::id).collect(Collectors.joining(", ")));

    CommandLine {
        scenarios = List.copyOf(scenarios);
        options = Map.copyOf(options);
    }

    /**
     * Reads arguments.
     *
     * @throws IllegalArgumentException with a text for the person who typed them
     */
    static CommandLine parse(List<String> arguments) {
        Deque<String> rest = new ArrayDeque<>(arguments);
        List<String> names = new ArrayList<>();
        Map<String, String> values = new LinkedHashMap<>();
        Map<String, String> options = new LinkedHashMap<>();
        while (!rest.isEmpty()) {
            String argument = rest.removeFirst();
            if (!argument.startsWith("--")) {
                names.add(argument);
                continue;
            }
            if (rest.isEmpty()) {
                throw new IllegalArgumentException(argument + " needs a value");
            }
            String value = rest.removeFirst();
            if (argument.equals("--set")) {
                String[] pair = value.split("=", 2);
                options.put(pair[0], pair.length == 2 ? pair[1] : "");
            } else {
                values.put(argument.substring(2), value);
            }
        }
        boolean quick = names.isEmpty() || names.contains("quick");
        Settings settings = settings(quick ? Settings.quick() : Settings.full(), values);
        String product = take(values, "product", "hookgate");
        Path results = Path.of(take(values, "results", "benchmarks/target/results"));
        if (!values.isEmpty()) {
            throw new IllegalArgumentException("Unknown options: " + values.keySet());
        }
        return new CommandLine(scenarios(names), settings, product, options, results);
    }

    private static List<Scenario> scenarios(List<String> names) {
        if (names.isEmpty() || names.equals(List.of("quick"))) {
            return Scenarios.all().stream().filter(Scenario::quick).toList();
        }
        if (names.equals(List.of("full"))) {
            return Scenarios.all().stream().filter(Scenario::full).toList();
        }
        List<String> ids = names.stream()
                .filter(name -> !name.equals("quick") && !name.equals("full"))
                .toList();
        List<String> known = Scenarios.all().stream().map(Scenario::id).toList();
        for (String id : ids) {
            if (!known.contains(id)) {
                throw new IllegalArgumentException("No scenario is called " + id + "; there are " + known);
            }
        }
        return Scenarios.all().stream()
                .filter(scenario -> ids.contains(scenario.id()))
                .toList();
    }

    private static Settings settings(Settings preset, Map<String, String> values) {
        return new Settings(
                number(values, "rounds", preset.rounds()),
                number(values, "seconds", preset.roundSeconds()),
                number(values, "warmup", preset.warmUpSeconds()),
                number(values, "soak", preset.soakSeconds()),
                number(values, "connections", preset.connections()),
                number(values, "bytes", preset.eventBytes()),
                number(values, "backlog", preset.backlog()),
                preset.mostEvents(),
                number(values, "subscriptions", preset.subscriptions()),
                number(values, "retries", preset.waitingRetries()),
                number(values, "history", preset.history()),
                preset.patienceSeconds());
    }

    private static int number(Map<String, String> values, String name, int otherwise) {
        String text = take(values, name, Integer.toString(otherwise));
        try {
            int number = Integer.parseInt(text);
            if (number > 0) {
                return number;
            }
        } catch (NumberFormatException e) {
            throw new IllegalArgumentException("--" + name + " must be a whole number, not " + text, e);
        }
        throw new IllegalArgumentException("--" + name + " must be positive");
    }

    private static String take(Map<String, String> values, String name, String otherwise) {
        String value = values.remove(name);
        return value == null ? otherwise : value;
    }
}
