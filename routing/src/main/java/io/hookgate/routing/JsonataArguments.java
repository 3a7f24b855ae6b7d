package io.hookgate.routing;

import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** Keeps the arguments of JSONata's functions away from what would take them long or make them big. */
final class JsonataArguments {
    private static final int MAX_PADDING = 10_000;
    private static final int MAX_TEXT = 4_000_000;
    /** Items where the time that the library takes grows with their square. */
    private static final int MAX_QUADRATIC = 5_000;

    private static final int MAX_PICTURE = 256;
    private static final double MAX_ROMAN = 100_000;
    private static final Pattern LONG_NUMBER = Pattern.compile("[0-9]{4}");

    private JsonataArguments() {}

    static void check(String function, List<?> arguments) {
        switch (function) {
            case "pad" -> checkPadding(arguments);
            case "join" -> checkJoin(arguments);
            case "split" -> checkSplit(arguments);
            case "contains", "replace" -> requireText(function, argument(arguments, 1));
            case "distinct" -> checkDistinct(argument(arguments, 0));
            case "spread" ->
                require(
                        items(argument(arguments, 0)) <= MAX_QUADRATIC,
                        "spreads more than " + MAX_QUADRATIC + " items");
            case "string" ->
                require(argument(arguments, 1) != Boolean.TRUE, "indents a string, which is not supported");
            case "toMillis" ->
                require(argument(arguments, 1) == null, "reads a time by a picture, which is not supported");
            case "fromMillis" -> checkTimePicture(argument(arguments, 1));
            case "formatInteger" -> checkIntegerPicture(argument(arguments, 0), argument(arguments, 1));
            case "formatNumber" -> checkLength(argument(arguments, 1));
            default -> {}
        }
    }

    /**
     * {@code $replace} for plain text, never a regular expression, which the library makes of a text that is replaced a
     * given number of times.
     */
    static @Nullable Object replace(List<?> arguments) {
        if (!(argument(arguments, 0) instanceof String text)) {
            return null;
        }
        String searched = text(argument(arguments, 1), "replaces something that is no string");
        String replacement = text(argument(arguments, 2), "replaces by something that is no string");
        require(!searched.isEmpty(), "replaces an empty string");
        int limit = argument(arguments, 3) instanceof Number number ? number.intValue() : Integer.MAX_VALUE;
        require(limit >= 0, "replaces a negative number of times");
        StringBuilder result = new StringBuilder();
        int position = 0;
        int found = text.indexOf(searched);
        for (int count = 0; found >= 0 && count < limit; count++) {
            result.append(text, position, found).append(replacement);
            require(result.length() <= MAX_TEXT, "makes a text that is too long");
            position = found + searched.length();
            found = text.indexOf(searched, position);
        }
        return result.append(text, position, text.length()).toString();
    }

    private static void checkPadding(List<?> arguments) {
        int width = argument(arguments, 1) instanceof Number number ? number.intValue() : 0;
        int length = argument(arguments, 2) instanceof String padding ? Math.max(1, padding.length()) : 1;
        require(Math.abs((long) width) * length <= MAX_PADDING, "pads by more than " + MAX_PADDING + " characters");
    }

    private static void checkJoin(List<?> arguments) {
        long items = argument(arguments, 0) instanceof List<?> list ? list.size() : 0;
        long separator = argument(arguments, 1) instanceof String text ? text.length() : 0;
        require(items * separator <= MAX_TEXT, "makes a text that is too long");
    }

    private static void checkSplit(List<?> arguments) {
        requireText("split", argument(arguments, 1));
        if (argument(arguments, 0) instanceof String text && argument(arguments, 1) instanceof String separator) {
            int parts = separator.isEmpty() ? text.length() : occurrences(text, separator);
            require(parts < JsonataBudget.MAX_ITEMS, "splits into more than " + JsonataBudget.MAX_ITEMS + " parts");
        }
    }

    private static int occurrences(String text, String searched) {
        int count = 0;
        for (int found = text.indexOf(searched);
                found >= 0;
                found = text.indexOf(searched, found + searched.length())) {
            count++;
        }
        return count;
    }

    private static int items(@Nullable Object value) {
        if (!(value instanceof List<?> list)) {
            return 1;
        }
        int items = 0;
        for (Object item : list) {
            items += items(item);
        }
        return items;
    }

    /** Objects and arrays can be made to collide in a hash table, texts and numbers cannot. */
    private static void checkDistinct(@Nullable Object argument) {
        if (argument instanceof List<?> list && list.size() > MAX_QUADRATIC) {
            require(
                    list.stream().noneMatch(item -> item instanceof List || item instanceof Map),
                    "looks for distinct values among more than " + MAX_QUADRATIC + " objects");
        }
    }

    private static void checkTimePicture(@Nullable Object picture) {
        checkLength(picture);
        require(
                !(picture instanceof String text && LONG_NUMBER.matcher(text).find()),
                "has a picture with a number of more than three digits");
    }

    private static void checkIntegerPicture(@Nullable Object value, @Nullable Object picture) {
        checkLength(picture);
        boolean roman =
                picture instanceof String text && text.toLowerCase(Locale.ROOT).contains("i");
        require(
                !(roman && value instanceof Number number && Math.abs(number.doubleValue()) > MAX_ROMAN),
                "writes too large a number in Roman numerals");
    }

    private static void checkLength(@Nullable Object picture) {
        require(
                !(picture instanceof String text && text.length() > MAX_PICTURE),
                "has a picture of more than " + MAX_PICTURE + " characters");
    }

    private static void requireText(String function, @Nullable Object argument) {
        require(
                argument == null || argument instanceof String,
                "gives $" + function + " something else than a string to look for");
    }

    private static String text(@Nullable Object argument, String otherwise) {
        if (argument instanceof String text) {
            return text;
        }
        throw new JsonataLimitException(otherwise);
    }

    private static @Nullable Object argument(List<?> arguments, int index) {
        return index < arguments.size() ? arguments.get(index) : null;
    }

    private static void require(boolean condition, String otherwise) {
        if (!condition) {
            throw new JsonataLimitException(otherwise);
        }
    }
}
