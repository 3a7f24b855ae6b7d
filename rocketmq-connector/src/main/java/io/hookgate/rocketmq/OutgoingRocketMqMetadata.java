package io.hookgate.rocketmq;

import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * Says how one outgoing record is to be published; without it a record has no ordering key and no properties.
 *
 * <p>Records with the same key are received in the order in which they were handed over. Records are put into one batch
 * only with others of the same tag and properties, so properties that differ from record to record cost throughput.
 *
 * @param key the ordering key, or null when the order does not matter
 * @param tag the tag that consumers may filter by, or null for the channel's; neither blank nor containing {@code |}
 * @param properties user properties of the bus message; neither names nor values are blank
 */
public record OutgoingRocketMqMetadata(
        @Nullable String key, @Nullable String tag, Map<String, String> properties) {

    private static final OutgoingRocketMqMetadata NONE = new OutgoingRocketMqMetadata(null, null, Map.of());

    public OutgoingRocketMqMetadata {
        properties = Map.copyOf(properties);
        if (tag != null && (tag.isBlank() || tag.contains("|"))) {
            throw new IllegalArgumentException("A tag is neither blank nor contains '|'");
        }
        properties.forEach(OutgoingRocketMqMetadata::requireText);
    }

    private static void requireText(String name, String value) {
        if (name.isBlank() || value.isBlank()) {
            throw new IllegalArgumentException("Neither the name nor the value of a property may be blank");
        }
    }

    /** Metadata of a record whose order does not matter. */
    public static OutgoingRocketMqMetadata none() {
        return NONE;
    }

    /** Metadata of a record that is ordered among the records of the same key. */
    public static OutgoingRocketMqMetadata ofKey(String key) {
        return new OutgoingRocketMqMetadata(Objects.requireNonNull(key), null, Map.of());
    }

    /** The same with another tag. */
    public OutgoingRocketMqMetadata withTag(String newTag) {
        return new OutgoingRocketMqMetadata(key, newTag, properties);
    }

    /** The same with these properties instead. */
    public OutgoingRocketMqMetadata withProperties(Map<String, String> newProperties) {
        return new OutgoingRocketMqMetadata(key, tag, newProperties);
    }
}
