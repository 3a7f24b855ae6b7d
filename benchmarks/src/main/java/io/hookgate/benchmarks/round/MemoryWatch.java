package io.hookgate.benchmarks.round;

import io.hookgate.benchmarks.machine.HeapUse;
import io.hookgate.benchmarks.machine.JvmMemory;
import io.hookgate.benchmarks.machine.ProcessMemory;
import io.hookgate.benchmarks.product.GatewayDriver;
import java.io.IOException;
import java.lang.reflect.UndeclaredThrowableException;
import java.util.Optional;
import java.util.function.Function;

/** Watches the memory of a product: the heap of the JVM that serves, and what all its processes hold. */
public final class MemoryWatch implements AutoCloseable {

    private static final HeapUse UNKNOWN = new HeapUse(0, 0, 0);

    private final GatewayDriver driver;
    private final Optional<JvmMemory> jvm;

    private MemoryWatch(GatewayDriver driver, Optional<JvmMemory> jvm) {
        this.driver = driver;
        this.jvm = jvm;
    }

    /** Attaches to the product's serving JVM; without one, or when it does not let us, the heap stays unknown. */
    public static MemoryWatch of(GatewayDriver driver) {
        if (driver.servingJvm().isEmpty()) {
            return new MemoryWatch(driver, Optional.empty());
        }
        try {
            return new MemoryWatch(
                    driver, Optional.of(JvmMemory.attach(driver.servingJvm().getAsLong())));
        } catch (IOException e) {
            return new MemoryWatch(driver, Optional.empty());
        }
    }

    /** What is held now. */
    public Sample.MemoryUse read() {
        return use(heap(JvmMemory::read));
    }

    /** What is held after the garbage has been collected. */
    public Sample.MemoryUse readCollected() {
        return use(heap(JvmMemory::readCollected));
    }

    @Override
    public void close() {
        try {
            if (jvm.isPresent()) {
                jvm.get().close();
            }
        } catch (IOException | UndeclaredThrowableException e) {
            // The JVM has ended already.
        }
    }

    private HeapUse heap(Function<JvmMemory, HeapUse> reading) {
        try {
            return jvm.map(reading).orElse(UNKNOWN);
        } catch (UndeclaredThrowableException e) {
            // The JVM has ended; that it has is found out by those who need it.
            return UNKNOWN;
        }
    }

    private Sample.MemoryUse use(HeapUse heap) {
        return new Sample.MemoryUse(
                heap.afterCollection(), heap.max(), ProcessMemory.residentBytes(driver.processes()));
    }
}
