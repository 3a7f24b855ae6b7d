package io.hookgate.adapter.generic.signature;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** The items of a signature header, which commas, semicolons or spaces separate, unless the prefix of an item has one. */
final class PresentedSignatures {
    private final List<String> items;

    private PresentedSignatures(List<String> items) {
        this.items = List.copyOf(items);
    }

    /** Takes every value of the header apart. */
    static PresentedSignatures of(List<String> values, String prefix) {
        List<String> items = new ArrayList<>();
        for (String value : values) {
            int start = 0;
            for (int i = 0; i <= value.length(); i++) {
                if (i == value.length() || isSeparator(value.charAt(i), prefix)) {
                    if (i > start) {
                        items.add(value.substring(start, i));
                    }
                    start = i + 1;
                }
            }
        }
        return new PresentedSignatures(items);
    }

    /** What stands behind {@code prefix}, in every item that begins with it. */
    List<String> behind(String prefix) {
        return items.stream()
                .filter(item -> item.startsWith(prefix))
                .map(item -> item.substring(prefix.length()))
                .toList();
    }

    /** The value of the first item {@code key=value}. */
    Optional<String> value(String key) {
        return behind(key + "=").stream().findFirst();
    }

    private static boolean isSeparator(char c, String prefix) {
        return (c == ',' || c == ';' || c == ' ' || c == '\t') && prefix.indexOf(c) < 0;
    }
}
