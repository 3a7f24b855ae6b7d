package io.hookgate.adapter;

/**
 * The protocol of one provider, or of one family of them.
 *
 * <p>An implementation is found through {@link java.util.ServiceLoader}, has a public constructor without parameters,
 * is thread-safe, and does no input or output of its own. Its contract is {@code SourceAdapterContract} in the test
 * part of this module.
 */
public interface SourceAdapter {

    /** What a user must know to register a source; the same on every call. */
    AdapterDescription description();

    /**
     * Checks a source's configuration and compiles it.
     *
     * @throws InvalidConfigurationException if anything in it is missing, of the wrong form, unknown, or contradictory
     */
    ConfiguredSource configure(SourceConfiguration configuration) throws InvalidConfigurationException;
}
