package io.hookgate.routing;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.hookgate.routing.TransformationResult.Failed;
import io.hookgate.routing.TransformationResult.Output;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Expressions and events made to hang a thread or to fill the memory. Unbounded, each would run for ever. */
@Timeout(60)
class HostileTransformationTest {
    private static final JsonNodeFactory JSON = JsonNodeFactory.instance;

    @ParameterizedTest
    @ValueSource(
            strings = {
                // for ever
                "($f := function(){ $f() }; $f())",
                "($f := function(){ 1 + $f() }; $f())",
                "$map([1..20000], function($x){ $map([1..20000], function($y){ $x * $y }) })",
                "[1..20000].([1..20000].($ * 2))",
                "$sum([1..10000].$count([1..10000]))",
                "$reduce([1..25000], $append)",
                "($f := function($n){ $n = 0 ? 0 : $f($n - 1) + $f($n - 1) }; $f(100))",
                "$sort([1..20000], function($a, $b){ $count([1..20000][$ > $a]) > 0 })",
                // memory
                "[1..10000000]",
                "($f := function($s, $n){ $n = 0 ? $s : $f($s & $s, $n - 1) }; $f('0123456789', 60))",
                "($f := function($o, $n){ $n = 0 ? $o : $f({'a': $o, 'b': $o}, $n - 1) }; $f({}, 60))",
                "($f := function($o, $n){ $n = 0 ? $o : $f([[$o], [$o]], $n - 1) }; $f([1], 60))",
                "($a := $f; $x := $pad('x', 9999); $join([1..20000].$x, $x))",
                "$pad('x', 2000000000)",
                "$pad('x', -2000000000, 'abc')",
                "$join($map([1..20000], function($i){ 'x' }), $pad('y', 10000))",
                "$replace($join($map([1..20000], function($i){ 'x' })), 'x', $pad('y', 10000))",
                "$string($map([1..20000], function($i){ $pad('y', 10000) }))",
                "$formatInteger(9007199254740991, 'I')",
                "$fromMillis(0, '[Y,1000000000]')",
                "$split($join($map([1..20000], function($i){ 'xxxx' })), '')",
                // what is not there, by ways around the screening
                "($x := $lookup({'a': 1}, 'a'); $replace('aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa!', /(a+)+$/, 'x'))",
                "'x' ~> /(x+x+)+y/",
                "function($x, $y)<s+s+s+s+s+s+s+s+s+:s>{ $x }('a')",
                "$toMillis('11111111111111111111', '[Y][Y][Y][Y][Y][Y][Y][Y][Y]x')",
                "$string({'a': {'b': 1}}, true)",
            })
    void expressionEnds(String expression) throws Exception {
        ObjectNode specification = JSON.objectNode().put("type", "jsonata").put("expression", expression);
        try {
            assertThat(Transformation.parse(specification).apply(JSON.objectNode()))
                    .isInstanceOf(Failed.class);
        } catch (InvalidTransformationException refused) {
            assertThat(refused.pointer()).isEqualTo("/expression");
        }
    }

    @Test
    void replacesPlainTextHoweverOften() throws Exception {
        ObjectNode event = JSON.objectNode().put("text", "a".repeat(40) + "!").put("search", "(a+)+$");

        assertThat(body("$replace(text, search, 'x', 1000000000)", event)).isEqualTo("a".repeat(40) + "!");
        assertThat(body("$replace(text, 'a', '$0', 2)", event)).isEqualTo("$0$0" + "a".repeat(38) + "!");
        assertThat(body("$split(text, search)[0]", event)).isEqualTo("a".repeat(40) + "!");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"$distinct(list)", "**", "*", "$spread(list)", "list", "$string($)", "list = list", "$keys($)"})
    void largeEventEnds(String expression) throws Exception {
        ObjectNode event = JSON.objectNode();
        ArrayNode list = event.putArray("list");
        for (int count = 0; count < 24_000; count++) {
            // All of these have the same hash code.
            list.addArray().add(count).add(-31 * count);
        }
        Transformation transformation = jsonata(expression);

        assertThat(transformation.apply(event)).isNotNull();
    }

    @Test
    void tooManyItemsFail() throws Exception {
        ObjectNode event = JSON.objectNode();
        ArrayNode list = event.putArray("list");
        for (int count = 0; count < 25_001; count++) {
            list.add(count);
        }

        assertThat(jsonata("1").apply(event))
                .isInstanceOfSatisfying(
                        Failed.class, failed -> assertThat(failed.reason()).contains("25000 items"));
    }

    @Test
    void deepExpressionsAndEventsFail() throws Exception {
        assertThat(refusedOrFailed("(".repeat(5_000) + "1" + ")".repeat(5_000))).isTrue();
        assertThat(refusedOrFailed("[".repeat(5_000) + "1" + "]".repeat(5_000))).isTrue();
        assertThat(refusedOrFailed("1" + "+1".repeat(5_000))).isTrue();
        JsonNode deep = JSON.objectNode();
        for (int level = 0; level < 5_000; level++) {
            deep = JSON.objectNode().set("a", deep);
        }
        assertThat(jsonata("$string($)").apply(deep)).isInstanceOf(Failed.class);
    }

    @Test
    void sameResultInManyThreadsAtOnce() throws Exception {
        Transformation transformation = jsonata(
                "($double := function($x){ $x * 2 }; {'id': id, 'sum': $sum($map(items, $double)), 'own': $string(items)})");
        Transformation other = jsonata("$uppercase(id) & $string($count(items))");
        ExecutorService threads = Executors.newFixedThreadPool(4);
        try {
            List<Callable<Boolean>> tasks = new ArrayList<>();
            for (int number = 0; number < 400; number++) {
                ObjectNode event = JSON.objectNode().put("id", "e" + number);
                event.putArray("items").add(number).add(1);
                String expected =
                        "{\"id\":\"e" + number + "\",\"sum\":" + (2 * number + 2) + ",\"own\":\"[" + number + ",1]\"}";
                String upper = "E" + number + "2";
                tasks.add(() -> {
                    for (int repetition = 0; repetition < 20; repetition++) {
                        assertThat(text(transformation.apply(event))).isEqualTo(expected);
                        assertThat(text(other.apply(event))).isEqualTo(upper);
                        // Compiling in a thread must not disturb what others evaluate.
                        assertThat(text(jsonata("id").apply(event)))
                                .isEqualTo(event.get("id").asText());
                    }
                    return true;
                });
            }
            for (Future<Boolean> done : threads.invokeAll(tasks)) {
                assertThat(done.get()).isTrue();
            }
        } finally {
            threads.shutdownNow();
        }
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "$..x",
                "$.list[*][*]",
                "$.list[0,1,2,3][0,0][0]",
                "$.list[?(@.a == 1 || @.b == 2)]",
                "$.list[0:1000000000]",
                "$.list[-1000000000:]",
                "$.list[99999999999999999999]",
                "$.list.sum()",
                "$.list[0].concat()",
                "$.list[?(@ > 'x')]",
                "$.list[?(@.a.b.c in ['x'])]",
                "$.list[?(!(@.a))]",
                "$.a.b.c.d.e.f",
            })
    void pathEnds(String path) throws Exception {
        ObjectNode event = JSON.objectNode();
        ArrayNode list = event.putArray("list");
        for (int count = 0; count < 20_000; count++) {
            list.addArray().add(count).addObject().put("x", "y");
        }
        ObjectNode specification = JSON.objectNode().put("type", "partial").put("path", path);
        try {
            assertThat(Transformation.parse(specification).apply(event)).isNotNull();
        } catch (InvalidTransformationException refused) {
            assertThat(refused.pointer()).isEqualTo("/path");
        }
    }

    @Test
    void pathsThatLeadToManyFailOnVastEvents() throws Exception {
        ObjectNode event = JSON.objectNode();
        ArrayNode list = event.putArray("list");
        for (int count = 0; count < 100_000; count++) {
            list.add(1);
        }
        for (String specification : new String[] {
            "{\"type\":\"partial\",\"path\":\"$.list[?(@ > 1)]\"}",
            "{\"type\":\"template\",\"variables\":{\"v\":\"$..x\"},\"template\":\"${v}\"}"
        }) {
            assertThat(Transformation.parse(Json.MAPPER.readTree(specification)).apply(event))
                    .isInstanceOfSatisfying(
                            Failed.class, failed -> assertThat(failed.reason()).contains("more than 100000 values"));
        }
    }

    private static boolean refusedOrFailed(String expression) {
        try {
            return jsonata(expression).apply(JSON.objectNode()) instanceof Failed;
        } catch (InvalidTransformationException refused) {
            return true;
        }
    }

    private static String body(String expression, JsonNode event) throws InvalidTransformationException {
        return text(jsonata(expression).apply(event));
    }

    private static String text(TransformationResult result) {
        assertThat(result).isInstanceOf(Output.class);
        return new String(((Output) result).body(), StandardCharsets.UTF_8);
    }

    private static Transformation jsonata(String expression) throws InvalidTransformationException {
        return Transformation.parse(JSON.objectNode().put("type", "jsonata").put("expression", expression));
    }
}
