package io.hookgate.adapter.generic;

import io.hookgate.adapter.InvalidConfigurationException;
import io.hookgate.adapter.RejectionCause;
import io.hookgate.adapter.Reply;
import io.hookgate.adapter.SourceConfiguration;
import io.hookgate.adapter.generic.body.BodyReader;
import io.hookgate.adapter.generic.cloudevents.CloudEventsReader;
import io.hookgate.adapter.generic.mapping.EventMapping;
import io.hookgate.adapter.generic.reply.CloudEventsHandshake;
import io.hookgate.adapter.generic.reply.Handshake;
import io.hookgate.adapter.generic.reply.ReplyTemplate;
import io.hookgate.adapter.generic.settings.Secrets;
import io.hookgate.adapter.generic.settings.Settings;
import io.hookgate.adapter.generic.verification.Verification;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;

/**
 * The compiled settings of one source.
 *
 * @param methods the HTTP methods that it takes, upper case
 * @param verification how requests are verified
 * @param handshakes checks of the URL that it answers
 * @param cloudEvents reads CloudEvents, where the source takes them
 * @param cloudEventsOnly whether it takes nothing else
 * @param cloudEventsHandshake gives senders of CloudEvents leave to deliver
 * @param body reads all other bodies
 * @param mapping turns those into events
 * @param reply what the sender of events is told
 * @param refusalStatus the status for requests whose verification fails, where it is not the usual one
 * @param bareRefusal whether those get no body at all
 */
record SourceProfile(
        Set<String> methods,
        Verification verification,
        List<Handshake> handshakes,
        Optional<CloudEventsReader> cloudEvents,
        boolean cloudEventsOnly,
        CloudEventsHandshake cloudEventsHandshake,
        BodyReader body,
        EventMapping mapping,
        ReplyTemplate reply,
        Optional<Integer> refusalStatus,
        boolean bareRefusal) {
    private static final List<String> DEFAULT_METHODS = List.of("POST", "PUT", "PATCH");
    private static final Set<String> POSSIBLE_METHODS = Set.of("GET", "POST", "PUT", "PATCH", "DELETE");

    SourceProfile {
        methods = Set.copyOf(methods);
        handshakes = List.copyOf(handshakes);
    }

    /** Compiles a source's settings. */
    static SourceProfile read(SourceConfiguration configuration) throws InvalidConfigurationException {
        Settings settings = Settings.of(configuration.settings());
        Secrets secrets = new Secrets(configuration.secrets());
        SourceProfile profile = new SourceProfile(
                readMethods(settings),
                VerificationReader.read(settings, secrets),
                readHandshakes(settings, secrets),
                settings.flag("cloudEvents", true)
                        ? Optional.of(new CloudEventsReader(EventMapping.MAX_EVENTS))
                        : Optional.empty(),
                settings.flag("cloudEventsOnly", false),
                readCloudEventsHandshake(settings),
                readBody(settings),
                EventMapping.read(settings, configuration.sourceUri()),
                readReply(settings),
                readRefusalStatus(settings),
                settings.flag("bareRefusal", false));
        settings.refuseUnknown();
        secrets.refuseUnknown();
        return profile;
    }

    /** What a sender is told whose verification fails. */
    Reply refusal(RejectionCause cause) {
        return new Reply(refusalStatus.orElse(cause.status()), Map.of(), new byte[0], bareRefusal);
    }

    private static List<Handshake> readHandshakes(Settings settings, Secrets secrets)
            throws InvalidConfigurationException {
        List<Handshake> handshakes = new ArrayList<>();
        for (Settings handshake : settings.objects("handshakes", "challenge")) {
            handshakes.add(Handshake.read(handshake, secrets));
        }
        return handshakes;
    }

    private static CloudEventsHandshake readCloudEventsHandshake(Settings settings)
            throws InvalidConfigurationException {
        Optional<Settings> handshake = settings.object("cloudEventsHandshake");
        return handshake.isPresent() ? CloudEventsHandshake.read(handshake.get()) : CloudEventsHandshake.open();
    }

    private static BodyReader readBody(Settings settings) throws InvalidConfigurationException {
        Optional<Settings> body = settings.objectOrText("body", "format");
        return body.isPresent() ? BodyReader.read(body.get()) : BodyReader.automatic();
    }

    private static ReplyTemplate readReply(Settings settings) throws InvalidConfigurationException {
        Optional<Settings> reply = settings.object("reply");
        return reply.isPresent() ? ReplyTemplate.read(reply.get()) : ReplyTemplate.empty(200);
    }

    private static Optional<Integer> readRefusalStatus(Settings settings) throws InvalidConfigurationException {
        return settings.has("refusalStatus")
                ? Optional.of(settings.integer("refusalStatus", 401, 400, 499))
                : Optional.empty();
    }

    /** The methods as the header Allow lists them. */
    String allowedMethods() {
        return String.join(", ", new TreeSet<>(methods));
    }

    private static Set<String> readMethods(Settings settings) throws InvalidConfigurationException {
        List<String> texts = settings.texts("methods");
        Set<String> methods = new TreeSet<>();
        for (String text : texts.isEmpty() ? DEFAULT_METHODS : texts) {
            String method = text.toUpperCase(Locale.ROOT);
            if (!POSSIBLE_METHODS.contains(method)) {
                throw settings.fault("methods", "must be a list out of " + new TreeSet<>(POSSIBLE_METHODS));
            }
            methods.add(method);
        }
        return methods;
    }
}
