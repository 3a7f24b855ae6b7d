package io.hookgate.rocketmq;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import io.hookgate.rocketmq.admin.AdminException;
import io.hookgate.rocketmq.admin.BrokerAdmin;
import io.hookgate.rocketmq.admin.InitialOffset;
import io.hookgate.rocketmq.admin.TopicType;
import java.time.Duration;
import java.util.Map;
import org.junit.jupiter.api.Test;

class ProvisioningIT {

    private final String topic = SharedBroker.unused("provisioning");

    @Test
    void saysWhatIsMissingAndGoesOnWhenItIsThere() throws Exception {
        Map<String, String> incoming = SharedBroker.attributes(topic);
        incoming.put("auto-create", "false");
        incoming.put("group", topic);
        try (Application application = new Application()) {
            Consumer consumer = application.incoming("in", incoming, Consumer.acknowledging());
            await().atMost(Duration.ofSeconds(30))
                    .untilAsserted(() -> assertThat(problem(application))
                            .contains("Topic '" + topic + "' does not exist")
                            .contains("auto-create"));
            BrokerAdmin admin = SharedBroker.admin();
            admin.ensureTopic(topic, TopicType.FIFO, 4, true);
            admin.ensureTopic(topic + "-dead-letter", TopicType.NORMAL, 4, true);
            await().atMost(Duration.ofSeconds(30))
                    .untilAsserted(() ->
                            assertThat(problem(application)).contains("Consumer group '" + topic + "' does not exist"));
            admin.ensureGroup(topic, true, true);
            application.awaitReady();

            RocketMqPublisher publisher = application.outgoing("out", SharedBroker.attributes(topic));
            Records.publish(publisher, "record").get();
            consumer.awaitRecords(1);

            assertThat(consumer.records()).containsExactly("record");
        }
    }

    @Test
    void saysWhatIsMissingWithoutANameServer() {
        Map<String, String> incoming = SharedBroker.attributes(topic);
        incoming.put("auto-create", "false");
        incoming.remove("name-server");
        incoming.put("group", topic);
        try (Application application = new Application()) {
            application.incoming("in", incoming, Consumer.acknowledging());

            await().atMost(Duration.ofSeconds(30))
                    .untilAsserted(() -> assertThat(problem(application)).containsIgnoringCase("topic"));
        }
    }

    @Test
    void refusesATopicOfTheWrongType() throws Exception {
        BrokerAdmin admin = SharedBroker.admin();
        admin.ensureTopic(topic, TopicType.NORMAL, 1, true);

        assertThatThrownBy(() -> admin.ensureTopic(topic, TopicType.FIFO, 1, true))
                .isInstanceOf(AdminException.class)
                .hasMessageContaining("NORMAL")
                .hasMessageContaining("FIFO");
    }

    @Test
    void setsMissingOffsetsOnceAndMeasuresTheLag() throws Exception {
        BrokerAdmin admin = SharedBroker.admin();
        admin.ensureTopic(topic, TopicType.FIFO, 3, true);
        admin.ensureGroup(topic, true, true);

        assertThat(admin.ensureOffsets(topic, topic, InitialOffset.EARLIEST)).isEqualTo(3);
        assertThat(admin.ensureOffsets(topic, topic, InitialOffset.EARLIEST)).isZero();
        try (Application application = new Application()) {
            RocketMqPublisher publisher = application.outgoing("out", SharedBroker.attributes(topic));
            Records.publish(publisher, "one").get();
            Records.publish(publisher, "two").get();
        }
        await().untilAsserted(() -> assertThat(admin.lag(topic, topic)).isEqualTo(2));
    }

    @Test
    void makesAnUnorderedGroupOrderedWhereAllowed() throws Exception {
        BrokerAdmin admin = SharedBroker.admin();
        admin.ensureGroup(topic, false, true);

        assertThatThrownBy(() -> admin.ensureGroup(topic, true, false)).hasMessageContaining("is not ordered");
        admin.ensureGroup(topic, true, true);
        admin.ensureGroup(topic, true, false);
    }

    private static String problem(Application application) {
        return application.connector().getReadiness().getChannels().stream()
                .map(channel -> channel.getMessage() == null ? "" : channel.getMessage())
                .findFirst()
                .orElse("");
    }
}
