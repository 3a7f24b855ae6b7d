package io.hookgate.gateway.console;

import io.hookgate.tenant.http.ApiProblem;
import io.quarkus.qute.i18n.Localized;
import io.quarkus.qute.i18n.Message;
import io.quarkus.qute.i18n.MessageBundles;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Method;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Says what the API says is wrong in another language. What is not known stays in English. */
final class ProblemTexts {
    private static final Pattern PARAMETER = Pattern.compile("\\{\\w+}");
    private static final Pattern PLACED = Pattern.compile("(\\S+: )(.+)", Pattern.DOTALL);
    private static final List<Phrase> PHRASES = phrases();

    private ProblemTexts() {}

    /** A text of {@link ProblemMessages}, and what it looks like with any values in it. */
    private record Phrase(Method message, Pattern form) {
        static Phrase of(Method message) {
            String english = message.getAnnotation(Message.class).value();
            StringBuilder form = new StringBuilder();
            int end = 0;
            for (Matcher parameter = PARAMETER.matcher(english); parameter.find(); end = parameter.end()) {
                form.append(Pattern.quote(english.substring(end, parameter.start())))
                        .append("(.+?)");
            }
            return new Phrase(message, Pattern.compile(form + Pattern.quote(english.substring(end))));
        }

        Optional<String> in(Locale language, String english) {
            Matcher text = form.matcher(english);
            return text.matches() ? Optional.of(say(language, values(text))) : Optional.empty();
        }

        private static Object[] values(Matcher text) {
            List<String> values = new ArrayList<>();
            for (int group = 1; group <= text.groupCount(); group++) {
                values.add(text.group(group));
            }
            return values.toArray();
        }

        private String say(Locale language, Object[] values) {
            Object bundle = MessageBundles.get(ProblemMessages.class, Localized.Literal.of(language.getLanguage()));
            try {
                return String.valueOf(message.invoke(bundle, values));
            } catch (IllegalAccessException | InvocationTargetException e) {
                throw new IllegalStateException("A message cannot be said: " + message.getName(), e);
            }
        }
    }

    /** The texts with the fewest parameters first: they are the more exact ones. */
    private static List<Phrase> phrases() {
        return Arrays.stream(ProblemMessages.class.getDeclaredMethods())
                .sorted(Comparator.comparing(Method::getParameterCount).thenComparing(Method::getName))
                .map(Phrase::of)
                .toList();
    }

    /** The same problem in this language. */
    static ApiProblem in(Locale language, ApiProblem problem) {
        if (language.equals(Locale.ENGLISH)) {
            return problem;
        }
        List<ApiProblem.Fault> faults = problem.faults().stream()
                .map(fault -> new ApiProblem.Fault(fault.pointer(), text(language, fault.reason())))
                .toList();
        return new ApiProblem(
                problem.status(), problem.code(), detail(language, String.valueOf(problem.getMessage())), faults);
    }

    /** The detail of a problem, which may begin with a place, in this language. */
    static String detail(Locale language, String english) {
        Matcher placed = PLACED.matcher(english);
        return placed.matches() ? placed.group(1) + text(language, placed.group(2)) : text(language, english);
    }

    private static String text(Locale language, String english) {
        if (language.equals(Locale.ENGLISH)) {
            return english;
        }
        return PHRASES.stream()
                .flatMap(phrase -> phrase.in(language, english).stream())
                .findFirst()
                .orElse(english);
    }
}
