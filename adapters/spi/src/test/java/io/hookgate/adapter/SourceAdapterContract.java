package io.hookgate.adapter;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowable;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.cloudevents.CloudEvent;
import io.hookgate.adapter.AdapterDescription.PresetDescription;
import io.hookgate.model.EventCodec;
import io.hookgate.model.EventEnvelope;
import io.hookgate.model.EventId;
import io.hookgate.model.EventJson;
import io.hookgate.model.InvalidEventException;
import io.hookgate.model.SourceId;
import io.hookgate.model.TenantId;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.UUID;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.Consumer;
import java.util.function.Function;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;
import org.junit.jupiter.api.Timeout;

/**
 * What every adapter does, whatever its provider. A concrete class says how its provider's requests look.
 *
 * <p>All randomness is seeded: a failure comes back on the next run.
 */
@Timeout(120)
public abstract class SourceAdapterContract {
    private static final String IDENTIFIER = "[a-z0-9]+(-[a-z0-9]+)*";
    private static final String SCHEMA_DIALECT = "https://json-schema.org/draft/2020-12/schema";
    private static final EventId EVENT_ID = new EventId(new UUID(0x0190_0000_0000_7000L, 0x8000_0000_0000_0001L));
    private static final TenantId TENANT_ID = new TenantId(new UUID(0x0190_0000_0000_7000L, 0x8000_0000_0000_0002L));
    private static final SourceId SOURCE_ID = new SourceId(new UUID(0x0190_0000_0000_7000L, 0x8000_0000_0000_0003L));
    private static final ObjectMapper JSON = new ObjectMapper();

    /**
     * A source as it may be set up, and what its provider sends to it.
     *
     * @param name shown when the case fails
     * @param configuration complete and valid
     * @param samples authentic requests
     * @param signer makes an authentic request of any payload, also of one that means nothing, so that hostile payloads
     *     come past the verification; empty where that is impossible
     */
    public record Case(
            String name,
            SourceConfiguration configuration,
            List<Sample> samples,
            Optional<Function<byte[], InboundRequest>> signer) {}

    /**
     * An authentic request.
     *
     * @param name shown when the case fails
     * @param request what the provider sends
     * @param documents what the gateway has fetched for the source
     * @param now when it arrives
     * @param events how many events it carries; none for a handshake
     * @param bodySigned whether the signature covers every byte of the body
     */
    public record Sample(
            String name, InboundRequest request, Documents documents, Instant now, int events, boolean bodySigned) {}

    private final AtomicReference<SourceAdapter> shared = new AtomicReference<>();

    /** Makes the adapter under test. */
    protected abstract SourceAdapter newAdapter();

    /** At least one source, with at least one sample. */
    protected abstract List<Case> cases();

    /** Whether the body of a reply has random parts, such as those of an encryption. */
    protected boolean repliesAreRandom() {
        return false;
    }

    @Test
    void describesItselfCompletely() {
        AdapterDescription description = adapter().description();

        assertThat(description.id()).matches(IDENTIFIER);
        assertThat(description.title()).isNotBlank();
        assertThat(description.summary()).isNotBlank();
        assertThat(description.setupInstructions()).isNotBlank();
        assertThat(description.samplePayload()).isNotBlank();
        assertThat(description.links())
                .isNotEmpty()
                .allSatisfy(link -> assertThat(URI.create(link)).hasScheme("https"));
        checkSchema(description.settingsSchema(), false);
        checkSchema(description.secretsSchema(), true);
        assertThat(description.presets()).extracting(PresetDescription::id).doesNotHaveDuplicates();
        assertThat(description.presets()).allSatisfy(SourceAdapterContract::checkPreset);
        assertThat(newAdapter().description()).isEqualTo(description);
    }

    @Test
    void isFoundOnTheClassPath() {
        assertThat(AdapterRegistry.load().find(adapter().description().id()))
                .get()
                .hasSameClassAs(adapter());
    }

    @Test
    void hasCases() {
        assertThat(cases()).isNotEmpty().allSatisfy(each -> {
            assertThat(each.samples()).isNotEmpty();
            assertThat(names(settingsSchema(each)).toList())
                    .containsAll(each.configuration().settings().keySet());
            assertThat(names(secretsSchema(each)).toList())
                    .containsAll(each.configuration().secrets().keySet());
        });
    }

    @TestFactory
    Stream<DynamicTest> takesAuthenticRequests() {
        return perSample((source, sample) -> {
            AdapterResult result = source.receive(sample.request(), sample.documents(), sample.now());

            assertThat(events(result)).hasSize(sample.events());
            assertThat(result).isNotInstanceOf(AdapterResult.DocumentsNeeded.class);
            assertThat(reply(result).status()).isBetween(200, 299);
        });
    }

    @TestFactory
    Stream<DynamicTest> makesEventsThatCanBeSealedAndOpened() {
        return perSample((source, sample) -> {
            List<CloudEvent> events = events(source.receive(sample.request(), sample.documents(), sample.now()));

            assertThat(events).extracting(CloudEvent::getId).doesNotHaveDuplicates();
            for (CloudEvent event : events) {
                checkEvent(event);
            }
        });
    }

    @TestFactory
    Stream<DynamicTest> givesARetriedRequestTheSameIds() {
        return perSample((source, sample) -> {
            Instant later = sample.now().plus(Duration.ofSeconds(10));
            List<CloudEvent> first = events(source.receive(sample.request(), sample.documents(), sample.now()));
            List<CloudEvent> second = events(source.receive(sample.request(), sample.documents(), later));

            assertThat(second).extracting(CloudEvent::getId).isEqualTo(ids(first));
        });
    }

    @TestFactory
    Stream<DynamicTest> givesTheSameResultForTheSameRequest() {
        return cases().stream()
                .flatMap(each -> each.samples().stream()
                        .map(sample -> DynamicTest.dynamicTest(title(each, sample), () -> {
                            Object expected = fingerprint(receive(configure(each), sample));

                            assertThat(fingerprint(receive(configure(each), sample)))
                                    .isEqualTo(expected);
                        })));
    }

    @TestFactory
    Stream<DynamicTest> canBeUsedByManyThreads() {
        return perSample((source, sample) -> {
            Object expected = fingerprint(receive(source, sample));
            ExecutorService threads = Executors.newFixedThreadPool(8);
            try {
                Callable<Object> call = () -> fingerprint(receive(source, sample));
                List<Future<Object>> results = new ArrayList<>();
                for (int i = 0; i < 64; i++) {
                    results.add(threads.submit(call));
                }
                for (Future<Object> result : results) {
                    assertThat(result.get()).isEqualTo(expected);
                }
            } finally {
                threads.shutdownNow();
            }
        });
    }

    @TestFactory
    Stream<DynamicTest> leavesTheBodyAsItIs() {
        return perSample((source, sample) -> {
            byte[] before = sample.request().body().clone();
            receive(source, sample);

            assertThat(sample.request().body()).isEqualTo(before);
        });
    }

    @TestFactory
    Stream<DynamicTest> refusesABodyWithOneAlteredByte() {
        return perSample((source, sample) -> {
            if (!sample.bodySigned()) {
                return;
            }
            Random random = new Random(11);
            byte[] body = sample.request().body();
            int step = Math.max(1, body.length / 512);
            for (int i = 0; i < body.length; i += step) {
                byte[] altered = body.clone();
                altered[i] ^= (byte) (1 << random.nextInt(8));
                checkRefused(source.receive(withBody(sample.request(), altered), sample.documents(), sample.now()));
            }
        });
    }

    @TestFactory
    Stream<DynamicTest> neverThrowsForHostileRequests() {
        return perCase(each -> {
            ConfiguredSource source = configure(each);
            Sample sample = each.samples().get(0);
            HostileRequests.like(sample.request())
                    .forEach(request -> checkHarmless(source, request, sample.documents(), sample.now()));
        });
    }

    @TestFactory
    Stream<DynamicTest> neverThrowsForHostilePayloadsThatAreAuthentic() {
        return perCase(each -> {
            if (each.signer().isEmpty()) {
                return;
            }
            ConfiguredSource source = configure(each);
            Sample sample = each.samples().get(0);
            HostilePayloads.like(sample.request().body())
                    .forEach(payload -> checkHarmless(
                            source, each.signer().get().apply(payload), sample.documents(), sample.now()));
        });
    }

    @TestFactory
    Stream<DynamicTest> refusesUnknownSettingsAndSecrets() {
        return perCase(each -> {
            SourceConfiguration valid = each.configuration();

            assertThat(faults(with(valid, "no~such/setting", "x", valid.secrets())))
                    .extracting(InvalidConfigurationException.Fault::pointer)
                    .contains("/settings/no~0such~1setting");
            Map<String, String> secrets = new HashMap<>(valid.secrets());
            secrets.put("noSuchSecret", "x");
            assertThat(faults(withSecrets(valid, secrets)))
                    .extracting(InvalidConfigurationException.Fault::pointer)
                    .contains("/secrets/noSuchSecret");
        });
    }

    @TestFactory
    Stream<DynamicTest> refusesAnUnknownPreset() {
        return perCase(each -> {
            SourceConfiguration valid = each.configuration();
            SourceConfiguration unknown = new SourceConfiguration(
                    valid.sourceUri(), Optional.of("no-such-preset"), valid.settings(), valid.secrets());

            assertThat(faults(unknown))
                    .extracting(InvalidConfigurationException.Fault::pointer)
                    .contains("/preset");
        });
    }

    @TestFactory
    Stream<DynamicTest> refusesWhatIsRequiredAndMissing() {
        return perCase(each -> {
            SourceConfiguration valid = each.configuration();
            required(secretsSchema(each)).forEach(name -> {
                Map<String, String> secrets = new HashMap<>(valid.secrets());
                secrets.remove(name);
                assertThat(faults(withSecrets(valid, secrets)))
                        .extracting(InvalidConfigurationException.Fault::pointer)
                        .contains("/secrets/" + name);
            });
            required(settingsSchema(each)).forEach(name -> {
                Map<String, Object> settings = new HashMap<>(valid.settings());
                settings.remove(name);
                assertThat(faults(
                                new SourceConfiguration(valid.sourceUri(), valid.preset(), settings, valid.secrets())))
                        .extracting(InvalidConfigurationException.Fault::pointer)
                        .contains("/settings/" + name);
            });
        });
    }

    @TestFactory
    Stream<DynamicTest> refusesValuesOfTheWrongFormAndNeverQuotesASecret() {
        List<Object> values = new ArrayList<>(List.of(
                "",
                " ",
                "\u0000",
                "x".repeat(100_000),
                "${",
                "$[",
                "[",
                "\ud800",
                -1,
                1e308,
                true,
                List.of(),
                Map.of()));
        values.add(List.of(List.of(Map.of())));
        values.add(null);
        return perCase(each -> {
            SourceConfiguration valid = each.configuration();
            names(settingsSchema(each)).forEach(name -> {
                for (Object value : values) {
                    configureQuietly(with(valid, name, value, valid.secrets()));
                }
            });
            names(secretsSchema(each)).forEach(name -> {
                for (Object value : values) {
                    if (value instanceof String text) {
                        Map<String, String> secrets = new HashMap<>(valid.secrets());
                        secrets.put(name, "s3cr3t" + text);
                        configureQuietly(withSecrets(valid, secrets));
                    }
                }
            });
        });
    }

    @TestFactory
    Stream<DynamicTest> neverShowsASecret() {
        return perCase(each -> {
            ConfiguredSource source = configure(each);
            List<String> shown = new ArrayList<>(List.of(
                    source.toString(),
                    each.configuration().toString(),
                    adapter().toString()));
            for (Sample sample : each.samples()) {
                shown.add(receive(source, sample).toString());
                shown.add(shown(receive(source, sample)));
                HostileRequests.like(sample.request())
                        .limit(50)
                        .map(request -> source.receive(request, sample.documents(), sample.now()))
                        .forEach(result -> {
                            shown.add(result.toString());
                            shown.add(shown(result));
                        });
            }

            each.configuration().secrets().values().stream()
                    .filter(secret -> secret.length() >= 8)
                    .forEach(secret -> assertThat(shown).noneMatch(text -> text.contains(secret)));
        });
    }

    private SourceAdapter adapter() {
        return shared.updateAndGet(adapter -> adapter == null ? newAdapter() : adapter);
    }

    private static void checkSchema(String schema, boolean secrets) {
        JsonNode root = parse(schema);
        assertThat(root.path("$schema").asText()).isEqualTo(SCHEMA_DIALECT);
        assertThat(root.path("type").asText()).isEqualTo("object");
        assertThat(root.path("additionalProperties").isBoolean()).isTrue();
        assertThat(root.path("additionalProperties").asBoolean()).isFalse();
        assertThat(names(root).toList()).containsAll(required(root).toList());
        root.path("properties").fields().forEachRemaining(property -> {
            JsonNode value = property.getValue();
            assertThat(value.path("title").asText()).as(property.getKey()).isNotBlank();
            assertThat(value.path("description").asText()).as(property.getKey()).isNotBlank();
            if (secrets) {
                assertThat(value.path("type").asText()).as(property.getKey()).isEqualTo("string");
                assertThat(value.path("writeOnly").asBoolean())
                        .as(property.getKey())
                        .isTrue();
            }
        });
    }

    private static void checkPreset(PresetDescription preset) {
        assertThat(preset.id()).matches(IDENTIFIER);
        assertThat(preset.title()).isNotBlank();
        assertThat(preset.summary()).isNotBlank();
        assertThat(preset.setupInstructions()).isNotBlank();
        assertThat(preset.evidence()).isNotBlank();
        assertThat(preset.samplePayload()).isNotBlank();
        assertThat(preset.links())
                .isNotEmpty()
                .allSatisfy(link -> assertThat(URI.create(link)).hasScheme("https"));
        checkSchema(preset.settingsSchema(), false);
        checkSchema(preset.secretsSchema(), true);
    }

    private void checkHarmless(ConfiguredSource source, InboundRequest request, Documents documents, Instant now) {
        AdapterResult result = source.receive(request, documents, now);
        if (result instanceof AdapterResult.Rejected) {
            checkRefused(result);
            return;
        }
        events(result).forEach(SourceAdapterContract::checkEvent);
    }

    private static void checkRefused(AdapterResult result) {
        assertThat(result).isInstanceOfSatisfying(AdapterResult.Rejected.class, rejected -> {
            assertThat(rejected.reply().status()).isBetween(400, 499);
            assertThat(rejected.detail()).isNotBlank().hasSizeLessThan(1000);
        });
    }

    private static void checkEvent(CloudEvent event) {
        try {
            EventEnvelope sealed = EventCodec.seal(event, EVENT_ID, TENANT_ID, SOURCE_ID, Instant.EPOCH);
            EventEnvelope opened = EventCodec.open(sealed.json());
            CloudEvent read = EventCodec.toCloudEvent(sealed.json());

            assertThat(opened).usingRecursiveComparison().isEqualTo(sealed);
            assertThat(read.getId()).isEqualTo(event.getId());
            assertThat(JSON.readTree(sealed.json()).has("specversion")).isTrue();
            EventJson.envelopeMapper().readTree(sealed.json());
        } catch (InvalidEventException | java.io.IOException e) {
            throw new AssertionError("An event cannot be sealed and opened", e);
        }
    }

    private Object fingerprint(AdapterResult result) {
        List<String> parts = new ArrayList<>();
        parts.add(result.getClass().getSimpleName());
        if (result instanceof AdapterResult.Rejected rejected) {
            parts.add(rejected.cause() + " " + rejected.detail());
        }
        if (!(result instanceof AdapterResult.DocumentsNeeded)) {
            Reply reply = reply(result);
            parts.add(reply.status() + " " + reply.headers());
            parts.add(repliesAreRandom() ? "" : new String(reply.body(), StandardCharsets.UTF_8));
        }
        events(result).forEach(event -> parts.add(json(event)));
        return parts;
    }

    private static String shown(AdapterResult result) {
        StringBuilder text = new StringBuilder();
        if (result instanceof AdapterResult.Rejected rejected) {
            text.append(rejected.detail());
        }
        if (!(result instanceof AdapterResult.DocumentsNeeded)) {
            text.append(reply(result).headers()).append(new String(reply(result).body(), StandardCharsets.UTF_8));
        }
        return text.toString();
    }

    private static String json(CloudEvent event) {
        try {
            return new String(
                    EventCodec.seal(event, EVENT_ID, TENANT_ID, SOURCE_ID, Instant.EPOCH)
                            .json(),
                    StandardCharsets.UTF_8);
        } catch (InvalidEventException e) {
            throw new AssertionError("An event cannot be sealed", e);
        }
    }

    private static List<CloudEvent> events(AdapterResult result) {
        return result instanceof AdapterResult.Accepted accepted ? accepted.events() : List.of();
    }

    private static List<String> ids(List<CloudEvent> events) {
        return events.stream().map(CloudEvent::getId).toList();
    }

    private static Reply reply(AdapterResult result) {
        if (result instanceof AdapterResult.Accepted accepted) {
            return accepted.reply();
        }
        if (result instanceof AdapterResult.Challenge challenge) {
            return challenge.reply();
        }
        if (result instanceof AdapterResult.Rejected rejected) {
            return rejected.reply();
        }
        throw new AssertionError("No reply in " + result);
    }

    private static AdapterResult receive(ConfiguredSource source, Sample sample) {
        return source.receive(sample.request(), sample.documents(), sample.now());
    }

    private static InboundRequest withBody(InboundRequest request, byte[] body) {
        return new InboundRequest(
                request.method(), request.url(), request.headers(), request.query(), body, request.remoteAddress());
    }

    private ConfiguredSource configure(Case each) {
        try {
            return adapter().configure(each.configuration());
        } catch (InvalidConfigurationException e) {
            throw new AssertionError("The configuration of " + each.name() + " is refused", e);
        }
    }

    private List<InvalidConfigurationException.Fault> faults(SourceConfiguration configuration) {
        Throwable thrown = catchThrowable(() -> adapter().configure(configuration));
        assertThat(thrown).isInstanceOf(InvalidConfigurationException.class);
        List<InvalidConfigurationException.Fault> faults = ((InvalidConfigurationException) thrown).faults();
        assertThat(faults).isNotEmpty().allSatisfy(fault -> {
            assertThat(fault.pointer()).matches("/(settings|secrets|preset)(/.*)?");
            assertThat(fault.reason()).isNotBlank();
        });
        configuration.secrets().values().stream()
                .filter(secret -> secret.length() >= 8)
                .forEach(secret -> assertThat(thrown.getMessage()).doesNotContain(secret));
        return faults;
    }

    /** Such a value may be taken or refused, but never lead to anything else. */
    private void configureQuietly(SourceConfiguration configuration) {
        if (catchThrowable(() -> adapter().configure(configuration)) != null) {
            faults(configuration);
        }
    }

    private static SourceConfiguration with(
            SourceConfiguration valid, String setting, Object value, Map<String, String> secrets) {
        Map<String, Object> settings = new HashMap<>(valid.settings());
        settings.put(setting, value);
        return new SourceConfiguration(valid.sourceUri(), valid.preset(), settings, secrets);
    }

    private static SourceConfiguration withSecrets(SourceConfiguration valid, Map<String, String> secrets) {
        return new SourceConfiguration(valid.sourceUri(), valid.preset(), valid.settings(), secrets);
    }

    private JsonNode settingsSchema(Case each) {
        return parse(preset(each)
                .map(PresetDescription::settingsSchema)
                .orElseGet(adapter().description()::settingsSchema));
    }

    private JsonNode secretsSchema(Case each) {
        return parse(preset(each)
                .map(PresetDescription::secretsSchema)
                .orElseGet(adapter().description()::secretsSchema));
    }

    private Optional<PresetDescription> preset(Case each) {
        return each.configuration()
                .preset()
                .flatMap(id -> adapter().description().presets().stream()
                        .filter(preset -> preset.id().equals(id))
                        .findFirst());
    }

    private static Stream<String> names(JsonNode schema) {
        List<String> names = new ArrayList<>();
        schema.path("properties").fieldNames().forEachRemaining(names::add);
        return names.stream();
    }

    private static Stream<String> required(JsonNode schema) {
        List<String> names = new ArrayList<>();
        schema.path("required").forEach(name -> names.add(name.asText()));
        return names.stream();
    }

    private static JsonNode parse(String json) {
        try {
            return JSON.readTree(json);
        } catch (JsonProcessingException e) {
            throw new AssertionError("Not JSON: " + json, e);
        }
    }

    private Stream<DynamicTest> perCase(Consumer<Case> test) {
        return cases().stream().map(each -> DynamicTest.dynamicTest(each.name(), () -> test.accept(each)));
    }

    private Stream<DynamicTest> perSample(SampleTest test) {
        return cases().stream().flatMap(each -> {
            ConfiguredSource source = configure(each);
            return each.samples().stream()
                    .map(sample -> DynamicTest.dynamicTest(title(each, sample), () -> test.check(source, sample)));
        });
    }

    private static String title(Case each, Sample sample) {
        return each.name() + ": " + sample.name();
    }

    @FunctionalInterface
    private interface SampleTest {
        void check(ConfiguredSource source, Sample sample) throws Exception;
    }
}
