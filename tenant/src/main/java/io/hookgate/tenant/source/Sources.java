package io.hookgate.tenant.source;

import io.hookgate.adapter.AdapterResult;
import io.hookgate.adapter.ConfiguredSource;
import io.hookgate.adapter.InvalidConfigurationException;
import io.hookgate.adapter.RejectionCause;
import io.hookgate.model.SourceId;
import io.hookgate.model.TenantId;
import io.hookgate.tenant.Source;
import io.hookgate.tenant.replication.Replica;
import jakarta.inject.Singleton;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;
import org.jboss.logging.Logger;

/** The sources in memory, compiled. Thread-safe. */
@Singleton
public class Sources extends Replica<SourceEntity> {
    private static final Logger LOG = Logger.getLogger(Sources.class);
    private static final ConfiguredSource UNUSABLE = (request, documents, now) ->
            new AdapterResult.Rejected(RejectionCause.UNMAPPABLE, "The source's configuration is not usable.");

    private final Map<String, Source> byKeyDigest = new ConcurrentHashMap<>();
    private final Map<SourceId, String> keyDigests = new ConcurrentHashMap<>();
    private final SourceCodec codec;
    private final Adapters adapters;

    Sources(SourceCodec codec, Adapters adapters) {
        super("source", SourceEntity.class);
        this.codec = codec;
        this.adapters = adapters;
    }

    /** The source whose webhook URL ends in {@code ingressKey}, whether it is enabled or not. */
    public Optional<Source> findByIngressKey(String ingressKey) {
        return Optional.ofNullable(byKeyDigest.get(new IngressKey(ingressKey).digest()));
    }

    @Override
    protected void put(SourceEntity row) {
        Source source = compile(row);
        String digest = codec.ingressKey(row).digest();
        byKeyDigest.put(digest, source);
        String old = keyDigests.put(source.id(), digest);
        if (old != null && !old.equals(digest)) {
            byKeyDigest.remove(old);
        }
    }

    @Override
    protected void remove(TenantId tenantId, UUID id) {
        String digest = keyDigests.remove(new SourceId(id));
        if (digest != null) {
            byKeyDigest.remove(digest);
        }
    }

    /** A source that cannot be compiled any more, for instance because its adapter is gone, is as good as disabled. */
    private Source compile(SourceEntity row) {
        TenantId tenantId = new TenantId(row.tenantId);
        SourceId id = new SourceId(row.id);
        try {
            return new Source(
                    tenantId, id, row.name, row.enabled, row.rateLimit(), adapters.compile(id, codec.setup(row)));
        } catch (InvalidConfigurationException | RuntimeException e) {
            LOG.errorf(
                    "A source takes no requests, its configuration is not usable: tenantId=%s sourceId=%s: %s",
                    tenantId, id, e.toString());
            return new Source(tenantId, id, row.name, false, row.rateLimit(), UNUSABLE);
        }
    }
}
