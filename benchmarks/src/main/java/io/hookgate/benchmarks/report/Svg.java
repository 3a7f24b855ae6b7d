package io.hookgate.benchmarks.report;

import java.util.List;
import java.util.Locale;

/** An SVG picture that is being drawn. Coordinates are pixels from the upper left corner. */
final class Svg {

    private static final List<String> COLOURS = List.of(
            "#4269d0", "#efb118", "#ff725c", "#6cc5b0", "#3ca951", "#ff8ab7", "#a463f2", "#97bbf5", "#9c6b4e",
            "#9498a0");

    private final StringBuilder picture = new StringBuilder();

    Svg(int width, int height, String title) {
        picture.append(String.format(
                Locale.ROOT,
                "<svg xmlns=\"http://www.w3.org/2000/svg\" width=\"%d\" height=\"%d\" viewBox=\"0 0 %d %d\""
                        + " font-family=\"system-ui, sans-serif\" font-size=\"12\" fill=\"#333\">%n"
                        + "<rect width=\"%d\" height=\"%d\" fill=\"#fff\"/>%n",
                width,
                height,
                width,
                height,
                width,
                height));
        picture.append(String.format(
                Locale.ROOT,
                "<text x=\"16\" y=\"24\" font-size=\"15\" font-weight=\"600\">%s</text>%n",
                escape(title)));
    }

    /** The colour of the series with this number. */
    static String colour(int number) {
        return COLOURS.get(number % COLOURS.size());
    }

    void rectangle(double x, double y, double width, double height, String colour, String tooltip) {
        picture.append(String.format(
                Locale.ROOT,
                "<rect x=\"%.1f\" y=\"%.1f\" width=\"%.1f\" height=\"%.1f\" fill=\"%s\"><title>%s</title></rect>%n",
                x,
                y,
                Math.max(0, width),
                Math.max(0, height),
                colour,
                escape(tooltip)));
    }

    void line(double x1, double y1, double x2, double y2, String colour) {
        picture.append(String.format(
                Locale.ROOT,
                "<line x1=\"%.1f\" y1=\"%.1f\" x2=\"%.1f\" y2=\"%.1f\" stroke=\"%s\"/>%n",
                x1,
                y1,
                x2,
                y2,
                colour));
    }

    /** A line through points, given as {@code x,y x,y …}. */
    void path(String points, String colour) {
        picture.append(String.format(
                Locale.ROOT,
                "<polyline points=\"%s\" fill=\"none\" stroke=\"%s\" stroke-width=\"1.5\"/>%n",
                points,
                colour));
    }

    /** Text that starts, is centred, or ends at a point: {@code start}, {@code middle}, {@code end}. */
    void text(double x, double y, String anchor, String text) {
        picture.append(String.format(
                Locale.ROOT, "<text x=\"%.1f\" y=\"%.1f\" text-anchor=\"%s\">%s</text>%n", x, y, anchor, escape(text)));
    }

    /** A row that names the colours. */
    void legend(double x, double y, List<String> names) {
        double at = x;
        for (int number = 0; number < names.size(); number++) {
            rectangle(at, y - 10, 12, 12, colour(number), names.get(number));
            text(at + 17, y, "start", names.get(number));
            at += 17 + 7.2 * names.get(number).length() + 16;
        }
    }

    /** The finished picture. */
    String finish() {
        return picture + "</svg>\n";
    }

    private static String escape(String text) {
        return text.replace("&", "&amp;")
                .replace("<", "&lt;")
                .replace(">", "&gt;")
                .replace("\"", "&quot;");
    }
}
