package io.hookgate.adapter.generic.verification;

import io.hookgate.adapter.Reply;
import java.util.function.UnaryOperator;

/**
 * The body that stood encrypted in a request.
 *
 * @param bytes the plain body
 * @param contentType what it is
 * @param seal turns a plain reply into the one that the sender understands
 */
public record OpenedBody(
        @SuppressWarnings("ArrayRecordComponent") byte[] bytes, String contentType, UnaryOperator<Reply> seal) {

    @Override
    public String toString() {
        return "OpenedBody[" + bytes.length + " bytes]";
    }
}
