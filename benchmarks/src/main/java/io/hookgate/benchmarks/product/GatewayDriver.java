package io.hookgate.benchmarks.product;

import io.hookgate.benchmarks.machine.ProcessGroup;
import java.time.Duration;
import java.util.List;
import java.util.OptionalLong;

/**
 * A webhook gateway as the harness needs it. One is written for each product that is to be measured; see the module's README.
 *
 * <p>It is started once, used by one thread, and closed. Methods throw {@link ProductException} when the product does not do
 * what it should.
 */
public interface GatewayDriver extends AutoCloseable {

    /** The product's name in reports. */
    String name();

    /**
     * Starts the product, or attaches to a running one, and returns when it takes requests.
     *
     * @return how long the start took; zero when attached
     */
    Duration start();

    /** Like {@link #start}, with what pages for people need as well, if the product starts that only on demand. */
    default Duration startWithPages() {
        return start();
    }

    /** Opens a new area of its own: a tenant, project or application, whatever the product calls it. */
    Workspace open(String name);

    /** The processes that the product consists of, by what they do; empty when they are not on this machine. */
    List<ProcessGroup> processes();

    /** The JVM that serves requests, whose memory is watched. */
    OptionalLong servingJvm();

    /**
     * The stages of an event's way, by the product's own account, always in the same order; empty when it gives none. Stages may
     * hold one another.
     */
    default List<Stage> stages() {
        return List.of();
    }

    /** Stops what {@link #start()} has started. */
    @Override
    void close();
}
