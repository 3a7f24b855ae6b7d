package io.hookgate.adapter.callbackcrypto;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Base64;
import java.util.List;
import java.util.Locale;
import java.util.Random;
import java.util.stream.Stream;
import javax.crypto.Cipher;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

class CallbackCryptoTest {
    private static final String TOKEN = "gw-token-2024";
    private static final String AES_KEY = "abcdefghijklmnopqrstuvwxyz0123456789ABCDEFG";
    private static final String RECEIVE_ID = "dingappkeyexample01";
    private static final Instant NOW = Instant.parse("2026-01-02T03:04:05.678Z");

    private final CallbackKeys keys = CallbackKeys.of(TOKEN, AES_KEY);
    private final CallbackCrypto crypto = new CallbackCrypto(keys, ReceiveIds.anyOf(List.of(RECEIVE_ID)));

    static Stream<Vector> readableVectors() {
        return Vector.all()
                .filter(vector -> vector.kind().startsWith("wechat-style"))
                .filter(vector -> vector.expect().path("accept").asBoolean(true));
    }

    static Stream<Vector> writtenVectors() {
        return Vector.ofKind("wechat-style-encrypt");
    }

    @Test
    void hasTheVectorsOfTheWholeFamily() {
        assertThat(Vector.all().map(Vector::id))
                .hasSize(20)
                .anyMatch(id -> id.startsWith("dingtalk."))
                .anyMatch(id -> id.startsWith("wecom."))
                .anyMatch(id -> id.startsWith("yonyou."))
                .anyMatch(id -> id.startsWith("fxiaoke."));
    }

    @ParameterizedTest
    @MethodSource("readableVectors")
    void opensEveryVector(Vector vector) {
        Opening opening = vector.crypto().open(vector.sealed());

        assertThat(opening).isInstanceOfSatisfying(Opening.Opened.class, opened -> {
            assertThat(opened.message()).isEqualTo(vector.plaintext());
            assertThat(opened.receiveId()).isEqualTo(vector.input("receive_id"));
        });
    }

    @ParameterizedTest
    @MethodSource("writtenVectors")
    void writesEveryVectorByteForByte(Vector vector) {
        SealedMessage sealed = vector.crypto()
                .seal(
                        vector.plaintext(),
                        vector.input("receive_id"),
                        vector.timestamp(),
                        vector.nonce(),
                        vector.input("random16"));

        assertThat(sealed).isEqualTo(vector.sealed());
    }

    @Test
    void refusesTheVectorWithAWrongReceiveId() {
        Vector vector = Vector.byId("dingtalk.negative.wrong_receive_id");

        assertThat(vector.crypto().open(vector.sealed())).isEqualTo(new Opening.WrongReceiver());
    }

    @Test
    void refusesTheVectorWithABadSignature() {
        Vector vector = Vector.byId("dingtalk.negative.bad_signature");

        assertThat(vector.crypto().open(vector.sealed())).isEqualTo(new Opening.SignatureMismatch());
    }

    @Test
    void refusesTheVectorWithAShortKey() {
        Vector vector = Vector.byId("dingtalk.negative.aes_key_len");

        assertThatThrownBy(() -> CallbackKeys.of(TOKEN, vector.input("aes_key")))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageNotContaining(vector.input("aes_key"));
    }

    @Test
    void opensTheEchoOfWecom() {
        Vector vector = Vector.byId("wecom.echostr");
        var query = vector.inputs().get("query");
        SealedMessage echo = new SealedMessage(
                query.get("msg_signature").asText(),
                query.get("timestamp").asText(),
                query.get("nonce").asText(),
                query.get("echostr").asText());

        assertThat(vector.crypto().open(echo))
                .isInstanceOfSatisfying(
                        Opening.Opened.class,
                        opened -> assertThat(new String(opened.message(), StandardCharsets.UTF_8))
                                .isEqualTo(vector.expect().get("body").asText()));
    }

    @Test
    void derivesYonyousKeyFromTheApplicationSecret() {
        Vector vector = Vector.byId("yonyou.event.staff_add");
        CallbackCrypto yonyou =
                new CallbackCrypto(CallbackKeys.ofApplicationSecret(vector.input("token")), ReceiveIds.ignored());

        assertThat(yonyou.open(vector.sealed())).isInstanceOf(Opening.Opened.class);
    }

    @Test
    void cutsALongApplicationSecret() {
        String secret = "0123456789-0123456789-0123456789-0123456789-0123456789";
        SealedMessage sealed = new CallbackCrypto(CallbackKeys.ofApplicationSecret(secret), ReceiveIds.ignored())
                .seal(utf8("m"), "a", NOW, new Random(1));
        CallbackCrypto receiver = new CallbackCrypto(
                CallbackKeys.of(secret, "0123456789012345678901234567890123456789012"), ReceiveIds.ignored());

        assertThat(receiver.open(sealed)).isInstanceOf(Opening.Opened.class);
    }

    @Test
    void takesAKeyWithItsBase64Padding() {
        SealedMessage sealed = crypto.seal(utf8("m"), RECEIVE_ID, NOW, new Random(1));
        CallbackCrypto padded = new CallbackCrypto(CallbackKeys.of(TOKEN, AES_KEY + "="), ReceiveIds.ignored());

        assertThat(padded.open(sealed)).isInstanceOf(Opening.Opened.class);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "short",
                "abcdefghijklmnopqrstuvwxyz0123456789ABCDEF!",
                " bcdefghijklmnopqrstuvwxyz0123456789ABCDEFG"
            })
    void refusesAKeyOfAnotherForm(String key) {
        assertThatThrownBy(() -> CallbackKeys.of(TOKEN, key)).isInstanceOf(IllegalArgumentException.class);
    }

    @Test
    void refusesAnEmptyToken() {
        assertThatThrownBy(() -> CallbackKeys.of("", AES_KEY)).isInstanceOf(IllegalArgumentException.class);
    }

    @Test
    void opensWhatItSealedWhateverTheLengthAndTheAlphabet() {
        Random random = new Random(7);
        for (int length = 0; length < 200; length++) {
            byte[] message = utf8("部".repeat(length / 3) + "x".repeat(length % 3));
            SealedMessage sealed = crypto.seal(message, RECEIVE_ID, NOW, random);

            assertThat(crypto.open(sealed))
                    .isInstanceOfSatisfying(
                            Opening.Opened.class,
                            opened -> assertThat(opened.message()).isEqualTo(message));
        }
    }

    @Test
    void signsTheMillisecondsOfTheGivenTime() {
        assertThat(crypto.seal(utf8("success"), RECEIVE_ID, NOW, new Random(1)).timestamp())
                .isEqualTo("1767323045678");
    }

    @Test
    void takesPrefixAndNonceFromTheGivenRandomness() {
        SealedMessage first = crypto.seal(utf8("success"), RECEIVE_ID, NOW, new Random(1));
        SealedMessage same = crypto.seal(utf8("success"), RECEIVE_ID, NOW, new Random(1));
        SealedMessage other = crypto.seal(utf8("success"), RECEIVE_ID, NOW, new Random(2));

        assertThat(same).isEqualTo(first);
        assertThat(other.ciphertext()).isNotEqualTo(first.ciphertext());
        assertThat(other.nonce()).isNotEqualTo(first.nonce());
        assertThat(first.nonce()).matches("[A-Za-z0-9]{16}");
    }

    @Test
    void opensACiphertextThatIsBrokenIntoLinesAndSignedLikeThat() {
        SealedMessage sealed = crypto.seal(utf8("{}"), RECEIVE_ID, NOW, new Random(1));
        String lines = sealed.ciphertext().substring(0, 20) + "\r\n"
                + sealed.ciphertext().substring(20) + "\n";

        assertThat(crypto.open(signed(lines))).isInstanceOf(Opening.Opened.class);
    }

    @Test
    void opensPaddingToBlocksOfSixteen() throws Exception {
        byte[] plaintext = plaintext(0, 2, "{}", RECEIVE_ID, 16 - (20 + 2 + RECEIVE_ID.length()) % 16);

        assertThat(crypto.open(signed(encrypt(plaintext)))).isInstanceOf(Opening.Opened.class);
    }

    @Test
    void refusesOneAlteredCharacterAnywhere() {
        SealedMessage sealed = crypto.seal(utf8("{\"a\":1}"), RECEIVE_ID, NOW, new Random(1));
        List<SealedMessage> altered = new ArrayList<>();
        for (int i = 0; i < sealed.ciphertext().length(); i++) {
            altered.add(new SealedMessage(
                    sealed.signature(), sealed.timestamp(), sealed.nonce(), alter(sealed.ciphertext(), i)));
        }
        for (int i = 0; i < sealed.signature().length(); i++) {
            altered.add(new SealedMessage(
                    alter(sealed.signature(), i), sealed.timestamp(), sealed.nonce(), sealed.ciphertext()));
        }
        altered.add(new SealedMessage(
                sealed.signature(), alter(sealed.timestamp(), 3), sealed.nonce(), sealed.ciphertext()));
        altered.add(new SealedMessage(
                sealed.signature(), sealed.timestamp(), alter(sealed.nonce(), 3), sealed.ciphertext()));
        altered.add(new SealedMessage(
                sealed.signature().toUpperCase(Locale.ROOT), sealed.timestamp(), sealed.nonce(), sealed.ciphertext()));

        assertThat(altered)
                .allSatisfy(message -> assertThat(crypto.open(message)).isEqualTo(new Opening.SignatureMismatch()));
    }

    @Test
    void refusesEveryMalformedPlaintextInTheSameWay() throws Exception {
        List<String> ciphertexts = List.of(
                "",
                "%%%",
                "YQ==",
                encrypt(new byte[16]),
                encrypt(new byte[32]),
                encrypt(plaintext(0, 2, "{}", "", 33)),
                encrypt(plaintext(0, -1, "{}", RECEIVE_ID, 23)),
                encrypt(plaintext(0, Integer.MAX_VALUE, "{}", RECEIVE_ID, 23)),
                encrypt(plaintext(0, 22, "{}", RECEIVE_ID, 23)),
                encrypt(plaintext(1, 2, "{}", RECEIVE_ID, 23)),
                Base64.getEncoder().encodeToString(new byte[64]));

        assertThat(ciphertexts)
                .allSatisfy(ciphertext ->
                        assertThat(crypto.open(signed(ciphertext))).isEqualTo(new Opening.Undecryptable()));
    }

    @Test
    void refusesAMessageUnderAnotherAesKey() {
        CallbackCrypto other = new CallbackCrypto(
                CallbackKeys.of(TOKEN, "GFEDCBA9876543210zyxwvutsrqponmlkjihgfedcba"), ReceiveIds.ignored());

        assertThat(crypto.open(other.seal(utf8("{}"), RECEIVE_ID, NOW, new Random(1))))
                .isIn(new Opening.Undecryptable(), new Opening.WrongReceiver());
    }

    @Test
    void opensForEveryListedReceiver() {
        CallbackCrypto several = new CallbackCrypto(keys, ReceiveIds.anyOf(List.of("a", "")));

        assertThat(several.open(several.seal(utf8("m"), "a", NOW, new Random(1))))
                .isInstanceOf(Opening.Opened.class);
        assertThat(several.open(several.seal(utf8("m"), "", NOW, new Random(1))))
                .isInstanceOf(Opening.Opened.class);
        assertThat(several.open(several.seal(utf8("m"), "b", NOW, new Random(1))))
                .isEqualTo(new Opening.WrongReceiver());
    }

    @Test
    void neverThrowsForRandomCiphertexts() {
        Random random = new Random(42);
        for (int i = 0; i < 5_000; i++) {
            byte[] bytes = new byte[random.nextInt(6) * 16 + (random.nextInt(10) == 0 ? 1 : 0)];
            random.nextBytes(bytes);

            assertThat(crypto.open(signed(Base64.getEncoder().encodeToString(bytes))))
                    .isNotInstanceOf(Opening.Opened.class);
        }
    }

    @Test
    void showsNeitherKeysNorMessages() {
        SealedMessage sealed = crypto.seal(utf8("payload"), RECEIVE_ID, NOW, new Random(1));

        assertThat(List.of(keys, crypto, sealed, crypto.open(sealed)))
                .allSatisfy(object -> assertThat(object.toString()).doesNotContain(TOKEN, AES_KEY, "payload"));
    }

    private SealedMessage signed(String ciphertext) {
        return new SealedMessage(keys.signature("1", "2", ciphertext), "1", "2", ciphertext);
    }

    private String encrypt(byte[] plaintext) throws Exception {
        Cipher cipher = Cipher.getInstance("AES/CBC/NoPadding");
        cipher.init(Cipher.ENCRYPT_MODE, keys.aesKey(), keys.initializationVector());
        return Base64.getEncoder().encodeToString(cipher.doFinal(plaintext));
    }

    /** A plaintext with a stated length of its own and padding whose first byte is off by {@code fault}. */
    private static byte[] plaintext(int fault, int statedLength, String message, String receiveId, int padding) {
        int end = 20 + message.length() + receiveId.length();
        ByteBuffer buffer = ByteBuffer.allocate(end + padding)
                .put(utf8("0123456789abcdef"))
                .putInt(statedLength)
                .put(utf8(message))
                .put(utf8(receiveId));
        for (int i = 0; i < padding; i++) {
            buffer.put((byte) (i == 0 ? padding + fault : padding));
        }
        return Arrays.copyOf(buffer.array(), (end + padding + 15) / 16 * 16);
    }

    private static String alter(String text, int index) {
        char altered = text.charAt(index) == 'A' ? 'B' : 'A';
        return text.substring(0, index) + altered + text.substring(index + 1);
    }

    private static byte[] utf8(String text) {
        return text.getBytes(StandardCharsets.UTF_8);
    }
}
