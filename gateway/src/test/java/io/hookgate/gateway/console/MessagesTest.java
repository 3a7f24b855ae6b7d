package io.hookgate.gateway.console;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.InputStreamReader;
import java.io.Reader;
import java.lang.reflect.Method;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Properties;
import org.junit.jupiter.api.Test;

class MessagesTest {

    @Test
    void everyMessageIsThereInChinese() throws IOException {
        Properties chinese = new Properties();
        try (Reader file = new InputStreamReader(
                MessagesTest.class.getResourceAsStream("/messages/msg_zh.properties"), StandardCharsets.UTF_8)) {
            chinese.load(file);
        }
        assertThat(chinese.stringPropertyNames())
                .containsExactlyInAnyOrderElementsOf(Arrays.stream(Messages.class.getDeclaredMethods())
                        .map(Method::getName)
                        .toList());
        assertThat(chinese.values()).noneMatch(text -> text.toString().isBlank());
    }
}
