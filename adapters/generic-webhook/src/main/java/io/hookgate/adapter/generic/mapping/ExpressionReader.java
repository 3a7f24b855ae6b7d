package io.hookgate.adapter.generic.mapping;

import io.hookgate.adapter.InvalidConfigurationException;
import io.hookgate.adapter.generic.mapping.Expression.Body;
import io.hookgate.adapter.generic.mapping.Expression.Changed;
import io.hookgate.adapter.generic.mapping.Expression.Constant;
import io.hookgate.adapter.generic.mapping.Expression.FirstOf;
import io.hookgate.adapter.generic.mapping.Expression.Hash;
import io.hookgate.adapter.generic.mapping.Expression.Header;
import io.hookgate.adapter.generic.mapping.Expression.Index;
import io.hookgate.adapter.generic.mapping.Expression.ItemPath;
import io.hookgate.adapter.generic.mapping.Expression.Join;
import io.hookgate.adapter.generic.mapping.Expression.Query;
import io.hookgate.adapter.generic.mapping.Expression.RootPath;
import io.hookgate.adapter.generic.mapping.Expression.Sum;
import io.hookgate.adapter.generic.mapping.Expression.Switch;
import io.hookgate.adapter.generic.mapping.Expression.Variable;
import io.hookgate.adapter.generic.settings.Settings;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;

/**
 * Reads expressions from settings. A text is {@code $.path}, {@code header:Name}, {@code query:name}, {@code
 * root:$.path}, {@code attribute:name}, {@code hash:…} (of expressions with commas between them), {@code constant:…}, a
 * template with <code>${…}</code>, or else itself. A list is the first of its members that finds something. An object
 * names its kind by its first member and may change what it finds.
 */
public final class ExpressionReader {
    private static final int MAX_DEPTH = 10;
    private static final int MAX_PARTS = 64;

    private ExpressionReader() {}

    /** Reads the member {@code name}, if it is there. */
    public static Optional<Expression> read(Settings settings, String name) throws InvalidConfigurationException {
        Object value = settings.value(name);
        return value == null ? Optional.empty() : Optional.of(read(value, settings.pointerTo(name)));
    }

    /** Reads an expression; {@code pointer} names its place in a fault. */
    public static Expression read(Object value, String pointer) throws InvalidConfigurationException {
        return read(value, pointer, 0);
    }

    private static Expression read(@Nullable Object value, String pointer, int depth)
            throws InvalidConfigurationException {
        if (depth > MAX_DEPTH) {
            throw new InvalidConfigurationException(pointer, "is nested too deeply");
        }
        if (value instanceof String text) {
            return ofText(text, pointer);
        }
        if (value instanceof Number || value instanceof Boolean) {
            return new Constant(value.toString());
        }
        if (value instanceof List<?> list) {
            return new FirstOf(readAll(list, pointer, depth));
        }
        if (value instanceof Map<?, ?> map) {
            return ofObject(map, pointer, depth);
        }
        throw new InvalidConfigurationException(pointer, "must be an expression: a text, a list or an object");
    }

    private static List<Expression> readAll(List<?> list, String pointer, int depth)
            throws InvalidConfigurationException {
        List<Expression> expressions = new ArrayList<>(list.size());
        for (int i = 0; i < list.size(); i++) {
            expressions.add(read(list.get(i), pointer + '/' + i, depth + 1));
        }
        if (expressions.isEmpty() || expressions.size() > MAX_PARTS) {
            throw new InvalidConfigurationException(pointer, "must have from 1 to " + MAX_PARTS + " members");
        }
        return expressions;
    }

    private static Expression ofText(String text, String pointer) throws InvalidConfigurationException {
        if (text.equals("$") || text.startsWith("$.") || text.startsWith("$[")) {
            return new ItemPath(BodyPath.compile(text, pointer));
        }
        int colon = text.indexOf(':');
        String prefix = colon < 0 ? "" : text.substring(0, colon).toLowerCase(Locale.ROOT);
        String rest = text.substring(colon + 1).strip();
        return switch (prefix) {
            case "header", "headers" -> new Header(required(rest, pointer));
            case "query" -> new Query(required(rest, pointer));
            case "path", "jsonpath" -> new ItemPath(BodyPath.compile(rest, pointer));
            case "root" -> new RootPath(BodyPath.compileDefinite(rest, pointer));
            case "attribute" -> new Variable(required(rest, pointer));
            case "constant" -> new Constant(required(rest, pointer));
            case "hash" -> new Hash(hashed(rest, pointer));
            default -> text.contains("${") ? template(text, pointer) : new Constant(required(text, pointer));
        };
    }

    private static List<Expression> hashed(String parts, String pointer) throws InvalidConfigurationException {
        List<Expression> expressions = new ArrayList<>();
        for (String part : parts.split(",", -1)) {
            String trimmed = part.strip();
            expressions.add(trimmed.equals("body") ? new Body() : ofText(trimmed, pointer));
        }
        return expressions;
    }

    /** A template finds nothing unless all of its variables do. */
    private static Expression template(String text, String pointer) throws InvalidConfigurationException {
        return new Join("", templateParts(text, pointer), true);
    }

    /** The literal parts of a template, as constants, and its variables <code>${…}</code>. */
    public static List<Expression> templateParts(String text, String pointer) throws InvalidConfigurationException {
        List<Expression> parts = new ArrayList<>();
        int position = 0;
        while (position < text.length()) {
            int open = text.indexOf("${", position);
            int close = open < 0 ? -1 : text.indexOf('}', open);
            if (close < 0) {
                parts.add(new Constant(text.substring(position)));
                break;
            }
            if (open > position) {
                parts.add(new Constant(text.substring(position, open)));
            }
            parts.add(variable(text.substring(open + 2, close).strip(), pointer));
            position = close + 1;
        }
        if (parts.size() > MAX_PARTS) {
            throw new InvalidConfigurationException(pointer, "must have at most " + MAX_PARTS + " parts");
        }
        return parts;
    }

    private static Expression variable(String name, String pointer) throws InvalidConfigurationException {
        if (name.equals("body")) {
            return new Body();
        }
        if (name.equals("index")) {
            return new Index();
        }
        boolean isName = !name.isEmpty() && name.chars().allMatch(Character::isLetterOrDigit);
        return isName ? new Variable(name) : ofText(name, pointer);
    }

    private static Expression ofObject(Map<?, ?> map, String pointer, int depth) throws InvalidConfigurationException {
        Map<String, Object> members = new LinkedHashMap<>();
        map.forEach((name, value) -> {
            if (value != null) {
                members.put(String.valueOf(name), value);
            }
        });
        UnaryOperator<String> change = Changes.take(members, pointer);
        Object separator = members.remove("separator");
        Object cases = members.remove("cases");
        Object otherwise = members.remove("default");
        if (members.size() != 1) {
            throw new InvalidConfigurationException(
                    pointer,
                    "must have exactly one of header, query, path, root, constant, attribute, template, hash, join,"
                            + " firstOf, switch, sum, index, body");
        }
        Map.Entry<String, Object> kind = members.entrySet().iterator().next();
        String place = pointer + '/' + kind.getKey();
        Object value = kind.getValue();
        Expression expression = switch (kind.getKey()) {
            case "header" -> new Header(text(value, place));
            case "query" -> new Query(text(value, place));
            case "path", "jsonPath" -> new ItemPath(BodyPath.compile(text(value, place), place));
            case "root" -> new RootPath(BodyPath.compileDefinite(text(value, place), place));
            case "constant" -> new Constant(text(value, place));
            case "attribute" -> new Variable(text(value, place));
            case "template" -> template(text(value, place), place);
            case "of" -> read(value, place, depth + 1);
            case "hash" -> new Hash(value instanceof String parts ? hashed(parts, place) : list(value, place, depth));
            case "join" -> new Join(separator == null ? "" : separator.toString(), list(value, place, depth), false);
            case "firstOf" -> new FirstOf(list(value, place, depth));
            case "sum" -> new Sum(list(value, place, depth));
            case "index" -> new Index();
            case "body" -> new Body();
            case "switch" -> ofSwitch(read(value, place, depth + 1), cases, otherwise, pointer, depth);
            default -> throw new InvalidConfigurationException(place, "is not a kind of expression");
        };
        if (otherwise != null && !kind.getKey().equals("switch")) {
            expression = new FirstOf(List.of(expression, read(otherwise, pointer + "/default", depth + 1)));
        }
        return new Changed(expression, change);
    }

    private static Expression ofSwitch(
            Expression on, @Nullable Object cases, @Nullable Object otherwise, String pointer, int depth)
            throws InvalidConfigurationException {
        if (!(cases instanceof Map<?, ?> map)) {
            throw new InvalidConfigurationException(pointer + "/cases", "must be an object");
        }
        Map<String, Expression> expressions = new LinkedHashMap<>();
        for (Map.Entry<?, ?> entry : map.entrySet()) {
            String value = String.valueOf(entry.getKey());
            expressions.put(value, read(entry.getValue(), pointer + "/cases/" + value, depth + 1));
        }
        Expression rest = otherwise == null ? new Variable("") : read(otherwise, pointer + "/default", depth + 1);
        return new Switch(on, expressions, rest);
    }

    private static List<Expression> list(Object value, String pointer, int depth) throws InvalidConfigurationException {
        return readAll(value instanceof List<?> list ? list : List.of(value), pointer, depth);
    }

    private static String text(Object value, String pointer) throws InvalidConfigurationException {
        if (value instanceof String text) {
            return required(text, pointer);
        }
        throw new InvalidConfigurationException(pointer, "must be a text");
    }

    private static String required(String text, String pointer) throws InvalidConfigurationException {
        if (text.isBlank()) {
            throw new InvalidConfigurationException(pointer, "must not be empty");
        }
        return text;
    }
}
