package io.hookgate.benchmarks.receive;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import io.hookgate.benchmarks.event.EventKind;
import io.hookgate.benchmarks.event.EventMark;
import io.hookgate.benchmarks.event.EventMix;
import io.hookgate.benchmarks.event.Tally;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpTimeoutException;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class ReceiverIT {

    private final HttpClient http =
            HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build();
    private final Receiver receiver = Receiver.start(2);
    private final Tally tally = new Tally(5, new EventMix(List.of(EventKind.of("t", "c")), 256));

    @BeforeEach
    void open() {
        receiver.open(tally);
    }

    @AfterEach
    void close() {
        receiver.close();
    }

    @Test
    void notesWhatAFastEndpointTakes() throws Exception {
        URI url = receiver.endpoint("fast", new Behaviour.Fast());
        byte[] event = event();

        assertThat(post(url, event, "delivery-1")).isEqualTo(204);
        assertThat(post(url, event, "delivery-1")).isEqualTo(204);

        assertThat(tally.arrived()).isEqualTo(1);
        assertThat(tally.repeats()).isEqualTo(1);
        assertThat(receiver.threads()).hasSize(2);
    }

    @Test
    void failsTheFirstRequestsOfEachEvent() throws Exception {
        URI url = receiver.endpoint("failing", new Behaviour.Failing(503, 2));
        byte[] first = event();
        byte[] second = event();

        assertThat(List.of(post(url, first, "1"), post(url, first, "1"), post(url, second, "2")))
                .containsOnly(503);
        assertThat(tally.arrived()).isZero();
        assertThat(post(url, first, "1")).isEqualTo(204);
        assertThat(tally.arrived()).isEqualTo(1);
        assertThat(receiver.refused()).isEqualTo(3);
    }

    @Test
    void answersLaterWhereItIsSlow() throws Exception {
        URI url = receiver.endpoint("slow", new Behaviour.Slow(Duration.ofMillis(50)));

        assertThat(post(url, event(), "1")).isEqualTo(204);

        assertThat(tally.arrived()).isEqualTo(1);
    }

    @Test
    void neverAnswersWhereItHangs() {
        URI url = receiver.endpoint("hanging", new Behaviour.Hanging());

        assertThatExceptionOfType(HttpTimeoutException.class).isThrownBy(() -> post(url, event(), "1"));

        assertThat(tally.arrived()).isZero();
        assertThat(receiver.unanswered()).isEqualTo(1);
    }

    @Test
    void changesItsBehaviourWhenTold() throws Exception {
        URI url = receiver.endpoint("one", new Behaviour.Failing(500, Integer.MAX_VALUE));
        assertThat(post(url, event(), "1")).isEqualTo(500);

        receiver.endpoint("one", new Behaviour.Fast());

        assertThat(post(url, event(), "1")).isEqualTo(204);
    }

    @Test
    void countsWhatItDoesNotKnow() throws Exception {
        URI url = receiver.endpoint("fast", new Behaviour.Fast());
        receiver.close(tally);

        assertThat(post(url, event(), "1")).isEqualTo(204);
        assertThat(post(url, "{}".getBytes(UTF_8), "1")).isEqualTo(400);
        assertThat(post(url.resolve("/nowhere"), event(), "1")).isEqualTo(404);

        assertThat(receiver.unknown()).isEqualTo(3);
    }

    private byte[] event() {
        EventMark mark = tally.next(System.nanoTime());
        return tally.mix().body(mark);
    }

    private int post(URI url, byte[] body, String deliveryId) throws IOException, InterruptedException {
        HttpRequest request = HttpRequest.newBuilder(url)
                .timeout(Duration.ofSeconds(1))
                .header("webhook-id", deliveryId)
                .POST(HttpRequest.BodyPublishers.ofByteArray(body))
                .build();
        return http.send(request, HttpResponse.BodyHandlers.discarding()).statusCode();
    }
}
