package io.hookgate.adapter.generic.reply;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.io.JsonStringEncoder;
import io.hookgate.adapter.InvalidConfigurationException;
import io.hookgate.adapter.Reply;
import io.hookgate.adapter.generic.body.MediaType;
import io.hookgate.adapter.generic.mapping.Evaluation;
import io.hookgate.adapter.generic.mapping.Expression;
import io.hookgate.adapter.generic.mapping.ExpressionReader;
import io.hookgate.adapter.generic.settings.Settings;
import io.hookgate.model.EventJson;
import java.nio.charset.StandardCharsets;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** A reply whose body is a template. What a variable brings in is escaped for the content type. Thread-safe. */
public final class ReplyTemplate {
    private static final Set<String> FORBIDDEN_TYPES = Set.of("text/html", "application/xhtml+xml", "image/svg+xml");
    private static final Set<String> FORBIDDEN_HEADERS =
            Set.of("content-length", "content-type", "transfer-encoding", "connection", "set-cookie");

    private static final int MAX_VALUE_LENGTH = 4096;
    private static final int MAX_BODY_LENGTH = 16_384;

    private final int status;
    private final Optional<MediaType> contentType;
    private final Map<String, String> headers;
    private final List<Expression> body;

    private ReplyTemplate(
            int status, Optional<MediaType> contentType, Map<String, String> headers, List<Expression> body) {
        this.status = status;
        this.contentType = contentType;
        this.headers = Map.copyOf(headers);
        this.body = List.copyOf(body);
    }

    /** A reply without a body. */
    public static ReplyTemplate empty(int status) {
        return new ReplyTemplate(status, Optional.empty(), Map.of(), List.of());
    }

    /** A reply of plain text. */
    static ReplyTemplate text(List<Expression> body) {
        return new ReplyTemplate(200, MediaType.parse("text/plain; charset=utf-8"), Map.of(), body);
    }

    /** Reads the settings {@code reply}. */
    public static ReplyTemplate read(Settings settings) throws InvalidConfigurationException {
        int status = settings.integer("status", 200, 200, 299);
        Optional<String> body = settings.has("body") ? Optional.of(bodyText(settings)) : Optional.empty();
        boolean isJsonBody = settings.value("body") instanceof Map<?, ?>;
        Optional<String> type = settings.text("contentType")
                .or(() -> body.map(text -> isJsonBody ? "application/json" : "text/plain; charset=utf-8"));
        Optional<MediaType> contentType = type.flatMap(MediaType::parse);
        if (type.isPresent() && contentType.isEmpty()) {
            throw settings.fault("contentType", "must be a media type such as application/json");
        }
        if (contentType.isPresent()
                && FORBIDDEN_TYPES.contains(contentType.get().essence())) {
            throw settings.fault("contentType", "must not be a type that browsers run scripts of");
        }
        Optional<Settings> headerSettings = settings.object("headers");
        Map<String, String> headers = headerSettings.isPresent() ? headers(headerSettings.get()) : Map.of();
        if (body.isPresent() && body.get().length() > MAX_BODY_LENGTH) {
            throw settings.fault("body", "must have at most " + MAX_BODY_LENGTH + " characters");
        }
        List<Expression> parts =
                body.isPresent() ? ExpressionReader.templateParts(body.get(), settings.pointerTo("body")) : List.of();
        settings.refuseUnknown();
        return new ReplyTemplate(status, contentType, headers, parts);
    }

    private static String bodyText(Settings settings) throws InvalidConfigurationException {
        Object value = settings.value("body");
        if (value instanceof String text) {
            return text;
        }
        try {
            return EventJson.dataMapper().writeValueAsString(value);
        } catch (JsonProcessingException e) {
            throw settings.fault("body", "must be a text or a JSON object");
        }
    }

    private static Map<String, String> headers(Settings settings) throws InvalidConfigurationException {
        Map<String, String> headers = new LinkedHashMap<>();
        for (String name : settings.names()) {
            String value = settings.requiredText(name);
            boolean isToken = name.chars().allMatch(c -> c == '-' || (c < 0x7f && Character.isLetterOrDigit(c)));
            boolean isValue = value.chars().allMatch(c -> c >= ' ' && c < 0x7f);
            if (!isToken || !isValue || FORBIDDEN_HEADERS.contains(name.toLowerCase(Locale.ROOT))) {
                throw settings.fault(name, "is not a header that a reply may set");
            }
            headers.put(name.toLowerCase(Locale.ROOT), value);
        }
        return headers;
    }

    /** Fills the template in. */
    public Reply render(Evaluation evaluation) {
        Map<String, String> all = new LinkedHashMap<>(headers);
        StringBuilder text = new StringBuilder();
        for (Expression part : body) {
            String value = part.evaluate(evaluation)
                    .filter(found -> found.length() <= MAX_VALUE_LENGTH)
                    .orElse("");
            text.append(part instanceof Expression.Constant ? value : escape(value));
        }
        if (contentType.isPresent()) {
            all.put("content-type", contentType.get().text());
            all.put("x-content-type-options", "nosniff");
        }
        return new Reply(status, all, text.toString().getBytes(StandardCharsets.UTF_8));
    }

    private String escape(String value) {
        if (contentType.isPresent() && contentType.get().isJson()) {
            return new String(JsonStringEncoder.getInstance().quoteAsString(value));
        }
        if (contentType.isPresent() && contentType.get().isXml()) {
            return value.replace("&", "&amp;")
                    .replace("<", "&lt;")
                    .replace(">", "&gt;")
                    .replace("\"", "&quot;");
        }
        return value;
    }
}
