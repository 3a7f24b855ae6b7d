package io.hookgate.adapter.callbackcrypto;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.util.HexFormat;
import org.junit.jupiter.api.Test;

class SortedSignatureTest {

    @Test
    void hashesTheSortedParts() throws Exception {
        byte[] digest = MessageDigest.getInstance("SHA-1").digest("1ABab".getBytes(StandardCharsets.US_ASCII));

        assertThat(SortedSignature.of("ab", "1", "A", "B"))
                .isEqualTo(HexFormat.of().formatHex(digest));
    }

    @Test
    void doesNotDependOnTheOrderOfTheParts() {
        assertThat(SortedSignature.of("c", "b", "a")).isEqualTo(SortedSignature.of("a", "c", "b"));
    }

    @Test
    void matchesOnlyTheExactText() {
        assertThat(SortedSignature.matches("ab12", "ab12")).isTrue();
        assertThat(SortedSignature.matches("ab12", "AB12")).isFalse();
        assertThat(SortedSignature.matches("ab12", "ab1")).isFalse();
        assertThat(SortedSignature.matches("ab12", "")).isFalse();
    }
}
