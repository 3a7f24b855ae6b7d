package io.hookgate.rocketmq.inbound;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import io.vertx.core.Context;
import io.vertx.core.Vertx;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.Flow;
import java.util.concurrent.atomic.AtomicInteger;
import org.eclipse.microprofile.reactive.messaging.Message;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class OutletTest {

    private final Vertx vertx = Vertx.vertx();
    private final Context context = vertx.getOrCreateContext();
    private final AtomicInteger requests = new AtomicInteger();
    private final Outlet outlet = new Outlet(context, requests::incrementAndGet);
    private final Receiver receiver = new Receiver();

    @AfterEach
    void closeVertx() {
        vertx.close();
    }

    @Test
    void keepsWhatIsNotRequestedYet() {
        outlet.subscribe(receiver);
        assertThat(outlet.isWanted()).isFalse();
        emit("a");
        emit("b");
        emit("c");

        receiver.subscription.request(2);
        await().until(() -> receiver.received.size() == 2);
        assertThat(outlet.isWanted()).isFalse();
        receiver.subscription.request(Long.MAX_VALUE);
        await().until(() -> receiver.received.size() == 3);

        assertThat(receiver.received).containsExactly("a", "b", "c");
        assertThat(outlet.isWanted()).isTrue();
        assertThat(requests).hasValue(2);
    }

    @Test
    void emitsNothingAfterCancellation() {
        outlet.subscribe(receiver);
        receiver.subscription.request(1);
        receiver.subscription.cancel();

        assertThat(outlet.isWanted()).isFalse();
    }

    @Test
    void refusesASecondSubscriberAndAnInvalidRequest() {
        outlet.subscribe(receiver);

        assertThatThrownBy(() -> outlet.subscribe(new Receiver())).isInstanceOf(IllegalStateException.class);
        receiver.subscription.request(0);
        assertThat(receiver.failures).hasSize(1);
    }

    private void emit(String text) {
        context.runOnContext(ignored -> outlet.emit(Message.of(text)));
    }

    private static final class Receiver implements Flow.Subscriber<Message<?>> {

        private final List<Object> received = new CopyOnWriteArrayList<>();
        private final List<Throwable> failures = new CopyOnWriteArrayList<>();
        private Flow.Subscription subscription;

        @Override
        public void onSubscribe(Flow.Subscription created) {
            subscription = created;
        }

        @Override
        public void onNext(Message<?> message) {
            received.add(message.getPayload());
        }

        @Override
        public void onError(Throwable failure) {
            failures.add(failure);
        }

        @Override
        public void onComplete() {}
    }
}
