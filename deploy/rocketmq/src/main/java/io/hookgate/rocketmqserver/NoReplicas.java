package io.hookgate.rocketmqserver;

import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;
import org.apache.rocketmq.remoting.protocol.body.HARuntimeInfo;
import org.apache.rocketmq.store.CommitLog;
import org.apache.rocketmq.store.DefaultMessageStore;
import org.apache.rocketmq.store.PutMessageStatus;
import org.apache.rocketmq.store.ha.HAClient;
import org.apache.rocketmq.store.ha.HAConnection;
import org.apache.rocketmq.store.ha.HAConnectionStateNotificationRequest;
import org.apache.rocketmq.store.ha.HAService;
import org.apache.rocketmq.store.ha.WaitNotifyObject;
import org.jspecify.annotations.Nullable;

/**
 * The replication of a broker that has no replicas. RocketMQ finds it through {@code META-INF/service}, and then does
 * not open the replication port, which always listens on all interfaces.
 */
public final class NoReplicas implements HAService {
    private final WaitNotifyObject notifications = new WaitNotifyObject();
    private final AtomicInteger connections = new AtomicInteger();
    private final AtomicLong replicatedOffset = new AtomicLong();

    /** Called by RocketMQ. */
    public NoReplicas() {}

    @Override
    public void init(DefaultMessageStore store) {}

    @Override
    public void start() {}

    @Override
    public void shutdown() {}

    @Override
    public void updateMasterAddress(@Nullable String address) {}

    @Override
    public void updateHaMasterAddress(@Nullable String address) {}

    @Override
    public int inSyncReplicasNums(long masterOffset) {
        return 1;
    }

    @Override
    public AtomicInteger getConnectionCount() {
        return connections;
    }

    @Override
    public void putRequest(CommitLog.GroupCommitRequest request) {
        request.wakeupCustomer(PutMessageStatus.PUT_OK);
    }

    @Override
    public void putGroupConnectionStateRequest(HAConnectionStateNotificationRequest request) {}

    @Override
    public List<HAConnection> getConnectionList() {
        return List.of();
    }

    @Override
    public @Nullable HAClient getHAClient() {
        return null;
    }

    @Override
    public AtomicLong getPush2SlaveMaxOffset() {
        return replicatedOffset;
    }

    @Override
    public HARuntimeInfo getRuntimeInfo(long masterOffset) {
        HARuntimeInfo info = new HARuntimeInfo();
        info.setMaster(true);
        info.setMasterCommitLogMaxOffset(masterOffset);
        info.setInSyncSlaveNums(0);
        return info;
    }

    @Override
    public WaitNotifyObject getWaitNotifyObject() {
        return notifications;
    }

    @Override
    public boolean isSlaveOK(long masterOffset) {
        return true;
    }
}
