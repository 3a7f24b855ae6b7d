package io.hookgate.adapter.generic.mapping;

import io.hookgate.adapter.InvalidConfigurationException;
import java.util.Locale;
import java.util.Map;
import java.util.function.UnaryOperator;

/** The changes that an expression may make to what it finds; they are made in the order of this class. */
final class Changes {
    private static final int MOST_REPLACEMENT = 256;

    private Changes() {}

    /** Takes the members that describe changes out of an expression's settings. */
    static UnaryOperator<String> take(Map<String, Object> members, String pointer)
            throws InvalidConfigurationException {
        UnaryOperator<String> change = text -> text;
        if (members.remove("afterLast") instanceof String mark) {
            change = then(
                    change,
                    text -> text.substring(text.lastIndexOf(mark) < 0 ? 0 : text.lastIndexOf(mark) + mark.length()));
        }
        if (members.remove("beforeFirst") instanceof String mark) {
            change = then(change, text -> text.indexOf(mark) < 0 ? text : text.substring(0, text.indexOf(mark)));
        }
        Object replace = members.remove("replace");
        if (replace instanceof Map<?, ?> replacements) {
            for (Map.Entry<?, ?> entry : replacements.entrySet()) {
                String from = String.valueOf(entry.getKey());
                String to = String.valueOf(entry.getValue());
                if (from.isEmpty() || to.length() > MOST_REPLACEMENT) {
                    throw new InvalidConfigurationException(
                            pointer + "/replace",
                            "must not be empty or longer than " + MOST_REPLACEMENT + " characters");
                }
                change = then(change, text -> replaced(text, from, to));
            }
        } else if (replace != null) {
            throw new InvalidConfigurationException(pointer + "/replace", "must be an object of texts");
        }
        if (Boolean.TRUE.equals(members.remove("lowerCase"))) {
            change = then(change, text -> text.toLowerCase(Locale.ROOT));
        }
        if (Boolean.TRUE.equals(members.remove("slug"))) {
            change = then(change, Changes::slug);
        }
        return change;
    }

    /** Nothing where the result would be out of proportion. */
    private static String replaced(String text, String from, String to) {
        String result = text.replace(from, to);
        return result.length() <= Expression.MOST_CHARACTERS ? result : "";
    }

    private static UnaryOperator<String> then(UnaryOperator<String> first, UnaryOperator<String> second) {
        return text -> second.apply(first.apply(text));
    }

    /** Lower-case letters and digits, with one underscore for every run of anything else. */
    private static String slug(String text) {
        StringBuilder slug = new StringBuilder(text.length());
        for (int i = 0; i < text.length(); i++) {
            char c = Character.toLowerCase(text.charAt(i));
            if (Character.isLetterOrDigit(c)) {
                slug.append(c);
            } else if (slug.length() > 0 && slug.charAt(slug.length() - 1) != '_') {
                slug.append('_');
            }
        }
        int end = slug.length();
        return slug.substring(0, end > 0 && slug.charAt(end - 1) == '_' ? end - 1 : end);
    }
}
