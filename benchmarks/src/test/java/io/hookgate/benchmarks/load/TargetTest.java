package io.hookgate.benchmarks.load;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import io.vertx.core.MultiMap;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class TargetTest {

    @ParameterizedTest
    @ValueSource(strings = {"http://127.0.0.1:8080/in/k", "http://localhost:8080/", "http://127.1.2.3:1/"})
    void takesAddressesOfThisMachine(String url) {
        assertThat(Target.unsigned(URI.create(url)).url()).hasToString(url);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "http://example.com:80/",
                "https://127.0.0.1:443/",
                "http://127.0.0.1/",
                "http://127.0.0.1.example.com:80/",
                "http://10.0.0.1:80/"
            })
    void refusesAllOthers(String url) {
        assertThatIllegalArgumentException().isThrownBy(() -> Target.unsigned(URI.create(url)));
    }

    @Test
    void signsAsTheReceiverComputesIt() {
        MultiMap headers = MultiMap.caseInsensitiveMultiMap();

        new HmacSignature("X-Signature", "sha256=", "Jefe".getBytes(StandardCharsets.UTF_8))
                .sign("what do ya want for nothing?".getBytes(StandardCharsets.UTF_8), headers);

        // RFC 4231, test case 2.
        assertThat(headers.get("x-signature"))
                .isEqualTo("sha256=5bdcc146bf60754e6a042426089575c75a003f089d2739839dec58b964ec3843");
    }
}
