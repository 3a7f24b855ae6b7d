package io.hookgate.benchmarks.receive;

import io.hookgate.benchmarks.event.EventMark;
import io.hookgate.benchmarks.event.Tally;
import io.vertx.core.AbstractVerticle;
import io.vertx.core.DeploymentOptions;
import io.vertx.core.Promise;
import io.vertx.core.Vertx;
import io.vertx.core.VertxOptions;
import io.vertx.core.http.HttpServerRequest;
import java.net.URI;
import java.time.Duration;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.LongAdder;

/**
 * The endpoints that products deliver to: one HTTP server on loopback, one path per endpoint, each with its behaviour. An
 * event that an endpoint takes is noted in the tally of its round, at the time when its request was complete. Safe for any
 * number of threads.
 */
public final class Receiver implements AutoCloseable {

    private static final String LOOPBACK = "127.0.0.1";
    private static final int ANY_PORT_SHARED_BY_ALL_INSTANCES = -1;
    private static final int UNKNOWN_ENDPOINT = 404;
    private static final int UNMARKED = 400;
    private static final int TAKEN = 204;

    private final Vertx vertx;
    private final AtomicInteger port = new AtomicInteger();
    private final Set<Long> threads = ConcurrentHashMap.newKeySet();
    private final Map<String, Behaviour> behaviours = new ConcurrentHashMap<>();
    private final Map<Integer, Tally> tallies = new ConcurrentHashMap<>();
    private final Map<String, Integer> failures = new ConcurrentHashMap<>();
    private final LongAdder unknown = new LongAdder();
    private final LongAdder refused = new LongAdder();
    private final LongAdder unanswered = new LongAdder();

    private Receiver(Vertx vertx) {
        this.vertx = vertx;
    }

    /** Starts the server on a free port. */
    public static Receiver start(int eventLoops) {
        Receiver receiver = new Receiver(Vertx.vertx(new VertxOptions().setEventLoopPoolSize(eventLoops)));
        receiver.vertx
                .deployVerticle(() -> receiver.new Server(), new DeploymentOptions().setInstances(eventLoops))
                .toCompletionStage()
                .toCompletableFuture()
                .orTimeout(10, TimeUnit.SECONDS)
                .join();
        return receiver;
    }

    /** Adds an endpoint, or changes how it behaves from its next request on. Returns its address. */
    public URI endpoint(String name, Behaviour behaviour) {
        behaviours.put("/" + name, behaviour);
        return address().resolve("/" + name);
    }

    /** Where the server listens. */
    public URI address() {
        return URI.create("http://" + LOOPBACK + ":" + port.get());
    }

    /** From now on notes arrivals of this round. */
    public void open(Tally tally) {
        tallies.put(tally.run(), tally);
    }

    /** No longer notes arrivals of this round; what still comes is taken and counted as unknown. */
    public void close(Tally tally) {
        tallies.remove(tally.run());
    }

    /** How many requests came with no mark, of a round that is not open, or to a path that is no endpoint. */
    public long unknown() {
        return unknown.sum();
    }

    /** How many requests were answered with an error on purpose. */
    public long refused() {
        return refused.sum();
    }

    /** How many requests were read and never answered, on purpose. */
    public long unanswered() {
        return unanswered.sum();
    }

    /** The identifiers of the threads that do the work. */
    public Set<Long> threads() {
        return Set.copyOf(threads);
    }

    @Override
    public void close() {
        vertx.close()
                .toCompletionStage()
                .toCompletableFuture()
                .orTimeout(10, TimeUnit.SECONDS)
                .join();
    }

    private void answer(HttpServerRequest request, byte[] body) {
        long now = System.nanoTime();
        Behaviour behaviour = behaviours.get(request.path());
        if (behaviour == null) {
            unknown.increment();
            respond(request, UNKNOWN_ENDPOINT);
            return;
        }
        EventMark mark = EventMark.find(body);
        if (mark == null) {
            unknown.increment();
            respond(request, UNMARKED);
            return;
        }
        if (behaviour instanceof Behaviour.Fast) {
            take(request, mark, now);
        } else if (behaviour instanceof Behaviour.Slow slow) {
            note(request, mark, now);
            respondLater(request, slow.delay());
        } else if (behaviour instanceof Behaviour.Failing failing) {
            failOrTake(request, mark, now, failing);
        } else {
            unanswered.increment();
        }
    }

    private void failOrTake(HttpServerRequest request, EventMark mark, long now, Behaviour.Failing failing) {
        String event = request.path() + "/" + mark.run() + "/" + mark.sequence();
        if (failing.times() == Integer.MAX_VALUE || failures.merge(event, 1, Integer::sum) <= failing.times()) {
            refused.increment();
            respond(request, failing.status());
            return;
        }
        take(request, mark, now);
    }

    private void take(HttpServerRequest request, EventMark mark, long now) {
        note(request, mark, now);
        respond(request, TAKEN);
    }

    private void note(HttpServerRequest request, EventMark mark, long now) {
        Tally tally = tallies.get(mark.run());
        if (tally == null) {
            unknown.increment();
            return;
        }
        String deliveryId = request.getHeader("webhook-id");
        tally.arrive(mark, deliveryId == null ? "" : deliveryId, now);
    }

    private void respondLater(HttpServerRequest request, Duration delay) {
        vertx.setTimer(delay.toMillis(), timer -> respond(request, TAKEN));
    }

    private static void respond(HttpServerRequest request, int status) {
        request.response().setStatusCode(status).end();
    }

    private final class Server extends AbstractVerticle {
        @Override
        public void start(Promise<Void> started) {
            threads.add(Thread.currentThread().getId());
            vertx.createHttpServer()
                    .requestHandler(request -> request.bodyHandler(body -> answer(request, body.getBytes())))
                    .listen(ANY_PORT_SHARED_BY_ALL_INSTANCES, LOOPBACK)
                    .onSuccess(server -> port.set(server.actualPort()))
                    .<Void>mapEmpty()
                    .onComplete(started);
        }
    }
}
