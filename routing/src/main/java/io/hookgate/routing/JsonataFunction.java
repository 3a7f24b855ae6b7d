package io.hookgate.routing;

import com.dashjoin.jsonata.Functions;
import com.dashjoin.jsonata.Jsonata.JFunction;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * A built-in function of JSONata within the budget of the evaluation that calls it. Shared by all threads.
 *
 * <p>Functions whose time or result is not linear in their arguments look at these first. Those that evaluate text as an
 * expression, take a regular expression, or give something else each time are not there.
 */
final class JsonataFunction extends JFunction {
    /** Functions that an expression may not use. */
    static final Set<String> REFUSED = Set.of("eval", "match", "millis", "now", "parseInteger", "random", "shuffle");

    /** Name, signature as the library's own registration has it, and the library's method, of every function. */
    private static final String DEFINITIONS = """
            sum <a<n>:n> sum
            count <a:n> count
            max <a<n>:n> max
            min <a<n>:n> min
            average <a<n>:n> average
            string <x-b?:s> string
            substring <s-nn?:s> substring
            substringBefore <s-s:s> substringBefore
            substringAfter <s-s:s> substringAfter
            lowercase <s-:s> lowercase
            uppercase <s-:s> uppercase
            length <s-:n> length
            trim <s-:s> trim
            pad <s-ns?:s> pad
            contains <s-(sf):b> contains
            replace <s-(sf)(sf)n?:s> replace
            split <s-(sf)n?:a<s>> split
            join <a<s>s?:s> join
            formatNumber <n-so?:s> formatNumber
            formatBase <n-n?:s> formatBase
            formatInteger <n-s:s> formatInteger
            number <(nsb)-:n> number
            floor <n-:n> floor
            ceil <n-:n> ceil
            round <n-n?:n> round
            abs <n-:n> abs
            sqrt <n-:n> sqrt
            power <n-n:n> power
            boolean <x-:b> toBoolean
            not <x-:b> not
            map <af> map
            zip <a+> zip
            filter <af> filter
            single <af?> single
            reduce <afj?:j> foldLeft
            sift <o-f?:o> sift
            keys <x-:a<s>> keys
            lookup <x-s:x> lookup
            append <xx:a> append
            exists <x:b> exists
            spread <x-:a<o>> spread
            merge <a<o>:o> merge
            reverse <a:a> reverse
            each <o-f:a> each
            error <s?:x> error
            assert <bs?:x> assertFn
            type <x:s> type
            sort <af?:a> sort
            distinct <x:x> distinct
            base64encode <s-:s> base64encode
            base64decode <s-:s> base64decode
            encodeUrlComponent <s-:s> encodeUrlComponent
            encodeUrl <s-:s> encodeUrl
            decodeUrlComponent <s-:s> decodeUrlComponent
            decodeUrl <s-:s> decodeUrl
            toMillis <s-s?:n> dateTimeToMillis
            fromMillis <n-s?s?:s> dateTimeFromMillis
            clone <(oa)-:o> functionClone
            """;

    private static final ThreadLocal<JsonataBudget> BUDGET = new ThreadLocal<>();
    private static final Map<String, JFunction> ALL = all();

    private final String name;

    private JsonataFunction(String name, String signature, String method) {
        super(name, signature, Functions.class, null, method);
        this.name = name;
    }

    /** Every function by its name, the refused ones included, which throw. */
    static Map<String, JFunction> byName() {
        return ALL;
    }

    /** Charges what functions do to a budget from now on, in this thread; null ends that. */
    static void charge(@Nullable JsonataBudget budget) {
        if (budget == null) {
            BUDGET.remove();
        } else {
            BUDGET.set(budget);
        }
    }

    @Override
    @SuppressWarnings("rawtypes") // the library's signature
    public @Nullable Object call(@Nullable Object input, List arguments) {
        JsonataBudget budget = BUDGET.get();
        budget.step();
        List<?> given = arguments;
        for (Object argument : given) {
            budget.account(argument);
        }
        JsonataArguments.check(name, given);
        Object result = name.equals("replace") ? JsonataArguments.replace(given) : super.call(input, arguments);
        budget.account(result);
        return result;
    }

    private static Map<String, JFunction> all() {
        Map<String, JFunction> all = new TreeMap<>();
        DEFINITIONS.lines().forEach(definition -> {
            String[] parts = definition.split(" ", -1);
            all.put(parts[0], new JsonataFunction(parts[0], parts[1], parts[2]));
        });
        for (String refused : REFUSED) {
            all.put(refused, new JFunction((input, arguments) -> refuse(refused), null));
        }
        return Map.copyOf(all);
    }

    private static Object refuse(String name) {
        throw new JsonataLimitException("uses $" + name + ", which is not supported");
    }
}
