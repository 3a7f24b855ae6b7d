package io.hookgate.adapter.generic.body;

import com.fasterxml.jackson.databind.JsonNode;
import io.hookgate.adapter.InboundRequest;
import io.hookgate.adapter.InvalidConfigurationException;
import io.hookgate.adapter.RejectionCause;
import io.hookgate.adapter.generic.settings.Settings;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Reads bodies of any content type. Thread-safe. */
public final class BodyReader {
    private static final String OCTETS = "application/octet-stream";
    private static final int XML_DECLARATION_LENGTH = 200;

    private final Format format;
    private final Optional<String> formField;
    private final boolean isBase64;

    private BodyReader(Format format, Optional<String> formField, boolean isBase64) {
        this.format = format;
        this.formField = formField;
        this.isBase64 = isBase64;
    }

    /** What a body is written in. */
    private enum Format {
        AUTO,
        JSON,
        FORM,
        XML,
        TEXT,
        BINARY
    }

    /** A reader that goes by the content type. */
    public static BodyReader automatic() {
        return new BodyReader(Format.AUTO, Optional.empty(), false);
    }

    /** Reads the settings {@code body}. */
    public static BodyReader read(Settings settings) throws InvalidConfigurationException {
        Format format = settings.choice(
                "format",
                Format.AUTO,
                Map.of(
                        "auto", Format.AUTO,
                        "json", Format.JSON,
                        "form", Format.FORM,
                        "xml", Format.XML,
                        "text", Format.TEXT,
                        "binary", Format.BINARY));
        BodyReader reader = new BodyReader(format, settings.text("formField"), settings.flag("base64", false));
        settings.refuseUnknown();
        return reader;
    }

    /** Reads the body of a request; a GET without a body has its query instead. */
    public Content read(InboundRequest request) throws UnacceptableRequestException {
        if (request.body().length == 0) {
            return request.query().isEmpty() || !request.method().equals("GET")
                    ? Content.empty()
                    : Content.json(FormBody.tree(request.query()));
        }
        Optional<String> sent = request.header("content-type").filter(value -> !value.isBlank());
        Optional<MediaType> type = sent.flatMap(MediaType::parse);
        if (sent.isPresent() && type.isEmpty()) {
            throw new UnacceptableRequestException(
                    RejectionCause.UNSUPPORTED_CONTENT_TYPE, "The content type is malformed");
        }
        byte[] bytes = isBase64 ? decodeBase64(request.body()) : request.body();
        return read(bytes, type);
    }

    private Content read(byte[] bytes, Optional<MediaType> type) throws UnacceptableRequestException {
        Optional<Charset> named = type.isPresent() ? type.get().charset() : Optional.empty();
        Charset charset = named.orElse(StandardCharsets.UTF_8);
        String essence = type.map(MediaType::essence).orElse(OCTETS);
        return switch (formatOf(bytes, type)) {
            case JSON -> JsonBody.read(bytes, charset);
            case FORM -> readForm(bytes, charset);
            case XML -> Content.json(XmlBody.parse(Text.decode(bytes, named.orElse(declaredCharset(bytes)))));
            case TEXT -> Content.text(Text.decode(bytes, charset), type.isPresent() ? essence : "text/plain");
            case BINARY -> Content.binary(bytes, essence);
            case AUTO -> guess(bytes, type);
        };
    }

    private Format formatOf(byte[] bytes, Optional<MediaType> type) {
        if (format != Format.AUTO || type.isEmpty()) {
            return format;
        }
        if (type.get().isJson()) {
            return Format.JSON;
        }
        if (type.get().isXml()) {
            return Format.XML;
        }
        boolean isTextual = type.get().isForm() || type.get().isText();
        if (isTextual && looksLikeJson(bytes)) {
            return Format.AUTO;
        }
        return type.get().isForm() ? Format.FORM : type.get().isText() ? Format.TEXT : Format.BINARY;
    }

    /** Senders forget or mistake the content type of JSON more often than that of anything else. */
    private Content guess(byte[] bytes, Optional<MediaType> type) throws UnacceptableRequestException {
        try {
            return JsonBody.read(bytes, StandardCharsets.UTF_8);
        } catch (UnacceptableRequestException notJson) {
            if (type.isPresent()) {
                return new BodyReader(type.get().isForm() ? Format.FORM : Format.TEXT, formField, false)
                        .read(bytes, type);
            }
        }
        try {
            return Content.text(Text.decode(bytes, StandardCharsets.UTF_8), "text/plain");
        } catch (UnacceptableRequestException notText) {
            return Content.binary(bytes, OCTETS);
        }
    }

    private Content readForm(byte[] bytes, Charset charset) throws UnacceptableRequestException {
        Map<String, List<String>> parameters = FormBody.parameters(bytes, charset);
        List<String> embedded = formField.map(parameters::get).orElse(null);
        if (embedded == null) {
            return Content.json(FormBody.tree(parameters));
        }
        JsonNode tree = JsonBody.parse(embedded.get(0));
        return Content.json(tree, embedded.get(0).getBytes(StandardCharsets.UTF_8));
    }

    private static byte[] decodeBase64(byte[] body) throws UnacceptableRequestException {
        try {
            return Base64.getMimeDecoder().decode(body);
        } catch (IllegalArgumentException e) {
            throw new UnacceptableRequestException(RejectionCause.UNPARSABLE_BODY, "The body is not base64");
        }
    }

    private static boolean looksLikeJson(byte[] bytes) {
        for (byte b : bytes) {
            if (b > ' ' || b < 0) {
                return b == '{' || b == '[';
            }
        }
        return false;
    }

    private static Charset declaredCharset(byte[] bytes) throws UnacceptableRequestException {
        int length = Math.min(bytes.length, XML_DECLARATION_LENGTH);
        String start = new String(bytes, 0, length, StandardCharsets.ISO_8859_1);
        int end = start.startsWith("<?xml") ? start.indexOf("?>") : -1;
        int encoding = end < 0 ? -1 : start.substring(0, end).indexOf("encoding=");
        if (encoding < 0) {
            return StandardCharsets.UTF_8;
        }
        char quote = start.charAt(encoding + 9);
        int close = start.indexOf(quote, encoding + 10);
        return close < 0 || close > end
                ? StandardCharsets.UTF_8
                : MediaType.charset(start.substring(encoding + 10, close));
    }
}
