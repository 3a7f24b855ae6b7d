package io.hookgate.gateway.ingress;

import io.hookgate.adapter.Reply;
import io.netty.handler.codec.http.HttpResponseStatus;
import io.vertx.core.json.JsonObject;

/** The answers of ingress itself, as RFC 9457 problems. */
final class IngressProblem {
    static final String MEDIA_TYPE = "application/problem+json";

    private IngressProblem() {}

    static Reply reply(int status, String code, String detail) {
        String body = new JsonObject()
                .put("type", "urn:hookgate:problem:" + code)
                .put("title", HttpResponseStatus.valueOf(status).reasonPhrase())
                .put("status", status)
                .put("code", code)
                .put("detail", detail)
                .encode();
        return Reply.of(status, MEDIA_TYPE, body);
    }
}
