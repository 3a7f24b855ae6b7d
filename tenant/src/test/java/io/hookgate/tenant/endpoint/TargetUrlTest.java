package io.hookgate.tenant.endpoint;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class TargetUrlTest {
    @ParameterizedTest
    @ValueSource(
            strings = {
                "https://isv.example.com", "http://isv.example.com:8080/a/b?c=d&e=%20", "HTTPS://ISV.example.com/",
                "http://127.0.0.1:9000/", "http://[2001:db8::1]:80/x", "https://xn--bcher-kva.example/"
            })
    void takesAbsoluteHttpUrls(String url) {
        assertThat(TargetUrl.fault(url)).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "/hooks",
                "//isv.example.com/",
                "isv.example.com",
                "ftp://isv.example.com",
                "file:///etc/passwd",
                "javascript:alert(1)",
                "http:isv.example.com",
                "http://",
                "http:///x",
                "https://user@isv.example.com",
                "https://user:password@isv.example.com",
                "https://@isv.example.com",
                "https://isv.example.com#x",
                "https://isv.example.com/#",
                "https://isv.example.com:0/",
                "https://isv.example.com:65536/",
                "https://isv.example.com:99999999999/",
                "https://isv example.com",
                "https://isv.example.com/a b",
                "https://isv.example.com/\n",
                "https://bücher.example/",
                "https://isv.example.com/ü",
                "https://a_b/",
                "https://[::1",
                "https://isv.example.com/%zz",
                "https://2130706433/",
                "https://127.1/",
                "https://0177.0.0.1/",
                "https://127.0.0.01/",
                "https://isv.example.com\\@internal"
            })
    void refusesAllOthers(String url) {
        assertThat(TargetUrl.fault(url)).isPresent();
    }

    @Test
    void refusesALongUrl() {
        assertThat(TargetUrl.fault("https://isv.example.com/" + "x".repeat(TargetUrl.MAX_LENGTH)))
                .isPresent();
    }
}
