package io.hookgate.routing;

/** What a transformation made of an event: the body to deliver, or the reason why there is none. */
public sealed interface TransformationResult {

    /**
     * The body to deliver.
     *
     * @param body at most {@link Transformation#MAX_OUTPUT_BYTES} bytes; owned by the receiver of the result
     * @param contentType a media type such as {@code application/json}
     */
    record Output(@SuppressWarnings("ArrayRecordComponent") byte[] body, String contentType)
            implements TransformationResult {}

    /**
     * The transformation does not work on this event; trying again gives the same result.
     *
     * @param reason one sentence that may be shown to the tenant's users
     */
    record Failed(String reason) implements TransformationResult {}
}
