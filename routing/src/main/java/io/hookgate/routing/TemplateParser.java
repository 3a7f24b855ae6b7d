package io.hookgate.routing;

import com.fasterxml.jackson.core.JsonProcessingException;
import io.hookgate.routing.TemplatePart.Place;
import io.hookgate.routing.TemplatePart.Text;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Pattern;

/**
 * Splits the text of a template into its parts; two dollar signs and a brace are one of each, not a variable.
 *
 * <p>It follows the text as JSON beside, to know which places lie within strings.
 */
final class TemplateParser {
    private static final Pattern NAME = Pattern.compile("[^\"\\\\${}\\p{Cntrl}]{1,64}");

    private final String template;
    private final String pointer;
    private final List<TemplatePart> parts = new ArrayList<>();
    private final StringBuilder text = new StringBuilder();
    /** The template with something harmless in every place. */
    private final StringBuilder sample = new StringBuilder();

    private boolean quoted;
    private boolean escaped;

    private TemplateParser(String template, String pointer) {
        this.template = template;
        this.pointer = pointer;
    }

    /** @throws InvalidTransformationException when a variable is not closed, or its name has forbidden characters */
    static TemplateParser parse(String template, String pointer) throws InvalidTransformationException {
        TemplateParser parser = new TemplateParser(template, pointer);
        parser.split();
        return parser;
    }

    List<TemplatePart> parts() {
        return parts;
    }

    /** Whether the template is JSON whatever values the variables have. */
    boolean isJson() {
        try {
            return !Json.LENIENT.readTree(sample.toString()).isMissingNode();
        } catch (JsonProcessingException otherText) {
            return false;
        }
    }

    private void split() throws InvalidTransformationException {
        int position = 0;
        while (position < template.length()) {
            if (template.startsWith("$${", position)) {
                copy('$');
                copy('{');
                position += 3;
            } else if (template.startsWith("${", position)) {
                position = place(position);
            } else {
                copy(template.charAt(position));
                position++;
            }
        }
        endText();
    }

    private int place(int start) throws InvalidTransformationException {
        int end = template.indexOf('}', start);
        if (end < 0) {
            throw new InvalidTransformationException(pointer, "A variable is not closed: \"}\" is missing");
        }
        String name = template.substring(start + 2, end);
        if (!NAME.matcher(name).matches()) {
            throw new InvalidTransformationException(
                    pointer, "The name of a variable has 1 to 64 characters without quotes, braces, \\ and $");
        }
        endText();
        parts.add(new Place(name, quoted));
        sample.append(quoted ? "x" : "null");
        escaped = false;
        return end + 1;
    }

    private void copy(char character) {
        text.append(character);
        sample.append(character);
        if (escaped) {
            escaped = false;
        } else if (character == '\\') {
            escaped = quoted;
        } else if (character == '"') {
            quoted = !quoted;
        }
    }

    private void endText() {
        if (!text.isEmpty()) {
            parts.add(new Text(text.toString()));
            text.setLength(0);
        }
    }
}
