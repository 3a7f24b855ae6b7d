package io.hookgate.benchmarks.machine;

import com.sun.management.GarbageCollectorMXBean;
import com.sun.management.GcInfo;
import com.sun.tools.attach.AttachNotSupportedException;
import com.sun.tools.attach.VirtualMachine;
import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.lang.management.MemoryMXBean;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import javax.management.MBeanServerConnection;
import javax.management.MalformedObjectNameException;
import javax.management.ObjectName;
import javax.management.remote.JMXConnector;
import javax.management.remote.JMXConnectorFactory;
import javax.management.remote.JMXServiceURL;

/** Watches the heap of another JVM of this user on this machine, by attaching to it. */
public final class JvmMemory implements AutoCloseable {

    private static final Set<String> NOT_HEAP = Set.of("Metaspace", "Compressed Class Space", "CodeCache");

    private final JMXConnector connector;
    private final MemoryMXBean memory;
    private final List<GarbageCollectorMXBean> collectors;

    private JvmMemory(JMXConnector connector, MemoryMXBean memory, List<GarbageCollectorMXBean> collectors) {
        this.connector = connector;
        this.memory = memory;
        this.collectors = List.copyOf(collectors);
    }

    /**
     * Attaches.
     *
     * @throws IOException when the JVM does not let us
     */
    @SuppressWarnings(
            "BanJNDI") // The address is that of a JVM of this user on this machine, from the attach interface.
    public static JvmMemory attach(long pid) throws IOException {
        JMXConnector connector = JMXConnectorFactory.connect(new JMXServiceURL(managementAddress(pid)));
        MBeanServerConnection connection = connector.getMBeanServerConnection();
        return new JvmMemory(
                connector,
                ManagementFactory.newPlatformMXBeanProxy(
                        connection, ManagementFactory.MEMORY_MXBEAN_NAME, MemoryMXBean.class),
                collectors(connection));
    }

    /** What the heap holds now. */
    public HeapUse read() {
        return new HeapUse(
                memory.getHeapMemoryUsage().getUsed(),
                afterLastCollection(),
                memory.getHeapMemoryUsage().getMax());
    }

    /** Has the JVM collect its garbage, and returns what is left. */
    public HeapUse readCollected() {
        memory.gc();
        return read();
    }

    @Override
    public void close() throws IOException {
        connector.close();
    }

    private long afterLastCollection() {
        Optional<GcInfo> last = collectors.stream()
                .map(GarbageCollectorMXBean::getLastGcInfo)
                .filter(info -> info != null)
                .max(Comparator.comparingLong(GcInfo::getEndTime));
        return last.map(JvmMemory::heapAfter).orElse(0L);
    }

    private static long heapAfter(GcInfo info) {
        return info.getMemoryUsageAfterGc().entrySet().stream()
                .filter(pool ->
                        !NOT_HEAP.contains(pool.getKey()) && !pool.getKey().startsWith("CodeHeap"))
                .mapToLong(pool -> pool.getValue().getUsed())
                .sum();
    }

    private static String managementAddress(long pid) throws IOException {
        try {
            VirtualMachine machine = VirtualMachine.attach(Long.toString(pid));
            try {
                return machine.startLocalManagementAgent();
            } finally {
                machine.detach();
            }
        } catch (AttachNotSupportedException e) {
            throw new IOException("The JVM " + pid + " cannot be attached to", e);
        }
    }

    private static List<GarbageCollectorMXBean> collectors(MBeanServerConnection connection) throws IOException {
        List<GarbageCollectorMXBean> beans = new ArrayList<>();
        for (ObjectName name : connection.queryNames(collectorNames(), null)) {
            beans.add(ManagementFactory.newPlatformMXBeanProxy(
                    connection, name.getCanonicalName(), GarbageCollectorMXBean.class));
        }
        return beans;
    }

    private static ObjectName collectorNames() {
        try {
            return new ObjectName(ManagementFactory.GARBAGE_COLLECTOR_MXBEAN_DOMAIN_TYPE + ",*");
        } catch (MalformedObjectNameException e) {
            throw new IllegalStateException(e);
        }
    }
}
