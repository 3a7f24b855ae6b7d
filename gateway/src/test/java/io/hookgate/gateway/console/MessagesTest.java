package io.hookgate.gateway.console;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.InputStreamReader;
import java.io.Reader;
import java.lang.reflect.Method;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Properties;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

class MessagesTest {
    private static final int MOST_MESSAGES = 300;

    @ParameterizedTest
    @MethodSource("bundles")
    void everyMessageIsThereInChinese(String name, Class<?> bundle) throws IOException {
        Properties chinese = new Properties();
        String file = "/messages/" + name + "_zh.properties";
        try (Reader text =
                new InputStreamReader(MessagesTest.class.getResourceAsStream(file), StandardCharsets.UTF_8)) {
            chinese.load(text);
        }
        assertThat(chinese.stringPropertyNames())
                .containsExactlyInAnyOrderElementsOf(Arrays.stream(bundle.getDeclaredMethods())
                        .map(Method::getName)
                        .toList());
        assertThat(chinese.values()).noneMatch(text -> text.toString().isBlank());
    }

    /** More than 300 messages in one bundle make Quarkus write a class that cannot be loaded. */
    @ParameterizedTest
    @MethodSource("bundles")
    void noBundleIsTooLarge(String name, Class<?> bundle) {
        assertThat(bundle.getDeclaredMethods()).as(name).hasSizeLessThanOrEqualTo(MOST_MESSAGES);
    }

    static Stream<Arguments> bundles() {
        return Stream.of(
                Arguments.of("msg", Messages.class),
                Arguments.of("sent", DeliveryMessages.class),
                Arguments.of("admin", AdministrationMessages.class),
                Arguments.of("settings", SettingsMessages.class),
                Arguments.of("problem", ProblemMessages.class));
    }
}
