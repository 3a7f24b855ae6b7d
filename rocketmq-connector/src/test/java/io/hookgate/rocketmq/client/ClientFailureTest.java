package io.hookgate.rocketmq.client;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.util.concurrent.CompletionException;
import java.util.stream.Stream;
import org.apache.rocketmq.client.java.exception.NotFoundException;
import org.apache.rocketmq.client.java.exception.PayloadTooLargeException;
import org.apache.rocketmq.client.java.exception.TooManyRequestsException;
import org.apache.rocketmq.shaded.io.grpc.Status;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

class ClientFailureTest {

    static Stream<Arguments> failures() {
        return Stream.of(
                Arguments.of(Status.UNAVAILABLE.asRuntimeException(), ClientFailure.UNREACHABLE),
                Arguments.of(new IllegalStateException("Producer is not running now"), ClientFailure.UNREACHABLE),
                Arguments.of(Status.DEADLINE_EXCEEDED.asRuntimeException(), ClientFailure.TIMEOUT),
                Arguments.of(Status.PERMISSION_DENIED.asRuntimeException(), ClientFailure.DENIED),
                Arguments.of(Status.INTERNAL.asRuntimeException(), ClientFailure.OTHER),
                Arguments.of(new NotFoundException(40402, "id", "no topic"), ClientFailure.NOT_FOUND),
                Arguments.of(new PayloadTooLargeException(41301, "id", "large"), ClientFailure.INVALID),
                Arguments.of(new IOException("Message body size exceeds the threshold"), ClientFailure.INVALID),
                Arguments.of(new TooManyRequestsException(42901, "id", "slow"), ClientFailure.THROTTLED),
                Arguments.of(new RuntimeException(), ClientFailure.OTHER));
    }

    @ParameterizedTest
    @MethodSource("failures")
    void tellsKindsOfFailureApart(Throwable failure, ClientFailure expected) {
        assertThat(ClientFailure.of(failure)).isEqualTo(expected);
        assertThat(ClientFailure.of(new CompletionException(failure))).isEqualTo(expected);
    }
}
