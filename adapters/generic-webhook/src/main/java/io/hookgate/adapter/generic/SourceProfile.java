package io.hookgate.adapter.generic;

import io.hookgate.adapter.InvalidConfigurationException;
import io.hookgate.adapter.SourceConfiguration;
import io.hookgate.adapter.generic.body.BodyReader;
import io.hookgate.adapter.generic.cloudevents.CloudEventsReader;
import io.hookgate.adapter.generic.handshake.CloudEventsHandshake;
import io.hookgate.adapter.generic.mapping.EventMapping;
import io.hookgate.adapter.generic.settings.Secrets;
import io.hookgate.adapter.generic.settings.Settings;
import io.hookgate.adapter.generic.verification.Verification;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;

/**
 * The compiled settings of one source.
 *
 * @param methods the HTTP methods that it takes, upper case
 * @param verification how requests are verified
 * @param cloudEvents reads CloudEvents, where the source takes them
 * @param cloudEventsHandshake gives senders of CloudEvents leave to deliver
 * @param body reads all other bodies
 * @param mapping turns those into events
 */
record SourceProfile(
        Set<String> methods,
        Verification verification,
        Optional<CloudEventsReader> cloudEvents,
        CloudEventsHandshake cloudEventsHandshake,
        BodyReader body,
        EventMapping mapping) {
    private static final List<String> DEFAULT_METHODS = List.of("POST", "PUT", "PATCH");
    private static final Set<String> POSSIBLE_METHODS = Set.of("GET", "POST", "PUT", "PATCH", "DELETE");

    SourceProfile {
        methods = Set.copyOf(methods);
    }

    /** Compiles a source's settings. */
    static SourceProfile read(SourceConfiguration configuration) throws InvalidConfigurationException {
        Settings settings = Settings.of(configuration.settings());
        Secrets secrets = new Secrets(configuration.secrets());
        Verification verification = VerificationReader.read(settings, secrets);
        boolean takesCloudEvents = settings.flag("cloudEvents", true);
        Optional<Settings> handshake = settings.object("cloudEventsHandshake");
        Optional<Settings> body = settings.objectOrText("body", "format");
        SourceProfile profile = new SourceProfile(
                readMethods(settings),
                verification,
                takesCloudEvents ? Optional.of(new CloudEventsReader(EventMapping.MAX_EVENTS)) : Optional.empty(),
                handshake.isPresent() ? CloudEventsHandshake.read(handshake.get()) : CloudEventsHandshake.open(),
                body.isPresent() ? BodyReader.read(body.get()) : BodyReader.automatic(),
                EventMapping.read(settings, configuration.sourceUri()));
        settings.refuseUnknown();
        secrets.refuseUnknown();
        return profile;
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
