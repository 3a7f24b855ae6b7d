package io.hookgate.adapter.generic;

import io.hookgate.adapter.Documents;
import io.hookgate.adapter.InboundRequest;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.URLDecoder;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.KeyFactory;
import java.security.MessageDigest;
import java.security.Signature;
import java.security.spec.PKCS8EncodedKeySpec;
import java.util.Arrays;
import java.util.Base64;
import java.util.HexFormat;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import javax.crypto.Cipher;
import javax.crypto.Mac;
import javax.crypto.spec.IvParameterSpec;
import javax.crypto.spec.SecretKeySpec;

/**
 * Signs a preset's sample as the provider does, written from the provider's description and not with the code under test.
 */
final class PresetSigner {
    private static final String CERTIFICATE_HOST = "https://mnstest.oss-cn-hangzhou.aliyuncs.com/x509.pem";
    private static final Set<String> CERTIFICATES = Set.of(
            CERTIFICATE_HOST,
            "https://sns.us-west-2.amazonaws.com/SimpleNotificationService-0000000000000000000000.pem");

    private PresetSigner() {}

    static Documents documents() {
        byte[] certificate = resource("test-certificate.pem");
        return address -> CERTIFICATES.contains(address.toString()) ? Optional.of(certificate) : Optional.empty();
    }

    static InboundRequest sign(PresetSample sample, byte[] payload) {
        try {
            return signed(sample, payload);
        } catch (GeneralSecurityException e) {
            throw new AssertionError(e);
        }
    }

    private static InboundRequest signed(PresetSample sample, byte[] payload) throws GeneralSecurityException {
        Map<String, String> headers = sample.headers();
        String url = sample.url();
        String secret = sample.secrets().getOrDefault("secret", "");
        long seconds = sample.now().getEpochSecond();
        String text = new String(payload, StandardCharsets.UTF_8);
        switch (sample.id()) {
            case "github" -> headers.put("X-Hub-Signature-256", "sha256=" + hex(hmac("HmacSHA256", secret, payload)));
            case "gitlab" ->
                standardWebhooks(
                        headers,
                        "webhook",
                        headers.get("Idempotency-Key"),
                        sample.secrets().get("signingToken"),
                        seconds,
                        payload);
            case "standard-webhooks" ->
                standardWebhooks(headers, "webhook", headers.get("webhook-id"), secret, seconds, payload);
            case "svix" -> standardWebhooks(headers, "svix", headers.get("svix-id"), secret, seconds, payload);
            case "stripe" ->
                headers.put(
                        "Stripe-Signature",
                        "t=" + seconds + ",v1=" + hex(hmac("HmacSHA256", secret, join(seconds + ".", payload)))
                                + ",v0=00");
            case "shopify" -> headers.put("X-Shopify-Hmac-SHA256", base64(hmac("HmacSHA256", secret, payload)));
            case "slack" -> {
                headers.put("X-Slack-Request-Timestamp", Long.toString(seconds));
                headers.put(
                        "X-Slack-Signature",
                        "v0=" + hex(hmac("HmacSHA256", secret, join("v0:" + seconds + ":", payload))));
            }
            case "hubspot" -> {
                String millis = Long.toString(sample.now().toEpochMilli());
                headers.put("X-HubSpot-Request-Timestamp", millis);
                headers.put(
                        "X-HubSpot-Signature-v3",
                        base64(hmac("HmacSHA256", secret, join(join("POST" + url, payload), millis))));
            }
            case "zendesk" -> {
                headers.put(
                        "X-Zendesk-Webhook-Signature-Timestamp", sample.now().toString());
                headers.put(
                        "X-Zendesk-Webhook-Signature",
                        base64(hmac("HmacSHA256", secret, join(sample.now().toString(), payload))));
            }
            case "xero" -> headers.put("x-xero-signature", base64(hmac("HmacSHA256", secret, payload)));
            case "twilio" -> headers.put("X-Twilio-Signature", base64(hmac("HmacSHA1", secret, twilio(url, text))));
            case "kingdee" -> headers.put("X-Token", secret);
            case "kingdee-yunzhijia" -> yunzhijia(headers, sample, text);
            case "sap" ->
                headers.put(
                        "Authorization",
                        "Basic "
                                + base64(("event-mesh:" + sample.secrets().get("password"))
                                        .getBytes(StandardCharsets.UTF_8)));
            case "cloudevents" -> headers.put("Authorization", "Bearer " + secret);
            case "odoo" -> {
                return request("POST", url + "?token=" + secret, headers, payload);
            }
            case "feishu" -> {
                return feishu(headers, sample, payload);
            }
            case "wecom" -> {
                return wecom(headers, sample, payload);
            }
            case "yonyou-yonbip" -> {
                String key = (secret.replace("-", "") + "0".repeat(43)).substring(0, 43);
                String encrypted = sealed(key, payload, "appkey-1");
                String millis = Long.toString(sample.now().toEpochMilli());
                String signature = sortedSha1(secret, millis, "uM48M4qajlEtVCz4", encrypted);
                return request(
                        "POST",
                        url,
                        headers,
                        ("{\"msgSignature\":\"" + signature + "\",\"timestamp\":" + millis
                                        + ",\"nonce\":\"uM48M4qajlEtVCz4\",\"encrypt\":\"" + encrypted + "\"}")
                                .getBytes(StandardCharsets.UTF_8));
            }
            case "fxiaoke" -> {
                String encrypted = sealed(sample.secrets().get("aesKey"), payload, "FSAID_1");
                String millis = Long.toString(sample.now().toEpochMilli());
                String signature = sortedSha1(sample.secrets().get("token"), millis, "nn1", encrypted);
                return request(
                        "POST",
                        url,
                        headers,
                        ("{\"sig\":\"" + signature + "\",\"timeStamp\":\"" + millis
                                        + "\",\"nonce\":\"nn1\",\"content\":\"" + encrypted + "\"}")
                                .getBytes(StandardCharsets.UTF_8));
            }
            case "aws-sns" -> {
                return request("POST", url, headers, sns(payload));
            }
            case "aliyun-mns" -> mns(url, headers, payload);
            case "aliyun-oss" -> {
                byte[] encoded = Base64.getEncoder().encode(payload);
                mns(url, headers, encoded);
                return request("POST", url, headers, encoded);
            }
            case "salesforce" -> {}
            default -> throw new AssertionError("Nobody knows how " + sample.id() + " signs");
        }
        return request("POST", url, headers, payload);
    }

    static InboundRequest request(String method, String url, Map<String, String> headers, byte[] body) {
        return Requests.post(body).method(method).url(url).headers(headers).build();
    }

    private static void standardWebhooks(
            Map<String, String> headers, String prefix, String id, String secret, long seconds, byte[] payload)
            throws GeneralSecurityException {
        byte[] key = Base64.getDecoder().decode(secret.substring("whsec_".length()));
        headers.put(prefix + "-id", id);
        headers.put(prefix + "-timestamp", Long.toString(seconds));
        headers.put(
                prefix + "-signature",
                "v1," + base64(hmac("HmacSHA256", key, join(id + "." + seconds + ".", payload))));
    }

    private static byte[] twilio(String url, String form) {
        StringBuilder signed = new StringBuilder(url);
        formParameters(form).forEach((name, value) -> signed.append(name).append(value));
        return signed.toString().getBytes(StandardCharsets.UTF_8);
    }

    private static void yunzhijia(Map<String, String> headers, PresetSample sample, String form)
            throws GeneralSecurityException {
        String date = java.time.format.DateTimeFormatter.RFC_1123_DATE_TIME.format(
                sample.now().atOffset(java.time.ZoneOffset.UTC));
        StringBuilder sorted = new StringBuilder();
        formParameters(form)
                .forEach((name, value) -> sorted.append(sorted.length() == 0 ? "" : "&")
                        .append(name)
                        .append('=')
                        .append(value));
        String md5 =
                base64(MessageDigest.getInstance("MD5").digest(sorted.toString().getBytes(StandardCharsets.UTF_8)));
        String content = sample.secrets().get("secret") + md5 + headers.get("Content-Type") + date;
        headers.put("Date", date);
        headers.put("Content-MD5", md5);
        headers.put("Authorization", "appId:" + hex(digest("SHA-1", content.getBytes(StandardCharsets.UTF_8))));
    }

    private static Map<String, String> formParameters(String form) {
        Map<String, String> parameters = new TreeMap<>();
        for (String pair : form.split("&", -1)) {
            int equals = pair.indexOf('=');
            if (equals >= 0) {
                parameters.put(decode(pair.substring(0, equals)), decode(pair.substring(equals + 1)));
            }
        }
        return parameters;
    }

    private static String decode(String text) {
        try {
            return URLDecoder.decode(text, StandardCharsets.UTF_8);
        } catch (IllegalArgumentException e) {
            return text;
        }
    }

    private static InboundRequest feishu(Map<String, String> headers, PresetSample sample, byte[] payload)
            throws GeneralSecurityException {
        String key = sample.secrets().get("encryptKey");
        byte[] body = ("{\"encrypt\":\"" + feishuEncrypted(key, payload) + "\"}").getBytes(StandardCharsets.UTF_8);
        headers.put("X-Lark-Request-Timestamp", Long.toString(sample.now().getEpochSecond()));
        headers.put("X-Lark-Request-Nonce", "nonce-1");
        headers.put(
                "X-Lark-Signature",
                hex(digest("SHA-256", join(sample.now().getEpochSecond() + "nonce-1" + key, body))));
        return request("POST", sample.url(), headers, body);
    }

    static String feishuEncrypted(String key, byte[] payload) throws GeneralSecurityException {
        byte[] iv = "0123456789abcdef".getBytes(StandardCharsets.US_ASCII);
        Cipher cipher = Cipher.getInstance("AES/CBC/PKCS5Padding");
        cipher.init(
                Cipher.ENCRYPT_MODE,
                new SecretKeySpec(digest("SHA-256", key.getBytes(StandardCharsets.UTF_8)), "AES"),
                new IvParameterSpec(iv));
        byte[] encrypted = cipher.doFinal(payload);
        return base64(ByteBuffer.allocate(iv.length + encrypted.length)
                .put(iv)
                .put(encrypted)
                .array());
    }

    static String feishuDecrypted(String key, String encrypted) throws GeneralSecurityException {
        byte[] bytes = Base64.getDecoder().decode(encrypted);
        Cipher cipher = Cipher.getInstance("AES/CBC/PKCS5Padding");
        cipher.init(
                Cipher.DECRYPT_MODE,
                new SecretKeySpec(digest("SHA-256", key.getBytes(StandardCharsets.UTF_8)), "AES"),
                new IvParameterSpec(bytes, 0, 16));
        return new String(cipher.doFinal(bytes, 16, bytes.length - 16), StandardCharsets.UTF_8);
    }

    /** Message and receive id of a sealed text, put together. */
    static String opened(String aesKey, String encrypted) throws GeneralSecurityException {
        byte[] key = Base64.getDecoder().decode(aesKey + "=");
        Cipher cipher = Cipher.getInstance("AES/CBC/NoPadding");
        cipher.init(Cipher.DECRYPT_MODE, new SecretKeySpec(key, "AES"), new IvParameterSpec(Arrays.copyOf(key, 16)));
        byte[] plain = cipher.doFinal(Base64.getDecoder().decode(encrypted));
        return new String(plain, 20, plain.length - 20 - plain[plain.length - 1], StandardCharsets.UTF_8);
    }

    private static InboundRequest wecom(Map<String, String> headers, PresetSample sample, byte[] payload)
            throws GeneralSecurityException {
        String receiver = "wx5823bf96d3bd56c7";
        String encrypted = sealed(sample.secrets().get("aesKey"), payload, receiver);
        String seconds = Long.toString(sample.now().getEpochSecond());
        String signature = sortedSha1(sample.secrets().get("token"), seconds, "1372623149", encrypted);
        String url = sample.url() + "?msg_signature=" + signature + "&timestamp=" + seconds + "&nonce=1372623149";
        String body = "<xml><ToUserName><![CDATA[" + receiver
                + "]]></ToUserName><AgentID>218</AgentID><Encrypt><![CDATA[" + encrypted + "]]></Encrypt></xml>";
        return request("POST", url, headers, body.getBytes(StandardCharsets.UTF_8));
    }

    /** The plaintext of DingTalk's family: random, length, message, receive id, padding to 32 bytes. */
    static String sealed(String aesKey, byte[] message, String receiveId) throws GeneralSecurityException {
        byte[] key = Base64.getDecoder().decode(aesKey + "=");
        byte[] receiver = receiveId.getBytes(StandardCharsets.UTF_8);
        int length = 20 + message.length + receiver.length;
        int padding = 32 - length % 32;
        byte[] plain = new byte[length + padding];
        ByteBuffer.wrap(plain)
                .put("ABCDEFGHIJKLMNOP".getBytes(StandardCharsets.US_ASCII))
                .putInt(message.length)
                .put(message)
                .put(receiver);
        Arrays.fill(plain, length, plain.length, (byte) padding);
        Cipher cipher = Cipher.getInstance("AES/CBC/NoPadding");
        cipher.init(Cipher.ENCRYPT_MODE, new SecretKeySpec(key, "AES"), new IvParameterSpec(Arrays.copyOf(key, 16)));
        return base64(cipher.doFinal(plain));
    }

    static String sortedSha1(String... parts) throws GeneralSecurityException {
        String[] sorted = parts.clone();
        Arrays.sort(sorted);
        return hex(digest("SHA-1", String.join("", sorted).getBytes(StandardCharsets.UTF_8)));
    }

    private static byte[] sns(byte[] payload) throws GeneralSecurityException {
        try {
            var message = (com.fasterxml.jackson.databind.node.ObjectNode) PresetSample.JSON.readTree(payload);
            message.put("Signature", base64(rsa("SHA256withRSA", snsText(message))));
            return PresetSample.JSON.writeValueAsBytes(message);
        } catch (IOException | ClassCastException e) {
            return payload;
        }
    }

    private static String snsText(com.fasterxml.jackson.databind.JsonNode message) {
        StringBuilder text = new StringBuilder();
        for (String key :
                List.of("Message", "MessageId", "Subject", "SubscribeURL", "Timestamp", "Token", "TopicArn", "Type")) {
            if (message.has(key)) {
                text.append(key).append('\n').append(message.path(key).asText()).append('\n');
            }
        }
        return text.toString();
    }

    private static void mns(String url, Map<String, String> headers, byte[] body) throws GeneralSecurityException {
        headers.put("Content-MD5", base64(hex(digest("MD5", body)).getBytes(StandardCharsets.US_ASCII)));
        headers.put("x-mns-signing-cert-url", base64(CERTIFICATE_HOST.getBytes(StandardCharsets.UTF_8)));
        StringBuilder text = new StringBuilder("POST\n")
                .append(headers.get("Content-MD5"))
                .append('\n')
                .append(headers.get("Content-Type"))
                .append('\n')
                .append(headers.get("Date"))
                .append('\n');
        new TreeMap<>(headers).forEach((name, value) -> {
            if (name.toLowerCase(Locale.ROOT).startsWith("x-mns-")) {
                text.append(name).append(':').append(value).append('\n');
            }
        });
        text.append(URI.create(url).getRawPath());
        headers.put("Authorization", base64(rsa("SHA1withRSA", text.toString())));
    }

    private static byte[] rsa(String algorithm, String text) throws GeneralSecurityException {
        String pem = new String(resource("test-key.pem"), StandardCharsets.US_ASCII);
        byte[] encoded = Base64.getMimeDecoder().decode(pem.replaceAll("-----[A-Z ]+-----", ""));
        Signature signature = Signature.getInstance(algorithm);
        signature.initSign(KeyFactory.getInstance("RSA").generatePrivate(new PKCS8EncodedKeySpec(encoded)));
        signature.update(text.getBytes(StandardCharsets.UTF_8));
        return signature.sign();
    }

    static byte[] hmac(String algorithm, String secret, byte[] content) throws GeneralSecurityException {
        return hmac(algorithm, secret.getBytes(StandardCharsets.UTF_8), content);
    }

    private static byte[] hmac(String algorithm, byte[] key, byte[] content) throws GeneralSecurityException {
        Mac mac = Mac.getInstance(algorithm);
        mac.init(new SecretKeySpec(key, algorithm));
        return mac.doFinal(content);
    }

    static byte[] digest(String algorithm, byte[] content) throws GeneralSecurityException {
        return MessageDigest.getInstance(algorithm).digest(content);
    }

    static byte[] join(String prefix, byte[] rest) {
        byte[] start = prefix.getBytes(StandardCharsets.UTF_8);
        return ByteBuffer.allocate(start.length + rest.length)
                .put(start)
                .put(rest)
                .array();
    }

    private static byte[] join(byte[] start, String rest) {
        byte[] end = rest.getBytes(StandardCharsets.UTF_8);
        return ByteBuffer.allocate(start.length + end.length)
                .put(start)
                .put(end)
                .array();
    }

    static String hex(byte[] bytes) {
        return HexFormat.of().formatHex(bytes);
    }

    static String base64(byte[] bytes) {
        return Base64.getEncoder().encodeToString(bytes);
    }

    static byte[] resource(String name) {
        try (InputStream stream = PresetSigner.class.getResourceAsStream(name)) {
            return stream.readAllBytes();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
