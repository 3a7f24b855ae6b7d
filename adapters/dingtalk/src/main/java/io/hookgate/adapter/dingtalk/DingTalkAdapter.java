package io.hookgate.adapter.dingtalk;

import io.hookgate.adapter.AdapterDescription;
import io.hookgate.adapter.ConfiguredSource;
import io.hookgate.adapter.InvalidConfigurationException;
import io.hookgate.adapter.SourceAdapter;
import io.hookgate.adapter.SourceConfiguration;
import io.hookgate.adapter.callbackcrypto.CallbackCrypto;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.security.SecureRandom;
import java.util.List;
import java.util.random.RandomGenerator;

/**
 * Takes what DingTalk pushes by HTTP: event subscriptions of internal apps, callbacks registered by API, pushes to suites, and
 * SyncHTTP. Every event type passes, known or not. Thread-safe; the only randomness is that of the encrypted replies.
 */
public final class DingTalkAdapter implements SourceAdapter {
    private final AdapterDescription description = new AdapterDescription(
            "dingtalk",
            "DingTalk",
            "Events of DingTalk (钉钉): HTTP push of internal apps, callbacks registered by API, suite and SyncHTTP pushes.",
            resource("settings.schema.json"),
            resource("secrets.schema.json"),
            "At open-dev.dingtalk.com open the app and Event subscription (事件订阅), choose HTTP push, and generate the aes_key and the"
                    + " token. Register the source with them and with the app's Client ID as receive id first; then enter its"
                    + " URL as the request URL and save, which DingTalk checks at once. The URL must be public, by HTTPS,"
                    + " and must not redirect. For third-party apps the same fields stand under SyncHTTP push.",
            List.of(
                    "https://open.dingtalk.com/document/development/http-callback-overview",
                    "https://open.dingtalk.com/document/development/configure-synchttp-push",
                    "https://open.dingtalk.com/document/development/callback-event-message-body-encryption-and-decryption"),
            "{\"EventType\": \"user_add_org\", \"EventTime\": 1767323045000, \"CorpId\": \"ding9f50b15bccd16741\","
                    + " \"eventId\": \"ea0a6c8fb4c34bb3a0a1e0cbf1e1b6a1\", \"userId\": [\"manager1\"]}",
            List.of());
    private final EventTypes eventTypes = EventTypes.parse(resource("event-types.txt"));
    private final RandomGenerator random;

    /** Encrypts replies with secure randomness. */
    public DingTalkAdapter() {
        this(new SecureRandom());
    }

    DingTalkAdapter(RandomGenerator random) {
        this.random = random;
    }

    @Override
    public AdapterDescription description() {
        return description;
    }

    @Override
    public ConfiguredSource configure(SourceConfiguration configuration) throws InvalidConfigurationException {
        DingTalkSettings settings = DingTalkSettings.read(configuration);
        CallbackCrypto crypto = new CallbackCrypto(settings.keys(), settings.readableReceiveIds());
        EventMapping mapping = new EventMapping(eventTypes, settings.sourceUri());
        return new DingTalkSource(settings, crypto, mapping, random);
    }

    static String resource(String name) {
        try (InputStream resource = DingTalkAdapter.class.getResourceAsStream(name)) {
            if (resource == null) {
                throw new IllegalStateException("The resource " + name + " is missing");
            }
            return new String(resource.readAllBytes(), StandardCharsets.UTF_8);
        } catch (IOException e) {
            throw new UncheckedIOException("The resource " + name + " cannot be read", e);
        }
    }
}
