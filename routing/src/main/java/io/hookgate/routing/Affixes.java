package io.hookgate.routing;

/** What searching for beginnings and ends of strings needs. */
final class Affixes {
    private Affixes() {}

    /** Unlike {@link StringBuilder#reverse} it turns surrogate pairs too, as {@link String#endsWith} compares. */
    static String reverse(String text) {
        char[] reversed = new char[text.length()];
        for (int index = 0; index < reversed.length; index++) {
            reversed[index] = text.charAt(reversed.length - 1 - index);
        }
        return new String(reversed);
    }

    static int commonLength(String left, String right) {
        int limit = Math.min(left.length(), right.length());
        int length = 0;
        while (length < limit && left.charAt(length) == right.charAt(length)) {
            length++;
        }
        return length;
    }
}
