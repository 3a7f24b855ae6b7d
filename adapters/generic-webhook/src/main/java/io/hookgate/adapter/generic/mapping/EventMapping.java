package io.hookgate.adapter.generic.mapping;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.MissingNode;
import io.cloudevents.CloudEvent;
import io.cloudevents.core.builder.CloudEventBuilder;
import io.hookgate.adapter.InboundRequest;
import io.hookgate.adapter.InvalidConfigurationException;
import io.hookgate.adapter.RejectionCause;
import io.hookgate.adapter.generic.body.Content;
import io.hookgate.adapter.generic.body.ProviderTime;
import io.hookgate.adapter.generic.body.UnacceptableRequestException;
import io.hookgate.adapter.generic.cloudevents.Attributes;
import io.hookgate.adapter.generic.settings.Settings;
import io.hookgate.model.EventCodec;
import io.hookgate.model.ExtensionNames;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Turns a body into events. Where an expression is not set or finds nothing, {@code id} is a hash of what the event says,
 * {@code type} is {@value #DEFAULT_TYPE}, {@code source} is the source's own, and {@code time} is the time of receipt.
 * Thread-safe.
 */
public final class EventMapping {
    /** The type of an event for which the provider names none. */
    public static final String DEFAULT_TYPE = "hookgate.webhook.received";
    /** Events that one request may hold. */
    public static final int MAX_EVENTS = 1000;

    private static final List<String> RESERVED_EXTENSIONS =
            List.of("id", "source", "type", "subject", "time", "specversion", "datacontenttype", "dataschema", "data");

    private final Map<String, Expression> attributes;
    private final Map<String, Expression> extensions;
    private final Optional<BodyPath> split;
    private final Optional<BodyPath> data;
    private final String sourceUri;

    private EventMapping(
            Map<String, Expression> attributes,
            Map<String, Expression> extensions,
            Optional<BodyPath> split,
            Optional<BodyPath> data,
            String sourceUri) {
        this.attributes = Map.copyOf(attributes);
        this.extensions = Map.copyOf(extensions);
        this.split = split;
        this.data = data;
        this.sourceUri = sourceUri;
    }

    /** Reads the settings {@code mapping} and {@code split}, if there are any. */
    public static EventMapping read(Settings settings, String sourceUri) throws InvalidConfigurationException {
        Optional<BodyPath> split = path(settings, "split");
        Settings mapping = settings.object("mapping").orElse(null);
        if (mapping == null) {
            return new EventMapping(Map.of(), Map.of(), split, Optional.empty(), sourceUri);
        }
        Map<String, Expression> attributes = new LinkedHashMap<>();
        for (String name : List.of("id", "type", "source", "subject", "time", "orderingKey")) {
            Optional<Expression> expression = ExpressionReader.read(mapping, name);
            if (expression.isPresent()) {
                attributes.put(name, expression.get());
            }
        }
        Optional<BodyPath> data = path(mapping, "data");
        Optional<Settings> extensionSettings = mapping.object("extensions");
        Map<String, Expression> extensions =
                extensionSettings.isPresent() ? extensions(extensionSettings.get()) : Map.of();
        mapping.refuseUnknown();
        return new EventMapping(attributes, extensions, split, data, sourceUri);
    }

    private static Map<String, Expression> extensions(Settings settings) throws InvalidConfigurationException {
        Map<String, Expression> extensions = new LinkedHashMap<>();
        for (String name : settings.names()) {
            boolean isValid =
                    name.length() <= 20 && name.chars().allMatch(c -> (c >= 'a' && c <= 'z') || (c >= '0' && c <= '9'));
            if (!isValid || name.isEmpty()) {
                throw settings.fault(name, "must be named with 1 to 20 lower-case letters and digits");
            }
            if (RESERVED_EXTENSIONS.contains(name) || name.startsWith("hookgate")) {
                throw settings.fault(name, "is not the name of an extension");
            }
            extensions.put(
                    name, ExpressionReader.read(settings, name).orElseThrow(() -> settings.fault(name, "is empty")));
        }
        return extensions;
    }

    private static Optional<BodyPath> path(Settings settings, String name) throws InvalidConfigurationException {
        Optional<String> text = settings.text(name);
        return text.isEmpty() ? Optional.empty() : Optional.of(BodyPath.compile(text.get(), settings.pointerTo(name)));
    }

    /** The events of a body, in its order. */
    public List<CloudEvent> map(InboundRequest request, Content content, Instant now)
            throws UnacceptableRequestException {
        if (split.isEmpty()) {
            return List.of(event(Evaluation.of(request, content.tree()), content, now, false));
        }
        JsonNode items = split.get().node(content.tree());
        if (items.isMissingNode() || items.isNull()) {
            return List.of();
        }
        Evaluation whole = Evaluation.of(request, content.tree());
        List<CloudEvent> events = new ArrayList<>();
        for (JsonNode item : items.isArray() ? items : List.of(items)) {
            if (events.size() == MAX_EVENTS) {
                throw new UnacceptableRequestException(
                        RejectionCause.UNMAPPABLE, "The request has more than " + MAX_EVENTS + " events");
            }
            events.add(event(whole.item(item, events.size()), Content.json(item), now, true));
        }
        return events;
    }

    /** The ordering key of an event that was already made, by its request. */
    public Optional<String> orderingKey(InboundRequest request, CloudEvent event) {
        Evaluation evaluation = Evaluation.of(request, MissingNode.getInstance());
        evaluation.set("id", event.getId());
        evaluation.set("type", event.getType());
        evaluation.set("source", event.getSource().toString());
        Optional.ofNullable(event.getSubject()).ifPresent(subject -> evaluation.set("subject", subject));
        return find("orderingKey", evaluation).map(EventMapping::opaque);
    }

    private CloudEvent event(Evaluation evaluation, Content content, Instant now, boolean isItem)
            throws UnacceptableRequestException {
        String source = find("source", evaluation).orElse(sourceUri);
        String type = Attributes.valid("type", find("type", evaluation).orElse(DEFAULT_TYPE));
        evaluation.set("source", source);
        evaluation.set("type", type);
        @Nullable String subject = find("subject", evaluation).orElse(null);
        if (subject != null) {
            evaluation.set("subject", Attributes.valid("subject", subject));
        }
        String id = find("id", evaluation)
                .map(EventMapping::opaque)
                .orElseGet(() -> derivedId(evaluation, source, type, Optional.ofNullable(subject), isItem));
        evaluation.set("id", id);
        Instant time = find("time", evaluation).flatMap(ProviderTime::parse).orElse(now);
        CloudEventBuilder builder = CloudEventBuilder.v1()
                .withId(id)
                .withSource(Attributes.uriReference(source))
                .withType(type)
                .withTime(time.atOffset(ZoneOffset.UTC));
        if (subject != null) {
            builder.withSubject(subject);
        }
        find("orderingKey", evaluation)
                .map(EventMapping::opaque)
                .ifPresent(key -> builder.withExtension(ExtensionNames.PARTITION_KEY, key));
        for (Map.Entry<String, Expression> extension : extensions.entrySet()) {
            Optional<String> value = extension.getValue().evaluate(evaluation);
            if (value.isPresent()) {
                builder.withExtension(extension.getKey(), Attributes.valid(extension.getKey(), value.get()));
            }
        }
        addData(builder, content);
        return builder.build();
    }

    private void addData(CloudEventBuilder builder, Content content) {
        Content chosen = content;
        if (data.isPresent()) {
            JsonNode part = data.get().node(content.tree());
            chosen = part.isMissingNode() ? content : Content.json(part);
        }
        String contentType = chosen.contentType();
        chosen.data().ifPresent(value -> builder.withData(contentType, value));
    }

    private Optional<String> find(String name, Evaluation evaluation) {
        Expression expression = attributes.get(name);
        return expression == null ? Optional.empty() : expression.evaluate(evaluation);
    }

    /** A value that only has to be equal to itself: what cannot stand as it is becomes its hash. */
    private static String opaque(String value) {
        if (EventCodec.isAttributeValue(value)) {
            return value;
        }
        Fingerprint fingerprint = new Fingerprint();
        fingerprint.add(Optional.of(value));
        return fingerprint.hex();
    }

    /** Equal for every repetition of one request, so it must not depend on anything but what the event says. */
    private static String derivedId(
            Evaluation evaluation, String source, String type, Optional<String> subject, boolean isItem) {
        Fingerprint fingerprint = new Fingerprint();
        fingerprint.add(Optional.of(source));
        fingerprint.add(Optional.of(type));
        fingerprint.add(subject);
        fingerprint.add(Optional.of(evaluation.body().fingerprint()));
        if (isItem) {
            fingerprint.add(Optional.of(Integer.toString(evaluation.index())));
        }
        return fingerprint.hex();
    }
}
