package io.hookgate.routing;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;

/**
 * The rule set and a naive reading of the grammar agree on generated patterns and events. The build compares the same cases
 * each time; others, and more, with {@code -Dhookgate.routing.seed=… -Dhookgate.routing.cases=…}.
 */
class RuleSetComparisonTest {
    private static final long SEED = Long.getLong("hookgate.routing.seed", 20_261_124L);
    private static final long CASES = Long.getLong("hookgate.routing.cases", 1_000_000L);

    @Test
    void agreesWithTheNaiveEvaluator() throws InvalidPatternException {
        SplittableRandom random = new SplittableRandom(SEED);
        long cases = 0;
        long matches = 0;
        while (cases < CASES) {
            Round round = new Round(random.split());
            cases += round.run();
            matches += round.matches;
        }
        System.out.printf("%,d cases from seed %d, of which %,d match: no difference%n", cases, SEED, matches);
        assertThat(matches).as("cases that match").isGreaterThan(CASES / 100).isLessThan(CASES / 2);
    }

    /** One rule set, changed while events are matched. */
    private static final class Round {
        private final SplittableRandom random;
        private final RandomRules rules;
        private final RuleSet<Integer> subject = new RuleSet<>();
        private final Map<Integer, JsonNode> patterns = new HashMap<>();
        private long cases;
        private long matches;

        Round(SplittableRandom random) {
            this.random = random;
            this.rules = new RandomRules(random.split());
        }

        long run() throws InvalidPatternException {
            int size = 1 << random.nextInt(11);
            for (int key = 0; key < size; key++) {
                put(key);
            }
            int events = 40 + 2000 / size;
            for (int count = 0; count < events; count++) {
                compare(rules.event());
                change(size);
            }
            clear();
            return cases;
        }

        private void compare(JsonNode event) throws InvalidPatternException {
            Set<Integer> expected = new HashSet<>();
            patterns.forEach((key, pattern) -> {
                if (NaiveEvaluator.matches(pattern, event)) {
                    expected.add(key);
                }
            });
            Set<Integer> actual = subject.match(event);
            if (!actual.equals(expected)) {
                fail(event, expected, actual);
            }
            cases += patterns.size();
            matches += expected.size();
            explain(event, expected);
        }

        private void explain(JsonNode event, Set<Integer> expected) throws InvalidPatternException {
            Integer key = random.nextInt(patterns.size() + 1);
            if (patterns.containsKey(key)) {
                Pattern pattern = Pattern.parse(patterns.get(key));
                assertThat(pattern.explain(event).isEmpty())
                        .as("%s on %s", pattern, event)
                        .isEqualTo(expected.contains(key));
            }
        }

        private void fail(JsonNode event, Set<Integer> expected, Set<Integer> actual) {
            patterns.forEach((key, pattern) -> assertThat(actual.contains(key))
                    .as("%s on %s", pattern, event)
                    .isEqualTo(expected.contains(key)));
            assertThat(actual).isEqualTo(expected);
        }

        private void change(int size) throws InvalidPatternException {
            for (int count = 1 + size / 100; count > 0; count--) {
                int key = random.nextInt(size);
                if (random.nextInt(3) == 0) {
                    patterns.remove(key);
                    subject.remove(key);
                } else {
                    put(key);
                }
                assertThat(subject.size()).isEqualTo(patterns.size());
            }
        }

        private void put(int key) throws InvalidPatternException {
            JsonNode pattern = rules.pattern();
            patterns.put(key, pattern);
            subject.put(key, Pattern.parse(pattern));
        }

        private void clear() {
            patterns.keySet().forEach(subject::remove);
            assertThat(subject.size()).isZero();
            assertThat(subject.isPristine())
                    .as("nothing of removed rules is left")
                    .isTrue();
        }
    }
}
