package io.hookgate.benchmarks.report;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/**
 * Horizontal bars, each of one or more stacked parts.
 *
 * @param title with the unit
 * @param parts the names of the parts
 * @param bars from the top
 */
record BarChart(String title, List<String> parts, List<Bar> bars) {

    private static final int WIDTH = 860;
    private static final int LEFT = 250;
    private static final int RIGHT = 90;
    private static final int TOP = 64;
    private static final int ROW = 34;
    private static final int BAR = 22;

    /**
     * One bar.
     *
     * @param values of each part, in the chart's unit
     */
    record Bar(String name, List<Double> values) {
        Bar {
            values = List.copyOf(values);
        }

        double sum() {
            return values.stream().mapToDouble(Double::doubleValue).sum();
        }
    }

    BarChart {
        parts = List.copyOf(parts);
        bars = List.copyOf(bars);
    }

    /** Collects bars of one part each. */
    static BarChart simple(String title, List<Bar> bars) {
        return new BarChart(title, List.of(), bars);
    }

    String svg() {
        Svg svg = new Svg(WIDTH, TOP + ROW * bars.size() + 16, title);
        svg.legend(LEFT, 46, parts);
        double scale = (WIDTH - LEFT - RIGHT)
                / Math.max(1e-9, bars.stream().mapToDouble(Bar::sum).max().orElse(1));
        for (int row = 0; row < bars.size(); row++) {
            draw(svg, bars.get(row), TOP + row * ROW, scale);
        }
        return svg.finish();
    }

    private void draw(Svg svg, Bar bar, int y, double scale) {
        svg.text(LEFT - 10, y + 16, "end", bar.name());
        double x = LEFT;
        List<String> names = new ArrayList<>(parts);
        for (int part = 0; part < bar.values().size(); part++) {
            double value = bar.values().get(part);
            String tooltip = (names.isEmpty() ? bar.name() : names.get(part)) + ": " + number(value);
            svg.rectangle(x, y, value * scale, BAR, Svg.colour(part), tooltip);
            x += value * scale;
        }
        svg.text(x + 8, y + 16, "start", number(bar.sum()));
    }

    private static String number(double value) {
        return String.format(Locale.ROOT, value >= 100 ? "%,.0f" : "%.1f", value);
    }
}
