package io.hookgate.adapter.generic.verification;

import io.hookgate.adapter.Documents;
import io.hookgate.adapter.InboundRequest;
import io.hookgate.adapter.InvalidConfigurationException;
import io.hookgate.adapter.RejectionCause;
import io.hookgate.adapter.generic.settings.Settings;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** The sender's address must lie in one of several networks. */
public final class SourceAddressVerification implements Verification {
    private final List<AddressBlock> blocks;

    private SourceAddressVerification(List<AddressBlock> blocks) {
        this.blocks = List.copyOf(blocks);
    }

    /** Reads the verification type {@code cidr}. */
    public static SourceAddressVerification read(Settings settings) throws InvalidConfigurationException {
        List<String> texts = settings.texts("cidrs");
        if (texts.isEmpty()) {
            throw settings.fault("cidrs", "must be a list of networks such as 203.0.113.0/24 or 2001:db8::/32");
        }
        List<AddressBlock> blocks = new ArrayList<>();
        for (String text : texts) {
            Optional<AddressBlock> block = AddressBlock.parse(text);
            blocks.add(block.orElseThrow(() -> settings.fault("cidrs", "has a member that is no network or address")));
        }
        return new SourceAddressVerification(blocks);
    }

    @Override
    public boolean hasCredentials(InboundRequest request) {
        return true;
    }

    @Override
    public Verdict verify(InboundRequest request, Documents documents, Instant now) {
        return AddressBlock.address(request.remoteAddress())
                        .filter(address -> blocks.stream().anyMatch(block -> block.contains(address)))
                        .isPresent()
                ? Verdict.AUTHENTIC
                : new Verdict.Refused(
                        RejectionCause.ADDRESS_NOT_ALLOWED, "The sender's address is in none of the allowed networks");
    }
}
