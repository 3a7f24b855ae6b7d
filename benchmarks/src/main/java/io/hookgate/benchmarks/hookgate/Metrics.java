package io.hookgate.benchmarks.hookgate;

import io.hookgate.benchmarks.product.Stage;
import java.util.List;

/** Reads Hookgate's metrics, in Prometheus' text format. */
final class Metrics {

    private static final List<Timer> TIMERS = List.of(
            new Timer("answer to the sender, with the wait for the batch", "hookgate_ingress_requests_seconds"),
            new Timer("batch to the broker, until it has confirmed", "rocketmq_publish_send_seconds"),
            new Timer(
                    "message from its hand-over to routing until its events are stored",
                    "rocketmq_receive_process_seconds"),
            new Timer("statement of the database", "postgresql_processing_seconds"),
            new Timer("attempt, until the receiver has answered", "hookgate_attempts_seconds"));

    private Metrics() {}

    private record Timer(String name, String metric) {}

    /** What the stages have taken so far, all labels together. */
    static List<Stage> stages(String text) {
        return TIMERS.stream()
                .map(timer -> new Stage(
                        timer.name(), sum(text, timer.metric() + "_count"), sum(text, timer.metric() + "_sum")))
                .toList();
    }

    private static double sum(String text, String metric) {
        return text.lines()
                .filter(line -> line.startsWith(metric + "{") || line.startsWith(metric + " "))
                .mapToDouble(line -> Double.parseDouble(line.substring(line.lastIndexOf(' ') + 1)))
                .sum();
    }
}
