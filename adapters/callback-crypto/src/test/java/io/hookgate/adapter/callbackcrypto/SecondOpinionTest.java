package io.hookgate.adapter.callbackcrypto;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.List;
import java.util.Random;
import me.chanjar.weixin.common.util.crypto.WxCryptUtil;
import org.junit.jupiter.api.Test;

/** Both directions against the widely used WxJava library, which implements the same envelope. */
class SecondOpinionTest {
    private static final String TOKEN = "QDG6eK";
    private static final String AES_KEY = "jWmYm7qr5nMoAUwZRjGtBxmz3KA1tkAj3ykkR6q2B2C";
    private static final String RECEIVE_ID = "wx5823bf96d3bd56c7";
    private static final Instant NOW = Instant.parse("2026-01-02T03:04:05.678Z");

    private final WxCryptUtil library = new WxCryptUtil(TOKEN, AES_KEY, RECEIVE_ID);
    private final CallbackCrypto crypto =
            new CallbackCrypto(CallbackKeys.of(TOKEN, AES_KEY), ReceiveIds.anyOf(List.of(RECEIVE_ID)));

    @Test
    void theLibraryOpensWhatWeSeal() {
        Random random = new Random(3);
        for (int length = 0; length < 100; length++) {
            String message = "成功".repeat(length / 2) + "s".repeat(length % 2);
            SealedMessage sealed = crypto.seal(message.getBytes(StandardCharsets.UTF_8), RECEIVE_ID, NOW, random);

            assertThat(library.decryptContent(
                            sealed.signature(), sealed.timestamp(), sealed.nonce(), sealed.ciphertext()))
                    .isEqualTo(message);
        }
    }

    @Test
    void weOpenWhatTheLibrarySeals() {
        for (int length = 0; length < 100; length++) {
            String message = "成功".repeat(length / 2) + "s".repeat(length % 2);
            WxCryptUtil.EncryptContext sealed = library.encryptContext(message);
            SealedMessage received = new SealedMessage(
                    sealed.getSignature(), sealed.getTimeStamp(), sealed.getNonce(), sealed.getEncrypt());

            assertThat(crypto.open(received))
                    .isInstanceOfSatisfying(
                            Opening.Opened.class,
                            opened -> assertThat(opened.message()).isEqualTo(message.getBytes(StandardCharsets.UTF_8)));
        }
    }
}
