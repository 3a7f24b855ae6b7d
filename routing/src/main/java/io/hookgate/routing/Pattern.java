package io.hookgate.routing;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import io.hookgate.routing.Clause.All;
import io.hookgate.routing.Clause.Any;
import io.hookgate.routing.Clause.Condition;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Which events a subscription wants: a compiled, validated pattern. Immutable and thread-safe.
 *
 * <p>The language is that of RocketMQ EventBridge with operators of Amazon EventBridge; {@code docs/patterns.md}
 * describes it.
 */
public final class Pattern {
    private final String json;
    private final Clause root;
    private final List<List<Condition>> alternatives;

    private Pattern(String json, Clause root, List<List<Condition>> alternatives) {
        this.json = json;
        this.root = root;
        this.alternatives = alternatives;
    }

    /**
     * Compiles a pattern.
     *
     * <p>Literals are compared by their text, so read the node with big decimals for fractions.
     *
     * @throws InvalidPatternException with the place and the reason, when the pattern is refused
     */
    public static Pattern parse(JsonNode pattern) throws InvalidPatternException {
        Clause root = PatternParser.parse(pattern);
        return new Pattern(pattern.toString(), root, Alternatives.ofPattern(root));
    }

    /**
     * Compiles a pattern that is still text.
     *
     * @throws InvalidPatternException with the place and the reason, when the text is no JSON, has a key twice in one
     *     object, or is refused as a pattern
     */
    public static Pattern parse(String json) throws InvalidPatternException {
        if (json.length() > PatternLimits.MAX_JSON_LENGTH) {
            throw new InvalidPatternException(
                    "", "A pattern has at most " + PatternLimits.MAX_JSON_LENGTH + " characters");
        }
        JsonNode pattern;
        try {
            pattern = Json.MAPPER.readTree(json);
        } catch (JsonProcessingException malformed) {
            throw new InvalidPatternException("", "Not JSON: " + malformed.getOriginalMessage());
        }
        return parse(pattern);
    }

    /** The pattern as it was given; a copy that the caller may keep. */
    public JsonNode source() {
        try {
            return Json.MAPPER.readTree(json);
        } catch (JsonProcessingException impossible) {
            throw new IllegalStateException("A pattern that was read before cannot be read", impossible);
        }
    }

    /** The alternatives of which an event must meet one, each a list of conditions that must all hold. */
    List<List<Condition>> alternatives() {
        return alternatives;
    }

    /** Why an event does not match: the first condition that fails, in the order of the pattern; empty when it matches. */
    public Optional<Mismatch> explain(JsonNode event) {
        Condition failed = firstFailure(root, event);
        if (failed == null) {
            return Optional.empty();
        }
        return Optional.of(new Mismatch(
                failed.pointer(),
                failed.path().pointer(),
                source().at(failed.pointer()),
                failed.path().find(event)));
    }

    /** Of alternatives that all fail, the first failure of the first. */
    private static @Nullable Condition firstFailure(Clause clause, JsonNode event) {
        if (clause instanceof Condition condition) {
            return condition.test(FieldValues.of(condition.path().find(event))) ? null : condition;
        }
        if (clause instanceof Any any) {
            return firstFailureOfAny(any, event);
        }
        for (Clause part : ((All) clause).parts()) {
            Condition failed = firstFailure(part, event);
            if (failed != null) {
                return failed;
            }
        }
        return null;
    }

    private static @Nullable Condition firstFailureOfAny(Any any, JsonNode event) {
        Condition first = null;
        for (Clause alternative : any.alternatives()) {
            Condition failed = firstFailure(alternative, event);
            if (failed == null) {
                return null;
            }
            first = first == null ? failed : first;
        }
        return first;
    }

    @Override
    public String toString() {
        return json;
    }
}
