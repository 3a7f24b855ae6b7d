package io.hookgate.adapter.generic;

import io.cloudevents.CloudEvent;
import io.cloudevents.core.builder.CloudEventBuilder;
import io.hookgate.adapter.AdapterResult;
import io.hookgate.adapter.ConfiguredSource;
import io.hookgate.adapter.Documents;
import io.hookgate.adapter.InboundRequest;
import io.hookgate.adapter.RejectionCause;
import io.hookgate.adapter.Reply;
import io.hookgate.adapter.generic.body.UnacceptableRequestException;
import io.hookgate.adapter.generic.verification.Verdict;
import io.hookgate.model.ExtensionNames;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** One source: verification first, then the body, then the events. */
final class GenericSource implements ConfiguredSource {
    private final SourceProfile profile;

    GenericSource(SourceProfile profile) {
        this.profile = profile;
    }

    @Override
    public AdapterResult receive(InboundRequest request, Documents documents, Instant now) {
        if (request.method().equals("OPTIONS")) {
            return profile.cloudEventsHandshake()
                    .answer(request, profile.allowedMethods())
                    .<AdapterResult>map(AdapterResult.Challenge::new)
                    .orElseGet(this::methodNotAllowed);
        }
        if (!profile.methods().contains(request.method())) {
            return methodNotAllowed();
        }
        Verdict verdict = profile.verification().verify(request, documents, now);
        if (verdict instanceof Verdict.Refused refused) {
            return new AdapterResult.Rejected(refused.cause(), refused.detail());
        }
        if (verdict instanceof Verdict.DocumentsMissing missing) {
            return new AdapterResult.DocumentsNeeded(missing.addresses());
        }
        try {
            return accept(request, now);
        } catch (UnacceptableRequestException e) {
            return new AdapterResult.Rejected(e.rejection(), e.detail());
        }
    }

    private AdapterResult accept(InboundRequest request, Instant now) throws UnacceptableRequestException {
        if (profile.cloudEvents().isPresent() && profile.cloudEvents().get().claims(request)) {
            List<CloudEvent> events = new ArrayList<>();
            for (CloudEvent event : profile.cloudEvents().get().read(request)) {
                events.add(withOrderingKey(request, event));
            }
            return new AdapterResult.Accepted(events, Reply.empty(202));
        }
        List<CloudEvent> events = profile.mapping().map(request, profile.body().read(request), now);
        return new AdapterResult.Accepted(events, Reply.empty(200));
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

    private AdapterResult methodNotAllowed() {
        Reply reply = new Reply(405, Map.of("allow", profile.allowedMethods()), new byte[0]);
        return new AdapterResult.Rejected(
                RejectionCause.METHOD_NOT_ALLOWED, "The source takes " + profile.allowedMethods(), reply);
    }
}
