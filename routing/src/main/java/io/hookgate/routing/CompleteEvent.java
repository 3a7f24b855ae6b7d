package io.hookgate.routing;

import com.fasterxml.jackson.databind.JsonNode;

/** The whole event in the CloudEvents JSON format. */
record CompleteEvent() implements Transformation {
    static final String CONTENT_TYPE = "application/cloudevents+json";

    @Override
    public TransformationResult apply(JsonNode event) {
        return Bodies.json(event, CONTENT_TYPE);
    }
}
