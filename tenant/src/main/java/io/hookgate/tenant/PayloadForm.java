package io.hookgate.tenant;

import java.util.Arrays;
import java.util.Optional;

/** In which form an event is sent. */
public enum PayloadForm {
    /** The whole event as CloudEvents JSON (CloudEvents HTTP binding 1.0.2 section 3.2). */
    CLOUDEVENTS_STRUCTURED("cloudevents-structured"),
    /** The data as body, the attributes as {@code ce-} headers (CloudEvents HTTP binding 1.0.2 section 3.1). */
    CLOUDEVENTS_BINARY("cloudevents-binary"),
    /** The data alone. */
    DATA("data");

    private final String code;

    PayloadForm(String code) {
        this.code = code;
    }

    /** The form with this name in the API. */
    public static Optional<PayloadForm> ofCode(String code) {
        return Arrays.stream(values()).filter(form -> form.code.equals(code)).findFirst();
    }

    /** The name in the API. */
    public String code() {
        return code;
    }
}
