package io.hookgate.tenant.endpoint;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.hookgate.tenant.RetryPolicy;
import io.hookgate.tenant.http.ApiProblem;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class RetryPolicyJsonTest {
    private static final ObjectMapper JSON =
            new ObjectMapper().enable(DeserializationFeature.USE_BIG_DECIMAL_FOR_FLOATS);

    @ParameterizedTest
    @ValueSource(
            strings = {
                "{\"schedule\":[5,300,1800]}",
                "{\"schedule\":[]}",
                "{\"schedule\":[0,0.25]}",
                "{\"strategy\":\"BACKOFF_RETRY\"}",
                "{\"strategy\":\"EXPONENTIAL_DECAY_RETRY\"}",
                "{\"strategy\":\"exponential\",\"initialSeconds\":0.5,\"factor\":1.5,\"maxSeconds\":60,\"maxAttempts\":4}",
                "{\"schedule\":[5],\"jitter\":0.25,\"maxAgeSeconds\":3600}",
                "{\"strategy\":\"BACKOFF_RETRY\",\"statusRules\":[{\"status\":\"404\",\"action\":\"fail\"},"
                        + "{\"status\":\"500-503\",\"action\":\"retry\"},{\"status\":\"4xx\",\"action\":\"disable\"}]}"
            })
    void readsAndWritesTheSame(String policy) {
        assertThat(RetryPolicyJson.write(read(policy)).toString()).isEqualTo(policy);
    }

    @Test
    void writesTheStandardPolicyAsItsSchedule() {
        assertThat(read(RetryPolicyJson.write(RetryPolicy.STANDARD).toString())).isEqualTo(RetryPolicy.STANDARD);
    }

    @Test
    void readsASchedule() {
        assertThat(read("{\"schedule\":[5,0.5]}"))
                .isEqualTo(RetryPolicy.of(
                        new RetryPolicy.Schedule(List.of(Duration.ofSeconds(5), Duration.ofMillis(500)))));
    }

    @Test
    void fillsInWhatAnExponentialPolicyLeavesOut() {
        assertThat(read("{\"strategy\":\"exponential\"}"))
                .isEqualTo(
                        RetryPolicy.of(new RetryPolicy.Exponential(Duration.ofSeconds(5), 2, Duration.ofHours(1), 10)));
        assertThat(read("{\"strategy\":\"exponential\",\"initialSeconds\":7200}"))
                .isEqualTo(
                        RetryPolicy.of(new RetryPolicy.Exponential(Duration.ofHours(2), 2, Duration.ofHours(2), 10)));
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "[]|/retryPolicy",
                "{}|/retryPolicy/strategy",
                "{\"strategy\":\"no-such\"}|/retryPolicy/strategy",
                "{\"strategy\":5}|/retryPolicy/strategy",
                "{\"schedule\":5}|/retryPolicy/schedule",
                "{\"schedule\":[1,\"2\"]}|/retryPolicy/schedule/1",
                "{\"schedule\":[-1]}|/retryPolicy/schedule/0",
                "{\"schedule\":[2592001]}|/retryPolicy/schedule/0",
                "{\"schedule\":[1e300]}|/retryPolicy/schedule/0",
                "{\"schedule\":[1],\"strategy\":\"exponential\"}|/retryPolicy/strategy",
                "{\"strategy\":\"BACKOFF_RETRY\",\"maxAttempts\":5}|/retryPolicy/maxAttempts",
                "{\"strategy\":\"exponential\",\"factor\":0.5}|/retryPolicy/factor",
                "{\"strategy\":\"exponential\",\"initialSeconds\":0}|/retryPolicy/initialSeconds",
                "{\"strategy\":\"exponential\",\"initialSeconds\":60,\"maxSeconds\":30}|/retryPolicy/maxSeconds",
                "{\"strategy\":\"exponential\",\"maxAttempts\":0}|/retryPolicy/maxAttempts",
                "{\"strategy\":\"exponential\",\"maxAttempts\":2.5}|/retryPolicy/maxAttempts",
                "{\"strategy\":\"exponential\",\"maxAttempts\":202}|/retryPolicy/maxAttempts",
                "{\"schedule\":[1],\"jitter\":1.5}|/retryPolicy/jitter",
                "{\"schedule\":[1],\"maxAgeSeconds\":0}|/retryPolicy/maxAgeSeconds",
                "{\"schedule\":[1],\"statusRules\":{}}|/retryPolicy/statusRules",
                "{\"schedule\":[1],\"statusRules\":[5]}|/retryPolicy/statusRules/0",
                "{\"schedule\":[1],\"statusRules\":[{\"status\":\"200\",\"action\":\"fail\"}]}|/retryPolicy/statusRules/0/status",
                "{\"schedule\":[1],\"statusRules\":[{\"status\":\"503-500\",\"action\":\"fail\"}]}|/retryPolicy/statusRules/0/status",
                "{\"schedule\":[1],\"statusRules\":[{\"status\":\"500\",\"action\":\"ignore\"}]}|/retryPolicy/statusRules/0/action",
                "{\"schedule\":[1],\"statusRules\":[{\"status\":\"500\"}]}|/retryPolicy/statusRules/0/action",
                "{\"schedule\":[1],\"statusRules\":[{\"status\":\"500\",\"action\":\"fail\",\"x\":1}]}|/retryPolicy/statusRules/0/x"
            })
    void refusesWithTheirPlace(String policy, String pointer) {
        assertThatThrownBy(() -> read(policy))
                .isInstanceOfSatisfying(
                        ApiProblem.class,
                        problem -> assertThat(problem.faults())
                                .singleElement()
                                .satisfies(fault -> assertThat(fault.pointer()).isEqualTo(pointer)));
    }

    private static RetryPolicy read(String policy) {
        try {
            JsonNode tree = JSON.readTree(policy);
            return RetryPolicyJson.read(tree);
        } catch (JsonProcessingException e) {
            throw new IllegalArgumentException(e);
        }
    }
}
