package io.hookgate.routing;

import org.jspecify.annotations.Nullable;

/**
 * Finds in the text of a JSONata expression what will not be evaluated, so that it is refused when it is saved: an
 * evaluation ends there in any case.
 */
final class JsonataScreening {
    private final String expression;
    private int position;
    private boolean behindOperand;

    private JsonataScreening(String expression) {
        this.expression = expression;
    }

    /** Why an expression is refused; null when nothing was found. */
    static @Nullable String refusal(String expression) {
        return new JsonataScreening(expression).find();
    }

    private @Nullable String find() {
        while (position < expression.length()) {
            char character = expression.charAt(position);
            if (expression.startsWith("/*", position)) {
                skipTo(expression.indexOf("*/", position + 2), 2);
            } else if (character == '"' || character == '\'' || character == '`') {
                skipQuoted(character);
            } else if (character == '/' && !behindOperand) {
                return "Regular expressions are not supported";
            } else if (character == '$' || Character.isJavaIdentifierStart(character)) {
                String refusal = readName();
                if (refusal != null) {
                    return refusal;
                }
            } else {
                behindOperand = Character.isWhitespace(character)
                        ? behindOperand
                        : Character.isDigit(character) || ")]}".indexOf(character) >= 0;
                position++;
            }
        }
        return null;
    }

    private @Nullable String readName() {
        int start = position++;
        while (position < expression.length() && isNamePart(expression.charAt(position))) {
            position++;
        }
        String name = expression.substring(start, position);
        behindOperand = !name.equals("and") && !name.equals("or") && !name.equals("in");
        boolean refused = name.startsWith("$") && JsonataFunction.REFUSED.contains(name.substring(1));
        return refused ? "The function " + name + " is not supported" : null;
    }

    private static boolean isNamePart(char character) {
        return character != '$' && Character.isJavaIdentifierPart(character);
    }

    private void skipQuoted(char quote) {
        position++;
        while (position < expression.length() && expression.charAt(position) != quote) {
            position += expression.charAt(position) == '\\' && quote != '`' ? 2 : 1;
        }
        position++;
        behindOperand = true;
    }

    private void skipTo(int index, int length) {
        position = index < 0 ? expression.length() : index + length;
    }
}
