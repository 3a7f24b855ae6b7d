package io.hookgate.gateway.console;

import io.hookgate.delivery.traffic.TrafficHistory.Step;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.OptionalLong;
import java.util.function.DoubleFunction;
import java.util.function.Function;
import java.util.stream.IntStream;

/**
 * A chart ready to be drawn: everything is in the units of an SVG of {@link #WIDTH} by {@link #HEIGHT}.
 *
 * @param bars one above the other where both kinds are there
 * @param lines the points of each line
 * @param rules the horizontal lines with their values
 * @param labels moments under the chart
 * @param empty whether there is nothing to see
 */
record Chart(List<Bar> bars, List<String> lines, List<Label> rules, List<Label> labels, boolean empty) {
    static final int WIDTH = 720;
    static final int HEIGHT = 200;

    private static final int LEFT = 44;
    private static final int TOP = 8;
    private static final int BOTTOM = 176;
    private static final int RULES = 4;
    private static final int LABELS = 6;

    /** Copies the lists. */
    Chart {
        bars = List.copyOf(bars);
        lines = List.copyOf(lines);
        rules = List.copyOf(rules);
        labels = List.copyOf(labels);
    }

    /**
     * A bar.
     *
     * @param kind the class that colours it
     * @param title what it stands for, for people
     */
    record Bar(String kind, String x, String y, String width, String height, String title) {}

    /** A text at a place. */
    record Label(String at, String text) {}

    /** Deliveries that ended well and those that were given up, with the events that came in. */
    static Chart traffic(List<Step> steps, TimeSpan span) {
        long most = steps.stream()
                .mapToLong(step -> Math.max(step.delivered() + step.dead(), step.received()))
                .max()
                .orElse(0);
        double top = roundUp(most);
        List<Bar> bars = new ArrayList<>();
        double width = (double) (WIDTH - LEFT) / steps.size();
        for (int index = 0; index < steps.size(); index++) {
            Step step = steps.get(index);
            double x = LEFT + index * width;
            double good = height(step.delivered(), top);
            double bad = height(step.dead(), top);
            String when = moment(step, span);
            if (good > 0) {
                bars.add(bar("bar-good", x, BOTTOM - good, width, good, when + ": " + step.delivered()));
            }
            if (bad > 0) {
                bars.add(bar("bar-bad", x, BOTTOM - good - bad, width, bad, when + ": " + step.dead()));
            }
        }
        String received = line(steps, top, step -> OptionalLong.of(step.received()));
        return new Chart(bars, List.of(received), rules(top, Chart::compact), labels(steps, span), most == 0);
    }

    /** Median and 95th percentile of the time from receipt to delivery. */
    static Chart latency(List<Step> steps, TimeSpan span) {
        long most =
                steps.stream().mapToLong(step -> step.slow().orElse(0)).max().orElse(0);
        double top = roundUp(most);
        return new Chart(
                List.of(),
                List.of(line(steps, top, Step::median), line(steps, top, Step::slow)),
                rules(top, value -> Texts.millis(Math.round(value))),
                labels(steps, span),
                steps.stream().allMatch(step -> step.slow().isEmpty()));
    }

    /** A path that leaves out the steps without a value. */
    private static String line(List<Step> steps, double top, Function<Step, OptionalLong> value) {
        StringBuilder path = new StringBuilder();
        double width = (double) (WIDTH - LEFT) / steps.size();
        boolean pen = false;
        for (int index = 0; index < steps.size(); index++) {
            OptionalLong point = value.apply(steps.get(index));
            if (point.isPresent()) {
                path.append(pen ? 'L' : 'M')
                        .append(number(LEFT + (index + 0.5) * width))
                        .append(' ')
                        .append(number(BOTTOM - height(point.getAsLong(), top)));
                if (!pen) {
                    path.append("h0.1");
                }
            }
            pen = point.isPresent();
        }
        return path.toString();
    }

    private static Bar bar(String kind, double x, double y, double width, double height, String title) {
        return new Bar(kind, number(x + width * 0.1), number(y), number(width * 0.8), number(height), title);
    }

    private static double height(long value, double top) {
        return value * (BOTTOM - TOP) / top;
    }

    private static List<Label> rules(double top, DoubleFunction<String> text) {
        return IntStream.rangeClosed(0, RULES)
                .mapToObj(rule -> new Label(
                        number(BOTTOM - (double) rule * (BOTTOM - TOP) / RULES), text.apply(top * rule / RULES)))
                .toList();
    }

    private static List<Label> labels(List<Step> steps, TimeSpan span) {
        double width = (double) (WIDTH - LEFT) / steps.size();
        int every = steps.size() / LABELS;
        return IntStream.range(0, LABELS)
                .map(label -> label * every)
                .mapToObj(index -> new Label(number(LEFT + index * width), moment(steps.get(index), span)))
                .toList();
    }

    private static String moment(Step step, TimeSpan span) {
        return DateTimeFormatter.ofPattern(span.labels(), Locale.ROOT)
                .withZone(ZoneOffset.UTC)
                .format(step.from());
    }

    /** The next of 4, 8, 20, 40, 80, 200 …, so that the rules have round values. */
    private static double roundUp(long most) {
        double top = 4;
        double[] factors = {2, 2.5, 2};
        for (int step = 0; top < most; step++) {
            top *= factors[step % factors.length];
        }
        return top;
    }

    private static String compact(double value) {
        if (value >= 1_000_000) {
            return trimmed(value / 1_000_000) + "M";
        }
        return value >= 1_000 ? trimmed(value / 1_000) + "k" : trimmed(value);
    }

    private static String trimmed(double value) {
        return value == Math.rint(value) ? Long.toString((long) value) : String.format(Locale.ROOT, "%.1f", value);
    }

    private static String number(double value) {
        return String.format(Locale.ROOT, "%.1f", value);
    }
}
