package io.hookgate.routing;

import com.fasterxml.jackson.databind.JsonNode;

/** The same body whatever the event is. */
record Constant(@SuppressWarnings("ArrayRecordComponent") byte[] body, String contentType) implements Transformation {

    @Override
    public TransformationResult apply(JsonNode event) {
        return new TransformationResult.Output(body.clone(), contentType);
    }
}
