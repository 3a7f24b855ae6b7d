package io.hookgate.benchmarks.report;

import java.util.List;
import java.util.Locale;
import java.util.stream.Collectors;

/**
 * Figures over seconds.
 *
 * @param title with the unit
 */
record LineChart(String title, List<Line> lines) {

    private static final int WIDTH = 860;
    private static final int HEIGHT = 300;
    private static final int LEFT = 70;
    private static final int RIGHT = 20;
    private static final int TOP = 64;
    private static final int BOTTOM = 36;
    private static final int TICKS = 4;

    /** One line. */
    record Line(String name, List<Point> points) {
        Line {
            points = List.copyOf(points);
        }
    }

    /** A figure at a second. */
    record Point(double second, double value) {}

    LineChart {
        lines = List.copyOf(lines);
    }

    String svg() {
        Svg svg = new Svg(WIDTH, HEIGHT, title);
        svg.legend(LEFT, 46, lines.stream().map(Line::name).toList());
        double lastSecond = Math.max(1, max(Point::second));
        double highest = Math.max(1e-9, max(Point::value)) * 1.05;
        for (int tick = 0; tick <= TICKS; tick++) {
            double share = (double) tick / TICKS;
            double y = y(share * highest, highest);
            svg.line(LEFT, y, WIDTH - RIGHT, y, "#ddd");
            svg.text(LEFT - 8, y + 4, "end", number(share * highest));
            svg.text(x(share * lastSecond, lastSecond), HEIGHT - 12, "middle", number(share * lastSecond) + " s");
        }
        for (int number = 0; number < lines.size(); number++) {
            svg.path(points(lines.get(number), lastSecond, highest), Svg.colour(number));
        }
        return svg.finish();
    }

    private static String points(Line line, double lastSecond, double highest) {
        return line.points().stream()
                .map(point -> String.format(
                        Locale.ROOT, "%.1f,%.1f", x(point.second(), lastSecond), y(point.value(), highest)))
                .collect(Collectors.joining(" "));
    }

    private double max(java.util.function.ToDoubleFunction<Point> figure) {
        return lines.stream()
                .flatMap(line -> line.points().stream())
                .mapToDouble(figure)
                .max()
                .orElse(0);
    }

    private static double x(double second, double lastSecond) {
        return LEFT + (WIDTH - LEFT - RIGHT) * second / lastSecond;
    }

    private static double y(double value, double highest) {
        return HEIGHT - BOTTOM - (HEIGHT - TOP - BOTTOM) * value / highest;
    }

    private static String number(double value) {
        return String.format(Locale.ROOT, value >= 10 ? "%,.0f" : "%.1f", value);
    }
}
