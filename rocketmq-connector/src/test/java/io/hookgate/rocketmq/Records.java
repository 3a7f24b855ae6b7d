package io.hookgate.rocketmq;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;

/** Records that say which key they have and which number among those of that key. */
final class Records {

    private Records() {}

    static byte[] record(String key, int number) {
        return (key + ":" + number).getBytes(UTF_8);
    }

    static CompletableFuture<Void> publish(RocketMqPublisher publisher, String key, int number) {
        return publisher
                .publish(record(key, number), OutgoingRocketMqMetadata.ofKey(key))
                .toCompletableFuture();
    }

    static CompletableFuture<Void> publish(RocketMqPublisher publisher, String payload) {
        return publisher
                .publish(payload.getBytes(UTF_8), OutgoingRocketMqMetadata.ofKey(payload))
                .toCompletableFuture();
    }

    static void awaitAll(List<CompletableFuture<Void>> publishing) throws Exception {
        CompletableFuture.allOf(publishing.toArray(CompletableFuture[]::new)).get(60, TimeUnit.SECONDS);
    }

    /** The numbers of each key, each number once, in the order in which they came first. */
    static Map<String, List<Integer>> firstOccurrences(List<String> received) {
        Map<String, List<Integer>> numbers = new HashMap<>();
        for (String text : received) {
            int colon = text.indexOf(':');
            List<Integer> ofKey = numbers.computeIfAbsent(text.substring(0, colon), key -> new ArrayList<>());
            int number = Integer.parseInt(text.substring(colon + 1));
            if (!ofKey.contains(number)) {
                ofKey.add(number);
            }
        }
        return numbers;
    }

    static void assertOrderPerKey(List<String> received) {
        assertThat(firstOccurrences(received))
                .allSatisfy((key, numbers) -> assertThat(numbers).as(key).isSorted());
    }
}
