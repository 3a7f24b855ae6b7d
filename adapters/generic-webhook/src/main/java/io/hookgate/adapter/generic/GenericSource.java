package io.hookgate.adapter.generic;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.MissingNode;
import io.cloudevents.CloudEvent;
import io.cloudevents.core.builder.CloudEventBuilder;
import io.hookgate.adapter.AdapterResult;
import io.hookgate.adapter.ConfiguredSource;
import io.hookgate.adapter.Documents;
import io.hookgate.adapter.InboundRequest;
import io.hookgate.adapter.RejectionCause;
import io.hookgate.adapter.Reply;
import io.hookgate.adapter.generic.body.Content;
import io.hookgate.adapter.generic.body.UnacceptableRequestException;
import io.hookgate.adapter.generic.mapping.Evaluation;
import io.hookgate.adapter.generic.reply.Handshake;
import io.hookgate.adapter.generic.verification.OpenedBody;
import io.hookgate.adapter.generic.verification.Verdict;
import io.hookgate.model.ExtensionNames;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** One source: verification first, then handshakes, then the body and its events. */
final class GenericSource implements ConfiguredSource {
    private final SourceProfile profile;
    private final List<Handshake> unverifiedHandshakes;
    private final List<Handshake> verifiedHandshakes;

    GenericSource(SourceProfile profile) {
        this.profile = profile;
        this.verifiedHandshakes =
                profile.handshakes().stream().filter(Handshake::isVerified).toList();
        this.unverifiedHandshakes = profile.handshakes().stream()
                .filter(handshake -> !handshake.isVerified())
                .toList();
    }

    @Override
    public AdapterResult receive(InboundRequest request, Documents documents, Instant now) {
        if (request.method().equals("OPTIONS")) {
            return profile.cloudEventsHandshake()
                    .answer(request, profile.allowedMethods())
                    .<AdapterResult>map(AdapterResult.Challenge::new)
                    .orElseGet(this::methodNotAllowed);
        }
        Optional<AdapterResult> unverified = answer(unverifiedHandshakes, request);
        if (unverified.isPresent()) {
            return unverified.get();
        }
        if (!profile.methods().contains(request.method())) {
            return methodNotAllowed();
        }
        Verdict verdict = profile.verification().verify(request, documents, now);
        if (verdict instanceof Verdict.Refused refused) {
            return new AdapterResult.Rejected(refused.cause(), refused.detail(), profile.refusal(refused.cause()));
        }
        if (verdict instanceof Verdict.DocumentsMissing missing) {
            return new AdapterResult.DocumentsNeeded(missing.addresses());
        }
        if (verdict instanceof Verdict.HandshakeOnly handshake) {
            InboundRequest opened = opened(request, handshake.opened());
            return answer(verifiedHandshakes, opened)
                    .map(result -> sealed(result, handshake.opened()))
                    .orElseGet(() -> new AdapterResult.Rejected(
                            RejectionCause.CREDENTIALS_MISSING,
                            "There is no signature, and it is no check of the URL"));
        }
        return accept(request, ((Verdict.Authentic) verdict).opened(), now);
    }

    private AdapterResult accept(InboundRequest sent, Optional<OpenedBody> opened, Instant now) {
        InboundRequest request = opened(sent, opened);
        Optional<AdapterResult> handshake = answer(verifiedHandshakes, request);
        if (handshake.isPresent()) {
            return sealed(handshake.get(), opened);
        }
        try {
            return sealed(events(request, now), opened);
        } catch (UnacceptableRequestException e) {
            return new AdapterResult.Rejected(e.rejection(), e.detail());
        }
    }

    private AdapterResult events(InboundRequest request, Instant now) throws UnacceptableRequestException {
        if (profile.cloudEvents().isPresent() && profile.cloudEvents().get().claims(request)) {
            List<CloudEvent> events = new ArrayList<>();
            for (CloudEvent event : profile.cloudEvents().get().read(request)) {
                events.add(withOrderingKey(request, event));
            }
            return new AdapterResult.Accepted(events, reply(request, MissingNode.getInstance(), events));
        }
        if (profile.cloudEventsOnly()) {
            throw new UnacceptableRequestException(
                    RejectionCause.UNSUPPORTED_CONTENT_TYPE, "The source takes CloudEvents only");
        }
        Content content = profile.body().read(request);
        List<CloudEvent> events = profile.mapping().map(request, content, now);
        return new AdapterResult.Accepted(events, reply(request, content.tree(), events));
    }

    private Reply reply(InboundRequest request, JsonNode tree, List<CloudEvent> events) {
        Evaluation evaluation = Evaluation.of(request, tree);
        evaluation.set("count", Integer.toString(events.size()));
        events.stream().findFirst().ifPresent(event -> evaluation.set("id", event.getId()));
        return profile.reply().render(evaluation);
    }

    private CloudEvent withOrderingKey(InboundRequest request, CloudEvent event) {
        Optional<String> key = event.getExtension(ExtensionNames.PARTITION_KEY) == null
                ? profile.mapping().orderingKey(request, event)
                : Optional.empty();
        return key.isEmpty()
                ? event
                : CloudEventBuilder.from(event)
                        .withExtension(ExtensionNames.PARTITION_KEY, key.get())
                        .build();
    }

    private Optional<AdapterResult> answer(List<Handshake> handshakes, InboundRequest request) {
        List<Handshake> possible = handshakes.stream()
                .filter(handshake -> handshake.takes(request))
                .toList();
        if (possible.isEmpty()) {
            return Optional.empty();
        }
        JsonNode tree = tree(request);
        return possible.stream()
                .flatMap(handshake -> handshake.answer(Evaluation.of(request, tree)).stream())
                .findFirst();
    }

    /** A body that cannot be read holds no challenge; whether it holds anything else is not decided here. */
    private JsonNode tree(InboundRequest request) {
        try {
            return profile.body().read(request).tree();
        } catch (UnacceptableRequestException e) {
            return MissingNode.getInstance();
        }
    }

    private static InboundRequest opened(InboundRequest request, Optional<OpenedBody> opened) {
        if (opened.isEmpty()) {
            return request;
        }
        Map<String, List<String>> headers = new LinkedHashMap<>(request.headers());
        headers.keySet().removeIf(name -> name.equalsIgnoreCase("content-type"));
        headers.put("content-type", List.of(opened.get().contentType()));
        return new InboundRequest(
                request.method(),
                request.url(),
                headers,
                request.query(),
                opened.get().bytes(),
                request.remoteAddress());
    }

    private static AdapterResult sealed(AdapterResult result, Optional<OpenedBody> opened) {
        if (opened.isPresent() && result instanceof AdapterResult.Accepted accepted) {
            return new AdapterResult.Accepted(
                    accepted.events(), opened.get().seal().apply(accepted.reply()));
        }
        if (opened.isPresent() && result instanceof AdapterResult.Challenge challenge) {
            return new AdapterResult.Challenge(opened.get().seal().apply(challenge.reply()), challenge.confirmation());
        }
        return result;
    }

    private AdapterResult methodNotAllowed() {
        Reply reply = new Reply(405, Map.of("allow", profile.allowedMethods()), new byte[0]);
        return new AdapterResult.Rejected(
                RejectionCause.METHOD_NOT_ALLOWED, "The source takes " + profile.allowedMethods(), reply);
    }
}
