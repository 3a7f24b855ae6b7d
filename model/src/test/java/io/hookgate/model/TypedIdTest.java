package io.hookgate.model;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.function.Function;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

class TypedIdTest {
    private static final String CANONICAL = "01900000-0000-7000-8000-0000000000ab";

    static Stream<Function<String, TypedId>> parsers() {
        return Stream.of(
                ApplicationId::parse,
                DeliveryId::parse,
                EndpointId::parse,
                EventId::parse,
                SourceId::parse,
                SubscriptionId::parse,
                TenantId::parse);
    }

    @ParameterizedTest
    @MethodSource("parsers")
    void readsTheCanonicalFormOnly(Function<String, TypedId> parser) {
        assertThat(parser.apply(CANONICAL)).hasToString(CANONICAL);
        assertThat(Stream.of(
                        "",
                        "1-1-1-1-1",
                        CANONICAL + " ",
                        CANONICAL.replace("-", ""),
                        "{" + CANONICAL.substring(2) + "}",
                        "01900000-0000-7000-8000-0000000000zz",
                        "0190000000000-7000-8000-0000000000ab",
                        "01900000-+000-7000-8000-0000000000ab"))
                .allSatisfy(text ->
                        assertThatThrownBy(() -> parser.apply(text)).isInstanceOf(IllegalArgumentException.class));
    }
}
