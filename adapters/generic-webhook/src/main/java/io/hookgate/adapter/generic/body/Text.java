package io.hookgate.adapter.generic.body;

import io.hookgate.adapter.RejectionCause;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.Charset;
import java.nio.charset.CodingErrorAction;

/** Turns bytes into text, strictly. */
public final class Text {
    private Text() {}

    /** Decodes {@code bytes}, less a byte order mark; anything malformed is refused. */
    public static String decode(byte[] bytes, Charset charset) throws UnacceptableRequestException {
        try {
            String text = charset.newDecoder()
                    .onMalformedInput(CodingErrorAction.REPORT)
                    .onUnmappableCharacter(CodingErrorAction.REPORT)
                    .decode(ByteBuffer.wrap(bytes))
                    .toString();
            return text.startsWith("\uFEFF") ? text.substring(1) : text;
        } catch (CharacterCodingException e) {
            throw new UnacceptableRequestException(
                    RejectionCause.UNPARSABLE_BODY, "The body is not valid " + charset.name());
        }
    }
}
