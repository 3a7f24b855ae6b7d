package io.hookgate.rocketmq.admin;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.util.Map;
import org.junit.jupiter.api.Test;

class AdminCredentialsTest {

    /** HMAC-SHA1 of "what do ya want for nothing?" with the key "Jefe": RFC 2202, test case 2. */
    private static final String KNOWN_SIGNATURE = "7/zfauXrL6LSdBbV8YTfnCWafHk=";

    @Test
    void signsTheValuesInTheOrderOfTheirNamesFollowedByTheBody() {
        AdminCredentials credentials = new AdminCredentials("what ", "Jefe");

        Map<String, String> signed = credentials.sign(Map.of("b", "ya want ", "a", "for "), "nothing?".getBytes(UTF_8));

        assertThat(signed)
                .containsEntry("AccessKey", "what ")
                .containsEntry(
                        "Signature",
                        new AdminCredentials("what ", "Jefe")
                                .sign(Map.of("B", "for ", "C", "ya want "), "nothing?".getBytes(UTF_8))
                                .get("Signature"));
        assertThat(new AdminCredentials("what do ya ", "Jefe")
                        .sign(Map.of("B", "want for "), "nothing?".getBytes(UTF_8)))
                .containsEntry("Signature", KNOWN_SIGNATURE);
    }

    @Test
    void keepsTheSecretToItself() {
        assertThat(new AdminCredentials("who", "secret"))
                .asString()
                .contains("who")
                .doesNotContain("secret");
    }
}
