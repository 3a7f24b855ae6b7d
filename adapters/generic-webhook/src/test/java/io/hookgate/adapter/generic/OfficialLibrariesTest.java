package io.hookgate.adapter.generic;

import static org.assertj.core.api.Assertions.assertThat;

import com.slack.api.app_backend.SlackSignature;
import com.standardwebhooks.Webhook;
import com.stripe.net.Webhook.Signature;
import com.stripe.net.Webhook.Util;
import com.twilio.security.RequestValidator;
import io.hookgate.adapter.AdapterResult;
import io.hookgate.adapter.ConfiguredSource;
import io.hookgate.adapter.RejectionCause;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;

/** Providers' own Java libraries sign what the presets accept, or agree with them about what is authentic. */
class OfficialLibrariesTest {
    private static final String BODY =
            "{\"id\":\"evt_1\",\"type\":\"invoice.paid\",\"created\":1767323045,\"text\":\"ü 你好\"}";
    private static final Instant NOW = Requests.NOW;

    @Test
    void acceptsWhatStripeSigns() throws Exception {
        String secret = "whsec_test_secret";
        long seconds = NOW.getEpochSecond();
        String header = "t=" + seconds + ",v1=" + Util.computeHmacSha256(secret, seconds + "." + BODY);
        assertThat(Signature.verifyHeader(BODY, header, secret, 0)).isTrue();

        checkSigned("stripe", secret, "whsec_other", BODY, Map.of("Stripe-Signature", header), 300);
    }

    @Test
    void acceptsWhatSlackSigns() throws Exception {
        String secret = "8f742231b10e8888abcd99yyyzzz85a5";
        String timestamp = Long.toString(NOW.getEpochSecond());
        String signature = new SlackSignature.Generator(secret).generate(timestamp, BODY);

        checkSigned(
                "slack",
                secret,
                "another",
                BODY,
                Map.of("X-Slack-Signature", signature, "X-Slack-Request-Timestamp", timestamp),
                300);
    }

    @Test
    void acceptsWhatStandardWebhooksSigns() throws Exception {
        String secret = "whsec_MfKQ9r8GKYqrTwjUPD8ILPZIo2LaLaSw";
        String signature = new Webhook(secret).sign("msg_1", NOW.getEpochSecond(), BODY);
        Map<String, String> headers = Map.of(
                "webhook-id",
                "msg_1",
                "webhook-timestamp",
                Long.toString(NOW.getEpochSecond()),
                "webhook-signature",
                signature);

        for (String preset : new String[] {"standard-webhooks", "svix"}) {
            checkSigned(preset, secret, "whsec_AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA", BODY, headers, 300);
        }
    }

    @Test
    void agreesWithTwilioAboutForms() throws Exception {
        Map<String, String> parameters = new LinkedHashMap<>();
        parameters.put("MessageSid", "SM1");
        parameters.put("Body", "Hello & good-bye, ünïcode");
        parameters.put("AccountSid", "AC1");
        String url = "https://hooks.example.com/in/key?x=1";
        String signature = twilioSignature("12345", url, parameters);

        assertThat(new RequestValidator("12345").validate(url, parameters, signature))
                .isTrue();
        assertThat(twilio("12345", url, parameters, signature)).isInstanceOf(AdapterResult.Accepted.class);

        Map<String, String> altered = new LinkedHashMap<>(parameters);
        altered.put("Body", "Hello");
        assertThat(new RequestValidator("12345").validate(url, altered, signature))
                .isFalse();
        assertRefused(twilio("12345", url, altered, signature));
        assertThat(new RequestValidator("54321").validate(url, parameters, signature))
                .isFalse();
        assertRefused(twilio("54321", url, parameters, signature));
        assertThat(new RequestValidator("12345").validate(url + "2", parameters, signature))
                .isFalse();
        assertRefused(twilio("12345", url + "2", parameters, signature));
    }

    @Test
    void agreesWithTwilioAboutJson() throws Exception {
        String hash = PresetSigner.hex(PresetSigner.digest("SHA-256", BODY.getBytes(StandardCharsets.UTF_8)));
        String url = "https://hooks.example.com/in/key?bodySHA256=" + hash;
        String signature = twilioSignature("12345", url, Map.of());
        ConfiguredSource source = VectorsTest.preset("twilio", Map.of(), Map.of("secret", "12345"));

        assertThat(new RequestValidator("12345").validate(url, BODY, signature)).isTrue();
        assertThat(new RequestValidator("12345").validate(url, BODY + " ", signature))
                .isFalse();
        assertThat(Requests.post(BODY)
                        .url(url)
                        .json()
                        .header("X-Twilio-Signature", signature)
                        .to(source))
                .isInstanceOf(AdapterResult.Accepted.class);
        assertRefused(Requests.post(BODY + " ")
                .url(url)
                .json()
                .header("X-Twilio-Signature", signature)
                .to(source));
    }

    /** Right as it is; wrong with one altered byte, under another secret, and once its time is over. */
    static void checkSigned(
            String preset, String secret, String otherSecret, String body, Map<String, String> headers, int tolerance)
            throws Exception {
        ConfiguredSource source = VectorsTest.preset(preset, Map.of(), Map.of("secret", secret));
        ConfiguredSource other = VectorsTest.preset(preset, Map.of(), Map.of("secret", otherSecret));

        assertThat(Requests.post(body).json().headers(headers).to(source, NOW))
                .isInstanceOf(AdapterResult.Accepted.class);
        byte[] altered = body.getBytes(StandardCharsets.UTF_8);
        altered[altered.length / 2] ^= 1;
        assertRefused(Requests.post(altered).json().headers(headers).to(source, NOW));
        assertRefused(Requests.post(body).json().headers(headers).to(other, NOW));
        if (tolerance > 0) {
            for (int seconds : new int[] {tolerance + 1, -tolerance - 1}) {
                GenericWebhookAdapterTest.assertRejected(
                        Requests.post(body).json().headers(headers).to(source, NOW.plusSeconds(seconds)),
                        RejectionCause.TIMESTAMP_OUT_OF_TOLERANCE,
                        401);
            }
        }
    }

    static void assertRefused(AdapterResult result) {
        GenericWebhookAdapterTest.assertRejected(result, RejectionCause.SIGNATURE_MISMATCH, 401);
    }

    private static AdapterResult twilio(String token, String url, Map<String, String> parameters, String signature)
            throws Exception {
        String form = parameters.entrySet().stream()
                .map(entry -> entry.getKey() + '=' + URLEncoder.encode(entry.getValue(), StandardCharsets.UTF_8))
                .collect(Collectors.joining("&"));
        return Requests.post(form)
                .url(url)
                .header("Content-Type", "application/x-www-form-urlencoded")
                .header("X-Twilio-Signature", signature)
                .to(VectorsTest.preset("twilio", Map.of(), Map.of("secret", token)));
    }

    /** Twilio's library can only verify. */
    private static String twilioSignature(String token, String url, Map<String, String> parameters) throws Exception {
        StringBuilder signed = new StringBuilder(url);
        new java.util.TreeMap<>(parameters)
                .forEach((name, value) -> signed.append(name).append(value));
        return PresetSigner.base64(
                PresetSigner.hmac("HmacSHA1", token, signed.toString().getBytes(StandardCharsets.UTF_8)));
    }
}
