package io.hookgate.routing;

import com.dashjoin.jsonata.JException;
import com.dashjoin.jsonata.Jsonata;
import com.dashjoin.jsonata.Jsonata.Frame;
import com.fasterxml.jackson.databind.JsonNode;
import org.jspecify.annotations.Nullable;

/**
 * The result of a JSONata expression on the event (https://jsonata.org), within the bounds of {@link JsonataBudget}.
 *
 * <p>An expression gives the same result on the same event every time.
 */
record JsonataExpression(Jsonata compiled, @Nullable String contentType) implements Transformation {
    private static final int MAX_MESSAGE = 200;

    /** @throws InvalidTransformationException when the text is no expression, or uses what is not supported */
    static JsonataExpression parse(String expression, @Nullable String contentType, String pointer)
            throws InvalidTransformationException {
        String refusal = JsonataScreening.refusal(expression);
        if (refusal != null) {
            throw new InvalidTransformationException(pointer, refusal);
        }
        try {
            return new JsonataExpression(compile(expression), contentType);
        } catch (StackOverflowError nested) {
            throw new InvalidTransformationException(pointer, "The expression is nested too deeply");
        } catch (RuntimeException malformed) {
            throw new InvalidTransformationException(pointer, "Not a JSONata expression: " + message(malformed));
        }
    }

    /**
     * The library keeps the expression that a thread has compiled last for the evaluations in this thread, and changes
     * it meanwhile; the second one takes that place, so that the first is never changed and may be shared.
     */
    private static Jsonata compile(String expression) {
        Jsonata compiled = Jsonata.jsonata(expression);
        Jsonata.jsonata("null");
        compiled.setOutputConvertNulls(false);
        compiled.setValidateInput(false);
        return compiled;
    }

    @Override
    public TransformationResult apply(JsonNode event) {
        try {
            return Bodies.value(evaluate(event), contentType);
        } catch (JsonataLimitException limit) {
            return new TransformationResult.Failed("The expression " + limit.getMessage());
        } catch (StackOverflowError nested) {
            return new TransformationResult.Failed("The expression calls itself too deeply");
        } catch (RuntimeException failure) {
            return new TransformationResult.Failed("The expression failed: " + message(failure));
        } catch (Error failure) {
            if (failure.getClass() != Error.class) {
                throw failure;
            }
            return new TransformationResult.Failed("The expression failed: " + message(failure));
        }
    }

    private JsonNode evaluate(JsonNode event) {
        Object input = JsonataValues.of(event);
        JsonataBudget budget = new JsonataBudget();
        Frame frame = compiled.createFrame();
        JsonataFunction.byName().forEach((name, function) -> frame.bind(name, (Object) function));
        budget.watch(frame, input);
        JsonataFunction.charge(budget);
        try {
            return JsonataValues.toNode(compiled.evaluate(input, frame));
        } finally {
            JsonataFunction.charge(null);
        }
    }

    private static String message(Throwable failure) {
        Throwable cause = failure instanceof JException || failure.getCause() == null ? failure : failure.getCause();
        String message = cause.getMessage() == null ? cause.getClass().getSimpleName() : cause.getMessage();
        return message.length() <= MAX_MESSAGE ? message : message.substring(0, MAX_MESSAGE) + "…";
    }
}
