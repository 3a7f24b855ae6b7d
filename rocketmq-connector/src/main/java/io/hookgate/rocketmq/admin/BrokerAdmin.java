package io.hookgate.rocketmq.admin;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.json.JsonReadFeature;
import io.hookgate.rocketmq.admin.RemotingConnection.Response;
import io.vertx.core.json.DecodeException;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import io.vertx.core.json.jackson.JacksonCodec;
import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Creates topics and consumer groups, and sets where a group starts, on all masters of a cluster.
 *
 * <p>It speaks the administration protocol itself instead of using {@code rocketmq-tools}: that brings more than a hundred
 * jars, threads that keep the JVM alive, and calls that never return. Here every call blocks for the timeout at most, and
 * nothing outlives it. Safe for use by many threads.
 */
public final class BrokerAdmin {

    private static final int QUERY_CONSUMER_OFFSET = 14;
    private static final int UPDATE_CONSUMER_OFFSET = 15;
    private static final int CREATE_TOPIC = 17;
    private static final int MAX_OFFSET = 30;
    private static final int MIN_OFFSET = 31;
    private static final int CLUSTER_INFO = 106;
    private static final int CREATE_GROUP = 200;
    private static final int TOPIC_CONFIG = 351;
    private static final int GROUP_CONFIG = 352;

    private static final int SUCCESS = 0;
    private static final int TOPIC_NOT_FOUND = 17;
    private static final int OFFSET_NOT_FOUND = 22;
    private static final int GROUP_NOT_FOUND = 26;

    private static final String TYPE_ATTRIBUTE = "message.type";
    private static final int READ_WRITE = 6;
    private static final byte[] NO_BODY = new byte[0];
    private static final String MASTER = "0";

    /** Far more than any channel's own limit, lest the broker take a message away while it is being retried. */
    private static final int BROKER_RETRY_LIMIT = 1_000_000;

    private static final JsonFactory LENIENT_JSON = JsonFactory.builder()
            .enable(JsonReadFeature.ALLOW_UNQUOTED_FIELD_NAMES)
            .build();

    private final List<String> nameServers;
    private final @Nullable String cluster;
    private final Duration timeout;
    private final @Nullable AdminCredentials credentials;

    /**
     * @param nameServers {@code host:port}, several of them separated by {@code ;}
     * @param cluster the cluster whose brokers are meant, or null for all that the name server knows
     * @param timeout of each connection and each answer
     */
    public BrokerAdmin(
            String nameServers, @Nullable String cluster, Duration timeout, @Nullable AdminCredentials credentials) {
        this.nameServers = List.of(nameServers.trim().split("\\s*;\\s*", -1));
        this.cluster = cluster;
        this.timeout = timeout;
        this.credentials = credentials;
    }

    /**
     * Makes sure that a topic of that type exists; one that exists is left as it is.
     *
     * @param create whether it may be created; if not, its absence is a failure
     * @param queues how many queues it gets on each broker
     */
    public void ensureTopic(String topic, TopicType type, int queues, boolean create) throws AdminException {
        List<String> masters = masters();
        for (String master : masters) {
            Optional<JsonObject> found = topicConfig(master, topic);
            if (found.isPresent()) {
                requireType(topic, type, found.get());
                return;
            }
        }
        if (!create) {
            throw new AdminException(
                    "Topic '" + topic + "' does not exist. Create it (mqadmin updateTopic -c CLUSTER -t " + topic
                            + " -a +message.type=" + type + ") or set auto-create=true");
        }
        for (String master : masters) {
            createTopic(master, topic, type, queues);
        }
    }

    private static void requireType(String topic, TopicType type, JsonObject config) throws AdminException {
        JsonObject attributes = config.getJsonObject("attributes", new JsonObject());
        String actual = attributes.getString(TYPE_ATTRIBUTE, TopicType.NORMAL.name());
        if (!actual.equals(type.name()) && !actual.equals("MIXED")) {
            throw new AdminException(
                    "Topic '" + topic + "' has message type " + actual + ", but the channel needs " + type);
        }
    }

    private void createTopic(String master, String topic, TopicType type, int queues) throws AdminException {
        call(
                master,
                CREATE_TOPIC,
                Map.of(
                        "topic",
                        topic,
                        "defaultTopic",
                        "TBW102",
                        "readQueueNums",
                        Integer.toString(queues),
                        "writeQueueNums",
                        Integer.toString(queues),
                        "perm",
                        Integer.toString(READ_WRITE),
                        "topicFilterType",
                        "SINGLE_TAG",
                        "topicSysFlag",
                        "0",
                        "order",
                        Boolean.toString(type == TopicType.FIFO),
                        "attributes",
                        "+" + TYPE_ATTRIBUTE + "=" + type));
    }

    /**
     * Makes sure that a consumer group exists, and that it consumes in order where it has to.
     *
     * @param create whether it may be created or changed; if not, its absence is a failure
     */
    public void ensureGroup(String group, boolean ordered, boolean create) throws AdminException {
        for (String master : masters()) {
            Response response = request(master, GROUP_CONFIG, Map.of("group", group), NO_BODY);
            boolean exists =
                    response.code() != GROUP_NOT_FOUND && response.body().length() > 0;
            JsonObject config = exists ? json(require(response, master)) : newGroup(group);
            boolean misordered = ordered && !config.getBoolean("consumeMessageOrderly", false);
            if (exists && !misordered) {
                continue;
            }
            if (!create) {
                throw new AdminException(
                        "Consumer group '" + group + "' " + (exists ? "is not ordered" : "does not exist")
                                + ". Update it (mqadmin updateSubGroup -c CLUSTER -g " + group + " -o " + ordered
                                + ") or set auto-create=true");
            }
            config.put("consumeMessageOrderly", ordered).put("retryMaxTimes", BROKER_RETRY_LIMIT);
            require(request(master, CREATE_GROUP, Map.of(), config.toBuffer().getBytes()), master);
        }
    }

    private static JsonObject newGroup(String group) {
        return new JsonObject()
                .put("groupName", group)
                .put("consumeEnable", true)
                .put("consumeFromMinEnable", true)
                .put("consumeBroadcastEnable", true)
                .put("retryQueueNums", 1)
                .put("brokerId", 0)
                .put("whichBrokerWhenConsumeSlowly", 1)
                .put("notifyConsumerIdsChangedEnable", true);
    }

    /**
     * Commits an offset for each queue in which the group has none. Left to itself a RocketMQ 5 proxy lets a new group
     * start <em>near the newest</em> message of each queue, whatever the group's settings say; and it forgets offsets that
     * were committed in the last seconds before it was killed. Hence call it before each first receive.
     *
     * @return how many queues had none
     */
    public int ensureOffsets(String topic, String group, InitialOffset initial) throws AdminException {
        int set = 0;
        for (String master : masters()) {
            try (RemotingConnection connection = connect(master)) {
                int queues = topicConfig(master, topic)
                        .map(config -> config.getInteger("readQueueNums", 0))
                        .orElse(0);
                for (int queue = 0; queue < queues; queue++) {
                    if (committed(connection, master, topic, group, queue).isEmpty()) {
                        commit(connection, master, topic, group, queue, initial);
                        set++;
                    }
                }
            }
        }
        return set;
    }

    /** How many messages the group has not yet acknowledged, over all queues; those being processed included. */
    public long lag(String topic, String group) throws AdminException {
        long lag = 0;
        for (String master : masters()) {
            try (RemotingConnection connection = connect(master)) {
                int queues = topicConfig(master, topic)
                        .map(config -> config.getInteger("readQueueNums", 0))
                        .orElse(0);
                for (int queue = 0; queue < queues; queue++) {
                    long end = offset(connection, master, MAX_OFFSET, topic, queue);
                    lag += Math.max(
                            0,
                            end
                                    - committed(connection, master, topic, group, queue)
                                            .orElse(end));
                }
            }
        }
        return lag;
    }

    private static Optional<Long> committed(
            RemotingConnection connection, String master, String topic, String group, int queue) throws AdminException {
        Response response = connection.call(
                QUERY_CONSUMER_OFFSET,
                Map.of(
                        "consumerGroup",
                        group,
                        "topic",
                        topic,
                        "queueId",
                        Integer.toString(queue),
                        "setZeroIfNotFound",
                        "false"),
                NO_BODY);
        if (response.code() == OFFSET_NOT_FOUND) {
            return Optional.empty();
        }
        return Optional.of(offsetOf(require(response, master)));
    }

    private static void commit(
            RemotingConnection connection, String master, String topic, String group, int queue, InitialOffset initial)
            throws AdminException {
        int bound = initial == InitialOffset.EARLIEST ? MIN_OFFSET : MAX_OFFSET;
        long offset = Math.max(0, offset(connection, master, bound, topic, queue));
        require(
                connection.call(
                        UPDATE_CONSUMER_OFFSET,
                        Map.of(
                                "consumerGroup",
                                group,
                                "topic",
                                topic,
                                "queueId",
                                Integer.toString(queue),
                                "commitOffset",
                                Long.toString(offset)),
                        NO_BODY),
                master);
    }

    private static long offset(RemotingConnection connection, String master, int bound, String topic, int queue)
            throws AdminException {
        return offsetOf(require(
                connection.call(bound, Map.of("topic", topic, "queueId", Integer.toString(queue)), NO_BODY), master));
    }

    private static long offsetOf(Response response) throws AdminException {
        try {
            return Long.parseLong(response.fields().getString("offset"));
        } catch (NumberFormatException e) {
            throw new AdminException("The broker answered without an offset", e);
        }
    }

    private Optional<JsonObject> topicConfig(String master, String topic) throws AdminException {
        Response response = request(master, TOPIC_CONFIG, Map.of("topic", topic), NO_BODY);
        if (response.code() == TOPIC_NOT_FOUND) {
            return Optional.empty();
        }
        return Optional.of(json(require(response, master)));
    }

    private List<String> masters() throws AdminException {
        JsonObject info = json(clusterInfo());
        JsonObject brokers = info.getJsonObject("brokerAddrTable", new JsonObject());
        List<String> masters = new ArrayList<>();
        for (String broker : brokers.fieldNames()) {
            String master = brokers.getJsonObject(broker)
                    .getJsonObject("brokerAddrs", new JsonObject())
                    .getString(MASTER);
            if (master != null && inCluster(info, broker)) {
                masters.add(master);
            }
        }
        if (masters.isEmpty()) {
            throw new AdminException("The name server knows no master broker"
                    + (cluster == null ? "" : " of cluster '" + cluster + "'") + " (yet)");
        }
        return masters;
    }

    private boolean inCluster(JsonObject info, String broker) {
        if (cluster == null) {
            return true;
        }
        return info.getJsonObject("clusterAddrTable", new JsonObject())
                .getJsonArray(cluster, new JsonArray())
                .contains(broker);
    }

    private Response clusterInfo() throws AdminException {
        AdminException last = new AdminException("No name server is configured");
        for (String nameServer : nameServers) {
            try {
                return call(nameServer, CLUSTER_INFO, Map.of());
            } catch (AdminException e) {
                last = e;
            }
        }
        throw last;
    }

    private Response call(String address, int code, Map<String, String> fields) throws AdminException {
        return require(request(address, code, fields, NO_BODY), address);
    }

    private Response request(String address, int code, Map<String, String> fields, byte[] body) throws AdminException {
        try (RemotingConnection connection = connect(address)) {
            return connection.call(code, fields, body);
        }
    }

    private RemotingConnection connect(String address) throws AdminException {
        return new RemotingConnection(address, timeout, credentials);
    }

    private static Response require(Response response, String address) throws AdminException {
        if (response.code() != SUCCESS) {
            throw new AdminException(address + " answered " + response.code() + ": " + response.remark());
        }
        return response;
    }

    /** The servers write numbers as names of fields without quotes. */
    @SuppressWarnings("unchecked")
    private static JsonObject json(Response response) throws AdminException {
        try (JsonParser parser = LENIENT_JSON.createParser(response.body().getBytes())) {
            return new JsonObject((Map<String, Object>) JacksonCodec.fromParser(parser, Map.class));
        } catch (IOException | DecodeException e) {
            throw new AdminException("The answer is not JSON", e);
        }
    }
}
